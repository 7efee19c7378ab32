import Dashboard
import Inspection
import NeuralNetwork
import TerminalGraphics
import Testing
import Training

/// What the Gradients pane says of layers that learn and of those that do not.
struct GradientsPaneTests {
    private func screen(_ network: String, initializer: String?, _ size: Size = Size(120, 40), keys: String = "n") throws
        -> String
    {
        var scenario = Scenario(
            name: "bars", network: "\(network)", initializer: initializer.map { "\($0)" }, batch: 3, pinned: 1)
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
        #expect(try screen("dense:6,relu,dense:3", initializer: "zeros").contains("inputs all 0: all ∂L/∂w = 0"))
        #expect(try screen("dense:6,relu,dense:3", initializer: "normal(std:10)").contains("> 10: too large"))
    }

    @Test func anExplosionThatIsOverIsStillTold() throws {
        let first = try screen("dense:6,relu,dense:3", initializer: "normal(std:6)")
        #expect(first.contains("▲ exploding") && !first.contains("▲ was "))
        let later = try screen("dense:6,relu,dense:3", initializer: "normal(std:6)", keys: "n*30")
        #expect(later.firstMatch(of: /▲ was [0-9.e]+ in layer [12] at it [0-9]+/) != nil)
        #expect(try !screen("dense:6,relu,dense:3", initializer: nil, keys: "n*30").contains("▲ was "))
    }

    @Test(arguments: [("norm:0.01", true), ("norm:1000", false)])
    func whatIsClippedIsSaidWithBothLengths(_ clip: String, _ isCut: Bool) throws {
        var scenario = Scenario(
            name: "bars", network: "dense:6,relu,dense:3", clip: try ClipSpec(parsing: clip), batch: 3, pinned: 1)
        scenario.view.pane = "gradients"
        let session = try Session(scenario, data: Example.data, history: 1 << 18)
        var script = ScriptedDashboard(Dashboard(size: Size(120, 40)), SessionDriver(session, history: 1 << 18))
        try script.press("s*8")
        #expect(!script.text.contains("clipped to") && !script.text.contains(": not clipped"), "before the first update")
        try script.press("s")
        #expect(script.text.contains("→ clipped to 0.0100") == isCut)
        #expect(script.text.contains(": not clipped") == !isCut)
    }

    @Test func aBarPastTheHealthyBandEndsInAnArrow() throws {
        #expect(try screen("dense:6,relu,dense:3", initializer: "normal(std:10)").contains("━▶"))
        #expect(try !screen("dense:6,relu,dense:3", initializer: nil).contains("━▶"))
    }

    /// The rows of the Gradients pane of twelve sigmoid layers.
    private func deepRows(_ size: Size, keys: String, network: String? = nil) throws -> [String] {
        let deep = network ?? (1...11).map { _ in "dense:6,sigmoid" }.joined(separator: ",") + ",dense:3"
        var scenario = Scenario(name: "bars", network: "\(deep)", batch: 3, pinned: 1)
        scenario.view.pane = "gradients"
        let session = try Session(scenario, data: Example.data, history: 1 << 18)
        var script = ScriptedDashboard(Dashboard(size: size), SessionDriver(session, history: 1 << 18))
        try script.press(keys)
        let area = try #require(script.dashboard.arrangement.place(of: .gradients)?.area)
        return script.text.split(separator: "\n", omittingEmptySubsequences: false)[area.y..<area.bottom].map {
            String(Array($0)[area.x + 1..<min($0.count, area.right - 1)])
        }
    }

    @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
    func theFirstTheLastAndTheSelectedLayerAreSeenAtOnce(_ size: Size) throws {
        for selected in [1, 6, 12] {
            let rows = try deepRows(size, keys: "n" + String(repeating: " Right", count: selected - 1))
            for layer in Set([1, 12, selected]) {
                #expect(rows.contains { $0.hasPrefix("\(layer) dense") }, "layer \(layer) with \(selected) selected at \(size)")
            }
        }
    }

    /// With four rows there is none for what lies on both sides of the selected.
    @Test(arguments: 24...34) func theSelectedStepOfTheShrinkBudgetIsSeenWhateverTheHeight(_ height: Int) throws {
        let rows = try deepRows(Size(100, height), keys: "4 s s s s v Right Right Right Right Right Right")
        #expect(rows.contains { $0.hasPrefix("8 → 7") }, "\(rows)")
    }

