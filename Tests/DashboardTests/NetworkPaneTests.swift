import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

/// What the Network pane draws of each kind of network, and what its frame says.
struct NetworkPaneTests {
    /// The Network pane's rows.
    private func pane(_ script: ScriptedDashboard) throws -> [String] {
        let area = try #require(script.dashboard.arrangement.place(of: .network)?.area)
        return script.text.split(separator: "\n", omittingEmptySubsequences: false)[area.y..<area.bottom].map {
            String(Array($0)[area.x..<min($0.count, area.right)])
        }
    }

    private static let lenet =
        "conv2d(out:6,kernel:5,padding:2),relu,maxPool2d(kernel:2),conv2d(out:16,kernel:5),relu,maxPool2d(kernel:2),flatten,"
        + "dense:120,relu,dense:84,relu,dense:3"

    private func script(_ network: String, _ size: Size) throws -> ScriptedDashboard {
        let session = try Session(
            Scenario(name: "ramps", network: "\(network)", batch: 3, pinned: 1), data: Example.ramps, history: 1 << 22)
        return ScriptedDashboard(Dashboard(size: size), SessionDriver(session, history: 1 << 22))
    }

    @Test(
        arguments: [Size(80, 24), Size(110, 34), Size(120, 40), Size(200, 60)], ["s", "4 s s s", "4 s s s s", "n", "4 s s s s s"])
    func theSignsOfLinesAreExplainedInEveryPass(_ size: Size, _ keys: String) throws {
        var script = try Example.script(size)
        try script.press(keys)
        let title = try pane(script)[0]
        #expect(title.contains("━━+") && title.contains("╌╌−") && !title.contains("…"), "\(title)")
    }

    /// Where a convolution is drawn and what goes into it is not, its lines have no beginning.
    @Test(arguments: [Size(80, 24), Size(120, 40), Size(137, 44), Size(200, 60)])
    func everyLayerOfAConvolutionalNetworkCanBeSelected(_ size: Size) throws {
        var script = try script(Self.lenet, size)
        try script.press("3 s*26")
        for layer in 1...7 {
            let heads = try pane(script)[1].split(separator: " ")
            #expect(heads.contains("\(layer)"), "layer \(layer) is selected and not drawn")
            try script.press("Right")
        }
    }

    /// The graph follows the phase: what is computed now can be seen, and what is selected, too.
    @Test(arguments: [Size(80, 24), Size(120, 40)])
    func theLayerAtWorkIsAmongThoseDrawn(_ size: Size) throws {
        for network in [Self.lenet, Array(repeating: "dense:8,tanh", count: 30).joined(separator: ",") + ",dense:3"] {
            var script = try script(network, size)
            try script.press("3 s*2")
            while let layer = script.snapshot.status.phase?.layer, script.snapshot.status.phase?.pass == .forward {
                let column = try #require(script.snapshot.status.columns.first { $0.layers.contains(layer) }).index
                let heads = try pane(script)[1].split(whereSeparator: { !$0.isNumber })
                #expect(heads.contains("\(column)") && heads.contains("1"), "layer \(column): \(heads)")
                try script.press("s")
            }
        }
    }

    @Test func whatGoesAroundAResidualConvolutionHasARowOfItsOwn() throws {
        let residual = "conv2d(out:4,kernel:3,padding:1),relu,residual[conv2d(out:4,kernel:3,padding:1),relu],flatten,dense:3"
        var script = try script(residual, Size(120, 40))
        try script.press("n Right")
        let rows = try pane(script)
        #expect(rows[3].contains("⊕") && !rows[3].contains("▀"))
    }

