/// How the activations of a column are spread over a batch of samples.
public struct ActivationSpread: Sendable, Hashable {
    public var column: Int
    public var kind: String
    public var activation: String
    public var units: Int
    /// How many values lie in each of the equal parts of `range`.
    public var counts: [Int]
    public var range: ClosedRange<Double>
    /// Values that are NaN or infinite.
    public var nonFinite: Int
    public var mean: Double
    public var deviation: Double
    /// What to call flat values: `off` of a rectifier, `saturated` of the others; nil of an activation function that is flat
    /// nowhere.
    public var flatWord: String?
    /// Fraction of the values where the activation function is flat, |f′| below a twentieth of its largest: nothing comes
    /// back there.
    public var flat: Double
    /// Neurons that are flat on every sample: dead, as far as these samples tell.
    public var dead: Int
}
