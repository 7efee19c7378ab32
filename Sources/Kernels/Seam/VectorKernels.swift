/// The loops in which training spends its time, written for one kind of scalar and one instruction set.
///
/// All matrices are row-major. Results depend on the values alone: neither on where they lie in memory nor on which of several
/// ways through a kernel is taken.
public protocol VectorKernels<Scalar>: Sendable {
    /// The numbers that the loops compute with: `Float` at every level there is.
    associatedtype Scalar

    /// `C = op(A)·op(B)`, or added to C; `op(A)` is `[m, k]`, `op(B)` is `[k, n]`. `scratch` holds `KernelScratch.count` scalars.
    static func product(
        transposeA: Bool, transposeB: Bool, m: Int, n: Int, k: Int, _ a: UnsafePointer<Scalar>, _ leadingA: Int,
        _ b: UnsafePointer<Scalar>, _ leadingB: Int, accumulates: Bool, _ c: UnsafeMutablePointer<Scalar>, _ leadingC: Int,
        scratch: UnsafeMutablePointer<Scalar>)
    /// `Y = X Wᵀ + b`: X `[rows, inputs]`, W `[outputs, inputs]`. Skips zeros of X where there are enough of them. With
    /// `squares`, adds `ΣW²` to it if it reads W in an order in which that costs nothing, and returns whether it did.
    @discardableResult
    static func denseForward(
        rows: Int, inputs: Int, outputs: Int, _ x: UnsafePointer<Scalar>, _ weight: UnsafePointer<Scalar>,
        bias: UnsafePointer<Scalar>?, _ y: UnsafeMutablePointer<Scalar>, squares: UnsafeMutablePointer<Double>?,
        scratch: UnsafeMutablePointer<Scalar>
    ) -> Bool
    /// `dW = dYᵀ X`, or added to dW. Skips zeros of X where there are enough of them, and those of dY of a single sample; then
    /// `occupancy` says where dW may be anything but 0.
    static func denseWeightGradient(
        rows: Int, inputs: Int, outputs: Int, _ x: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>,
        _ gradient: UnsafeMutablePointer<Scalar>, accumulates: Bool, occupancy: GradientOccupancy?,
        scratch: UnsafeMutablePointer<Scalar>)
    /// Takes over weights `[outputs, inputs]`.
    static func load(_ matrix: TurnedMatrix<Scalar>, weights: UnsafePointer<Scalar>)
    /// Gives the weights back, `[outputs, inputs]`.
    static func storeWeights(_ matrix: TurnedMatrix<Scalar>, into weights: UnsafeMutablePointer<Scalar>)
    /// Gives their gradient, `[outputs, inputs]`.
    static func storeGradient(_ matrix: TurnedMatrix<Scalar>, into gradient: UnsafeMutablePointer<Scalar>)
    /// `Y = X Wᵀ + b`; zeros of X are left out where there are enough of them.
    static func forward(
        _ matrix: TurnedMatrix<Scalar>, rows: Int, _ x: UnsafePointer<Scalar>, bias: UnsafePointer<Scalar>?,
        _ y: UnsafeMutablePointer<Scalar>, scratch: UnsafeMutablePointer<Scalar>)
    /// `dW = dYᵀ X`; zeros of X are left out where there are enough of them.
    static func gradient(
        _ matrix: TurnedMatrix<Scalar>, rows: Int, _ x: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>,
        scratch: UnsafeMutablePointer<Scalar>)
    /// `w −= rate·g`
    static func descend(_ matrix: TurnedMatrix<Scalar>, rate: Scalar)
    /// `w −= rate·g`, and `Σw²` of before, `Σg²` and, if it is wanted, `Σ(Δw)²` of what rounding has left of the step.
    static func measuredDescend(_ matrix: TurnedMatrix<Scalar>, rate: Scalar, measuresChange: Bool) -> DescentSquares

    /// The sum of all rows of `[rows, columns]`, or added to `sums`.
    static func sumRows(
        rows: Int, columns: Int, _ matrix: UnsafePointer<Scalar>, into sums: UnsafeMutablePointer<Scalar>, accumulates: Bool)

    /// `y = w ⋆ x + b` of stride 1 for `count` samples.
    static func convolve(
        _ shape: ConvolutionShape, count: Int, _ x: UnsafePointer<Scalar>, _ weight: UnsafePointer<Scalar>,
        bias: UnsafePointer<Scalar>?, _ y: UnsafeMutablePointer<Scalar>, _ scratch: ConvolutionScratch<Scalar>)
    /// The gradients of a convolution of stride 1: weights' and bias's (or added to them) and input's, each where wanted. Returns
    /// false, with nothing written, where numbers that are not finite would meet zeros that are only there for the layout.
    static func convolutionGradients(
        _ shape: ConvolutionShape, count: Int, _ x: UnsafePointer<Scalar>, _ weight: UnsafePointer<Scalar>,
        _ dy: UnsafePointer<Scalar>, weightGradient: UnsafeMutablePointer<Scalar>?, biasGradient: UnsafeMutablePointer<Scalar>?,
        accumulates: Bool, inputGradient: UnsafeMutablePointer<Scalar>?, _ scratch: ConvolutionScratch<Scalar>
    ) -> Bool
    /// Maxima of 2×2 windows that cover images of even sides; `lines` is the number of rows of y in all planes, `width` theirs.
    static func maxPool2x2(lines: Int, width: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>)
    /// dy at the first maximum of each window, 0 elsewhere.
    static func maxPool2x2Gradient(
        lines: Int, width: Int, _ x: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>, _ dx: UnsafeMutablePointer<Scalar>)

