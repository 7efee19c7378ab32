import NeuralNetwork

/// All changes made to a run, in the order of their iterations. Together with the scenario it determines every bit of the run.
public struct InterventionLog: Hashable, Sendable {
    private let initialRate: Double
    private let initialOptimizer: OptimizerSpec
    private let initialPenalty: PenaltySpec
    private let initialBatch: Int
    /// The changes, earliest first; of each thing at most one in an iteration.
    package private(set) var entries: [Intervention] = []

    package init(rate: Double, optimizer: OptimizerSpec, penalty: PenaltySpec = .none, batch: Int = 1) {
        initialPenalty = penalty
        initialRate = rate
        initialOptimizer = optimizer
        initialBatch = batch
    }

    /// η before the schedule in an iteration.
    package func rate(at iteration: Int) -> Double {
        for entry in entries.reversed() where entry.iteration <= iteration {
            if case .learningRate(let rate) = entry.change { return rate }
        }
        return initialRate
    }

    /// The rates set, each in force from an iteration on; the first from the beginning.
    package var rates: [(iteration: Int, rate: Double)] {
        [(0, initialRate)]
            + entries.compactMap { entry in
                if case .learningRate(let rate) = entry.change { (entry.iteration, rate) } else { nil }
            }
    }

    /// The optimizer that updates in an iteration.
    package func optimizer(at iteration: Int) -> OptimizerSpec {
        for entry in entries.reversed() where entry.iteration <= iteration {
            if case .optimizer(let spec) = entry.change { return spec }
        }
        return initialOptimizer
    }

    /// The penalty on the size of parameters in an iteration.
    package func penalty(at iteration: Int) -> PenaltySpec {
        for entry in entries.reversed() where entry.iteration <= iteration {
            if case .penalty(let spec) = entry.change { return spec }
        }
        return initialPenalty
    }

    /// Samples in the batch of an iteration, whatever is left of its epoch.
    package func batch(at iteration: Int) -> Int { batches.last { $0.iteration <= iteration }?.size ?? initialBatch }

    /// The sizes set for batches, each in force from an iteration on.
    package var batches: [(iteration: Int, size: Int)] {
        entries.compactMap { entry in if case .batch(let size) = entry.change { (entry.iteration, size) } else { nil } }
    }

    /// The share of units that dropout layers leave out in an iteration; nil where each has its own.
    package func dropRate(at iteration: Int) -> Double? {
        for entry in entries.reversed() where entry.iteration <= iteration {
            if case .dropout(let rate) = entry.change { return rate }
        }
        return nil
    }

    /// The changes of one iteration.
    package func changes(at iteration: Int) -> [Change] {
        entries.filter { $0.iteration == iteration }.map(\.change)
    }

    /// The iterations that begin with a change of the state: of parameters or of the optimizer.
    package var stateChanges: Set<Int> {
        Set(entries.lazy.filter { if case .learningRate = $0.change { false } else { true } }.map(\.iteration))
    }

    /// Those of one iteration.
    package func stateChanges(at iteration: Int) -> [Change] {
        changes(at: iteration).filter { if case .learningRate = $0 { false } else { true } }
    }

    /// The log as it was when nothing later than `iteration` had been changed, and then changed in `iteration`. What is set to
    /// what it would be anyway is no change.
    package func adding(_ change: Change, at iteration: Int) -> InterventionLog {
        var log = self
        log.entries.removeAll { $0.iteration > iteration || $0.iteration == iteration && $0.change.isOfSame(change) }
        switch change {
        case .learningRate(let rate) where log.rate(at: iteration) == rate: return log
        case .optimizer(let spec) where log.optimizer(at: iteration) == spec: return log
        case .penalty(let spec) where log.penalty(at: iteration) == spec: return log
        case .batch(let size) where log.batch(at: iteration) == size: return log
        case .dropout(let rate) where log.dropRate(at: iteration) == rate: return log
        default: log.entries.append(Intervention(iteration: iteration, change))
        }
        return log
    }

    /// The first iteration in which two logs of one scenario differ; nil if they do not.
    package func divergence(from other: InterventionLog) -> Int? {
        var index = 0
        while index < entries.count, index < other.entries.count, entries[index] == other.entries[index] { index += 1 }
        let next = [entries, other.entries].compactMap { index < $0.count ? $0[index].iteration : nil }
        return next.min()
    }

    /// Whether every change in `iteration` is of something that `later` changes there, too: then `later` can be made over what
    /// this has made.
    package func isOverwritten(by later: InterventionLog, at iteration: Int) -> Bool {
        let changes = later.changes(at: iteration)
        return self.changes(at: iteration).allSatisfy { change in changes.contains { $0.isOfSame(change) } }
    }
}
