import Datasets

extension SessionDriver {
    /// What an added sample makes of the run: the same scenario with the same changes on more data, from the beginning to the iteration in view.
    ///
    /// A run is a function of its data; to go on with other data from here on would be a run that nothing could reproduce.
    /// - Returns: what has been done, in words; nil where this data cannot be added to.
    func add(_ sample: AddedSample) throws -> String? {
        guard let data = session.data.adding(sample) else { return nil }
        let plan = try SessionPlan(
            session.scenario, data: data, seed: session.seed, model: session.model,
            history: history)
        let old = session.record(withDigest: false)
        let (log, deeds, iterations) = (session.log, session.deeds, session.completedIterations)
        let perIteration = Double(session.status.parameterCount) * Double(session.scenario.batch)
        begin(plan, pinning: nil)
        // What has been written does not know the sample.
        defer { (savedRevision, keptRevision) = (-1, -1) }
        let count = "trained anew on \(data.train.count) samples"
        let total = old.branches.reduce(0) { $0 + $1.newest }
        if total <= Self.affordableIterations, Double(total) * perIteration < Self.affordableCost,
            (try? session.replay(old, source: "this run")) != nil
        {
            session.deeds = deeds
            return count + ", as far as it was"
        }
        // Branches take too long to be trained again: the one in view stays, with its changes.
        session.begin(pinning: old.pinned)
        session.takeOver(log)
        let gone = old.branches.count - 1
        let loss = gone > 0 ? "; \(gone) \(gone == 1 ? "branch is" : "branches are") gone" : ""
        guard Double(iterations) * perIteration < Self.affordableCost else { return count + loss + "; Space runs" }
        session.move(to: session.machine.end(ofIteration: iterations - 1))
        return count + ", as far as it was" + loss
    }

    /// Multiplications, about, that are done again while somebody waits.
    private static let affordableCost = 3e8
    /// Iterations of all branches together, each of which takes its time in the smallest network, too.
    private static let affordableIterations = 20_000
}

/// A sample that a person adds, under a name of this room.
public typealias SampleToAdd = AddedSample
