/// f′ left out: what arrives at an activation goes on as it is. Nothing vanishes, and dead ReLUs pass errors on.
public enum NoSlope: BugKind {
    public static let schema = SpecSchema("no-slope", summary: "the error passes activations without their slope")
    public static let needs = "an activation behind a layer with parameters"

    public static func planted<Scalar: NetworkScalar>(in layer: any Layer<Scalar>, isFirst: Bool) -> (any Layer<Scalar>)? {
        layer.isElementwise && !isFirst ? NoSlopeLayer(layer) : nil
    }
}

private final class NoSlopeLayer<Scalar: NetworkScalar>: BuggyLayer<Scalar> {
    override func backward(_ memory: LayerMemory<Scalar>) {
        base.backward(memory)
        guard let dx = memory.inputGradient, let dy = memory.outputGradient else { return }
        dx.update(from: dy, count: memory.count * inputShape.count)
    }

    override func slope(_ unit: Int, in pass: LayerPass<Scalar>) -> Double? { 1 }

    override func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dx = pass.inputGradient, let dy = pass.outputGradient else { return [] }
        let error = Arithmetic.named(pass.letters.outputError, dy[unit], .outputGradient(unit))
        return [ExplainLine(pass.letters.inputError, pass.letters.outputError, error, dx[unit])]
    }
}
