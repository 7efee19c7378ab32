/// Facts of a run that trains in processes of its own, which nobody here has begun: of what the screen says of any run it has no
/// scenario, no seed, and no samples; but ranks, and a standing that is not the screen's to decide.
public struct AttachedFacts: Sendable, Hashable {
    /// The degree to which a run goes on.
    public enum Standing: Sendable, Hashable {
        /// Not all ranks are there; the reason, in words.
        case waiting(String)
        /// Updates a second; nil while that is not known.
        case running(Double?)
        /// On the way to a stop of all ranks.
        case stopping
        /// All ranks stand before an update, for so many seconds.
        case held(update: Int, seconds: Int)
        /// It is over; the end that it has come to, in words.
        case ended(String)
    }

    /// Program that trains: `train.py`.
    public var program: String
    /// The network: `Sequential`, the name of a class of the user's.
    public var model: String
    /// Modules, those that others are made of among them.
    public var moduleCount: Int
    /// `Adam`; empty while that is not known.
    public var optimizer: String
    /// η of each group of parameters.
    public var learningRates: [Double]
    /// Whether it goes on, stands, or is over.
    public var standing: Standing
    /// Updates begun by the rank that is farthest.
    public var update: Int
    /// Ranks that there are to be.
    public var world: Int
    /// Those that have been there, in order.
    public var ranks: [RankFacts]
    /// The rank whose numbers are shown.
    public var rank = 0
    /// Share of the run's time that looking at it takes; nil while that is not known.
    public var cost: Double?
    /// The update of the recorded step in view; nil where none has been recorded.
    public var recorded: Int?
    /// Place of the step in view among those kept, from 1, and how many are kept.
    public var place: (number: Int, count: Int)? {
        get { placeNumber.map { ($0, recordedCount) } }
        set { (placeNumber, recordedCount) = (newValue?.number, newValue?.count ?? 0) }
    }
    private var placeNumber: Int?
    private var recordedCount = 0
    /// Whether single neurons are known, with their weights: of a network small enough, that is made of layers that this program has, too.
    public var hasNeurons = false
    /// The reason why they are not; nil where they are, or nothing has been recorded yet.
    public var refusal: String?
    /// Greatest relative difference between the outputs and δ that were sent and those that were computed here again; nil where
    /// nothing has been.
    public var agreement: Double?

    package init(
        program: String, model: String, moduleCount: Int, optimizer: String, learningRates: [Double], standing: Standing,
        update: Int,
        world: Int, ranks: [RankFacts], cost: Double?
    ) {
        (self.program, self.model, self.moduleCount, self.optimizer) = (program, model, moduleCount, optimizer)
        (self.learningRates, self.standing, self.update, self.world) = (learningRates, standing, update, world)
        (self.ranks, self.cost) = (ranks, cost)
    }

    /// True while all ranks stand before an update.
    public var isHeld: Bool { if case .held = standing { true } else { false } }

    /// True once no rank is left.
    public var hasEnded: Bool { if case .ended = standing { true } else { false } }
}

/// Facts of one rank: one process of a run.
public struct RankFacts: Sendable, Hashable {
    /// Its number, from 0.
    public var rank: Int
    /// Machine that it is on.
    public var node: String
    /// Number of its process there.
    public var process: Int
    /// Updates begun, when last heard of.
    public var update: Int
    /// Seconds that a step takes it; nil while that is not known.
    public var stepSeconds: Double?
    /// Updates that it is behind the one that is farthest; those that are only on the way here are not counted.
    public var lag: Int
    /// ‖g‖ of all parameters together, as the optimizer gets it; nil where it has not been told.
    public var gradientNorm: Double?
    /// ‖g‖ of its own samples alone, before ranks have taken their mean.
    public var ownNorm: Double?
    /// Comparison of its parameters with those of rank 0.
    public var replica: Replica
    /// Another rank that had the same inputs in the recorded step.
    public var sharesBatchWith: Int?
    /// Seconds since it was last heard of.
    public var silence: Double
    /// The reason why it is gone; nil while it is there.
    public var farewell: String?

    /// Whether its parameters are those of rank 0, to the bit.
    public enum Replica: Sendable, Hashable {
        case unknown
        case equal
        /// The first parameter that differs.
        case differs(String)
    }

    package init(
        rank: Int, node: String, process: Int, update: Int, stepSeconds: Double?, lag: Int, gradientNorm: Double?,
        ownNorm: Double?,
        replica: Replica, sharesBatchWith: Int?, silence: Double, farewell: String?
    ) {
        (self.rank, self.node, self.process, self.update, self.stepSeconds) = (rank, node, process, update, stepSeconds)
        (self.lag, self.gradientNorm, self.ownNorm, self.replica) = (lag, gradientNorm, ownNorm, replica)
        (self.sharesBatchWith, self.silence, self.farewell) = (sharesBatchWith, silence, farewell)
    }
}
