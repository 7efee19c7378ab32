import Datasets
import Inspection
import NeuralNetwork

extension Session: SurveyedRun {
    /// Kept states of the way that are handed over, at most.
    private static let mostOfPath = 32

    public func landscape(_ choice: LandscapeChoice) -> Landscape? { surveyor.landscape(choice, of: self) }

    /// The moment and the choice that a landscape made now would be of; nil where the weights of the iteration are not known.
    func landscapeKey(_ choice: LandscapeChoice) -> LandscapeOrder.Key? {
        guard let iteration = landscapeIteration else { return nil }
        return LandscapeOrder.Key(
            scenario: scenario, seed: seed, trainCount: data.train.count, log: log, iteration: iteration, choice: choice)
    }

    /// Iteration whose beginning the weights are of: this one until its end, since its batch has gone through with them.
    private var landscapeIteration: Int? {
        if position.done == machine.stateCount { return computed == position ? position.iteration + 1 : nil }
        guard machine.hasBegunUpdates(at: computed) else { return position.iteration }
        return observedIteration == position.iteration ? position.iteration : nil
    }

    func landscapeOrder(_ key: LandscapeOrder.Key) -> LandscapeOrder? {
        var weights: (across: (offset: Int, name: String), up: (offset: Int, name: String))?
        if case .weights(let selection, let other) = key.choice.directions {
            guard let found = self.weights(of: selection, and: other) else { return nil }
            func named(_ offset: Int) -> (Int, String) { (offset, name(ofParameter: offset)?.long ?? "parameter \(offset)") }
            weights = (named(found.across), named(found.up))
        }
        let isUpdated = machine.hasBegunUpdates(at: computed) && position.done < machine.stateCount
        let state =
            isUpdated
            ? TrainingState(observation.start, before: key.iteration)
            : TrainingState(network, optimizer, before: key.iteration)
        let kept = checkpoints.states.filter { $0.iteration < key.iteration }
        let stride = max(1, (kept.count + Self.mostOfPath - 1) / Self.mostOfPath)
        let path = kept.indices.filter { $0 % stride == 0 }.map { kept[$0].checkpoint.parameterValues.array }
        return LandscapeOrder(key: key, data: data, model: model, state: state, path: path, weights: weights)
    }
}
