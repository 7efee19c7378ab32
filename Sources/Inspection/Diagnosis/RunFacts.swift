import NeuralNetwork

/// Facts that rules judge a run by: its setup, and what has been measured of it up to one moment.
public struct RunFacts: Sendable {
    // MARK: The setup

    /// The layers from the input to the loss, as they were specified.
    public var network: [LayerSpec]
    /// Effect of each of them on a straight line.
    public var bends: [Bend]
    /// Numbers in the output of one sample.
    public var outputs: Int
    /// Loss that is minimized.
    public var loss: LossSpec
    /// Optimizer in force.
    public var optimizer: OptimizerSpec
    /// Limit on gradients.
    public var clip: ClipSpec
    /// Penalty on the size of parameters.
    public var penalty: PenaltySpec
    /// η in force, after the schedule.
    public var rate: Double
    /// η as it was set, before the schedule.
    public var baseRate: Double
    /// Course of η.
    public var schedule: ScheduleSpec
    /// Samples in a batch.
    public var batch: Int
    /// Samples in the smallest batch of an epoch.
    public var smallestBatch: Int
    /// The first layer, numbered as on the screen, that normalizes each unit over the samples of the batch alone.
    public var batchNormalized: Int?
    /// Properties of the training samples.
    public var data: DataFacts

    // MARK: The run

    /// Iterations done.
    public var iterations: Int
    /// One for each layer with parameters, the first first; empty while the gradients of an iteration are not known.
    public var layers: [LayerFacts] = []
    /// Spread of the activations of held-out samples, one for each column but the input.
    public var spreads: [ActivationSpread] = []
    /// Shrinking of the error on its way back, and its cause.
    public var budget = ShrinkBudget(steps: [])
    /// Course of the loss.
    public var progress: ProgressVerdict
    /// Training loss of the very first batch, which no step has changed anything for.
    public var initialLoss: Double?
    /// Mean training loss of the first iterations: what the weights came with.
    public var firstLoss: Double?
    /// Largest training loss of a batch.
    public var highestLoss: Double?
    /// Newest training and held-out loss, of a look at held-out samples.
    public var heldOut: HeldOutPoint?
    /// Lowest held-out loss of the run.
    public var lowestHeldOut: HeldOutPoint?
    /// Share of the objective that is a penalty on the size of parameters.
    public var penaltyShare = 0.0
    /// Length of the whole gradient before clipping, and after; nil where nothing is clipped or known.
    public var clipping: (before: Double, after: Double)?
    /// First NaN or infinity; nil if all has been finite.
    public var nonFinite: NonFiniteRecord?
    /// Measurements from early in the run, where somebody looked.
    public var early: Early?
    /// Losses with other learning rates from the same beginning, where they have been tried.
    public var rateTrials: RateTrials?

    /// Effect of a layer on a straight line.
    public enum Bend: Sendable, Hashable {
        /// A weighted sum: a straight line stays straight.
        case straight
        /// It becomes a curve or has a corner.
        case bent
        /// Neither: another shape, dropout, normalization.
        case none
    }

    /// A layer with parameters.
    public struct LayerFacts: Sendable {
        /// As the screen numbers it, from 1.
        public var column: Int
        /// `dense`
        public var kind: String
        /// ‖∂L/∂θ‖₂, of a mean of samples.
        public var norm: Double
        /// Largest ‖∂L/∂θ‖₂ of the run, and the iteration that had it.
        public var peak: Double
        /// rms(∂L/∂z) over that of the last layer; nil where nothing is left of nothing.
        public var relativeError: Double?
        /// False where ∂L/∂w is 0 for every weight of the layer.
        public var reachesWeights: Bool
        /// ‖Δθ‖₂ / ‖θ‖₂ of the last update; nil before it.
        public var updateRatio: Double?
        /// Neurons of the largest group that are copies of one another, and all neurons; 1 where none is a copy.
        public var copies: (of: Int, units: Int)
    }

