import Inspection

extension Session {
    /// The scenario with what has been changed by hand up to the moment in view: the optimizer, the learning rate and the
    /// penalty.
    var scenarioInForce: Scenario {
        var scenario = scenario
        let changes = log.entries.filter { $0.iteration <= completedIterations }.map(\.change)
        for change in changes {
            switch change {
            case .optimizer(let spec): scenario.optimizer = spec
            case .learningRate(let rate): scenario.givenLearningRate = rate
            case .penalty(let spec): (scenario.l1, scenario.l2) = (spec.l1, spec.l2)
            case .parameter: break
            }
        }
        return scenario
    }
}
