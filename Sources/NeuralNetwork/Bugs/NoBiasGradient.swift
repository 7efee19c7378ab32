/// Biases get no gradient. Whoever checks weights alone finds nothing.
public enum NoBiasGradient: BugKind {
    public static let schema = SpecSchema("no-bias", summary: "biases get no gradient")
    public static let needs = "a layer with biases"

    public static func planted<Scalar: NetworkScalar>(in layer: any Layer<Scalar>, isFirst: Bool) -> (any Layer<Scalar>)? {
        layer.parameterSpecs.contains { $0.isBias } ? NoBiasGradientLayer(layer) : nil
    }
}

private final class NoBiasGradientLayer<Scalar: NetworkScalar>: BuggyLayer<Scalar> {
    /// Places of the biases.
    private let biases: [Range<Int>]

    override init(_ base: any Layer<Scalar>) {
        var (offset, biases) = (0, [Range<Int>]())
        for parameter in base.parameterSpecs {
            if parameter.isBias { biases.append(offset..<offset + parameter.shape.count) }
            offset += parameter.shape.count
        }
        self.biases = biases
        super.init(base)
    }

    override func backward(_ memory: LayerMemory<Scalar>) {
        base.backward(memory)
        guard let gradients = memory.gradients else { return }
        for range in biases { (gradients + range.lowerBound).update(repeating: 0, count: range.count) }
    }

    override func explainGradient(ofParameter index: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let lines = base.explainGradient(ofParameter: index, in: pass)
        guard let last = lines.last, !pass.isAlone, biases.contains(where: { $0.contains(index) }) else { return lines }
        return [ExplainLine(last.name, "0", .constant(0), last.value)]
    }
}

extension ParameterSpec {
    fileprivate var isBias: Bool { if case .bias = start { true } else { false } }
}
