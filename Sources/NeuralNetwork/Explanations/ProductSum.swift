/// A sum of products that one number is made of, `Σ weight·factor + bias`, in the order in which the formula names its terms.
///
/// A value taken from the memory of a pass; it does not follow when the next pass runs.
public struct ProductSum: Hashable, Sendable {
    /// One product.
    public struct Term: Hashable, Sendable {
        /// Where the factor comes from: an element of the layer's input (forward) or output (backward); -1 is padding, a zero
        /// around an image.
        public let source: Int
        /// The parameter that the weight is, by its place among the layer's own; nil where the weight is none.
        public let parameter: Int?
        /// The weight.
        public let weight: Double
        /// The number that it is multiplied by: x going forward, δ going back.
        public let factor: Double

        /// All parts at once.
        public init(source: Int, parameter: Int?, weight: Double, factor: Double) {
            (self.source, self.parameter, self.weight, self.factor) = (source, parameter, weight, factor)
        }

        /// `weight · factor`.
        public var product: Double { weight * factor }
    }

    /// The products.
    public let terms: [Term]
    /// The bias that is added to them; nil without.
    public let bias: Double?
    /// The bias's place among the layer's own parameters.
    public let biasParameter: Int?

    /// All parts at once.
    public init(_ terms: [Term], bias: Double? = nil, biasParameter: Int? = nil) {
        (self.terms, self.bias, self.biasParameter) = (terms, bias, biasParameter)
    }

    /// The sum of all, in Double.
    public var total: Double { terms.reduce(bias ?? 0) { $0 + $1.product } }

    /// The sum of their sizes.
    var magnitude: Double { terms.reduce(abs(bias ?? 0)) { $0 + abs($1.product) } }
}
