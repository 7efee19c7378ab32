import Basics

/// Which samples make up which batch: a function of (seed, epoch, batch) and of nothing else.
///
/// Any batch of any epoch can be asked for at any time, in any order, and is always the same: stepping back in time
/// needs no state from here. Each epoch is a permutation of all samples (Fisher–Yates with a generator keyed by
/// (seed, epoch)); the last batch of an epoch holds what is left and may be smaller.
public struct BatchOrder: Sendable {
    /// Samples in the training set.
    public let sampleCount: Int
    /// Samples in every batch but the last of an epoch.
    public let batchSize: Int
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
        precondition(sampleCount > 0, "a batch order needs samples")
        precondition(batchSize > 0, "a batch has at least one sample")
        self.sampleCount = sampleCount
        self.batchSize = min(batchSize, sampleCount)
        self.seed = seed
        self.isShuffled = isShuffled
        permutation = Array(0..<sampleCount)
    }

    /// Batches in an epoch, the smaller last one included.
    public var batchesPerEpoch: Int { (sampleCount + batchSize - 1) / batchSize }

    /// Samples in the last batch of an epoch.
    public var smallestBatch: Int { sampleCount.isMultiple(of: batchSize) ? batchSize : sampleCount % batchSize }

    /// The epoch an iteration belongs to; both count from 0.
    public func epoch(ofIteration iteration: Int) -> Int { iteration / batchesPerEpoch }

    /// The number of the iteration's batch within its epoch, from 0.
    public func batch(ofIteration iteration: Int) -> Int { iteration % batchesPerEpoch }

    /// Samples that have been seen when `iteration` iterations are done.
    public func samplesSeen(afterIterations iteration: Int) -> Int {
        epoch(ofIteration: iteration) * sampleCount + batch(ofIteration: iteration) * batchSize
    }

    /// The samples of an iteration's batch, iterations counting from 0. The current epoch's permutation is kept, so within
    /// an epoch this costs and allocates nothing.
    public mutating func batchIndices(iteration: Int) -> ArraySlice<Int> {
        precondition(iteration >= 0, "iterations count from 0")
        prepare(epoch: epoch(ofIteration: iteration))
        let start = batch(ofIteration: iteration) * batchSize
        return permutation[start..<min(start + batchSize, sampleCount)]
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
