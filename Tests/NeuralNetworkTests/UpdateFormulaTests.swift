import Basics
import ElementaryFunctions
import NeuralNetwork
import Testing

/// What an optimizer says of its update: the lines, and that they are what it does, each computed here once more.
struct UpdateFormulaTests {
    /// What a parameter carries from step to step, by the letters of the formulas.
    private typealias State = [String: Double]

    struct Case: CustomTestStringConvertible, Sendable {
        let text: String
        let steps: [String]
        let settings: [String: Double]
        /// The new weight from state, gradient, weight and step.
        let update: @Sendable (inout [String: Double], Double, Double, Double) -> Double
        var testDescription: String { text }
    }

    private static let eta = 0.05

    static let cases: [Case] = [
        Case(text: "sgd", steps: ["w ← w − η·g"], settings: ["η": eta]) { _, g, w, _ in w - eta * g },
        Case(text: "sgd(weightDecay:0.1)", steps: ["g ← g + λ·w", "w ← w − η·g"], settings: ["η": eta, "λ": 0.1]) { _, g, w, _ in
            w - eta * (g + 0.1 * w)
        },
        Case(text: "sgd(momentum:0.9)", steps: ["v ← μ·v + g", "w ← w − η·v"], settings: ["η": eta, "μ": 0.9]) { s, g, w, _ in
            s["v", default: 0] = 0.9 * s["v", default: 0] + g
            return w - eta * s["v", default: 0]
        },
        Case(
            text: "sgd(momentum:0.9,dampening:0.2,weightDecay:0.1)",
            steps: ["g ← g + λ·w", "v ← μ·v + (1 − dampening)·g", "w ← w − η·v"],
            settings: ["η": eta, "λ": 0.1, "μ": 0.9, "dampening": 0.2]
        ) { s, g, w, k in
            let g = g + 0.1 * w
            s["v"] = k == 1 ? g : 0.9 * s["v", default: 0] + 0.8 * g
            return w - eta * s["v", default: 0]
        },
        Case(
            text: "sgd(momentum:0.8,nesterov:true)", steps: ["v ← μ·v + g", "w ← w − η·(g + μ·v)"],
            settings: ["η": eta, "μ": 0.8]
        ) { s, g, w, _ in
            s["v"] = 0.8 * s["v", default: 0] + g
            return w - eta * (g + 0.8 * s["v", default: 0])
        },
        Case(
            text: "adagrad", steps: ["s ← s + g²", "w ← w − η·g / (√s + ε)"], settings: ["η": eta, "ε": 1e-10]
        ) { s, g, w, _ in
            s["s"] = s["s", default: 0] + g * g
            return w - eta * g / (s["s", default: 0].squareRoot() + 1e-10)
        },
        Case(
            text: "adagrad(learningRateDecay:0.1,initialAccumulator:0.2)",
            steps: ["η′ = η / (1 + (k − 1)·decay)", "s ← s + g²", "w ← w − η′·g / (√s + ε)"],
            settings: ["η": eta, "decay": 0.1, "ε": 1e-10]
        ) { s, g, w, k in
            s["s"] = s["s", default: 0.2] + g * g
            return w - eta / (1 + (k - 1) * 0.1) * g / (s["s", default: 0].squareRoot() + 1e-10)
        },
        Case(
            text: "rmsprop", steps: ["v ← α·v + (1 − α)·g²", "d = g / (√v + ε)", "w ← w − η·d"],
            settings: ["η": eta, "α": 0.99, "ε": 1e-8]
        ) { s, g, w, _ in
            s["v"] = 0.99 * s["v", default: 0] + 0.01 * g * g
            return w - eta * g / (s["v", default: 0].squareRoot() + 1e-8)
        },
        Case(
            text: "rmsprop(centered:true,momentum:0.9,weightDecay:0.1)",
            steps: [
                "g ← g + λ·w", "v ← α·v + (1 − α)·g²", "m ← α·m + (1 − α)·g", "d = g / (√(v − m²) + ε)", "b ← μ·b + d",
                "w ← w − η·b",
            ], settings: ["η": eta, "λ": 0.1, "α": 0.99, "ε": 1e-8, "μ": 0.9]
        ) { s, g, w, _ in
            let g = g + 0.1 * w
            s["v"] = 0.99 * s["v", default: 0] + 0.01 * g * g
            s["m"] = 0.99 * s["m", default: 0] + 0.01 * g
            let m = s["m", default: 0]
            let d = g / ((s["v", default: 0] - m * m).squareRoot() + 1e-8)
            s["b"] = 0.9 * s["b", default: 0] + d
            return w - eta * s["b", default: 0]
        },
        Case(
            text: "adadelta",
            steps: ["v ← ρ·v + (1 − ρ)·g²", "d = √(u + ε) / √(v + ε)·g", "u ← ρ·u + (1 − ρ)·d²", "w ← w − η·d"],
            settings: ["η": eta, "ρ": 0.9, "ε": 1e-6]
        ) { s, g, w, _ in
            s["v"] = 0.9 * s["v", default: 0] + 0.1 * g * g
            let d = (s["u", default: 0] + 1e-6).squareRoot() / (s["v", default: 0] + 1e-6).squareRoot() * g
            s["u"] = 0.9 * s["u", default: 0] + 0.1 * d * d
            return w - eta * d
        },
        Case(
            text: "adam",
            steps: [
                "m ← β₁·m + (1 − β₁)·g", "v ← β₂·v + (1 − β₂)·g²", "m̂ = m / (1 − β₁ᵏ)", "v̂ = v / (1 − β₂ᵏ)",
                "w ← w − η·m̂ / (√v̂ + ε)",
            ], settings: ["η": eta, "β₁": 0.9, "β₂": 0.999, "ε": 1e-8]
        ) { adam(&$0, $1, $2, $3, decay: 0, keepsLargest: false) },
        Case(
            text: "adamw(weightDecay:0.3,amsgrad:true)",
            steps: [
                "m ← β₁·m + (1 − β₁)·g", "v ← β₂·v + (1 − β₂)·g²", "v max ← max(v max, v)", "m̂ = m / (1 − β₁ᵏ)",
                "v̂ = v max / (1 − β₂ᵏ)", "w ← w − η·λ·w − η·m̂ / (√v̂ + ε)",
            ], settings: ["η": eta, "λ": 0.3, "β₁": 0.9, "β₂": 0.999, "ε": 1e-8]
        ) { adam(&$0, $1, $2, $3, decay: 0.3, keepsLargest: true) },
    ]

