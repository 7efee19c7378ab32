import Basics
import Inspection
import NeuralNetwork
import Testing
import Training

@Suite struct CheckpointStoreTests {
    /// Stands for the memory of a checkpoint; knows whose moment it holds.
    private final class Memory {
        var iteration = -1
    }

    /// A store, and how much memory has ever been taken.
    private struct Run {
        var store: CheckpointStore<Memory>
        var taken = 0

        init(capacity: Int) { store = CheckpointStore(budget: capacity * 10, size: 10) }

        mutating func go(through iterations: Range<Int>) {
            for iteration in iterations where store.wants(iteration: iteration) {
                var isNew = false
                store.keep(iteration: iteration) { memory in
                    isNew = memory == nil
                    let memory = memory ?? Memory()
                    memory.iteration = iteration
                    return memory
                }
                if isNew { taken += 1 }
            }
        }
    }

    @Test(arguments: [2, 3, 4, 7, 16]) func theBudgetHoldsAndCheckpointsAreEvenlySpaced(_ capacity: Int) {
        var run = Run(capacity: capacity)
        #expect(run.store.capacity == capacity)
        for iteration in 0..<500 {
            run.go(through: iteration..<iteration + 1)
            let kept = run.store.checkpoints.map(\.iteration)
            #expect(kept.count <= capacity)
            #expect(kept == kept.indices.map { $0 * run.store.interval }, "evenly from the beginning")
            #expect(iteration - (kept.last ?? -1000) < 2 * run.store.interval, "the present is never far from the last one")
        }
        #expect(run.taken <= capacity, "memory is written over, not taken anew")
    }

    /// One at a time they would lie between what each frame takes and gives back, and split that memory into pieces of no use.
    @Test func smallCheckpointsAreMadeManyAtATime() {
        var store = CheckpointStore<Memory>(budget: 8 << 20, size: 512)
        var (made, makings) = (0, 0)
        for iteration in 0..<1000 {
            let before = made
            store.keep(iteration: iteration) { memory in
                if memory == nil { made += 1 }
                return memory ?? Memory()
            }
            if made > before { makings += 1 }
        }
        #expect(makings <= 2 && made <= 1024)
        var large = CheckpointStore<Memory>(budget: 64 << 20, size: 1 << 20)
        large.keep(iteration: 0) { $0 ?? Memory() }
        #expect(large.count == 1)
    }

    @Test(arguments: [2, 3, 5, 8]) func theNearestIsTheLatestThatIsNotLater(_ capacity: Int) {
        var run = Run(capacity: capacity)
        run.go(through: 0..<137)
        let kept = run.store.checkpoints.map(\.iteration)
        for iteration in 0..<200 {
            let found = run.store.nearest(atOrBefore: iteration)
            #expect(found?.iteration == kept.last { $0 <= iteration })
            #expect(found?.checkpoint.iteration == found?.iteration)
        }
        #expect(run.store.nearest(atOrBefore: -1) == nil)
    }

    @Test(arguments: [2, 3, 5, 8]) func aChangedFutureIsForgottenAndKeptAnew(_ capacity: Int) {
        var run = Run(capacity: capacity)
        var source = RandomSource(seed: 3, UInt64(capacity))
        var now = 0
        for _ in 0..<40 {
            let next = now + source.integer(below: 50)
            run.go(through: now..<next)
            now = source.integer(below: next + 1)
            run.store.truncate(after: now)
            #expect(run.store.checkpoints.allSatisfy { $0.iteration <= now })
            #expect(run.store.nearest(atOrBefore: now) != nil || run.store.checkpoints.isEmpty)
            #expect(run.store.checkpoints.map(\.iteration) == run.store.checkpoints.indices.map { $0 * run.store.interval })
        }
        #expect(run.taken <= capacity)
        run.store.truncate(after: -1)
        #expect(run.store.checkpoints.isEmpty)
        #expect(run.store.wants(iteration: 0))
    }

    @Test func aBudgetOfNothingKeepsNothingAndAnyOtherTwo() {
        let none = CheckpointStore<Int>(budget: 0, size: 10)
        #expect(!none.wants(iteration: 0))
        #expect(none.nearest(atOrBefore: 5) == nil)
        #expect(CheckpointStore<Int>(budget: 1, size: 10).capacity == 2)
        #expect(CheckpointStore<Int>(budget: 100, size: 0).capacity == 100)
    }
}

extension CheckpointStoreTests {
    @Test(arguments: [4, 9, 30]) func branchesShareTheBudgetAndFindTheirCheckpointsAgain(_ capacity: Int) {
        var run = Run(capacity: capacity)
        run.go(through: 0..<20)
        run.store.putAway(after: 7, as: 1)
        #expect(run.store.checkpoints.allSatisfy { $0.iteration <= 7 })
        run.go(through: 8..<15)
        #expect(run.store.count <= capacity)
        run.store.putAway(after: 7, as: 2)
        run.store.takeBack(1, through: .max)
        let kept = run.store.checkpoints.map(\.iteration)
        #expect(kept == kept.sorted() && Set(kept).count == kept.count && kept.first == 0)
        #expect(run.store.count <= capacity && run.taken <= capacity)
        // What was shared with another branch is taken from there.
        run.store.takeBack(2, through: 10)
        #expect(run.store.checkpoints.map(\.iteration) == run.store.checkpoints.map(\.iteration).sorted())
        run.store.truncate(after: -1)
        run.store.forget(1)
        run.store.forget(2)
        #expect(run.store.count == 0 && run.store.wants(iteration: 0))
    }

    @Test func otherBranchesGiveUpTheirsBeforeThePresentOneDoes() {
        var run = Run(capacity: 10)
        run.go(through: 0..<10)
        run.store.putAway(after: 1, as: 1)
        run.go(through: 2..<10)
        #expect(run.store.interval == 1 && run.store.checkpoints.count == 10)
    }

    @Test func largerCheckpointsAreFewer() {
        var run = Run(capacity: 12)
        run.go(through: 0..<12)
        run.store.grow(to: 30)
        #expect(run.store.capacity == 4 && run.store.count <= 4)
        run.store.grow(to: 10)
        #expect(run.store.capacity == 4, "memory once taken is not given back")
    }
}
