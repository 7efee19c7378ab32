/// Samples in memory: immutable, so that any number of threads may read it at once.
///
/// Pixels stay the bytes they were (a quarter of the memory of Float) and are scaled to 0…1 when a batch is filled.
public struct Dataset: Sendable {
    /// The input of the network, `[count, featureCount]` row by row.
    public enum Features: Sendable {
        /// Pixels; a batch gets `byte / 255`.
        case bytes([UInt8])
        /// Pixels that are drawn when they are first read; a batch gets `byte / 255`.
        case drawn(DrawnSamples)
        /// Numbers as they are.
        case values([Float])

        /// Numbers in all rows together.
        public var count: Int {
            switch self {
            case .bytes(let bytes): bytes.count
            case .drawn(let samples): samples.count * samples.width
            case .values(let values): values.count
            }
        }
    }

    /// The answers that the network is to give.
    public enum Targets: Sendable {
        /// A class index for each sample, each in `0..<classNames.count`.
        case classes([Int32])
        /// `width` numbers for each sample, `[count, width]`.
        case vectors([Float], width: Int)
    }

    /// A short name: `mnist`, `digits`, `spirals`.
    public let name: String
    /// Where it comes from, for people: a folder, `drawn by backstep, seed 1`.
    public let source: String
    /// The shape of one sample: `[1, 28, 28]` for a gray picture, `[2]` for a point in the plane.
    public let sampleShape: [Int]
    /// Names of the classes; empty for vector targets.
    public let classNames: [String]
    /// Symbols for the numbers of a sample, where they are indices of an embedding: letters of a text. Empty elsewhere.
    public let vocabulary: [String]
    /// The question that a sample puts, in a few words, where it cannot be seen: `which symbol came first?`. Empty elsewhere.
    public let task: String
    /// Names of the numbers in a sample, where they have some: those of a table's columns. Empty elsewhere.
    public let inputNames: [String]
    /// The name of what is to be said, where it has one: that of a table's column. Empty elsewhere.
    public let targetName: String
    /// Samples, `[count, featureCount]` row by row.
    public let features: Features
    /// Targets of the samples, in their order.
    public let targets: Targets
    /// Number of samples.
    public let count: Int
    /// Numbers in one sample: the product of `sampleShape`.
    public let featureCount: Int

    /// Puts the parts together; sizes that do not fit are a programmer's error.
    public init(
        name: String, source: String, sampleShape: [Int], classNames: [String] = [], vocabulary: [String] = [],
        task: String = "", inputNames: [String] = [], targetName: String = "", features: Features, targets: Targets
    ) {
        featureCount = sampleShape.reduce(1, *)
        precondition(featureCount > 0, "a sample needs at least one number, sampleShape is \(sampleShape)")
        precondition(
            features.count.isMultiple(of: featureCount), "\(features.count) numbers are not whole samples of \(featureCount)")
        count = features.count / featureCount
        switch targets {
        case .classes(let classes):
            precondition(classes.count == count, "\(classes.count) labels for \(count) samples")
            precondition(
                classes.allSatisfy { $0 >= 0 && Int($0) < classNames.count }, "a label outside 0..<\(classNames.count)")
        case .vectors(let values, let width):
            precondition(width > 0 && values.count == count * width, "\(values.count) targets for \(count) × \(width)")
        }
        self.name = name
        self.source = source
        self.sampleShape = sampleShape
        self.classNames = classNames
        self.vocabulary = vocabulary
        self.task = task
        precondition(
            inputNames.isEmpty || inputNames.count == featureCount, "\(inputNames.count) names for \(featureCount) inputs")
        self.inputNames = inputNames
        self.targetName = targetName
        self.features = features
        self.targets = targets
    }

    /// The same set with other samples of the same shape.
    func with(
        name: String? = nil, source: String? = nil, features: Features, targets: Targets
    ) -> Dataset {
        Dataset(
            name: name ?? self.name, source: source ?? self.source, sampleShape: sampleShape, classNames: classNames,
            vocabulary: vocabulary, task: task, inputNames: inputNames, targetName: targetName, features: features,
            targets: targets)
    }

    /// A shape in an error's words: `1×28×28`.
    static func shown(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: "×") }

    /// The features, where they are drawn as they are needed.
    var drawnSamples: DrawnSamples? {
        if case .drawn(let samples) = features { samples } else { nil }
    }

    /// Number of classes; 0 for vector targets.
    public var classCount: Int { classNames.count }

    /// Numbers in one target: the number of classes (one-hot), or the width of the vectors.
    public var targetWidth: Int {
        switch targets {
        case .classes: classCount
        case .vectors(_, let width): width
        }
    }

    /// The class of a sample; nil where targets are no classes, and where there is no such sample.
    public func label(of index: Int) -> Int? {
        guard case .classes(let classes) = targets, classes.indices.contains(index) else { return nil }
        return Int(classes[index])
    }

    /// A sample's numbers, as a batch would get them.
    public func sample(_ index: Int) -> [Float] {
        [Float](unsafeUninitializedCapacity: featureCount) { buffer, count in
            if let start = buffer.baseAddress { fillFeatures(of: CollectionOfOne(index), into: start) }
            count = featureCount
        }
    }
}
