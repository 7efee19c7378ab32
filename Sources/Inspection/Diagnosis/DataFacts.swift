import Basics
import Datasets

/// Properties of the samples that a run learns from: enough to say whether anything can be learned from them as they are.
public struct DataFacts: Sendable, Hashable {
    /// Numbers over the samples of one place of the input or the target.
    public struct Scale: Sendable, Hashable {
        /// Mean.
        public var mean: Double
        /// Standard deviation.
        public var deviation: Double
        /// Smallest value.
        public var smallest: Double
        /// Largest value.
        public var largest: Double
    }

    /// The inputs' scales, taken together.
    public struct Summary: Sendable, Hashable {
        /// Place of the largest magnitude.
        public var largestPlace = 0
        /// The largest magnitude of an input.
        public var largest = 0.0
        /// Whether each input goes beyond a tenth of the largest.
        public var areAllLarge = true
        /// Place of the widest spread.
        public var widestPlace = 0
        /// The widest spread; nil where all samples are the same.
        public var widest: Double?
        /// Place of the first input whose mean is ten spreads and more than 1 from 0.
        public var farPlace: Int?
        /// The spread of the middle one of those that spread at all.
        public var median = 0.0

        /// A summary of nothing.
        public init() {}

        init(_ inputs: [Scale]) {
            let magnitudes = inputs.map { max(abs($0.smallest), abs($0.largest)) }
            largest = magnitudes.max() ?? 0
            largestPlace = magnitudes.firstIndex(of: largest) ?? 0
            areAllLarge = magnitudes.allSatisfy { $0 > largest / 10 }
            farPlace = inputs.firstIndex { $0.deviation > 0 && abs($0.mean) > max(1, 10 * $0.deviation) }
            var spreads = inputs.map(\.deviation).filter { $0 > 0 }
            widest = spreads.max()
            widestPlace = inputs.firstIndex { $0.deviation == widest } ?? 0
            if !spreads.isEmpty { median = spreads.value(ofRank: spreads.count / 2) }
        }
    }

    /// Samples that are looked at, at most: the first ones, since drawing and reading cost.
    static let samples = 300
    /// … and numbers in all of them together.
    static let numbers = 1_000_000

    /// Samples in the training set.
    public var trainCount: Int
    /// One for each number of a sample; empty where inputs are indices of a table.
    public var inputs: [Scale] = []
    /// The whole of the inputs in a few numbers, which do not change while a run goes on.
    public var ofInputs = Summary()
    /// One for each number of a target; empty for classes.
    public var targets: [Scale] = []
    /// Samples of each class in the training set; empty where targets are no classes.
    public var classCounts: [Int] = []
    /// Names of the classes; empty where targets are no classes.
    public var classNames: [String] = []
    /// Inputs that are NaN or infinite, of those looked at.
    public var nonFiniteInputs = 0

    package init(_ data: Dataset, readsIndices: Bool) {
        trainCount = data.count
        classNames = data.classNames
        switch data.targets {
        case .classes(let labels):
            classCounts = [Int](repeating: 0, count: data.classCount)
            for label in labels { classCounts[Int(label)] += 1 }
        case .vectors(let values, let width):
            let count = min(data.count, max(1, Self.numbers / width))
            targets = Self.scales(width: width, rows: count) { row, column in values[row * width + column] }
        }
        guard !readsIndices else { return }
        let count = min(data.count, Self.samples, max(20, Self.numbers / data.featureCount))
        let rows = (0..<count).map(data.sample)
        inputs = Self.scales(width: data.featureCount, rows: count) { row, column in rows[row][column] }
        ofInputs = Summary(inputs)
        nonFiniteInputs = rows.reduce(0) { $0 + $1.count { !$0.isFinite } }
    }

    private static func scales(width: Int, rows: Int, _ value: (_ row: Int, _ column: Int) -> Float) -> [Scale] {
        (0..<width).map { column in
            var (sum, squares, low, high, count) = (0.0, 0.0, Double.infinity, -Double.infinity, 0.0)
            for row in 0..<rows where value(row, column).isFinite {
                let x = Double(value(row, column))
                (sum, low, high, count) = (sum + x, min(low, x), max(high, x), count + 1)
            }
            guard count > 0 else { return Scale(mean: 0, deviation: 0, smallest: 0, largest: 0) }
            let mean = sum / count
            // About the mean, so that a small spread far from 0 is not lost in rounding.
            for row in 0..<rows where value(row, column).isFinite {
                let difference = Double(value(row, column)) - mean
                squares += difference * difference
            }
            return Scale(mean: mean, deviation: (squares / count).squareRoot(), smallest: low, largest: high)
        }
    }
}
