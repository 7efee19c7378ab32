import Inspection

extension Session {
    /// The scenario with what has been changed by hand up to the moment in view: the optimizer and the learning rate.
    var scenarioInForce: Scenario {
        var scenario = scenario
        let changes = log.entries.filter { $0.iteration <= completedIterations }.map(\.change)
        for change in changes {
            switch change {
            case .optimizer(let spec): scenario.optimizer = spec
            case .learningRate(let rate): scenario.givenLearningRate = rate
            case .parameter: break
            }
        }
        return scenario
    }
}
