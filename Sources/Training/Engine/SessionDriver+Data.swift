import Datasets

extension SessionDriver {
    /// What an added sample makes of the run: the same scenario on more data, from the beginning to the iteration in view.
    ///
    /// A run is a function of its data; to go on with other data from here on would be a run that nothing could reproduce.
    static func adding(_ sample: AddedSample, to session: Session, history: Int) throws -> Session? {
        guard let data = session.data.adding(sample) else { return nil }
        let next = try Session(
            session.scenario, data: data, seed: session.seed, model: session.model,
            history: history)
        next.pin(index: session.pinned)
        let cost = Double(session.completedIterations) * Double(session.status.parameterCount) * Double(session.scenario.batch)
        if cost < affordableCost { next.move(to: next.machine.end(ofIteration: session.completedIterations - 1)) }
        return next
    }

    /// Multiplications, about, that are done again while somebody waits.
    private static let affordableCost = 3e8
}

/// A sample that a person adds, under a name of this room.
public typealias SampleToAdd = AddedSample
