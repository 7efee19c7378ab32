import Datasets

extension SessionDriver {
    /// What an added sample makes of the run: the same scenario on more data, from the beginning to the iteration in view.
    ///
    /// A run is a function of its data; to go on with other data from here on would be a run that nothing could reproduce.
    /// - Returns: whether it has come to the same iteration; nil where this data cannot be added to.
    func add(_ sample: AddedSample) throws -> Bool? {
        guard let data = session.data.adding(sample) else { return nil }
        let plan = try SessionPlan(
            session.scenario, data: data, seed: session.seed, model: session.model,
            history: history)
        let (pinned, iterations) = (session.pinned, session.completedIterations)
        begin(plan, pinning: nil)
        session.pin(index: pinned)
        let cost = Double(iterations) * Double(session.status.parameterCount) * Double(session.scenario.batch)
        if cost < Self.affordableCost { session.move(to: session.machine.end(ofIteration: iterations - 1)) }
        // What has been written does not know the sample.
        (savedRevision, keptRevision) = (-1, -1)
        return session.completedIterations == iterations
    }

    /// Multiplications, about, that are done again while somebody waits.
    private static let affordableCost = 3e8
}

/// A sample that a person adds, under a name of this room.
public typealias SampleToAdd = AddedSample
