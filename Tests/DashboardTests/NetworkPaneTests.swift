import Dashboard
import TerminalGraphics
import Testing
import Training

/// What the Network pane draws of each kind of network, and what its frame says.
struct NetworkPaneTests {
    /// The Network pane's rows.
    private func pane(_ script: ScriptedDashboard) throws -> [String] {
        let area = try #require(Arrangement(script.frame.size).place(of: .network)?.area)
        return script.text.split(separator: "\n", omittingEmptySubsequences: false)[area.y..<area.bottom].map {
            String(Array($0)[area.x..<min($0.count, area.right)])
        }
    }

    private static let lenet =
        "conv2d(out:6,kernel:5,padding:2),relu,maxPool2d(kernel:2),conv2d(out:16,kernel:5),relu,maxPool2d(kernel:2),flatten,"
        + "dense:120,relu,dense:84,relu,dense:3"

    private func script(_ network: String, _ size: Size) throws -> ScriptedDashboard {
        let session = try Session(
            Scenario(name: "ramps", network: network, batch: 3, pinned: 1), data: Example.ramps, history: 1 << 22)
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

    @Test func picturesOfAConvolutionAreLargeEnoughToBeRecognized() throws {
        var script = try script(Self.lenet, Size(120, 40))
        try script.press("s*4")
        let rows = try pane(script)
        let runs = rows.flatMap { $0.split(whereSeparator: { $0 != "▀" }).map(\.count) }
        #expect(runs.contains { $0 >= 14 }, "the input")
        #expect(runs.contains { $0 == 10 }, "the maps: \(runs)")
        #expect(rows.contains { $0.contains("more layers") })
    }
}
