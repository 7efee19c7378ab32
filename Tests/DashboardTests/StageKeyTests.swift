import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

/// Within layers that compute in stages: walked term by term, explained number by number.
struct StageKeyTests {
    private static let residual = "dense:6,residual[dense:5,tanh,dense:6],dense:3"

    private func pressing(_ keys: String, _ network: String = residual, _ size: Size = Size(200, 60)) throws -> ScriptedDashboard
    {
        var script = try Example.script(size, network: "\(network)")
        try script.press(keys)
        return script
    }

    @Test(arguments: [
        ("s*2 1 Escape s*3", "residual₂ · 0 in 0 dense tanh", "z = Σ w·a₁ + b  3 of 6"),
        ("s*2 1 Escape s f f", "residual₂ · 0 in 0 dense tanh", "a = tanh(z)"),
        ("s*2 2 Escape s*6", "residual₂ · 0 in 2 dense", "z = Σ w·a + b  5 of 5"),
        ("s*6 1 Escape s*2", "residual₂ · 0 in 0 dense tanh", "∂L/∂a = Σ w·δ  2 of 6"),
        ("s*6 1 Escape s f f", "residual₂ · 0 in 0 dense tanh", "δ = ∂L/∂a·f′(z)"),
    ])
    func layersInsideAResidualOneAreWalked(_ keys: String, _ place: String, _ line: String) throws {
        let script = try pressing(keys + " x")
        #expect(script.text.contains(place) && script.text.contains(line), "\(script.text)")
    }

    @Test(arguments: [
        ("s 1 Escape s*3", "lstm:2,dense:3", "lstm₁ · 0 in t 0", "z_i = Σ w·x + Σ u·h₋₁ + b  3 of 10"),
        ("s 1 Escape s f*1 f f f f", "lstm:2,dense:3", "lstm₁ · 0 in t 0", "h = o·tanh(c)"),
        ("s 2 Escape s*6 1 Escape s*2", "lstm:2,dense:3", "lstm₁ · 0", "z_i = Σ w·x + Σ u·h₋₁ + b  2 of 10"),
        ("s 1 Escape s*2 f", "rnn:2,dense:3", "rnn₁ · 0 in t 0", "z = Σ w·x + Σ u·h₋₁ + b  10 of 10"),
        ("s 1 Escape s f f f", "gru:2,dense:3", "gru₁ · 0 in t 0", "zₓ_n = Σ w·x + b  8 of 8"),
        ("s*2 1 Escape s", "dense:4,selfAttention,flatten,dense:3", "selfAttention₂ · 0 in query", "q = Σ w·a₁ + b  1 of 4"),
        (
            "s*2 2 Escape s*49 1 Escape s*2", "dense:4,selfAttention,flatten,dense:3", "selfAttention₂ · 1 in score",
            "s = Σ q/√d·k"
        ),
    ])
    func gatesAndScoresAreWalked(_ keys: String, _ network: String, _ place: String, _ line: String) throws {
        var scenario = Scenario(name: "rows", network: "\(network)")
        (scenario.batch, scenario.pin) = (3, .ofClass(1))
        let data = Example.sequences
        let session = try Session(scenario, data: data, history: 1 << 16, checkpointInterval: 1)
        var script = ScriptedDashboard(Dashboard(size: Size(200, 60)), SessionDriver(session, history: 1 << 16))
        try script.press(keys + " x")
        #expect(script.text.contains(place) && script.text.contains(line), "\(script.text)")
    }

    @Test func fromTheSumToTheLayersInsideToWhereTheyComeFrom() throws {
        var script = try pressing("n Right x x Enter")
        #expect(script.view.selection.inner?.stage == 1, "the branch's last layer")
        let unit = try #require(script.view.selection.inner?.unit)
        #expect(script.text.contains("residual₂ · \(unit) in 2 dense"))
        try script.press("Enter")
        #expect(script.view.selection.inner?.stage == 0)
        try script.press("Enter")
        #expect(script.view.selection.inner == nil && script.view.selection.column == 1)
        // Around the layers: the second number of the sum.
        script = try pressing("n Right x x Down Enter")
        #expect(script.view.selection.inner == nil && script.view.selection.column == 1)
    }

    @Test func arrowsGoFromLayerToLayerInsideAndOut() throws {
        var script = try pressing("n Right x x Enter x")
        #expect(script.view.selection.inner?.stage == 1)
        try script.press("Left")
        #expect(script.view.selection.inner?.stage == 0)
        try script.press("Down Down Down Down Down")
        #expect(script.view.selection.inner?.unit ?? 9 < 5)
        try script.press("Left")
        #expect(script.view.selection.inner == nil && script.view.selection.column == 1)
        script = try pressing("n Right x x Enter x Right")
        #expect(script.view.selection.inner == nil && script.view.selection.column == 2)
    }

    @Test func aWeightInsideIsExplainedCheckedAndChanged() throws {
        var script = try pressing("n Right x x Enter k")
        #expect(script.text.contains(" in dense 2") && script.text.contains("✓"), "\(script.text)")
        try script.press("n*3 N N e Backspace*4 1 Enter")
        #expect(script.snapshot.status.branches.count == 2, "\(script.text)")
    }
}
