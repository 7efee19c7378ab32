/// Leaky ReLU: x where `x > 0`, else `slope·x`; the derivative at 0 is the slope. Slope 0.01 unless given.
public enum LeakyReLU: ElementwiseFunction {
    public static let schema = SpecSchema(
        "leakyRelu", aliases: ["lrelu"], positional: ["slope"], summary: "a = z for z > 0, else slope·z",
        [.init("slope", .number(.any), default: .number(0.01))])
    public static func formula(_ z: String) -> String { "\(z) for \(z) > 0, else slope·\(z)" }

    public static func constants(_ spec: LayerSpec) -> SIMD2<Double> { [spec.number("slope"), 0] }

    public static func gain(_ spec: LayerSpec) -> Double? {
        let slope = spec.number("slope")
        return (2 / (1 + slope * slope)).squareRoot()
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func forward<Scalar: NetworkScalar>(
        _ count: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>, _ constants: SIMD2<Double>
    ) {
        let slope = Scalar(constants.x)
        for i in 0..<count { y[i] = x[i] > 0 ? x[i] : slope * x[i] }
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func backward<Scalar: NetworkScalar>(
        _ count: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>,
        _ dx: UnsafeMutablePointer<Scalar>,
        _ constants: SIMD2<Double>
    ) {
        let slope = Scalar(constants.x)
        for i in 0..<count { dx[i] = x[i] > 0 ? dy[i] : slope * dy[i] }
    }
}
