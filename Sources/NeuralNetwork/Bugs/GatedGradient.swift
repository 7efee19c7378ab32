/// A ReLU that cuts negative gradients, as it cuts negative inputs on the way forward, where z alone decides what comes back.
public enum GatedGradient: BugKind {
    public static let schema = SpecSchema("relu-gates-gradient", summary: "relu cuts negative errors, whatever z was")
    public static let needs = "a relu behind a layer with parameters"

    public static func planted<Scalar: NetworkScalar>(in layer: any Layer<Scalar>, isFirst: Bool) -> (any Layer<Scalar>)? {
        layer is ActivationLayer<ReLU, Scalar> && !isFirst ? GatingLayer(layer) : nil
    }
}

private final class GatingLayer<Scalar: NetworkScalar>: BuggyLayer<Scalar> {
    override func backward(_ memory: LayerMemory<Scalar>) {
        guard let dx = memory.inputGradient, let dy = memory.outputGradient else { return }
        for index in 0..<memory.count * inputShape.count { dx[index] = max(0, dy[index]) }
    }

    override func slope(_ unit: Int, in pass: LayerPass<Scalar>) -> Double? {
        pass.outputGradient.map { $0[unit] > 0 ? 1 : 0 }
    }

    override func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dx = pass.inputGradient, let dy = pass.outputGradient else { return [] }
        let error = Arithmetic.named(pass.letters.outputError, dy[unit], .outputGradient(unit))
        return [
            ExplainLine(
                pass.letters.inputError, "max(0, \(pass.letters.outputError))", .largest([.constant(0), error]), dx[unit])
        ]
    }
}
