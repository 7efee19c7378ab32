import Inspection
import NeuralNetwork

extension Scenario {
    /// η of plain gradient descent where none is given: what small networks on small pictures learn well with.
    public static let usualDescentRate = 0.1

    /// η before any schedule: the one given; else the one in the optimizer's parentheses, as in `adam(learningRate:0.002)`; else
    /// `usualDescentRate` for sgd, and for every other optimizer the usual one of its authors (adam 0.001, adadelta 1, …).
    public var learningRate: Double {
        get {
            if let givenLearningRate { return givenLearningRate }
            guard let spec = try? OptimizerSpec(parsing: optimizer) else { return Self.usualDescentRate }
            let isWritten = optimizer.lowercased().contains("learningrate")
            return spec.name == "sgd" && !isWritten ? Self.usualDescentRate : spec.learningRate
        }
        set { givenLearningRate = newValue }
    }
}
