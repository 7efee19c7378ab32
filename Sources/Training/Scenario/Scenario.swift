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
    /// The layers, as in `dense:128,relu,dense:10`.
    public var network: String
    public var loss: String
    public var optimizer: String
    public var initializer: String?
    /// η > 0.
    public var learningRate: Double
    /// Samples in a batch, at least 1.
    public var batch: Int
    /// Epochs after which training stops.
    public var epochs: Int
    /// Determines the initial weights, the order of the data, and any data that is made.
    public var seed: UInt64
    /// The class of the pinned sample.
    public var pinned: Int
    /// Threads for matrix products.
    public var threads: Int

    public init(
        name: String = "digit-5", summary: String = "MNIST, with one 5 pinned: watch the belief in 5 rise", data: String? = nil,
        testData: String? = nil, network: String = "dense:128,relu,dense:10", loss: String = "softmaxCrossEntropy",
        optimizer: String = "sgd", initializer: String? = nil, learningRate: Double = 0.1, batch: Int = 32, epochs: Int = 10,
        seed: UInt64 = 1, pinned: Int = 5, threads: Int = 1
    ) {
        self.name = name
        self.summary = summary
        self.data = data
        self.testData = testData
        self.network = network
        self.loss = loss
        self.optimizer = optimizer
        self.initializer = initializer
        self.learningRate = learningRate
        self.batch = batch
        self.epochs = epochs
        self.seed = seed
        self.pinned = pinned
        self.threads = threads
    }

    /// Checks the numbers; what is text (network, loss, …) is checked where it is parsed.
    public func validate() throws(ScenarioError) {
        func require(_ condition: Bool, _ what: String, _ found: String, _ expected: String, _ hint: String) throws(ScenarioError) {
            if !condition { throw ScenarioError("\(what) \(found): expected \(expected); \(hint)") }
        }
        try require(
            learningRate.isFinite && learningRate > 0, "learning rate", "\(learningRate)", "a finite number above 0", "try 0.1")
        try require(batch >= 1 && batch <= 1_000_000, "batch", "\(batch)", "1 to 1000000 samples", "try 32")
        try require(epochs >= 1 && epochs <= 1_000_000, "epochs", "\(epochs)", "1 to 1000000", "try 10")
        try require(threads >= 1 && threads <= 256, "threads", "\(threads)", "1 to 256", "try 1")
        try require(pinned >= 0 && pinned < 100_000, "pinned class", "\(pinned)", "a class number from 0", "try 5")
    }
}

/// A scenario that cannot be run, or a scenario file that cannot be read, in one line.
public struct ScenarioError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String
    /// As in `sysexits.h`: 64 wrong usage, 65 wrong data, 66 no such input.
    public let exitCode: Int32

    public init(_ description: String, exitCode: Int32 = 64) {
        self.description = description
        self.exitCode = exitCode
    }
}
