import Basics
import Datasets
import Testing

struct BatchOrderTests {
    @Test(arguments: [(10, 3), (10, 5), (1, 1), (7, 100), (1000, 32)])
    func everyEpochHoldsEverySampleOnce(sampleCount: Int, batchSize: Int) {
        var order = BatchOrder(sampleCount: sampleCount, batchSize: batchSize, seed: 4)
        for epoch in 0..<3 {
            let iterations = order.epochs.iterations(inEpochs: epoch)..<order.epochs.iterations(inEpochs: epoch + 1)
            let batches = iterations.map { Array(order.batchIndices(iteration: $0)) }
            #expect(batches.flatMap { $0 }.sorted() == Array(0..<sampleCount))
            #expect(batches.dropLast().allSatisfy { $0.count == min(batchSize, sampleCount) })
        }
    }

    @Test func aBatchDoesNotDependOnWhatWasAskedBefore() {
        var forwards = BatchOrder(sampleCount: 100, batchSize: 9, seed: 11)
        let expected = (0..<60).map { Array(forwards.batchIndices(iteration: $0)) }
        var wandering = BatchOrder(sampleCount: 100, batchSize: 9, seed: 11)
        for iteration in [59, 0, 13, 12, 11, 48, 0, 30] {
            #expect(Array(wandering.batchIndices(iteration: iteration)) == expected[iteration])
        }
    }

    @Test func seedsAndEpochsGiveDifferentOrders() {
        func epoch(_ epoch: Int, seed: UInt64) -> [Int] {
            var order = BatchOrder(sampleCount: 50, batchSize: 50, seed: seed)
            return Array(order.batchIndices(iteration: epoch))
        }
        let orders = [epoch(0, seed: 1), epoch(1, seed: 1), epoch(0, seed: 2), epoch(1, seed: 2), epoch(2, seed: 0)]
        #expect(Set(orders).count == orders.count)
        #expect(orders.allSatisfy { $0 != Array(0..<50) })
    }

    /// Each of the 6 orders of 3 samples comes about as often as the others.
    @Test func ordersAreUniform() {
        var order = BatchOrder(sampleCount: 3, batchSize: 3, seed: 99)
        var counts: [[Int]: Int] = [:]
        for iteration in 0..<6000 { counts[Array(order.batchIndices(iteration: iteration)), default: 0] += 1 }
        #expect(counts.count == 6)
        #expect(counts.values.allSatisfy { (880...1120).contains($0) }, "\(counts)")
    }

    @Test func unshuffledBatchesComeInOrder() {
        var order = BatchOrder(sampleCount: 5, batchSize: 2, seed: 1, isShuffled: false)
        #expect((0..<4).map { Array(order.batchIndices(iteration: $0)) } == [[0, 1], [2, 3], [4], [0, 1]])
    }

    /// However often the size changes, an epoch holds every sample once, and places, ends and fractions of epochs fit each other.
    @Test func aChangedBatchGoesOnWithItsEpoch() {
        var source = RandomSource(seed: 7, 1)
        for _ in 0..<50 {
            let count = 1 + source.integer(below: 40)
            var order = BatchOrder(sampleCount: count, batchSize: 1 + source.integer(below: count + 5), seed: 3)
            var iteration = 0
            for _ in 0..<source.integer(below: 6) {
                iteration += source.integer(below: 12)
                order.epochs = order.epochs.changing(to: 1 + source.integer(below: count + 5), from: iteration)
            }
            let course = order.epochs
            for epoch in 0..<6 {
                let iterations = course.iterations(inEpochs: epoch)..<course.iterations(inEpochs: epoch + 1)
                let batches = iterations.map { Array(order.batchIndices(iteration: $0)) }
                #expect(batches.flatMap { $0 }.sorted() == Array(0..<count))
                #expect(zip(iterations, batches).dropLast().allSatisfy { course.batchSize(at: $0) == $1.count })
                #expect(
                    course.isEpochEnd(iterations.lowerBound)
                        && course.epochs(afterIterations: iterations.lowerBound) == Double(epoch))
                #expect(iterations.allSatisfy { course.place(of: $0).epoch == epoch })
                #expect(course.iterations(inEpochs: Double(epoch)) == Double(iterations.lowerBound))
            }
            #expect((0..<90).allSatisfy { course.samplesSeen(afterIterations: $0) < course.samplesSeen(afterIterations: $0 + 1) })
        }
    }

    @Test func samplesSeenCountSmallerBatches() {
        let order = BatchOrder(sampleCount: 10, batchSize: 4, seed: 1)
        #expect((0...4).map { order.epochs.samplesSeen(afterIterations: $0) } == [0, 4, 8, 10, 14])
    }
}
