import ElementaryFunctions

/// A small calculation as data: what a number was made of, with every number in it. It can be written out and computed again.
public indirect enum Arithmetic: Hashable, Sendable {
    /// A number with a name.
    case factor(ExplainFactor)
    /// `a + b + …`; a negated part is subtracted.
    case sum([Arithmetic])
    /// `a · b · …`
    case product([Arithmetic])
    /// `a / b`
    case quotient(Arithmetic, Arithmetic)
    /// `−a`
    case negative(Arithmetic)
    /// `f(a)`
    case function(Function, Arithmetic)
    /// `max(a, b, …)`; a NaN is the largest.
    case largest([Arithmetic])
    /// `min(a, b, …)`; a NaN is the smallest.
    case smallest([Arithmetic])
    /// `Σ w·x + b`, with what its factors are called.
    case products(ProductSum, weight: String, factor: String)
    /// `1/n Σ δ·x`: the mean of what so many samples say.
    case mean(ProductSum, of: Double, weight: String, factor: String)

    /// A function of one number.
    public enum Function: String, Hashable, Sendable, CaseIterable {
        case exponential = "exp"
        case logarithm = "ln"
        case tanh, erf, root, square
        case sigmoid = "σ"

        /// Its value.
        public func callAsFunction(_ x: Double) -> Double {
            switch self {
            case .exponential: Elementary.exp(x)
            case .logarithm: Elementary.log(x)
            case .tanh: Elementary.tanh(x)
            case .erf: Elementary.erf(x)
            case .root: x.squareRoot()
            case .square: x * x
            case .sigmoid: 1 / (1 + Elementary.exp(-x))
            }
        }
    }

    /// The result, in Double.
    public var value: Double {
        switch self {
        case .factor(let factor): factor.value
        case .sum(let parts): parts.reduce(0) { $0 + $1.value }
        case .product(let parts): parts.reduce(1) { $0 * $1.value }
        case .quotient(let a, let b): a.value / b.value
        case .negative(let a): -a.value
        case .function(let function, let a): function(a.value)
        case .largest(let parts): parts.map(\.value).reduce(-.infinity) { $1.isNaN || $1 > $0 ? $1 : $0 }
        case .smallest(let parts): parts.map(\.value).reduce(.infinity) { $1.isNaN || $1 < $0 ? $1 : $0 }
        case .products(let sum, _, _): sum.total
        case .mean(let sum, let count, _, _): sum.total / count
        }
    }

    /// A number without a name.
    public static func constant(_ value: Double) -> Arithmetic { .factor(ExplainFactor("", value)) }

    /// `a − b`
    public static func difference(_ a: Arithmetic, _ b: Arithmetic) -> Arithmetic { .sum([a, .negative(b)]) }

    static func named(_ name: String, _ value: some BinaryFloatingPoint, _ origin: ExplainFactor.Origin = .constant) -> Arithmetic
    {
        .factor(ExplainFactor(name, Double(value), origin))
    }

    static func setting(_ name: String, _ value: Double) -> Arithmetic { .named(name, value, .setting) }

    /// Every factor in it, in the order in which it is written; of a sum of products the products' by their size.
    public var factors: [ExplainFactor] {
        switch self {
        case .factor(let factor): [factor]
        case .sum(let parts), .product(let parts), .largest(let parts), .smallest(let parts): parts.flatMap(\.factors)
        case .quotient(let a, let b): a.factors + b.factors
        case .negative(let a), .function(_, let a): a.factors
        case .products, .mean: []
        }
    }
}

/// A number in a calculation: what it is called, and where it comes from.
public struct ExplainFactor: Hashable, Sendable {
    /// Where a number can be looked up.
    public enum Origin: Hashable, Sendable {
        /// An element of the layer's input, of the sample explained.
        case input(Int)
        /// An element of the layer's output.
        case output(Int)
        /// ∂L/∂ an element of the layer's input.
        case inputGradient(Int)
        /// ∂L/∂ an element of the layer's output.
        case outputGradient(Int)
        /// One of the layer's own parameters.
        case parameter(Int)
        /// A number of one of the layer's stages on the way to its output.
        case stage(Int, unit: Int)
        /// A number that is the same for all parameters of an update: η, a coefficient of the optimizer.
        case setting
        /// A statistic, or a number of the layer's own memory.
        case constant
    }

    /// The name in the formula: `w`, `a₃`, `δ`.
    public let name: String
    /// The number that stands for it.
    public let value: Double
    /// The thing of the network that the number belongs to.
    public let origin: Origin

    /// All parts at once.
    public init(_ name: String, _ value: Double, _ origin: Origin = .constant) {
        (self.name, self.value, self.origin) = (name, value, origin)
    }
}

/// One line of an explanation: a name, the formula, and the same with numbers.
public struct ExplainLine: Hashable, Sendable {
    /// The name of what is explained: `z`, `m̂`, `Δw`.
    public let name: String
    /// In the field's notation: `Σ w·x + b`; what it is called and what it is, `relu(z) = max(0, z)`; empty where the name says it.
    public let formula: String
    /// The formula with its numbers.
    public let arithmetic: Arithmetic
    /// The value that the core holds. Computing the arithmetic again gives this up to the rounding of the core's scalars.
    public let value: Double

    /// Whether it is only on the way to a line after it: a slope, a sum that is divided by.
    public let isStep: Bool

    /// All parts at once; the value is the arithmetic's where the core holds none.
    public init(_ name: String, _ formula: String, _ arithmetic: Arithmetic, _ value: Double? = nil, isStep: Bool = false) {
        (self.name, self.formula, self.arithmetic) = (name, formula, arithmetic)
        self.value = value ?? arithmetic.value
        self.isStep = isStep
    }

    /// The same as a step on the way to a line after it.
    var asStep: ExplainLine { ExplainLine(name, formula, arithmetic, value, isStep: true) }
}

extension Arithmetic {
    /// The sum of the sizes that enter it: what rounding is measured against where a result is the difference of large numbers.
    public var magnitude: Double {
        switch self {
        case .factor(let factor): abs(factor.value)
        case .sum(let parts): parts.reduce(0) { $0 + $1.magnitude }
        case .product(let parts): parts.reduce(1) { $0 * $1.magnitude }
        case .quotient(let a, let b): a.magnitude / abs(b.value)
        case .negative(let a): a.magnitude
        case .function, .largest, .smallest: abs(value)
        case .products(let sum, _, _): sum.magnitude
        case .mean(let sum, let count, _, _): sum.magnitude / count
        }
    }
}
