import NeuralNetwork

extension Scenario {
    /// η before any schedule: the one given; else the one in the optimizer's parentheses, as in `adam(learningRate:0.002)`; else the
    /// optimizer's usual one (sgd 0.1, adam 0.001, adadelta 1, …).
    public var learningRate: Double {
        get { givenLearningRate ?? optimizer.learningRate }
        set { givenLearningRate = newValue }
    }
}
