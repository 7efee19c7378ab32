import Dashboard
import Datasets
import Inspection
import NeuralNetwork
import TerminalGraphics
import Training

/// A small session to look at: pictures of 8×8 pixels in three classes, made by formula, so that it is the same everywhere.
enum Example {
    /// Class c has a bright bar across row 2c + 1, shifted a little from sample to sample.
    static func pictures(_ count: Int) -> Dataset {
        var bytes: [UInt8] = []
        for sample in 0..<count {
            for row in 0..<8 {
                for column in 0..<8 {
                    let isBar = row == 2 * (sample % 3) + 1 && column > sample / 3 % 3
                    bytes.append(isBar ? 255 : UInt8((sample * 7 + row * 3 + column * 5) % 40))
                }
            }
        }
        return Dataset(
            name: "bars", source: "made for tests", sampleShape: [1, 8, 8], classNames: ["a", "b", "c"], features: .bytes(bytes),
            targets: .classes((0..<count).map { Int32($0 % 3) }))
    }

    /// Ten batches an epoch.
    static let data = DatasetPair(train: pictures(30), heldOut: pictures(12))

    /// Pictures of 28×28 that grow brighter row by row: both halves of a cell differ, however many pixels they stand for.
    static let ramps: DatasetPair = {
        func pictures(_ count: Int) -> Dataset {
            let bytes = (0..<count * 784).map { UInt8($0 % 784 / 28 * 9) }
            return Dataset(
                name: "ramps", source: "made for tests", sampleShape: [1, 28, 28], classNames: ["a", "b", "c"],
                features: .bytes(bytes), targets: .classes((0..<count).map { Int32($0 % 3) }))
        }
        return DatasetPair(train: pictures(6), heldOut: pictures(3))
    }()

    /// Rows of pixels as a sequence: four moments of eight numbers.
    static var sequences: DatasetPair {
        func rows(_ count: Int) -> Dataset {
            let values: [Float] = (0..<count * 32).map { place in
                let step = (place * 37 + place / 32 * 11) % 17
                return Float(step) / 17 - 0.4
            }
            let classes: [Int32] = (0..<count).map { Int32($0 % 3) }
            return Dataset(
                name: "rows", source: "made for tests", sampleShape: [4, 8], classNames: ["a", "b", "c"],
                features: .values(values),
                targets: .classes(classes))
        }
        return DatasetPair(train: rows(30), heldOut: rows(12))
    }

    /// Bytes for going back: few, so that not every iteration is kept.
    private static let history = 1 << 16

    /// A session whose iterations have ten states: the batch, three layers forward, the loss, three layers back, two updates.
    /// - Parameter seed: in place of the scenario's.
    static func session(
        network: String = "dense:6,relu,dense:3", loss: String = "softmaxCrossEntropy", seed: UInt64? = nil
    ) throws -> Session {
        var scenario = Scenario(name: "bars")
        scenario.network = "\(network)"
        scenario.loss = "\(loss)"
        scenario.batch = 3
        scenario.pin = .ofClass(1)
        return try Session(scenario, data: data, seed: seed, history: history, checkpointInterval: 1)
    }

    static func script(
        _ size: Size = Size(width: 120, height: 40), glyphs: GlyphTier = .braille, hasColor: Bool = true,
        network: String = "dense:6,relu,dense:3", loss: String = "softmaxCrossEntropy"
    ) throws -> ScriptedDashboard {
        ScriptedDashboard(
            Dashboard(size: size, glyphs: glyphs, hasColor: hasColor),
            SessionDriver(try session(network: network, loss: loss), history: history))
    }

    /// The same screen after more keys.
    static func pressing(_ keys: String, _ script: ScriptedDashboard) throws -> ScriptedDashboard {
        var script = script
        try script.press(keys)
        return script
    }

    /// A screen after these keys.
    static func pressing(
        _ keys: String, size: Size = Size(width: 120, height: 40), glyphs: GlyphTier = .braille, hasColor: Bool = true
    ) throws -> ScriptedDashboard {
        var script = try script(size, glyphs: glyphs, hasColor: hasColor)
        try script.press(keys)
        return script
    }
}

extension ScriptedDashboard {
    /// Presses keys in the notation of `backstep frame --keys`.
    mutating func press(_ keys: String) throws {
        for key in try KeySequence.parse(keys) { try press(key) }
    }

    /// Where the session is: the iteration in view, and how many of its states are done.
    var position: Position { snapshot.status.position }
    var iterations: Int { snapshot.status.completedIterations }
    var view: ViewState { dashboard.view }
    var text: String { frame.plainText() }
    /// Session that the script drives, and its driver.
    var session: Session { sessionDriver.session }
    var sessionDriver: SessionDriver {
        guard let driver = driver as? SessionDriver else { preconditionFailure("scripts drive sessions in these tests") }
        return driver
    }
    var digest: String { session.parametersDigest() }
}

extension Size {
    init(_ width: Int, _ height: Int) { self.init(width: width, height: height) }
}

/// What lies over the panes.
extension Dashboard {
    var line: LineEditor? { layer(LineLayer.self)?.line }
    var help: HelpState? { layer(HelpLayer.self)?.state }
    var prompt: Prompt? { layer(PromptLayer.self)?.prompt }
    var menu: PaneMenu? { layer(PaneMenuLayer.self)?.menu }
    var awaited: Awaited? { layer(AwaitedLayer.self)?.awaited }
    var layers: [AnyHashable?] { [line, help, prompt, menu, awaited] }
    /// Whether nothing does.
    var isClear: Bool { layers.allSatisfy { $0 == nil } }
}
