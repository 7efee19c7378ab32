/// Which iterations have a checkpoint, and the checkpoints: thinned evenly to a memory budget.
///
/// Every `interval`-th iteration is kept. When there is no room for another, every second checkpoint is dropped and the interval
/// doubles: so they are always spread evenly, and a run of any length costs a bounded amount of memory and of copying.
package struct CheckpointStore<Checkpoint> {
    /// How many checkpoints fit into the budget, at least 2 (0 keeps none).
    package let capacity: Int
    package private(set) var interval = 1
    /// The checkpoint of iteration `i * interval` stands at `i`.
    package private(set) var checkpoints: [Checkpoint] = []
    /// Memory of dropped checkpoints, to be written over.
    private var spare: [Checkpoint] = []

    /// - Parameters:
    ///   - budget: bytes for all checkpoints together; 0 keeps none.
    ///   - size: bytes of one checkpoint.
    package init(budget: Int, size: Int) {
        capacity = budget <= 0 ? 0 : max(2, budget / max(1, size))
    }

    /// True if the beginning of this iteration is to be kept and is not yet.
    package func wants(iteration: Int) -> Bool {
        capacity > 0 && iteration == checkpoints.count * interval
    }

    /// Keeps a checkpoint. `fill` gets memory to write over, or nil where new memory has to be taken.
    package mutating func keep(iteration: Int, _ fill: (Checkpoint?) -> Checkpoint) {
        precondition(wants(iteration: iteration), "checkpoints are kept in order")
        if checkpoints.count == capacity {
            thin()
            guard wants(iteration: iteration) else { return }
        }
        checkpoints.append(fill(spare.popLast()))
    }

    /// The newest checkpoint at or before an iteration.
    package func nearest(atOrBefore iteration: Int) -> (iteration: Int, checkpoint: Checkpoint)? {
        guard !checkpoints.isEmpty, iteration >= 0 else { return nil }
        let index = min(checkpoints.count - 1, iteration / interval)
        return (index * interval, checkpoints[index])
    }

    /// Forgets the checkpoints of iterations after `iteration`: what follows will be different.
    package mutating func truncate(after iteration: Int) {
        let kept = iteration < 0 ? 0 : min(checkpoints.count, iteration / interval + 1)
        spare += checkpoints[kept...]
        checkpoints.removeLast(checkpoints.count - kept)
    }

    private mutating func thin() {
        var kept: [Checkpoint] = []
        for (index, checkpoint) in checkpoints.enumerated() {
            if index % 2 == 0 { kept.append(checkpoint) } else { spare.append(checkpoint) }
        }
        checkpoints = kept
        interval *= 2
    }
}
