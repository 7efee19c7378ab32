import Inspection
import NeuralNetwork

extension Session {
    /// The scenario with what has been changed by hand up to the moment in view: the optimizer, the learning rate, the
    /// penalty, the batch and dropout.
    var scenarioInForce: Scenario {
        var scenario = scenario
        let changes = log.entries.filter { $0.iteration <= completedIterations }.map(\.change)
        for change in changes {
            switch change {
            case .optimizer(let spec): scenario.optimizer = spec
            case .learningRate(let rate): scenario.givenLearningRate = rate
            case .penalty(let spec): (scenario.l1, scenario.l2) = (spec.l1, spec.l2)
            case .batch(let size): scenario.batch = size
            case .dropout(let rate): scenario.network = LayerChain(scenario.network.layers.map { $0.dropping(rate) })
            case .parameter: break
            }
        }
        return scenario
    }
}
