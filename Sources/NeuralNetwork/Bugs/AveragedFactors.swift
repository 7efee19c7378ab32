/// The mean of a times the mean of δ, where the mean of their products is due: who was wrong on which sample is lost.
public enum AveragedFactors: BugKind {
    public static let schema = SpecSchema("averaged", summary: "mean δ times mean a, where the mean of δ·a is due")
    public static let needs = "a dense layer"
    public static let smallestBatch = 2

    public static func planted<Scalar: NetworkScalar>(in layer: any Layer<Scalar>, isFirst: Bool) -> (any Layer<Scalar>)? {
        layer.spec.role == .affine && layer.parameterSpecs.first?.shape.rank == 2 ? AveragingLayer(layer) : nil
    }
}

private final class AveragingLayer<Scalar: NetworkScalar>: BuggyLayer<Scalar> {
    private var inputs: Int { inputShape.last }
    private var outputs: Int { outputShape.last }

    override func backward(_ memory: LayerMemory<Scalar>) {
        base.backward(memory)
        guard let gradients = memory.gradients, let dy = memory.outputGradient else { return }
        let rows = memory.count * (inputShape.count / inputs)
        for neuron in 0..<outputs {
            let error = column(neuron, of: dy, width: outputs, rows: rows)
            for input in 0..<inputs {
                gradients[neuron * inputs + input] =
                    error * column(input, of: memory.input, width: inputs, rows: rows) / Scalar(rows)
            }
        }
    }

    /// The sum of a column.
    private func column(_ column: Int, of values: UnsafePointer<Scalar>, width: Int, rows: Int) -> Scalar {
        var sum: Scalar = 0
        for row in 0..<rows { sum += values[row * width + column] }
        return sum
    }

    override func explainGradient(ofParameter index: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let lines = base.explainGradient(ofParameter: index, in: pass)
        guard index < inputs * outputs, let last = lines.last,
            case .mean(_, let divisor, let weight, let factor) = last.arithmetic,
            let dy = pass.outputGradients
        else { return lines }
        let rows = pass.count * (inputShape.count / inputs)
        let error = (0..<rows).reduce(0) { $0 + dy[$1 * outputs + index / inputs] } / divisor
        let input = Double(column(index % inputs, of: pass.memory.input, width: inputs, rows: rows)) / Double(rows)
        return lines.dropLast() + [
            ExplainLine(
                last.name, "mean \(weight) · mean \(factor)",
                .product([.named("mean \(weight)", error), .named("mean \(factor)", input)]), last.value)
        ]
    }
}
