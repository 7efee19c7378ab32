import Basics

/// The scale that inputs are brought to before a network sees them.
public enum InputScale: String, Hashable, Sendable, CaseIterable {
    /// As they are.
    case none
    /// Less their mean, divided by their standard deviation: both of the training samples.
    case standard
    /// From 0, the least of the training samples, to 1, the greatest.
    case unit

    /// Reads the name of a scale.
    public init(parsing text: String) throws(InputError) {
        guard let scale = InputScale(rawValue: text) else {
            throw .unknown(.usage, "scale", "a scale", found: text, among: Self.allCases.map(\.rawValue))
        }
        self = scale
    }
}

/// Offsets and units that numbers were scaled by: what a network sees is (number − offset) / unit.
public struct Scaling: Hashable, Sendable {
    /// An offset and a unit for one number.
    public struct Term: Hashable, Sendable {
        /// Subtracted first: the mean, or the least.
        public var offset: Double
        /// Divided by then: the standard deviation, or the range; 1 where all are equal.
        public var unit: Double

        /// Both at once.
        public init(offset: Double, unit: Double) { (self.offset, self.unit) = (offset, unit) }

        /// Nothing changed.
        public static let identity = Term(offset: 0, unit: 1)

        /// The number that a network sees.
        public func scaled(_ number: Float) -> Float { Float((Double(number) - offset) / unit) }

        /// The number as it stands in the data.
        public func original(_ number: Double) -> Double { number * unit + offset }
    }

    /// The rule that offsets and units come from.
    public let scale: InputScale
    /// One for each number of a sample.
    public let inputs: [Term]
    /// One for each number of a target; empty where targets are classes.
    public let targets: [Term]

    /// The terms at once.
    public init(_ scale: InputScale, inputs: [Term], targets: [Term]) {
        (self.scale, self.inputs, self.targets) = (scale, inputs, targets)
    }

    /// Offsets and units of training samples.
    /// - Parameter unchanged: places of inputs that stay as they are: those that are 1 for a word and else 0.
    init(_ scale: InputScale, of train: Dataset, unchanged: Set<Int> = []) {
        self.scale = scale
        guard case .values(let values) = train.features else { preconditionFailure("pixels have their scale") }
        inputs = Self.terms(scale, values, width: train.featureCount, unchanged: unchanged)
        if case .vectors(let numbers, let width) = train.targets {
            targets = Self.terms(scale, numbers, width: width, unchanged: [])
        } else {
            targets = []
        }
    }

    private static func terms(_ scale: InputScale, _ values: [Float], width: Int, unchanged: Set<Int>) -> [Term] {
        let rows = values.count / max(1, width)
        return (0..<width).map { column in
            guard !unchanged.contains(column), rows > 0 else { return .identity }
            let numbers = (0..<rows).lazy.map { Double(values[$0 * width + column]) }
            switch scale {
            case .none: return .identity
            case .standard:
                let mean = numbers.reduce(0, +) / Double(rows)
                let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rows)
                return Term(offset: mean, unit: isNothing(variance.squareRoot(), beside: mean) ? 1 : variance.squareRoot())
            case .unit:
                let (least, most) = (numbers.min() ?? 0, numbers.max() ?? 0)
                return Term(offset: least, unit: isNothing(most - least, beside: most) ? 1 : most - least)
            }
        }
    }

    /// True of a spread that is rounding alone.
    private static func isNothing(_ spread: Double, beside size: Double) -> Bool { !(spread > 1e-9 * abs(size)) || spread == 0 }

    /// A set with all its numbers scaled.
    public func applied(to set: Dataset) -> Dataset {
        guard case .values(let values) = set.features else { return set }
        let scaledTargets: Dataset.Targets
        if case .vectors(let numbers, let width) = set.targets, targets.count == width {
            scaledTargets = .vectors(Self.scale(numbers, targets), width: width)
        } else {
            scaledTargets = set.targets
        }
        return set.with(features: .values(Self.scale(values, inputs)), targets: scaledTargets)
    }

    private static func scale(_ numbers: [Float], _ terms: [Term]) -> [Float] {
        var scaled = numbers
        var place = 0
        while place < scaled.count {
            for term in terms {
                scaled[place] = term.scaled(scaled[place])
                place += 1
            }
        }
        return scaled
    }
}

extension Dataset {
    /// True of a handful of rows of small numbers, which are there to be reckoned with by hand: they stay as they are unless somebody has them
    /// scaled. Large ones would only let the first step diverge.
    var isForReckoning: Bool {
        guard count < 8, case .values(let values) = features else { return false }
        let isSmall = values.allSatisfy { abs($0) <= 20 || $0.isNaN }
        guard case .vectors(let numbers, _) = targets else { return isSmall }
        return isSmall && numbers.allSatisfy { abs($0) <= 20 || $0.isNaN }
    }
}
