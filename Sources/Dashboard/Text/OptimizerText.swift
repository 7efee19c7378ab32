import NeuralNetwork

/// An optimizer in the field's words: `adam`, `sgd momentum 0.9`. The learning rate stands elsewhere.
struct OptimizerText {
    let name: String
    /// Settings that are not the usual ones, each after a blank.
    let settings: String

    init(_ spec: OptimizerSpec) {
        name = spec.name
        settings = spec.changes.filter { $0.name != "learningRate" && $0.value != "false" }.map {
            " " + Self.word($0.name) + ($0.value == "true" ? "" : " " + $0.value)
        }.joined()
    }

    /// The letters that the field uses.
    private static func word(_ name: String) -> String {
        switch name {
        case "beta1": "β₁"
        case "beta2": "β₂"
        case "epsilon": "ε"
        case "rho": "ρ"
        case "alpha": "α"
        case "weightDecay": "decay"
        default: name
        }
    }
}
