import Basics

/// The pulse of a rank, some times a second while somebody looks.
package struct Tick: Hashable, Sendable {
    /// Updates begun; the first is 1.
    package var step: Int
    /// Updates begun since the tick before.
    package var count: Int
    /// Seconds that a step takes; 0 where that is not known yet.
    package var stepSeconds: Double
    /// Learning rates, one a group of parameters.
    package var learningRates: [Double]
    /// Smallest, mean and largest loss of the steps since the tick before; nil where the run names none.
    package var loss: LossRange?
    /// Share of the run's time that observing it takes.
    package var cost: Double?
    /// Scale of the loss in mixed precision.
    package var scale: Double?
    /// Updates that the scaler has left out.
    package var skipped: Int

    /// Numbers of the user's own that have come since the tick before.
    package var notes: [Note]

    /// A number of the user's own, such as an accuracy on held-out data.
    package struct Note: Hashable, Sendable {
        package var name: String
        package var step: Int
        package var value: Double
    }

    /// Losses of some steps.
    package struct LossRange: Hashable, Sendable {
        package var minimum: Double
        package var mean: Double
        package var maximum: Double
    }

    init(_ fields: MessageFields) throws(WireError) {
        step = try fields.step()
        count = try fields.count("n")
        guard let seconds = fields["s_step"]?.number, seconds.isFinite, seconds >= 0 else { throw fields.missing("s_step") }
        stepSeconds = seconds
        learningRates = (fields["lr"]?.array ?? []).prefix(64).compactMap(\.number)
        if let loss = fields["loss"]?.array {
            let numbers = loss.compactMap(\.number)
            guard numbers.count == 3 else { throw fields.missing("loss") }
            self.loss = LossRange(minimum: numbers[0], mean: numbers[1], maximum: numbers[2])
        }
        notes = (fields["notes"]?.array ?? []).prefix(64).compactMap { entry in
            guard let parts = entry.array, parts.count == 3, let name = parts[0].string, let step = parts[1].count,
                let value = parts[2].number
            else { return nil }
            return Note(name: ForeignText.cleaned(name, atMost: 40), step: step, value: value)
        }
        cost = fields["cost"]?.number
        scale = fields["scale"]?.number
        skipped = fields["skipped"]?.count ?? 0
    }
}
