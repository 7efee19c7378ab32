/// A sum over the batch where the loss is its mean: every gradient is too large by the number of samples. η hides it until somebody
/// changes the batch.
public enum SummedBatch: BugKind {
    public static let schema = SpecSchema("sum", summary: "gradients are summed over the batch, the loss is its mean")
    public static let needs = "a layer with parameters"
    public static let smallestBatch = 2

    public static func planted<Scalar: NetworkScalar>(in layer: any Layer<Scalar>, isFirst: Bool) -> (any Layer<Scalar>)? {
        layer.hasParameters ? SummingLayer(layer) : nil
    }
}

private final class SummingLayer<Scalar: NetworkScalar>: BuggyLayer<Scalar> {
    override func backward(_ memory: LayerMemory<Scalar>) {
        base.backward(memory)
        guard let gradients = memory.gradients else { return }
        for index in 0..<allParameterCount { gradients[index] *= Scalar(memory.count) }
    }

    override func explainGradient(ofParameter index: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let lines = base.explainGradient(ofParameter: index, in: pass)
        guard let last = lines.last, case .mean(let sum, _, let weight, let factor) = last.arithmetic else { return lines }
        let product = factor == "1" ? weight : "\(weight)·\(factor)"
        return lines.dropLast() + [
            ExplainLine(
                last.name, "sum of \(pass.count) \(product)", .products(sum, weight: weight, factor: factor), last.value)
        ]
    }
}
