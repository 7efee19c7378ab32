import NeuralNetwork

extension Specification where Family == OptimizerFamily {
    /// The optimizer that does the same as PyTorch's, by the names that both have for it and for its settings; nil of one that is none of this
    /// program's, and where groups of parameters have settings of their own.
    init?(_ optimizer: RemoteModel.Optimizer) {
        let name = optimizer.type.lowercased()
        guard optimizer.groupCount == 1, let schema = OptimizerFamily.schemas.first(where: { $0.name.lowercased() == name })
        else {
            return nil
        }
        var given: [String: Double] = [:]
        for (setting, numbers) in optimizer.settings {
            let plain = Self.names[setting] ?? setting.split(separator: "_").joined()
            // `betas` are beta1 and beta2 here.
            for (place, number) in numbers.enumerated() {
                given[(numbers.count > 1 ? "\(plain.dropLast())\(place + 1)" : plain).lowercased()] = number
            }
        }
        var values: [String: SpecValue] = [:]
        for attribute in schema.attributes {
            guard let number = given[attribute.name.lowercased()] else { continue }
            if case .flag = attribute.kind {
                values[attribute.name] = .flag(number != 0)
            } else {
                values[attribute.name] = .number(number)
            }
        }
        guard let spec = try? Self(schema.name, values) else { return nil }
        self = spec
    }

    /// PyTorch's names for the optimizers' state, by those that it has here.
    static var slotNames: [String: String] {
        [
            "momentum": "momentum_buffer", "firstMoment": "exp_avg", "secondMoment": "exp_avg_sq",
            "maxSecondMoment": "max_exp_avg_sq", "squareAverage": "square_avg", "gradientAverage": "grad_avg",
            "deltaAverage": "acc_delta", "sum": "sum",
        ]
    }

    /// PyTorch's name for the number of updates made.
    static var countName: String { "step" }

    /// PyTorch's names for settings where they are others.
    private static var names: [String: String] { ["lr": "learningRate", "eps": "epsilon"] }
}
