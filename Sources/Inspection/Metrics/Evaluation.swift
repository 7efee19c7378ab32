/// The judgment of a network by samples that it is shown, all forward.
public struct Evaluation: Hashable, Sendable {
    /// Mean loss of a sample, without penalties.
    public var loss: Double
    /// Fraction read right; nil where outputs are no classes.
    public var accuracy: Double?
    /// Coefficient of determination; nil where outputs are classes or probabilities, or targets are all the same.
    ///
    /// `R² = 1 − Σ(a − y)² / Σ(y − ȳ)²`, both sums over all samples and outputs: 1 is without a mistake, 0 is no better than the mean.
    public var determination: Double?
    /// Samples that were shown.
    public var samples: Int
}

/// Sums from which R² follows.
struct DeterminationSums {
    /// Of targets and their squares, output by output.
    private var sums: [(target: Double, square: Double)]
    /// Of squared mistakes.
    private var mistakes = 0.0
    private var rows = 0

    init(outputs: Int) { sums = Array(repeating: (0, 0), count: outputs) }

    /// Adds samples.
    mutating func add(count: Int, _ outputs: UnsafePointer<Float>, _ targets: UnsafePointer<Float>) {
        for row in 0..<count {
            for place in sums.indices {
                let (output, target) = (Double(outputs[row * sums.count + place]), Double(targets[row * sums.count + place]))
                sums[place].target += target
                sums[place].square += target * target
                mistakes += (output - target) * (output - target)
            }
        }
        rows += count
    }

    /// R² of what was added; nil where the targets are all the same.
    var value: Double? {
        let spread = sums.reduce(0) { $0 + $1.square - $1.target * $1.target / Double(max(1, rows)) }
        return spread > 1e-12 * sums.reduce(0) { $0 + $1.square } ? 1 - mistakes / spread : nil
    }
}
