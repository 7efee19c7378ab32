import Dashboard
import Datasets
import Inspection
import TerminalGraphics
import Testing
import Training

/// What the Sample and Prediction panes say of a sample, so that a reader can check it.
struct SamplePaneTests {
    /// Sequences of two symbols over five moments; the first is the class.
    static let sequences: DatasetPair = {
        let symbols = [[0, 1, 1, 0, 1], [1, 0, 0, 0, 1], [0, 0, 1, 1, 1], [1, 1, 0, 1, 0]]
        let values = symbols.joined().flatMap { (symbol: Int) -> [Float] in [symbol == 0 ? 1 : 0, symbol == 1 ? 1 : 0] }
        let set = Dataset(
            name: "order", source: "made for tests", sampleShape: [5, 2], classNames: ["A", "B"], task: "which one was first?",
            features: .values(values), targets: .classes(symbols.map { Int32($0[0]) }))
        return DatasetPair(train: set, heldOut: set)
    }()

    private func sequenceScreen(_ size: Size, _ keys: String) throws -> String {
        let scenario = Scenario(name: "order", network: "rnn:4,dense:2", batch: 2, pinned: 0)
        let session = try Session(scenario, data: Self.sequences, history: 1 << 18)
        var script = ScriptedDashboard(Dashboard(size: size), SessionDriver(session, history: 1 << 18))
        try script.press(keys)
        return script.text
    }

    @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
    func timeOfASequenceGoesFromLeftToRight(_ size: Size) throws {
        let rows = try sequenceScreen(size, "s").split(separator: "\n").map(String.init)
        let time = try #require(rows.first { $0.contains("t 1 ") })
        #expect(time.contains("▸ 5"))
        // A B B A B
        let first = try #require(rows.first { $0.hasPrefix("│") && $0.contains("A") && $0.contains("·") })
        let inside = first.split(separator: "│")[0]
        #expect(String(inside.filter { "A·".contains($0) }) == "AA··A·")
    }

    @Test func whatASequenceIsAskedStandsBelowIt() throws {
        #expect(try sequenceScreen(Size(120, 40), "").contains("which one was first?"))
    }

    @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
    func aWrongAnswerStandsWithBothProbabilities(_ size: Size) throws {
        var (answer, target, seed) = (1, 1, UInt64(1))
        var script = try Example.script(size)
        var reading: PredictionProbe.Reading
        repeat {
            script = ScriptedDashboard(Dashboard(size: size), SessionDriver(try Example.session(seed: seed), history: 1 << 18))
            try script.press("s*6")
            reading = try #require(PredictionProbe(sample: .pinned).read(script.session))
            answer = try #require(reading.answer)
            target = try #require(reading.desired.firstIndex(of: 1))
            seed += 1
        } while answer == target && seed < 20
        try #require(answer != target, "a network that knows nothing is wrong for some seed")
        for index in [answer, target] {
            #expect(script.text.contains(NumberFormat.probability().string(reading.actual[index])))
        }
        #expect(script.text.contains("target \(reading.names[target])"))
    }

    @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
    func aProbabilityNearOneHasOneFormEverywhere(_ size: Size) throws {
        let script = try Example.pressing("900n", size: size)
        let reading = try #require(PredictionProbe(sample: .pinned).read(script.session))
        let answer = try #require(reading.answer)
        try #require(reading.actual[answer] > 0.995 && reading.actual[answer] < 1)
        // In the Sample, the Prediction and the Network pane; and where there is room, in the Belief pane.
        #expect(script.text.ranges(of: ">0.99").count >= 3, "\(script.text)")
        #expect(!script.text.contains("p 1.0") && !script.text.contains(") 1.0") && !script.text.contains(">0.999"))
    }

    @Test(arguments: [Size(120, 40), Size(200, 60)])
    func twoPlanesAreNotShownAtOnce(_ size: Size) throws {
        var script = try Planes.script("moons", size)
        try script.press("n")
        #expect(script.dashboard.arrangement.area(of: .sample) == nil)
        #expect(script.text.contains("hollow: held out"))
        // In its turn the sample stands in the plane's place, and may show the plane itself.
        try script.press("\":pane sample\" Enter")
        #expect(script.dashboard.arrangement.area(of: .plane) == nil)
        #expect(script.text.contains("target"))
    }

    @Test func aTitleThatHasNoRoomForTheTargetIsNotCut() throws {
        for keys in ["", "s", "s .", "s . . ."] {
            let title = try #require(Example.pressing(keys).text.split(separator: "\n").dropFirst().first)
            let sample = title.prefix { $0 != "╮" && $0 != "┓" }
            #expect(!sample.contains("…"), "\(sample)")
        }
    }

    @Test func theSamplePaneHasThePlaneWhereNobodyElseHas() throws {
        var script = try Planes.script("moons")
        try script.press("n l w Enter")
        #expect(!script.text.contains("x₁ "))
    }

    @Test(arguments: ["n", "Space", "5n", "s*6"])
    func theHeadingOfTheErrorsIsAlwaysThere(_ keys: String) throws {
        #expect(try Example.pressing(keys).text.contains("actual−desired"))
    }

    @Test(arguments: ["s*6", "n*40", "n*300"])
    func nothingHasNoSignAndIsNotACertainZero(_ keys: String) throws {
        let text = try Example.pressing(keys).text
        #expect(!text.contains("−0.00 "))
        #expect(!text.contains(" +0.00│"))
    }
}
