/// f′(a) in place of f′(z): the slope is taken at what came out. A ReLU hides it, since a > 0 where z > 0.
public enum SlopeAtOutput: BugKind {
    public static let schema = SpecSchema("slope-at-a", summary: "the slope of an activation is taken at a, not at z")
    public static let needs = "an activation behind a layer with parameters"

    public static func planted<Scalar: NetworkScalar>(in layer: any Layer<Scalar>, isFirst: Bool) -> (any Layer<Scalar>)? {
        layer.isElementwise && !isFirst ? SlopeAtOutputLayer(layer) : nil
    }
}

/// The layer works as if its output had come in.
private final class SlopeAtOutputLayer<Scalar: NetworkScalar>: BuggyLayer<Scalar> {
    private var piece: Int { base.scratchSpecs.count }
    override var scratchSpecs: [ScratchSpec] { base.scratchSpecs + [ScratchSpec("outputOfOutput", outputShape)] }

    private func withOutputAsInput<Result>(_ memory: LayerMemory<Scalar>, _ body: () -> Result) -> Result {
        let (input, output) = (memory.input, memory.output)
        (memory.input, memory.output) = (output, memory.scratch[piece])
        defer { (memory.input, memory.output) = (input, output) }
        return body()
    }

    override func backward(_ memory: LayerMemory<Scalar>) {
        withOutputAsInput(memory) {
            base.forward(memory)
            base.backward(memory)
        }
    }

    override func slope(_ unit: Int, in pass: LayerPass<Scalar>) -> Double? {
        withOutputAsInput(pass.memory) {
            base.forward(pass.memory)
            return base.slope(unit, in: pass)
        }
    }

    override func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        var moved = pass
        (moved.letters.input, moved.letters.output) = (pass.letters.output, "f(\(pass.letters.output))")
        return withOutputAsInput(pass.memory) { base.explainInputGradient(unit, in: moved) }
    }
}
