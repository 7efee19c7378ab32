import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

/// What the Optimizer pane says that an update is: the one that is made, with its settings.
struct OptimizerPaneTests {
    private func screen(
        _ optimizer: String, _ size: Size, keys: String = "n*3 \":zoom optimizer\" Enter", clip: String? = nil, l2: Double = 0
    ) throws -> String {
        let scenario = Scenario(
            name: "bars", network: "dense:6,relu,dense:3", optimizer: "\(optimizer)", clip: clip.map { "\($0)" }, l2: l2,
            batch: 3,
            pinned: 1)
        var script = ScriptedDashboard(
            Dashboard(size: size), SessionDriver(try Session(scenario, data: Example.data, history: 1 << 18)))
        try script.press(keys)
        return script.text
    }

    @Test(
        arguments: [
            ("sgd", ["w ← w − η·g", "It remembers nothing"], ["v ←", "μ"]),
            ("sgd(weightDecay:0.2)", ["g ← g + λ·w", "λ 0.2"], ["v ←"]),
            ("sgd(momentum:0.9)", ["v ← μ·v + g", "w ← w − η·v", "μ 0.9"], ["dampening"]),
            ("sgd(momentum:0.9,dampening:0.5)", ["v ← μ·v + (1 − dampening)·g", "dampening 0.5"], []),
            ("sgd(momentum:0.8,nesterov:true)", ["w ← w − η·(g + μ·v)", "μ 0.8"], ["w − η·v"]),
            ("rmsprop(centered:true,momentum:0.5)", ["d = g / (√(v − m²) + ε)", "b ← μ·b + d", "w ← w − η·b", "μ 0.5"], []),
            ("rmsprop", ["d = g / (√v + ε)", "w ← w − η·d"], ["b ←", "m ←"]),
            ("adam(weightDecay:0.1)", ["g ← g + λ·w", "m′ = m / (1 − β₁ᵏ)", "λ 0.1"], ["max"]),
            ("adamw(amsgrad:true)", ["v max ← max(v max, v)", "w ← w − η·λ·w − η·m′ / (√v′ + ε)", "λ 0.01"], []),
        ] as [(String, [String], [String])])
    func theFormulaIsTheOneInUse(_ optimizer: String, _ there: [String], _ absent: [String]) throws {
        let screen = try screen(optimizer, Size(120, 40))
        let body = screen.split(separator: "\n").dropFirst(2).joined(separator: "\n")
        for text in there { #expect(body.contains(text), "\(optimizer): \(text)\n\(screen)") }
        for text in absent { #expect(!body.contains(text), "\(optimizer): no \(text)\n\(screen)") }
    }

    /// Where there is little room, at least the new weight, and the layers.
    @Test(
        arguments: [Size(80, 20), Size(80, 24), Size(120, 40)], ["adam", "rmsprop(centered:true,momentum:0.5,weightDecay:0.1)"])
    func theNewWeightAndTheLayersAreAlwaysThere(_ size: Size, _ optimizer: String) throws {
        let screen = try screen(optimizer, size, keys: "n*3 \":pane optimizer\" Enter")
        #expect(screen.contains("w ← w − η·"), "\(screen)")
        #expect(screen.contains("1 dense") && screen.contains("2 dense"), "\(screen)")
    }

    @Test func whatTheGradientHasBesidesIsSaid() throws {
        #expect(try screen("adam", Size(120, 40), clip: "norm:0.5").contains("g = clip·∂L/∂w, max 0.5"))
        #expect(try screen("adam", Size(120, 40), clip: "value:0.25").contains("g = ∂L/∂w within ±max, max 0.25"))
        #expect(try screen("adam", Size(120, 40), l2: 0.1).contains("g = ∂L/∂w with the penalty’s slope"))
        #expect(!(try screen("adam", Size(120, 40)).contains("g = ")))
    }

    /// In the middle of an update the state of one layer is of this step, that of the other of the one before: it says so.
    @Test func aStepUnderWayIsSaidToBe() throws {
        let keys = "n*3 s*9 \":zoom optimizer\" Enter"
        #expect(try screen("adam", Size(120, 40), keys: keys).contains("step 4 in 1 of 2 layers"))
        #expect(try screen("adam", Size(120, 40)).contains("step 3 ┓"))
    }
}
