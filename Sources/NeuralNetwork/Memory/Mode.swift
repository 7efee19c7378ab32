/// Whether a pass learns or only looks: dropout and batch normalization behave differently.
public enum Mode: String, Hashable, Sendable, CaseIterable {
    /// Dropout drops, batch normalization uses and updates the batch's statistics.
    case train
    /// Dropout passes everything, batch normalization uses its running statistics; nothing is changed.
    case eval
}

/// The arguments that the randomness of one step is a function of. The same values always give the same dropout masks, in
/// whatever order steps are made.
public struct StepRandomness: Hashable, Sendable {
    /// The run's seed.
    public var seed: UInt64
    /// The number of the training step.
    public var iteration: UInt64
    /// The share that dropout layers drop in this step; nil: each its own.
    public var dropRate: Double?

    /// Seed and step number, and the share to drop in place of the layers' own.
    public init(seed: UInt64, iteration: UInt64, dropRate: Double? = nil) {
        (self.seed, self.iteration, self.dropRate) = (seed, iteration, dropRate)
    }
}
