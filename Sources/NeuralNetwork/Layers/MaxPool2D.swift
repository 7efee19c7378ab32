import Basics

/// Maximum of each window, channel by channel. Padding is never chosen. Ties: the whole gradient goes to the first maximum in
/// row-major order. Overlapping windows add. A NaN in a window is its maximum.
///
/// Input `[N, C, H, W]`, output `[N, C, H', W']`. The stride is the kernel unless given. The same as `torch.nn.MaxPool2d`.
public enum MaxPool2D: LayerKind {
    public static let schema = SpecSchema(
        "maxPool2d", aliases: ["maxpool", "pool"], positional: ["kernel"], summary: "a = max over each window",
        [.kernel, .init("stride", .sizes(rank: 2, minimum: 1), follows: "kernel"), .padding])
    public static let role = LayerRole.pooling
    public static let shortName = "max"

    public static func gain(_ spec: LayerSpec) -> Double? { nil }

    public static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        MaxPoolLayer<Scalar>(spec: spec, input: input, geometry: try Pooling.geometry(spec, input: input, subject: subject))
    }
}

/// The settings of both kinds of pooling's windows.
enum Pooling {
    static func geometry(_ spec: LayerSpec, input: Shape, subject: String) throws -> WindowGeometry {
        let geometry = try WindowGeometry(spec, input: input, subject: subject)
        guard 2 * geometry.padHeight <= geometry.kernelHeight, 2 * geometry.padWidth <= geometry.kernelWidth else {
            throw InputError(
                subject, expected: "padding of at most half the kernel (every window must see the image)",
                found: "\(geometry.padHeight)×\(geometry.padWidth)")
        }
        return geometry
    }
}

final class MaxPoolLayer<Scalar: NetworkScalar>: Layer {
    let spec: LayerSpec
    let inputShape: Shape
    let outputShape: Shape
    let geometry: WindowGeometry

    init(spec: LayerSpec, input: Shape, geometry: WindowGeometry) {
        (self.spec, inputShape, self.geometry) = (spec, input, geometry)
        outputShape = geometry.outputShape(channels: geometry.channels)
    }

    func formula(_ letters: LayerLetters) -> String { "\(letters.output) = max of \(letters.input) over each window" }

    /// Windows of 2×2 that cover the image without overlapping.
    private var isPlain: Bool {
        let g = geometry
        return g.kernelHeight == 2 && g.kernelWidth == 2 && g.strideHeight == 2 && g.strideWidth == 2 && g.padHeight == 0
            && g.padWidth == 0 && g.height == 2 * g.outputHeight && g.width == 2 * g.outputWidth
    }

    var unitLayout: UnitLayout { geometry.unitLayout(channels: geometry.channels) }
    var inputLayout: UnitLayout? { geometry.inputLayout }

    func forward(_ memory: LayerMemory<Scalar>) {
        if isPlain, let kernels = Scalar.kernels {
            return kernels.maxPool2x2(
                lines: memory.count * geometry.channels * geometry.outputHeight, width: geometry.outputWidth, memory.input,
                memory.output)
        }
        MaxPoolLoops.forward(geometry, planes: memory.count * geometry.channels, memory.input, memory.output)
    }

    func backward(_ memory: LayerMemory<Scalar>) {
        guard let dx = memory.inputGradient, let dy = memory.outputGradient else { return }
        if isPlain, let kernels = Scalar.kernels {
            return kernels.maxPool2x2Gradient(
                lines: memory.count * geometry.channels * geometry.outputHeight, width: geometry.outputWidth, memory.input, dy, dx
            )
        }
        MaxPoolLoops.backward(geometry, planes: memory.count * geometry.channels, memory.input, dy, dx)
    }
}

private enum MaxPoolLoops {
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func forward<Scalar: NetworkScalar>(
        _ g: WindowGeometry, planes: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>
    ) {
        var output = y
        for plane in 0..<planes {
            let input = x + plane &* g.inputPlane
            for i in 0..<g.outputHeight {
                for j in 0..<g.outputWidth {
                    output.pointee = input[first(g, input, g.rows(i), g.columns(j))]
                    output += 1
                }
            }
        }
    }

    /// The maxima are found again: cheaper than keeping their places.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func backward<Scalar: NetworkScalar>(
        _ g: WindowGeometry, planes: Int, _ x: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>,
        _ dx: UnsafeMutablePointer<Scalar>
    ) {
        for i in 0..<(planes &* g.inputPlane) { dx[i] = 0 }
        var gradient = dy
        for plane in 0..<planes {
            let offset = plane &* g.inputPlane
            for i in 0..<g.outputHeight {
                for j in 0..<g.outputWidth {
                    dx[offset &+ first(g, x + offset, g.rows(i), g.columns(j))] += gradient.pointee
                    gradient += 1
                }
            }
        }
    }

    /// Where in the plane the first maximum of a window is.
    @inline(__always)
    private static func first<Scalar: NetworkScalar>(
        _ g: WindowGeometry, _ plane: UnsafePointer<Scalar>, _ rows: Range<Int>, _ columns: Range<Int>
    ) -> Int {
        var best = rows.lowerBound &* g.width &+ columns.lowerBound
        for row in rows {
            for column in columns {
                let place = row &* g.width &+ column
                if plane[place] > plane[best] || plane[place].isNaN { best = place }
            }
        }
        return best
    }
}
