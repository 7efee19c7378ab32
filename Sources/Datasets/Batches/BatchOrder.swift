import Basics

/// Which samples make up which batch: a function of seed and iteration, and of the changes of the batch before it.
///
/// Any batch can be asked for at any time, in any order, and is always the same: stepping back in time
/// needs no state from here. Each epoch is a permutation of all samples (Fisher–Yates with a generator keyed by
/// (seed, epoch)); the last batch of an epoch holds what is left and may be smaller.
public struct BatchOrder: Sendable {
    /// Where epochs begin and end, and the size of each batch. Another course of the same data may take its place at any time.
    public var epochs: EpochCourse {
        willSet { precondition(newValue.sampleCount == epochs.sampleCount, "the samples stay the same") }
    }
    /// Number that all permutations follow from.
    public let seed: UInt64
    /// Whether epochs are shuffled; otherwise samples come in their own order.
    public let isShuffled: Bool

    private var permutation: [Int]
    private var permutationEpoch: Int?

    /// - Parameters:
    ///   - sampleCount: samples in the training set, at least 1
    ///   - batchSize: samples in a batch, at least 1; more than there are samples means all of them
    public init(sampleCount: Int, batchSize: Int, seed: UInt64, isShuffled: Bool = true) {
        epochs = EpochCourse(sampleCount: sampleCount, batchSize: batchSize)
        self.seed = seed
        self.isShuffled = isShuffled
        permutation = Array(0..<sampleCount)
    }

    /// The samples of an iteration's batch, iterations counting from 0. The current epoch's permutation is kept, so within
    /// an epoch this costs and allocates nothing.
    public mutating func batchIndices(iteration: Int) -> ArraySlice<Int> {
        precondition(iteration >= 0, "iterations count from 0")
        let place = epochs.place(of: iteration)
        prepare(epoch: place.epoch)
        return permutation[place.samples]
    }

    private mutating func prepare(epoch: Int) {
        guard permutationEpoch != epoch else { return }
        permutationEpoch = epoch
        guard isShuffled else { return }
        permutation.withUnsafeMutableBufferPointer { Self.shuffle($0, seed: seed, epoch: epoch) }
    }

    private static func shuffle(_ order: UnsafeMutableBufferPointer<Int>, seed: UInt64, epoch: Int) {
        for index in order.indices { order[index] = index }
        var generator = RandomSource(seed: seed, .shuffle, epoch)
        generator.shuffle(order)
    }
}
