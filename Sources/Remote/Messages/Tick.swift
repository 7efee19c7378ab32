import Basics

/// The pulse of a rank, some times a second while somebody looks.
public struct Tick: Hashable, Sendable {
    /// Updates begun; the first is 1.
    public var step: Int
    /// Updates begun since the tick before.
    public var count: Int
    /// Seconds that a step takes; 0 where that is not known yet.
    public var stepSeconds: Double
    /// Learning rates, one a group of parameters.
    public var learningRates: [Double]
    /// Smallest, mean and largest loss of the steps since the tick before; nil where the run names none.
    public var loss: LossRange?
    /// Share of the run's time that observing it takes.
    public var cost: Double?
    /// Scale of the loss in mixed precision.
    public var scale: Double?
    /// Updates that the scaler has left out.
    public var skipped: Int

    /// Losses of some steps.
    public struct LossRange: Hashable, Sendable {
        public var minimum: Double
        public var mean: Double
        public var maximum: Double
    }

    init(_ fields: MessageFields) throws(WireError) {
        step = try fields.count("step")
        count = try fields.count("n")
        guard let seconds = fields["s_step"]?.number, seconds.isFinite, seconds >= 0 else { throw fields.missing("s_step") }
        stepSeconds = seconds
        learningRates = (fields["lr"]?.array ?? []).prefix(64).compactMap(\.number)
        if let loss = fields["loss"]?.array {
            let numbers = loss.compactMap(\.number)
            guard numbers.count == 3 else { throw fields.missing("loss") }
            self.loss = LossRange(minimum: numbers[0], mean: numbers[1], maximum: numbers[2])
        }
        cost = fields["cost"]?.number
        scale = fields["scale"]?.number
        skipped = fields["skipped"]?.count ?? 0
    }
}
