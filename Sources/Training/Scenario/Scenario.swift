import Basics
import Datasets
import Inspection
import NeuralNetwork

/// Everything that determines a run. Two runs of one scenario on one machine have the same bits at every iteration.
public struct Scenario: Hashable, Sendable {
    /// The short name that `backstep run NAME` and the title bar use.
    public var name: String
    /// One line that says what there is to see.
    public var summary: String
    /// A data set's name or a folder with IDX files; nil takes MNIST where it is found, else the built-in digits.
    public var data: String?
    /// Another data set (name or folder) for the held-out samples; nil takes the ones that come with `data`.
    public var testData: String?
    /// Samples that the scenario has itself, in place of `data`.
    public var samples: InlineSamples?
    /// Weights that it begins with, in place of drawn ones.
    public var weights: InlineWeights?
    /// Standard deviation of the noise of computed data; nil leaves it to the set.
    public var noise: Double?
    /// The share of computed data or of a table that is held out; nil leaves it to the set.
    public var split: Double?
    /// The column of a table that is to be said, as in `label` or `price:value`; nil: found out.
    public var target: TargetChoice?
    /// The form of a table, as in `separator:;,decimal:,`; what is not said is found out.
    public var table = TableOptions()
    /// The scale of the inputs; nil: standardized in tables, as they are elsewhere.
    public var scale: InputScale?
    /// The layers, as in `dense:128,relu,dense:10`.
    public var network: LayerChain
    /// The loss, as in `softmaxCrossEntropy` or `huber:0.5`.
    public var loss: LossSpec
    /// The optimizer, as in `sgd(momentum:0.9)` or `adam`.
    public var optimizer: OptimizerSpec
    /// Initial values of the weights; nil: He's.
    public var initializer: InitializerSpec?
    /// η as it was given; nil: the usual one, see `learningRate`.
    public var givenLearningRate: Double?
    /// Course of η over the iterations, as in `cosine` or `step(every:100,factor:0.5)`; nil: not at all.
    public var schedule: ScheduleSpec?
    /// Limit that keeps gradients from growing, as in `norm:1` or `value:0.5`; nil: not at all.
    public var clip: ClipSpec?
    /// The factor a of the penalty a·Σ|w|.
    public var l1: Double
    /// The factor b of the penalty b·Σw².
    public var l2: Double
    /// Which parameters the penalties are of: `weights` or `all`.
    public var penaltyScope: PenaltyScope
    /// Samples in a batch, at least 1.
    public var batch: Int
    /// Epochs as they were given; nil: see `epochs`.
    public var givenEpochs: Int?
    /// Criterion that ends a run besides its epochs, as in `loss:0.05`; whatever comes first.
    public var stop: [StopCriterion]
    /// Determines the initial weights, the order of the data, and any data that is made.
    public var seed: UInt64
    /// The sample in view in every iteration; nil: what suits the data.
    public var pin: PinnedSample?
    /// Threads for matrix products.
    public var threads: Int
    /// The bug that is planted in the backward pass; nil: none.
    public var bug: BugSpec?
    /// Whether it is to be hunted: then the screen does not name it.
    public var hunt = false
    /// The number of samples to train on: to draw, or at most to take; nil leaves it to the data set.
    public var trainCount: Int?
    /// The view that it opens on.
    public var view = ViewHints.none

    /// Settings as given, others as they usually are.
    /// - Parameters:
    ///   - learningRate: η; nil: the optimizer's own.
    ///   - pinned: the class whose most typical held-out sample is pinned; nil: what suits the data.
    public init(
        name: String = "digit-5", summary: String = "", data: String? = nil,
        testData: String? = nil, network: LayerChain = "dense:128,relu,dense:10", loss: LossSpec = "softmaxCrossEntropy",
        optimizer: OptimizerSpec = "sgd", initializer: InitializerSpec? = nil, learningRate: Double? = nil,
        schedule: ScheduleSpec? = nil,
        clip: ClipSpec? = nil,
        l1: Double = 0, l2: Double = 0, penaltyScope: PenaltyScope = .weights, batch: Int = 32, epochs: Int? = nil,
        stop: [StopCriterion] = [],
        seed: UInt64 = 1, pinned: Int? = nil, threads: Int = 1, trainCount: Int? = nil
    ) {
        self.name = name
        self.summary = summary
        self.data = data
        self.testData = testData
        self.network = network
        self.loss = loss
        self.optimizer = optimizer
        self.initializer = initializer
        self.schedule = schedule
        self.clip = clip
        self.l1 = l1
        self.l2 = l2
        self.penaltyScope = penaltyScope
        self.batch = batch
        self.stop = stop
        self.seed = seed
        self.threads = threads
        self.trainCount = trainCount
        pin = pinned.map { .ofClass($0) }
        givenLearningRate = learningRate
        givenEpochs = epochs
    }

    /// Epochs of a run that is told neither its epochs nor its iterations.
    public static let usualEpochs = 10

    /// Epochs after which training stops at the latest.
    public var epochs: Int {
        get { givenEpochs ?? Self.usualEpochs }
        set { givenEpochs = newValue }
    }

    /// The penalty on the size of parameters. Throws an `InputError` for factors that are none.
    public var penalty: PenaltySpec {
        get throws(InputError) {
            try PenaltySpec(
                "elasticNet", ["l1": .number(l1), "l2": .number(l2), "scope": .word(penaltyScope.rawValue)])
        }
    }

    /// Checks the numbers; a network, a loss and the like have been checked when they were read.
    public func validate() throws(InputError) {
        func require(_ condition: Bool, _ what: String, _ found: String, _ expected: String, _ hint: String) throws(InputError) {
            if !condition { throw InputError("\(what) \(found)", expected: expected, found: found, advice: hint) }
        }
        if let rate = givenLearningRate {
            try require(rate.isFinite && rate > 0, "learning rate", "\(rate)", "a finite number above 0", "try 0.1")
        }
        try require(
            learningRate.isFinite && learningRate > 0, "optimizer '\(optimizer.text)': learning rate", "\(learningRate)",
            "a finite number above 0", "try 0.1")
        try require(l1.isFinite && l1 >= 0, "l1", "\(l1)", "a finite number not below 0", "try 0.0001")
        try require(l2.isFinite && l2 >= 0, "l2", "\(l2)", "a finite number not below 0", "try 0.001")
        try require(batch >= 1 && batch <= 1_000_000, "batch", "\(batch)", "1 to 1000000 samples", "try 32")
        try require(epochs >= 1 && epochs <= 1_000_000, "epochs", "\(epochs)", "1 to 1000000", "try 10")
        try require(threads >= 1 && threads <= 256, "threads", "\(threads)", "1 to 256", "try 1")
        if let trainCount {
            try require(trainCount >= 1 && trainCount <= 10_000_000, "train count", "\(trainCount)", "1 to 10000000", "try 1000")
        }
    }
}
