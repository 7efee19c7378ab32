import Basics
import Dashboard
import TerminalGraphics
import TestSupport
import Testing
import Training

/// A bug in the backward pass on the screen: told by name, or found by its numbers.
struct BugScreenTests {
    private static let (blame, batch) = (SmallNetworks.blame, SmallNetworks.batch)
    private static let (sigmoids, surprise) = (SmallNetworks.sigmoids, SmallNetworks.surprise)

    /// The screen of a run after some keys, with blanks in a row made one.
    private func screen(_ yaml: String, _ bug: String?, _ keys: String, hunt: Bool = false, _ size: Size = Size(120, 40)) throws
        -> String
    {
        let lines = (bug.map { "\nbug: \($0)" } ?? "") + (hunt ? "\nhunt: true" : "")
        let scenario = try Scenario(yaml: yaml + lines, source: "made.yaml")
        guard let samples = scenario.samples else { throw InputError("samples", expected: "some", found: "none") }
        let session = try Session(scenario, data: samples.pair, history: 1 << 20)
        var script = ScriptedDashboard(
            Dashboard(size: size, glyphs: .braille, hasColor: true), SessionDriver(session, history: 1 << 20))
        try script.press(keys)
        return script.text.replacing(#/ +/#, with: " ")
    }

    @Test(arguments: [
        ("update-while-going-back", blame, "s*11", "Σ (w₂ − η·∂L/∂w₂)·δ₂"),
        ("slope-at-a", sigmoids, "s*12", "f′(a) = f(a)·(1 − f(a))"),
        ("no-slope", sigmoids, "s*12", "δ = ∂L/∂z = ∂L/∂a "), ("transposed", blame, "s*12", "Σ w₂[i,j]·δ₂[j]"),
        ("shared-out", blame, "s*12", "Σ (w₂ / Σ|w₂|)·δ₂"), ("sum", batch, "s*4", "∂L/∂w = sum of 2 δ·x"),
        ("averaged", batch, "s*4", "∂L/∂w = mean δ · mean x"), ("not-zeroed", batch, "n s*4", "∂L/∂w = left from before + now"),
        ("no-bias", blame, "\":select b[1,0]\" Enter s*12", "∂L/∂b = 0"), ("softmax-missing", surprise, "s*3", "δ = −y / p"),
        ("relu-gates-gradient", blame, "s*12", "δ = ∂L/∂z = max(0, ∂L/∂a)"),
    ])
    func anExplanationHasTheBugsOwnFormula(_ bug: String, _ yaml: String, _ keys: String, _ formula: String) throws {
        let keys = bug == "no-bias" ? keys + " x x" : "\":select w[1,0,0]\" Enter \(keys) x x"
        #expect(try screen(yaml, bug, keys).contains(formula))
        #expect(try !screen(yaml, nil, keys).contains(formula))
        #expect(try screen(yaml, bug, keys, hunt: true).contains(formula), "a careful reader finds it")
    }

    @Test func titleRailAndSentenceNameIt() throws {
        let named = try screen(Self.blame, "transposed", "s*8").split(separator: "\n")
        #expect(named[0].contains("☣ transposed"))
        #expect(named.contains { $0.contains("BACKWARD ☣") })
        #expect(named.contains { $0.contains("☣ the error goes back through W where its transpose is due") })
        #expect(try screen(Self.surprise, "softmax-missing", "s*3").contains("LOSS ☣"))
        #expect(try screen(Self.batch, "not-zeroed", "").contains("a bug is planted: not-zeroed"))
    }

    @Test func aHuntLooksLikeAHealthyOneUntilTheNumbersDiffer() throws {
        for keys in ["", "s", "s*7", "s*8"].map({ "\":panes network gradients\" Enter " + $0 }) {
            let (hunted, healthy) = (
                try screen(Self.blame, "transposed", keys, hunt: true), try screen(Self.blame, nil, keys, hunt: true)
            )
            #expect(hunted == healthy && !hunted.contains("☣"))
            #expect(!hunted.contains("gradients begin at 0"))
        }
    }

    @Test func theCheckListsParametersAndMarksTheFirstWrongOne() throws {
        let list = try screen(Self.blame, "no-bias", "\":select w[2,0,0]\" Enter s*12 x x k")
        #expect(list.contains("✓ w₂[0,0] −3.00 = −3.00"))
        #expect(list.contains("✗ b₂[0] 0 ≠ −3.00 ◂ first"))
        #expect(list.contains("layer 1: 4 of 6 agree ✗") && list.contains("layer 3: 2 of 3 agree ✗"))
        let healthy = try screen(Self.blame, nil, "\":select w[2,0,0]\" Enter s*12 x x k")
        #expect(!healthy.contains("✗") && !healthy.contains("◂ first") && healthy.contains("layer 1: 6 of 6 agree ✓"))
    }

    @Test(arguments: [Size(80, 24), Size(120, 40)]) func everyLayerHasItsVerdictBesideTheGraph(_ size: Size) throws {
        let keys = "\":panes network explain\" Enter s*12 k"
        #expect(try screen(Self.blame, "transposed", keys, size).contains("layers 1 ✗ 2 ✓ 3 ✓"))
        for more in ["", " x", " x x"] {
            let hunted = try screen(
                Self.blame, "transposed", "\":select w[3,0,0]\" Enter " + keys + more, hunt: true, size)
            #expect(!hunted.contains("✗") && hunted.contains("✓"), "who hunts looks for it himself")
        }
        let own = try screen(Self.blame, "transposed", keys + " x", hunt: true, size)
        #expect(own.contains("✗") && own.contains("its layer: "))
    }

    @Test func whatIsAddedUpIsNotToldWhereNothingIsLeft() throws {
        let batch = "\":panes network explain\" Enter s*12"
        #expect(try !screen(Self.blame, "not-zeroed", batch, hunt: true).contains("left from before"))
        #expect(try screen(Self.blame, "not-zeroed", "n " + batch, hunt: true).contains("left from before + now"))
    }

    @Test func enterLeadsToTheFirstWrongOne() throws {
        let shown = try screen(
            Self.blame, "relu-gates-gradient",
            "\":select w[2,1,0]\" Enter s*12 x x k " + String(repeating: "Down ", count: 5) + "Enter")
        #expect(shown.contains("Explain · w₂[0,1]") || shown.contains("Explain · w₂[0,0]"))
    }

    @Test func theErrorOfDifferencesIsAValley() throws {
        let rows = try screen(Self.sigmoids, nil, "\":select w[1,0,0]\" Enter s*12 K").split(separator: "\n").map(String.init)
        func column(_ mark: Character, _ power: Int) throws -> Int {
            let row = try #require(rows.first { $0.contains(" 1e\(power) ") && $0.contains("·") })
            return try #require(row.firstIndex { $0 == mark || $0 == "◉" }).utf16Offset(in: row)
        }
        #expect(try column("●", -1) > column("●", -3) && column("●", -3) > column("●", -5))
        #expect(try column("●", -12) > column("●", -6), "rounding comes back")
        #expect(try column("○", -7) > column("●", -7), "sooner in Float")
    }
}
