import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

/// Rail, narration and titles say the same of where one is.
struct RailTests {
    private func rows(_ keys: String, _ size: Size = Size(120, 40)) throws -> [String] {
        try Example.pressing(keys, size: size).text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test(arguments: [
        (
            "Space", "Running:",
            " ▶ BATCH ▸ FORWARD dense₁ relu₁ dense₂ ▸ LOSS ▸ BACKWARD dense₂ relu₁ dense₁ ▸ UPDATE dense₁ dense₂"
        ),
        (
            "5n", "Iteration 1 is done:",
            " BATCH ▸ FORWARD dense₁ relu₁ dense₂ ▸ LOSS ▸ BACKWARD dense₂ relu₁ dense₁ ▸ UPDATE dense₁ dense₂"
        ),
        (
            "6s", "Epoch 1 is done:",
            " BATCH ▸ FORWARD dense₁ relu₁ dense₂ ▸ LOSS ▸ BACKWARD dense₂ relu₁ dense₁ ▸ UPDATE dense₁ dense₂"
        ),
        ("6n", "Iteration 1 is done:", " BATCH ▸ FORWARD"), ("4s", "Forward:", " BATCH ▸  FORWARD  dense₁ relu₁ dense₂ ▸ LOSS"),
        ("4s s s", "Backward:", " BATCH ▸ FORWARD dense₁ relu₁ dense₂ ▸ LOSS ▸  BACKWARD  dense₂ relu₁ dense₁ ▸"),
        ("4s s s s", "Update:  batch loss was ", " BATCH ▸ FORWARD dense₁ relu₁ dense₂ ▸ LOSS ▸ BACKWARD dense₂"),
        (
            "n", "Update, dense₂:",
            " BATCH ▸ FORWARD dense₁ relu₁ dense₂ ▸ LOSS ▸ BACKWARD dense₂ relu₁ dense₁ ▸  UPDATE  dense₁ [dense₂]"
        ),
    ])
    func narrationAndRailTellOfTheSameStep(_ keys: String, _ narration: String, _ rail: String) throws {
        let rows = try rows(keys)
        #expect(rows[rows.count - 3].hasPrefix(" " + narration))
        #expect(rows[rows.count - 2].hasPrefix(rail))
    }

    @Test func theLossIsNotYetTheWayBack() throws {
        let text = try rows("s*5").joined(separator: "\n")
        #expect(text.contains("Network · activations; loss is known"))
        #expect(!text.contains("← backward"))
        #expect(try rows("s*6").joined(separator: "\n").contains("Network · errors δ, ← backward"))
    }

    @Test(arguments: [120, 100, 90, 80, 70], ["s s", "s*3", "s*7", "s*9"])
    func layersHaveTheirNamesOnEveryRail(_ width: Int, _ keys: String) throws {
        let rows = try rows(keys, Size(width, 40))
        let rail = rows[rows.count - 2]
        for short in ["z₁", "a₁", "∂w", "δ₁", "w₁"] { #expect(!rail.contains(short)) }
        #expect(rail.contains("["), "the layer in view stands by its name: \(rail)")
    }

    @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
    func aScenarioSaysWhatItIsAboutBeforeItsFirstStep(_ size: Size) throws {
        var scenario = Scenario(name: "bars", summary: "three bars, each in its place", network: "dense:3", batch: 3, pinned: 1)
        let session = try Session(scenario, data: Example.data, history: 1 << 18)
        var script = ScriptedDashboard(Dashboard(size: size), SessionDriver(session, history: 1 << 18))
        try script.press("")
        #expect(script.text.contains("three bars, each in its place"))
        try script.press("s")
        #expect(!script.text.contains("three bars, each in its place"))
        scenario.summary = ""
        let plain = ScriptedDashboard(
            Dashboard(size: Size(120, 40)), SessionDriver(try Session(scenario, data: Example.data), history: 1 << 18))
        #expect(plain.text.contains("Nothing is computed yet."))
    }

    @Test(arguments: [
        ("adam(learningRate:0.01)", "adam η 0.01 "), ("sgd(momentum:0.9,nesterov:true)", "sgd η 0.1 momentum 0.9 nesterov "),
        ("adam(beta1:0.8)", "adam η 0.1 β₁ 0.8 "),
    ])
    func theTitleNamesAnOptimizerInTheFieldsWords(_ optimizer: String, _ words: String) throws {
        let scenario = Scenario(
            name: "bars", network: "dense:3", optimizer: "\(optimizer)",
            learningRate: optimizer.contains("learningRate") ? nil : 0.1,
            batch: 3,
            pinned: 1)
        let script = ScriptedDashboard(
            Dashboard(size: Size(160, 40)), SessionDriver(try Session(scenario, data: Example.data), history: 1 << 18))
        #expect(script.text.prefix { $0 != "\n" }.contains("│ " + words))
    }
}
