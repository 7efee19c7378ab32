import Dashboard
import TerminalGraphics
import Testing
import Training

/// What the Gradients pane says of layers that learn and of those that do not.
struct GradientsPaneTests {
    private func screen(_ network: String, initializer: String?, _ size: Size = Size(120, 40), keys: String = "n") throws
        -> String
    {
        var scenario = Scenario(name: "bars", network: network, initializer: initializer, batch: 3, pinned: 1)
        scenario.view.pane = "gradients"
        let session = try Session(scenario, data: Example.data, history: 1 << 18)
        var script = ScriptedDashboard(Dashboard(size: size), SessionDriver(session, history: 1 << 18))
        try script.press(keys)
        return script.text
    }

    @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
    func behindDeadNeuronsALayerHasItsBiasesOnly(_ size: Size) throws {
        let screen = try screen("dense:6,relu,dense:3", initializer: "zeros", size)
        #expect(screen.contains("○ dead"))
        #expect(screen.contains("◐ bias only"))
        #expect(!screen.contains("● healthy"))
    }

    @Test func aTroubleHasASentence() throws {
        #expect(try screen("dense:6,relu,dense:3", initializer: "zeros").contains("inputs all 0: only biases move"))
        #expect(try screen("dense:6,relu,dense:3", initializer: "normal(std:10)").contains("> 10: too large"))
    }

    @Test func aBarPastTheHealthyBandEndsInAnArrow() throws {
        #expect(try screen("dense:6,relu,dense:3", initializer: "normal(std:10)").contains("━▶"))
        #expect(try !screen("dense:6,relu,dense:3", initializer: nil).contains("━▶"))
    }

    @Test func headsAndTheCountOfLayersStandSideBySide() throws {
        let deep = (1...11).map { _ in "dense:6,sigmoid" }.joined(separator: ",") + ",dense:3"
        let rows = try screen(deep, initializer: nil).split(separator: "\n")
        let head = try #require(rows.first { $0.contains("‖∂L/∂θ‖") && $0.contains("log scale") })
        #expect(head.contains(" of 12"))
    }

    @Test(arguments: [("", "‖∂L/∂θ‖"), ("n", "largest ‖Δθ‖/‖θ‖")])
    func whatIsMeasuredHasAName(_ keys: String, _ words: String) throws {
        #expect(try screen("dense:6,relu,dense:3", initializer: nil, keys: keys).contains(words))
    }

    @Test func rulesAreToldFromMeasurements() throws {
        let screen = try screen("dense:6,relu,dense:3", initializer: nil, Size(200, 60))
        for rule in ["vanishing if", "exploding if", "dead if", "bias only if"] { #expect(screen.contains(rule)) }
    }
}
