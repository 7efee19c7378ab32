import Basics

/// The samples that a network is trained on, and those that it is only ever judged by.
public struct DatasetPair: Sendable {
    /// Samples that batches are made of.
    public let train: Dataset
    /// Never trained on: the set's own test files, or a part put aside by seed.
    public let heldOut: Dataset
    /// Samples at the end of `train` that a person has added, in order.
    public internal(set) var added: [AddedSample] = []
    /// Standard deviation of the noise that it was computed with; nil of data that is not computed.
    public internal(set) var noise: Double?
    /// The share that is held out, where it can be chosen; nil of data that comes with samples to test on.
    public internal(set) var split: Double?
    /// Offsets and units that inputs and targets were scaled by; nil of data that is as it came.
    public internal(set) var scaling: Scaling?
    /// The reading of a table; nil of other data.
    public internal(set) var table: TableReport?

    /// Both parts must have samples of one shape and the same targets; anything else is a programmer's error.
    public init(train: Dataset, heldOut: Dataset) {
        precondition(train.sampleShape == heldOut.sampleShape, "samples of \(train.sampleShape) and \(heldOut.sampleShape)")
        precondition(train.targetWidth == heldOut.targetWidth, "targets of \(train.targetWidth) and \(heldOut.targetWidth)")
        self.train = train
        self.heldOut = heldOut
    }

    /// Puts a part of `whole` aside by seed: `heldOutFraction` of each class (of all, for vector targets), at least one sample
    /// of both parts, in the order they have in `whole`.
    public init(splitting whole: Dataset, heldOutFraction: Double, seed: UInt64) {
        precondition(heldOutFraction > 0 && heldOutFraction < 1, "a held-out fraction between 0 and 1, not \(heldOutFraction)")
        precondition(whole.count >= 2, "\(whole.count) sample cannot be split")
        var isHeldOut = [Bool](repeating: false, count: whole.count)
        for var group in Self.groups(of: whole) {
            let first = group.first ?? 0
            var generator = RandomSource(seed: seed, .split, first)
            group.withUnsafeMutableBufferPointer { generator.shuffle($0) }
            let share = (Double(group.count) * heldOutFraction).rounded()
            for index in group.prefix(Int(share)) { isHeldOut[index] = true }
        }
        if !isHeldOut.contains(true) { isHeldOut[whole.count - 1] = true }
        if !isHeldOut.contains(false) { isHeldOut[0] = false }
        self.init(
            train: whole.subset(isHeldOut.indices.filter { !isHeldOut[$0] }),
            heldOut: whole.subset(isHeldOut.indices.filter { isHeldOut[$0] }))
    }

    /// The indices of each class, or all in one group.
    private static func groups(of whole: Dataset) -> [[Int]] {
        guard case .classes(let classes) = whole.targets else { return [Array(0..<whole.count)] }
        var groups = [[Int]](repeating: [], count: whole.classCount)
        for (index, label) in classes.enumerated() { groups[Int(label)].append(index) }
        return groups.filter { !$0.isEmpty }
    }

    /// The same with at most so many samples in each part.
    public func limited(train trainLimit: Int?, heldOut heldOutLimit: Int?) -> DatasetPair {
        with(train: trainLimit.map { train.prefix($0) } ?? train, heldOut: heldOutLimit.map { heldOut.prefix($0) } ?? heldOut)
    }

    /// The same data with other samples in one part or in both; what is known of the whole stays.
    public func with(train: Dataset? = nil, heldOut: Dataset? = nil) -> DatasetPair {
        var pair = DatasetPair(train: train ?? self.train, heldOut: heldOut ?? self.heldOut)
        (pair.added, pair.noise, pair.split, pair.scaling, pair.table) = (added, noise, split, scaling, table)
        return pair
    }
}