    @Test func layersThatShareARowAreNamedAndJudgedThere() throws {
        let rows = try deepRows(Size(80, 24), keys: "n")
        let row = try #require(rows.first { $0.hasPrefix("⋮") })
        let numbers = row.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
        let range = numbers[0]...numbers[1]
        // Every layer has a row of its own or is in the range.
        for layer in 1...12 { #expect(range.contains(layer) != rows.contains { $0.hasPrefix("\(layer) dense") }) }
        #expect(row.contains("▽"))
    }

    @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
    func theShrinkBudgetSaysFirstAndLastStepAndWhoIsToBlameUnclipped(_ size: Size) throws {
        let rows = try deepRows(size, keys: "4 s s s s v")
        for step in ["2 → 1 ", "12 → 11 "] { #expect(rows.contains { $0.hasPrefix(step) && $0.contains("×") }) }
        #expect(rows.contains { $0.contains("f′ is to blame for ") && $0.contains("%") && !$0.contains("…") })
    }

    /// Shrinking goes to the left, growing to the right; the steps' factors come to those of the whole way.
    @Test(arguments: ["dense:6,sigmoid,dense:6,sigmoid,dense:3", "dense:20,relu,dense:20,relu,dense:20,relu,dense:3"])
    func theShrinkBudgetsBarsAndNumbersAgree(_ network: String) throws {
        let screen = try screen(network, initializer: nil, keys: "4 s s s s v \":zoom gradients\" Enter")
        let rows = screen.split(separator: "\n")
        var products = [1.0, 1.0]
        for row in rows where row.contains(" → ") && row.contains("│") {
            let factors = row.matches(of: /([━ ]*)│([━ ]*?) +×([0-9.]+(?:e[−-]?[0-9]+)?)/)
            #expect(factors.count == 2, "\(row)")
            for (index, factor) in factors.enumerated() {
                let value = try #require(Double(factor.3.replacing("−", with: "-")))
                products[index] *= value
                guard abs(value - 1) > 0.06 else { continue }
                #expect(factor.1.contains("━") == (value < 1) && factor.2.contains("━") == (value > 1), "\(row)")
            }
        }
        let sum = try #require(rows.compactMap { $0.firstMatch(of: /= f′ ×([0-9.e−-]+) · Wᵀ ×([0-9.e−-]+)/) }.first)
        for (text, product) in zip([sum.1, sum.2], products) {
            let whole = try #require(Double(text.replacing("−", with: "-")))
            #expect(abs(product / whole - 1) < 0.12, "\(product), \(whole)")
        }
    }

    @Test func aGradientOfZeroHasASignInTheHistoryAndInItsScale() throws {
        let rows = try deepRows(Size(120, 40), keys: "n*3 v v", network: "dense:6,relu,dense:6,relu,dense:3")
        #expect(!rows.contains { $0.contains("○") })
        let dead = try screen("dense:6,relu,dense:6,relu,dense:3", initializer: "zeros", keys: "n*3 v v")
        #expect(dead.contains("○ 0  1e-5") && dead.contains("1 dense   ○○○"))
    }

    @Test func aStepFarFromTheUsualIsSaidToBe() throws {
        #expect(try screen("dense:6,relu,dense:3", initializer: nil, keys: "n").contains("> usual 1e-3"))
        let slow = try screen("dense:6,relu,dense:3", initializer: nil, keys: "\":lr 1e-6\" Enter n")
        #expect(slow.contains("< usual 1e-3"))
        #expect(try screen("dense:6,relu,dense:3", initializer: nil, keys: "\":lr 0.002\" Enter n").contains("(usual 1e-3)"))
    }

    @Test func twoFoldsKeepALayerInTheMiddleOfAVeryDeepNetwork() throws {
        let network = (1...29).map { _ in "dense:4,tanh" }.joined(separator: ",") + ",dense:3"
        let rows = try deepRows(Size(120, 40), keys: "n" + String(repeating: " Right", count: 14), network: network)
        for layer in [1, 15, 30] { #expect(rows.contains { $0.hasPrefix("\(layer) dense") }) }
        #expect(rows.filter { $0.hasPrefix("⋮") }.count == 2)
    }

    @Test(arguments: [("", "‖∂L/∂θ‖"), ("n", "largest ‖Δθ‖/‖θ‖")])
    func whatIsMeasuredHasAName(_ keys: String, _ words: String) throws {
        #expect(try screen("dense:6,relu,dense:3", initializer: nil, keys: keys).contains(words))
    }

    /// Momentum and decay move weights that no gradient comes to, and Adam those that only a tiny one does.
    @Test(arguments: ["sgd", "sgd(momentum:0.9,weightDecay:0.01)", "adam"], [Size(80, 24), Size(120, 40), Size(200, 60)])
    func noVerdictSaysThatNothingMoves(_ optimizer: String, _ size: Size) throws {
        for (network, initializer) in [
            ("dense:6,relu,dense:3", "zeros"), ("dense:6,relu,dense:3", "normal(mean:-9,std:0.1)"),
            (String(repeating: "dense:6,sigmoid,", count: 6) + "dense:3", "normal(std:0.05)"),
        ] {
            var scenario = Scenario(
                name: "bars", network: "\(network)", optimizer: "\(optimizer)", initializer: "\(initializer)", batch: 3, pinned: 1
            )
            scenario.view.pane = "gradients"
            var script = ScriptedDashboard(
                Dashboard(size: size), SessionDriver(try Session(scenario, data: Example.data, history: 1 << 18)))
            try script.press("n n z")
            let screen = script.text
            for word in ["nothing is learned", "nothing changes", "only biases", "weights hardly move", "too small to change"] {
                #expect(!screen.contains(word), "\(optimizer), \(initializer): \(word)")
            }
            #expect(screen.contains("▽") || screen.contains("○"), "\(optimizer), \(initializer): a verdict")
        }
    }

    @Test func rulesAreToldFromMeasurements() throws {
        let screen = try screen("dense:6,relu,dense:3", initializer: nil, Size(200, 60))
        for rule in ["vanishing if", "exploding if", "dead if", "bias only if"] { #expect(screen.contains(rule)) }
    }
}