    /// Softmax of each row of `[rows, columns]`; x and y may be the same memory.
    static func softmax(rows: Int, columns: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>)
    /// The maximum of one row, NaN if any number is, and `Σ e^(x − maximum)`.
    static func sumOfExponentials(_ count: Int, _ x: UnsafePointer<Scalar>) -> (maximum: Scalar, sum: Scalar)

    /// `y = x ≤ 0 ? 0 : x`
    static func rectify(_ count: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>)
    /// `dx = x ≤ 0 ? 0 : dy`
    static func rectifyGradient(
        _ count: Int, _ x: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>, _ dx: UnsafeMutablePointer<Scalar>)
    /// `y = 1 / (1 + e⁻ˣ)`
    static func sigmoid(_ count: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>)
    /// `dx = dy · y (1 − y)`
    static func sigmoidGradient(
        _ count: Int, _ y: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>, _ dx: UnsafeMutablePointer<Scalar>)
    /// `y = tanh x`
    static func tanh(_ count: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>)
    /// `dx = dy (1 − y²)`
    static func tanhGradient(
        _ count: Int, _ y: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>, _ dx: UnsafeMutablePointer<Scalar>)

    /// `y = byte / 255`, correctly rounded.
    static func scale(_ count: Int, _ bytes: UnsafePointer<UInt8>, _ y: UnsafeMutablePointer<Scalar>)

    /// `w −= rate·(g + decay·w)`
    static func descend(
        _ count: Int, _ w: UnsafeMutablePointer<Scalar>, _ gradient: UnsafePointer<Scalar>, rate: Scalar, decay: Scalar)
    /// `w −= rate·g`, and `Σw²` of before, `Σg²` and, if it is wanted, `Σ(Δw)²` of what rounding has left of the step.
    static func measuredDescend(
        _ count: Int, _ w: UnsafeMutablePointer<Scalar>, _ gradient: UnsafePointer<Scalar>, rate: Scalar, measuresChange: Bool
    ) -> DescentSquares
    /// `W −= rate·G` where the occupancy of G, which is known, says that it may be anything but 0; and `ΣG²` and, if it is wanted,
    /// `Σ(ΔW)²`. `ΣW²` is not among its sums.
    static func descend(
        _ occupancy: GradientOccupancy, _ w: UnsafeMutablePointer<Scalar>, _ gradient: UnsafePointer<Scalar>, rate: Scalar,
        measuresChange: Bool
    ) -> DescentSquares
    /// `Σx²`
    static func sumOfSquares(_ count: Int, _ x: UnsafePointer<Scalar>) -> Double
    /// `Σ(x − y)²`
    static func sumOfSquaredDifferences(_ count: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>) -> Scalar
    /// `Σ|x|`
    static func sumOfMagnitudes(_ count: Int, _ x: UnsafePointer<Scalar>) -> Scalar
    /// Adam's update.
    static func adam(
        _ count: Int, _ w: UnsafeMutablePointer<Scalar>, _ gradient: UnsafePointer<Scalar>, _ m: UnsafeMutablePointer<Scalar>,
        _ v: UnsafeMutablePointer<Scalar>, _ constants: AdamConstants<Scalar>)
}

/// The arguments of Adam's update, besides its state.
public struct AdamConstants<Scalar>: Sendable where Scalar: Sendable {
    /// Share of the first moment m that a step keeps, β₁.
    public let beta1: Scalar
    /// Share of the gradient that a step adds to m: 1 − β₁.
    public let take1: Scalar
    /// Share of the second moment v that a step keeps, β₂.
    public let beta2: Scalar
    /// Share of the squared gradient that a step adds to v: 1 − β₂.
    public let take2: Scalar
    /// Number beside `√v`, so that nothing is divided by 0.
    public let epsilon: Scalar
    /// Weight decay added to the gradient; 0: none.
    public let l2: Scalar
    /// The share of a weight that decoupled decay leaves; 1: all of it.
    public let keep: Scalar
    /// `η / (1 − β₁ᵏ)`
    public let rate: Scalar
    /// `√(1 − β₂ᵏ)`
    public let correction: Scalar

    /// The constants of one step; `rate` and `correction` change from step to step.
    public init(
        beta1: Scalar, take1: Scalar, beta2: Scalar, take2: Scalar, epsilon: Scalar, l2: Scalar, keep: Scalar, rate: Scalar,
        correction: Scalar
    ) {
        (self.beta1, self.take1, self.beta2, self.take2, self.epsilon) = (beta1, take1, beta2, take2, epsilon)
        (self.l2, self.keep, self.rate, self.correction) = (l2, keep, rate, correction)
    }
}

/// Memory that kernels work in, handed to them so that a step allocates nothing.
public enum KernelScratch {
    /// Scalars of a panel: what fits into the first-level cache beside what streams past it.
    public static let panel = 8192
    /// Scalars for what is left over at edges, behind the panel.
    public static let edge = 1024
    /// Scalars for the errors of a batch, behind the edge: for some outputs of many, side by side.
    public static let errors = 16_384
    /// Scalars in all.
    public static let count = panel + edge + errors
}
