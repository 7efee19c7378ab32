/// Mean of each window, channel by channel: the sum of the window's real elements divided by `kh·kw` where `countIncludePad` is
/// true, by the number of real elements where it is false.
///
/// Input `[N, C, H, W]`, output `[N, C, H', W']`. The stride is the kernel unless given. The same as `torch.nn.AvgPool2d`.
public enum AvgPool2D: LayerKind {
    public static let schema = SpecSchema(
        "avgPool2d", aliases: ["avgpool", "averagePool"], positional: ["kernel"], summary: "a = mean over each window",
        [
            .kernel, .init("stride", .sizes(rank: 2, minimum: 1), follows: "kernel"), .padding,
            .init("countIncludePad", .flag, default: .flag(true)),
        ])
    public static let role = LayerRole.pooling
    public static let shortName = "avg"

    public static func gain(_ spec: LayerSpec) -> Double? { nil }

    public static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        AvgPoolLayer<Scalar>(spec: spec, input: input, geometry: try Pooling.geometry(spec, input: input, subject: subject))
    }
}

final class AvgPoolLayer<Scalar: NetworkScalar>: Layer {
    let spec: LayerSpec
    let inputShape: Shape
    let outputShape: Shape
    let geometry: WindowGeometry
    let countsPadding: Bool

    init(spec: LayerSpec, input: Shape, geometry: WindowGeometry) {
        (self.spec, inputShape, self.geometry) = (spec, input, geometry)
        outputShape = geometry.outputShape(channels: geometry.channels)
        countsPadding = spec.flag("countIncludePad")
    }

    func formula(_ letters: LayerLetters) -> String { "\(letters.output) = mean of \(letters.input) over each window" }

    var unitLayout: UnitLayout { geometry.unitLayout(channels: geometry.channels) }
    var inputLayout: UnitLayout? { geometry.inputLayout }

    func forward(_ memory: LayerMemory<Scalar>) {
        AvgPoolLoops.forward(
            geometry, planes: memory.count * geometry.channels, countsPadding: countsPadding, memory.input, memory.output)
    }

    func backward(_ memory: LayerMemory<Scalar>) {
        guard let dx = memory.inputGradient, let dy = memory.outputGradient else { return }
        AvgPoolLoops.backward(geometry, planes: memory.count * geometry.channels, countsPadding: countsPadding, dy, dx)
    }
}

private enum AvgPoolLoops {
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func forward<Scalar: NetworkScalar>(
        _ g: WindowGeometry, planes: Int, countsPadding: Bool, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>
    ) {
        var output = y
        for plane in 0..<planes {
            let input = x + plane &* g.inputPlane
            for i in 0..<g.outputHeight {
                let rows = g.rows(i)
                for j in 0..<g.outputWidth {
                    let columns = g.columns(j)
                    var sum: Scalar = 0
                    for row in rows { for column in columns { sum += input[row &* g.width &+ column] } }
                    output.pointee = sum / Scalar(countsPadding ? g.kernelCount : rows.count &* columns.count)
                    output += 1
                }
            }
        }
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func backward<Scalar: NetworkScalar>(
        _ g: WindowGeometry, planes: Int, countsPadding: Bool, _ dy: UnsafePointer<Scalar>, _ dx: UnsafeMutablePointer<Scalar>
    ) {
        for i in 0..<(planes &* g.inputPlane) { dx[i] = 0 }
        var gradient = dy
        for plane in 0..<planes {
            let input = dx + plane &* g.inputPlane
            for i in 0..<g.outputHeight {
                let rows = g.rows(i)
                for j in 0..<g.outputWidth {
                    let columns = g.columns(j)
                    let share = gradient.pointee / Scalar(countsPadding ? g.kernelCount : rows.count &* columns.count)
                    for row in rows { for column in columns { input[row &* g.width &+ column] += share } }
                    gradient += 1
                }
            }
        }
    }
}
