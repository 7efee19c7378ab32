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
        /// Loss relative to that of guessing, so that runs with different losses can be compared.
        public var share: Double?

        /// A cure of which nothing is known yet.
        public init(rule: String = "", cure: Cure) { (self.rule, self.cure) = (rule, cure) }
    }

    /// Cures of which nothing is known yet.
    public init(planned: Int, present: Row, rows: [Row]) { (self.planned, self.present, self.rows) = (planned, present, rows) }

    /// Loss relative to the present one's below which a cure helps.
    public static let better = 0.8

    /// Whether a cure has helped, or not; nil while that cannot be told.
    public func helps(_ row: Row) -> Bool? {
        guard isOver else { return nil }
        if row.isBroken || row.loss == nil { return false }
        if present.isBroken || present.loss == nil { return true }
        if let now = row.share, let then = present.share { return now < Self.better * then }
        return (row.loss ?? .infinity) < Self.better * (present.loss ?? 0)
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