    private static func adam(
        _ s: inout [String: Double], _ g: Double, _ w: Double, _ k: Double, decay: Double, keepsLargest: Bool
    ) -> Double {
        s["m"] = 0.9 * s["m", default: 0] + 0.1 * g
        s["v"] = 0.999 * s["v", default: 0] + 0.001 * g * g
        s["x"] = max(s["x", default: 0], s["v", default: 0])
        let first = s["m", default: 0] / (1 - Elementary.pow(0.9, k))
        let second = s[keepsLargest ? "x" : "v", default: 0] / (1 - Elementary.pow(0.999, k))
        return w - eta * decay * w - eta * first / (second.squareRoot() + 1e-8)
    }

    @Test(arguments: cases) func theFormulaIsTheUpdateThatIsMade(_ test: Case) throws {
        let optimizer: any Optimizer<Double> = try OptimizerSpec(parsing: test.text).make(parameterCount: 5)
        let (parameters, gradients) = (FlatStore<Double>(count: 5), FlatStore<Double>(count: 5))
        var source = RandomSource(seed: 8, 2)
        for index in 0..<5 { parameters[index] = source.uniform(-1, 1) }
        var states = [[String: Double]](repeating: [:], count: 5)
        for step in 1...6 {
            let begun = step.isMultiple(of: 2)
            if begun { optimizer.beginStep() }
            let formula = optimizer.formula(learningRate: Self.eta, begun: begun)
            if !begun { optimizer.beginStep() }
            #expect(formula.steps == test.steps)
            #expect(Dictionary(uniqueKeysWithValues: formula.settings.map { ($0.name, $0.value) }) == test.settings)
            #expect(formula.settings.first?.name == "η")
            let before = parameters.array
            for index in 0..<5 { gradients[index] = source.uniform(-1, 1) }
            optimizer.update(0..<5, learningRate: Self.eta, parameters: parameters, gradients: gradients)
            for index in 0..<5 {
                let expected = test.update(&states[index], gradients[index], before[index], Double(step))
                #expect(abs(parameters[index] - expected) < 1e-12, "step \(step)")
            }
        }
    }

    /// Whatever the catalog holds has lines that end with the weight, and a letter for each number.
    @Test(arguments: OptimizerTests.all) func everyOptimizerHasItsLines(_ text: String) throws {
        let formula = try OptimizerSpec(parsing: text).make(parameterCount: 1, Double.self).formula(
            learningRate: 0.1, begun: false)
        #expect(formula.steps.last?.hasPrefix("w ← w − η") == true)
        for setting in formula.settings {
            #expect(formula.steps.contains { $0.contains(setting.name) }, "\(text): \(setting.name) is in no line")
        }
    }
}
