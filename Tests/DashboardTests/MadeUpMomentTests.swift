import Dashboard
import ElementaryFunctions
import Inspection
import TerminalGraphics
import Testing

/// The screen on a moment that no session has computed: what a run elsewhere will be drawn from.
struct MadeUpMomentTests {
    private func script(_ capabilities: Capabilities, _ size: Size = Size(120, 40)) throws -> (ScriptedDashboard, MadeUpDriver) {
        let outputs: [Float] = [0.2, 0.7, 0.1].map { Elementary.log($0) }
        let driver = MadeUpDriver(try MadeUpMoment(outputs: outputs, capabilities: capabilities))
        return (ScriptedDashboard(Dashboard(size: size), driver), driver)
    }

    @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)]) func panesDrawWhatTheMomentSays(_ size: Size) throws {
        let (script, _) = try script(.all, size)
        #expect(
            script.text.contains("0.70") && script.text.contains("−0.30"), "p of ln 0.7 among ln 0.2 and ln 0.1, and δ = p − y")
        let reading = try #require(script.driver.snapshot([PredictionProbe(sample: .pinned)])[PredictionProbe(sample: .pinned)])
        #expect(zip(reading.actual, [0.2, 0.7, 0.1]).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    @Test func everyPaneCanBeShown() throws {
        for pane in PaneCatalog.all {
            var (script, _) = try script(.all, Size(200, 60))
            try script.press("\":pane \(pane.id.rawValue)\" Enter z")
            #expect(!script.text.isEmpty, "\(pane.id)")
        }
    }

    /// Keys, `:` lines, and the capability that each of them needs.
    static let asking: [(keys: String, needs: Capabilities)] = [
        ("n", .stepForward), ("N", .stepBack), ("]", .edit), ("r", .restart), ("Space", .stepForward), ("u", .edit),
        ("\":cure\" Enter", .restart), ("\":pane why\" Enter c", .restart), ("\":lr find\" Enter", .restart),
        ("\":pane rate\" Enter c", .restart),
        ("\":rate 0.5\" Enter", .edit), ("\":goto 0\" Enter", .stepBack), ("\":w x\" Enter", .record),
    ]

    @Test(arguments: asking) func whatARunCannotDoIsSaidAndNotAsked(_ keys: String, _ needs: Capabilities) throws {
        var (can, asked) = try script(.all)
        try can.press(keys)
        #expect(asked.requests.count == 1, "\(keys)")
        var (cannot, spared) = try script(Capabilities.all.subtracting(needs))
        try cannot.press(keys)
        #expect(spared.requests.isEmpty && cannot.text.contains(needs.reason), "\(keys)")
    }

    @Test func helpSaysWhyAKeyIsDim() throws {
        var (script, _) = try script(Capabilities.all.subtracting(.stepBack), Size(200, 60))
        try script.press("?")
        #expect(script.text.contains(Capabilities.stepBack.reason))
    }
}
