/// Cures as they are being tried side by side: each a run of its own, that nobody sees, for as many iterations as the others.
public struct CureTrials: Sendable, Hashable {
    /// Iterations that each has done, and those that it takes to tell.
    public var iterations = 0
    /// Iterations that it takes to tell.
    public var planned: Int
    /// The run as it is, gone on with.
    public var present: Row
    /// One for each cure, the likeliest first.
    public var rows: [Row]

    /// True once each has done them.
    public var isOver: Bool { iterations >= planned }

    /// A cure, and what it has come to.
    public struct Row: Sendable, Hashable {
        /// Rule whose cure it is.
        public var rule: String
        /// Cure that is tried.
        public var cure: Cure
        /// Mean loss of the last tenth of its iterations; nil of none yet, and where it is not finite.
        public var loss: Double?
        /// ‖∂L/∂θ‖₂ of the first layer with parameters.
        public var firstNorm: Double?
        /// True where a NaN or ∞ has ended it.
        public var isBroken = false
        /// End of its way: nil until it is there.
        public var end: CureOutcome?

        /// A cure of which nothing is known yet.
        public init(rule: String = "", cure: Cure) { (self.rule, self.cure) = (rule, cure) }
    }

    /// Cures of which nothing is known yet.
    public init(planned: Int, present: Row, rows: [Row]) { (self.planned, self.present, self.rows) = (planned, present, rows) }

    /// Whether a cure has helped, or not; nil while that cannot be told.
    public func helps(_ row: Row) -> Bool? {
        guard isOver, let end = row.end, let present = present.end else { return nil }
        return end.isBetter(than: present, for: row.rule)
    }

    /// Row of the cure that has helped most; nil while that cannot be told, and where none has.
    public var best: Int? {
        rows.indices.filter { helps(rows[$0]) == true }.min { a, b in
            guard let first = rows[a].end, let second = rows[b].end else { return false }
            return first.measure(for: rows[a].rule) < second.measure(for: rows[b].rule)
        }
    }
}

/// End of a run that has been tried: what came of it.
public struct CureOutcome: Sendable, Hashable {
    /// Mean training loss at the end; nil where it was not finite.
    public var loss: Double?
    /// Loss of held-out samples at the end; nil where it was not finite.
    public var heldOut: Double?
    /// Fraction of held-out samples read right; nil where outputs are no classes.
    public var accuracy: Double?
    /// Held-out samples looked at.
    public var samples: Int
    /// The loss of guessing, so that runs with different losses can be compared; nil where there is no such thing.
    public var guessing: Double?

    package init(loss: Double? = nil, heldOut: Double? = nil, accuracy: Double? = nil, samples: Int = 0, guessing: Double? = nil)
    {
        self.loss = loss.flatMap { $0.isFinite ? $0 : nil }
        self.heldOut = heldOut.flatMap { $0.isFinite ? $0 : nil }
        (self.accuracy, self.samples, self.guessing) = (accuracy, samples, guessing)
    }

    /// Loss relative to the present one's below which a cure helps.
    public static let better = 0.8
    /// Gain in accuracy that is none of chance: so many standard errors, and at least so much.
    private static let (errors, gain) = (3.0, 0.02)

    /// The loss that a rule's cures are to lower, relative to that of guessing: of a network that learns by heart the held-out one. ∞
    /// where it is not finite.
    public func measure(for rule: String) -> Double {
        guard let loss = Self.isOfOthers(rule) ? heldOut : loss else { return .infinity }
        return loss / (guessing ?? 1)
    }

    /// Whether a rule speaks of samples that are not trained on.
    private static func isOfOthers(_ rule: String) -> Bool { rule == Overfitting.name }

    /// Whether it is much better than another in what a rule's cures are for: a loss below four fifths, or clearly more samples read right
    /// by a loss that is no higher. A loss above that of guessing is nothing to be had, whatever it was before.
    public func isBetter(than other: CureOutcome, for rule: String) -> Bool {
        let (now, then) = (measure(for: rule), other.measure(for: rule))
        guard now.isFinite, guessing == nil || now < 1 || now < Self.better * then && then.isFinite else { return false }
        if let accuracy, let before = other.accuracy {
            let error = (max(accuracy * (1 - accuracy), before * (1 - before)) / Double(max(1, samples))).squareRoot()
            let clear = max(Self.gain, Self.errors * error)
            if accuracy < before - clear { return false }
            if accuracy > before + clear, !(now > then) { return true }
        }
        return now < Self.better * then
    }
}

/// Trying cures, and taking one.
public enum CureRequest: Hashable, Sendable {
    /// Tries those of what has been found, from the same bits where the run can go on with them, else from its beginning.
    case tryAll
    /// Makes one a change from now on, or begins anew with it.
    case take(Cure)
}

extension Cure {
    /// Whether a run can go on with it from any moment; if not, it has to begin anew.
    public var isChange: Bool { !settings.isEmpty && settings.keys.allSatisfy { $0 == "learningRate" || $0 == "optimizer" } }
}