    @Test func aResidualLayerThatComesFirstHasLinesFromThePicture() throws {
        var script = try script("residual[dense:784,tanh],dense:3", Size(120, 40))
        try script.press("4 s s")
        let rows = try pane(script)
        let body = rows[4..<rows.count - 1].map { Array($0) }
        // Between the picture, which ends in column 16, and the first neurons behind it.
        #expect(
            body.contains { row in row[17..<20].contains { (0x2801...0x28FF).contains($0.unicodeScalars.first?.value ?? 0) } })
        #expect(rows[3].contains("╭") && rows[3].contains("⊕"))
    }

    /// Of a gradient that is 0 everywhere there is no picture: that is said.
    @Test func anInputThatNoErrorReachesSaysSo() throws {
        let session = try Session(
            Scenario(name: "bars", network: "dense:6,relu,dense:3", initializer: "zeros", batch: 3, pinned: 1),
            data: Example.data,
            history: 1 << 18)
        var script = ScriptedDashboard(Dashboard(size: Size(120, 40)), SessionDriver(session, history: 1 << 18))
        try script.press("4 s s")
        #expect(try !pane(script).contains { $0.contains("all 0") })
        try script.press("s")
        #expect(try pane(script).contains { $0.contains("all 0") })
    }

    @Test func theSelectedUnitOfARecurrentLayerIsMarkedInItsPicture() throws {
        let session = try Session(
            Scenario(name: "rows", network: "rnn:6,dense:3", batch: 3, pinned: 1), data: Example.sequences, history: 1 << 18)
        var script = ScriptedDashboard(Dashboard(size: Size(120, 40)), SessionDriver(session, history: 1 << 18))
        try script.press("n")
        func mark() throws -> Int? { try pane(script).firstIndex { $0.contains("▸") && !$0.contains("─▸") } }
        let first = try #require(try mark())
        try script.press("Down*3")
        #expect(try #require(try mark()) != first)
        #expect(try pane(script).contains { $0.contains("h → next step") })
        try script.press("4 s s s")
        #expect(try pane(script).contains { $0.contains("δ ← next step") })
    }

    @Test(arguments: ["4 s s", "4 s s s"])
    func linesOfANeuronStandOutWhileItIsSelected(_ keys: String) throws {
        var script = try Example.script(network: "dense:12,tanh,dense:3")
        try script.press("n*30 Down*3 " + keys)
        let rows = try pane(script)
        let area = try #require(script.dashboard.arrangement.place(of: .network)?.area)
        let y = try #require(rows.firstIndex { $0.contains("[") }) + area.y
        let x = try #require(Array(rows[y - area.y]).firstIndex(of: "]")) + area.x
        /// The brightest line right behind the neuron.
        func brightest() -> Int {
            (y - 1...y + 1).flatMap { row in
                (x...x + 4).map { column -> Int in
                    let cell = script.frame[column, row]
                    let color = cell.style.foreground
                    let isLine = (0x2801...0x28FF).contains(cell.scalar.value)
                    return isLine ? Int(color.red) + Int(color.green) + Int(color.blue) : 0
                }
            }.max() ?? 0
        }
        let selected = brightest()
        try script.press("Down*4")
        #expect(selected > 0 && brightest() * 10 < selected * 7, "\(selected), then \(brightest())")
    }

    @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
    func hiddenLayersAreCountedWithoutTheInput(_ size: Size) throws {
        var script = try script(Self.lenet, size)
        try script.press("4 s s Right*6")
        let rows = try pane(script)
        let drawn = rows[1].matches(of: /[1-7] (conv|max|dense)/).count
        let hidden = rows.compactMap { $0.firstMatch(of: /(\d+) more layer/).flatMap { Int($0.1) } }.first ?? 0
        #expect(drawn + hidden == 7, "\(rows[1])")
    }

    @Test func smallErrorsOfTheOutputAreNoZeros() throws {
        var script = try Example.script()
        try script.press("n*400 4 s s s")
        let rows = try pane(script)
        let outputs = rows.filter { $0.contains(" a ") || $0.contains(" b ") || $0.contains(" c ") }
        #expect(outputs.count == 3 && !outputs.contains { $0.contains("0.00") }, "\(outputs)")
    }

    @Test func picturesOfAConvolutionAreLargeEnoughToBeRecognized() throws {
        var script = try script(Self.lenet, Size(120, 40))
        try script.press("3 s*3")
        let rows = try pane(script)
        let runs = rows.flatMap { $0.split(whereSeparator: { $0 != "▀" }).map(\.count) }
        #expect(runs.contains { $0 >= 14 }, "the input")
        #expect(runs.contains { $0 >= 10 && $0 < 28 }, "the maps: \(runs)")
        #expect(!rows.contains { $0.contains("more layer") })
        for layer in ["1 conv", "2 max", "3 conv", "4 max", "5 dense", "6 dense", "7 dense"] {
            #expect(rows[1].contains(layer), "\(rows[1])")
        }
    }
}
