import Inspection

/// Which iterations have a checkpoint, and the checkpoints: thinned evenly to a memory budget, which is for all branches
/// together.
///
/// Every `interval`-th iteration is kept. When there is no room for another, other branches give up every second of theirs, and
/// when they have none left, the present one does, and the interval doubles: so checkpoints are always spread evenly, and a run
/// of any length costs a bounded amount of memory and of copying.
package struct CheckpointStore<Checkpoint> {
    private struct Entry {
        var iteration: Int
        var checkpoint: Checkpoint
    }

    /// The number of checkpoints that fit into the budget, at least 2 (0 keeps none).
    package private(set) var capacity: Int
    package private(set) var interval: Int
    /// Those of the present branch, ascending.
    private var entries: [Entry] = []
    /// Those of the branches that are not in view, by their numbers, ascending.
    private var putAway: [Int: [Entry]] = [:]
    /// Memory of dropped checkpoints, to be written over.
    private var spare: [Checkpoint] = []
    private let budget: Int
    private var size: Int
    /// Memory that is taken at a time, where a checkpoint is smaller.
    private static var bytesAtATime: Int { 256 << 10 }

    /// - Parameters:
    ///   - budget: bytes for all checkpoints together; 0 keeps none.
    ///   - size: bytes of one checkpoint.
    ///   - interval: iterations from one checkpoint to the next, at first.
    package init(budget: Int, size: Int, interval: Int = 1) {
        precondition(interval > 0, "checkpoints are at least an iteration apart")
        self.budget = budget
        self.size = size
        self.interval = interval
        capacity = budget <= 0 ? 0 : max(2, budget / max(1, size))
    }

    /// The present branch's checkpoints, earliest first.
    package var checkpoints: [Checkpoint] { entries.map(\.checkpoint) }

    /// The same with the iterations that they are before.
    package var states: [(iteration: Int, checkpoint: Checkpoint)] { entries.map { ($0.iteration, $0.checkpoint) } }

    /// Checkpoints of all branches.
    package var count: Int { entries.count + putAway.values.reduce(0) { $0 + $1.count } }

    /// True if the beginning of this iteration is to be kept and is not yet.
    package func wants(iteration: Int) -> Bool {
        guard capacity > 0, iteration % interval == 0 else { return false }
        guard let last = entries.last, last.iteration >= iteration else { return true }
        let place = place(of: iteration)
        return place == 0 || entries[place - 1].iteration != iteration
    }

    /// Keeps a checkpoint. `fill` gets memory to write over, or nil where new memory has to be taken, for this one or for later ones.
    package mutating func keep(iteration: Int, _ fill: (Checkpoint?) -> Checkpoint) {
        precondition(wants(iteration: iteration), "a checkpoint is kept once, at a multiple of the interval")
        makeRoom(for: 1)
        guard wants(iteration: iteration) else { return }
        if spare.isEmpty {
            // Small ones are made many at a time: one by one they would lie between what each frame takes and gives back, and keep that
            // memory in pieces too small for the next frame.
            let room = min(capacity - count, Self.bytesAtATime / max(1, size))
            for _ in 0..<max(1, room) { spare.append(fill(nil)) }
        }
        entries.insert(Entry(iteration: iteration, checkpoint: fill(spare.popLast())), at: place(of: iteration))
    }

    /// The newest checkpoint at or before an iteration.
    package func nearest(atOrBefore iteration: Int) -> (iteration: Int, checkpoint: Checkpoint)? {
        let place = place(of: iteration)
        return place == 0 ? nil : (entries[place - 1].iteration, entries[place - 1].checkpoint)
    }

    /// Forgets the checkpoints of iterations after `iteration`: what follows will be different.
    package mutating func truncate(after iteration: Int) {
        let kept = place(of: iteration)
        spare += entries[kept...].map(\.checkpoint)
        entries.removeSubrange(kept...)
    }

    /// Puts those after `iteration` by, for the branch that they belong to.
    package mutating func putAway(after iteration: Int, as branch: Int) {
        let kept = place(of: iteration)
        guard kept < entries.count else { return }
        putAway[branch] = Self.merged(putAway[branch] ?? [], entries[kept...])
        entries.removeSubrange(kept...)
    }

    /// Takes back what was put away for `branch`, as far as it belongs to the branch that is in view now: up to `iteration`.
    package mutating func takeBack(_ branch: Int, through iteration: Int) {
        guard let kept = putAway[branch] else { return }
        let shared = kept.prefix { $0.iteration <= iteration }
        let known = Set(entries.map(\.iteration))
        entries = Self.merged(entries, shared.filter { !known.contains($0.iteration) }[...])
        spare += shared.filter { known.contains($0.iteration) }.map(\.checkpoint)
        putAway[branch] = shared.count == kept.count ? nil : Array(kept.dropFirst(shared.count))
    }

    /// Forgets what was put away for a branch that is no more.
    package mutating func forget(_ branch: Int) {
        spare += (putAway.removeValue(forKey: branch) ?? []).map(\.checkpoint)
    }

    /// Checkpoints have become larger: fewer fit.
    package mutating func grow(to size: Int) {
        guard size > self.size, capacity > 0 else { return }
        self.size = size
        capacity = max(2, budget / max(1, size))
        spare.removeAll()
        makeRoom(for: 0)
        spare.removeAll()
    }

    /// The number of checkpoints at or before an iteration.
    private func place(of iteration: Int) -> Int {
        if let last = entries.last, last.iteration <= iteration { return entries.count }
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].iteration <= iteration { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func makeRoom(for added: Int) {
        while count + added > capacity {
            if let branch = putAway.max(by: { ($0.value.count, $0.key) < ($1.value.count, $1.key) })?.key,
                let kept = putAway[branch]
            {
                // The later one of each two goes, so that what is left is nearest to where the branch begins.
                let rest = kept.indices.filter { $0 % 2 == 0 && kept.count > 1 }.map { kept[$0] }
                spare += kept.indices.filter { $0 % 2 == 1 || kept.count == 1 }.map { kept[$0].checkpoint }
                putAway[branch] = rest.isEmpty ? nil : rest
            } else {
                thin()
            }
        }
    }

    private mutating func thin() {
        interval *= 2
        spare += entries.filter { $0.iteration % interval != 0 }.map(\.checkpoint)
        entries.removeAll { $0.iteration % interval != 0 }
    }

    private static func merged(_ a: [Entry], _ b: ArraySlice<Entry>) -> [Entry] {
        (a + b).sorted { $0.iteration < $1.iteration }
    }
}
