/// The spread of a column's activations over a batch of samples.
public struct ActivationSpread: Sendable, Hashable {
    /// Number of the column, from 1.
    public var column: Int
    /// The layer that makes the units: `dense`, `conv2d`, …
    public var kind: String
    /// Names of the functions behind it, joined by spaces; empty where there are none.
    public var activation: String
    /// Neurons of the column; each has as many values as there are samples.
    public var units: Int
    /// Values in each of the equal parts of `range`.
    public var counts: [Int]
    /// The ends of the histogram, around the smallest and the largest finite value.
    public var range: ClosedRange<Double>
    /// Values that are NaN or infinite.
    public var nonFinite: Int
    /// Mean of the finite values.
    public var mean: Double
    /// Standard deviation of the finite values, √(mean of squares − square of the mean).
    public var deviation: Double
    /// The word for flat values: `off` of a rectifier, `saturated` of the others; nil of an activation function that is flat
    /// nowhere.
    public var flatWord: String?
    /// Fraction of the values where the activation function is flat, |f′| below a twentieth of its largest: nothing comes
    /// back there.
    public var flat: Double
    /// Units that are flat on every sample: dead, as far as these samples tell.
    public var dead: Int
    /// Neurons: units, or where these are pixels of maps, maps, since the pixels of one share their weights.
    public var neurons = 0
    /// Neurons of which every unit is dead.
    public var deadNeurons = 0

    package init(
        column: Int, kind: String, activation: String, units: Int, counts: [Int], range: ClosedRange<Double>, nonFinite: Int,
        mean: Double, deviation: Double, flatWord: String?, flat: Double, dead: Int, neurons: Int = 0, deadNeurons: Int = 0
    ) {
        (self.column, self.kind, self.activation, self.units, self.counts) = (column, kind, activation, units, counts)
        (self.range, self.nonFinite, self.mean, self.deviation) = (range, nonFinite, mean, deviation)
        (self.flatWord, self.flat, self.dead) = (flatWord, flat, dead)
        (self.neurons, self.deadNeurons) = (neurons, deadNeurons)
    }
}