    /// Findings of a first look.
    public struct Early: Sendable {
        /// Iterations done at that look.
        public var iteration: Int
        /// Spread of activations at that look.
        public var spreads: [ActivationSpread]
    }

    /// Mean loss of the last of as many iterations from the same beginning, with other learning rates.
    public struct RateTrials: Sendable {
        /// With η.
        public var same: Double
        /// The lower of those with η/10 and η/100, and with the lower of the factors that have it.
        public var lower: Trial
        /// The lower of those with 10·η and 100·η.
        public var higher: Trial
        /// Iterations of each.
        public var iterations: Int

        package init(same: Double, lower: Trial, higher: Trial, iterations: Int) {
            (self.same, self.lower, self.higher, self.iterations) = (same, lower, higher, iterations)
        }

        /// A factor of η, and the loss that it leads to; ∞ where that is not finite.
        public struct Trial: Sendable {
            /// Factor of η.
            public var factor: Double
            /// Mean loss at the end; ∞ where it is not finite.
            public var loss: Double

            package init(factor: Double, loss: Double) { (self.factor, self.loss) = (factor, loss) }
        }
    }
}

extension RunFacts {
    /// True where it can be said that nothing, or next to nothing, has been learned.
    public var isFailing: Bool {
        switch progress.word {
        case .notFinite: true
        // A loss that rises or stands still far below that of guessing has been learned all the same.
        case .notLearning, .stuck, .poor, .guessing, .worsening: (shareOfGuessing ?? 1) > 0.6
        case .unclear: (shareOfGuessing ?? 0) > 0.95
        case .early, .improving, .leveled, .learned, .overfitting: false
        }
    }

    /// True where most of what can be learned has been.
    public var isLearning: Bool {
        switch progress.word {
        case .learned, .overfitting: true
        case .improving, .leveled: (shareOfGuessing ?? 1) < 0.6
        case .unclear, .worsening, .stuck, .poor, .guessing, .notLearning: (shareOfGuessing ?? 1) < 0.3
        case .early, .notFinite: false
        }
    }

    /// Fall of the training loss in the last third of the run, as a share of what it was in the third before.
    public var fall: Double? {
        guard let recent = progress.recent, let before = progress.before, before > 0 else { return nil }
        return 1 - recent / before
    }

    /// Newest training loss relative to that of guessing.
    public var shareOfGuessing: Double? {
        guard let recent = progress.recent, let guessing = progress.guessing, guessing > 0 else { return nil }
        return recent / guessing
    }

    /// Trouble that is a fault where the run fails, a warning where that is not known, and a hint where it learns all the same.
    func severity(_ worst: Severity = .fault) -> Severity {
        isFailing ? worst : isLearning ? .hint : min(worst, .warning)
    }

    /// The network without some of its layers, as a setting.
    func network(without layers: Set<Int>) -> String {
        network.indices.filter { !layers.contains($0) }.map { network[$0].text }.joined(separator: ",")
    }

    /// η as a person would set it: a power of ten away from what was set, whatever the schedule has made of it.
    func rate(times factor: Double) -> Cure {
        // By way of Float, whose shortest text has no more digits than anybody would type.
        let rate = Double("\(Float(baseRate * factor))") ?? baseRate * factor
        return Cure("learning rate \(setting: rate)", ["learningRate": rate.shortestText])
    }

    /// Larger rates, as far as anybody would try them.
    func largerRates(_ factors: Double...) -> [Cure] {
        factors.filter { baseRate * $0 <= Self.largestRate }.map { rate(times: $0) }
    }

    /// η beyond which nothing is worth trying.
    static let largestRate = 10.0

    /// Share of the units of a layer that are dead, of the layer that has the most of them.
    var deadShare: Double {
        spreads.filter { $0.flatWord == "off" && $0.neurons > 0 }.map { Double($0.deadNeurons) / Double($0.neurons) }.max() ?? 0
    }

    /// The whole gradient shortened to 1.
    var clipCure: Cure { Cure("clip gradients: norm:1", ["clip": "norm:1"]) }
}
