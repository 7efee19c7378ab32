/// Gradients are not set to zero between iterations: what an iteration finds is added to all that was found before. The first one is
/// right.
public enum NotZeroed: BugKind {
    public static let schema = SpecSchema("not-zeroed", summary: "gradients do not begin at 0: they add up over iterations")
    public static let needs = "a layer with parameters"

    public static func planted<Scalar: NetworkScalar>(in layer: any Layer<Scalar>, isFirst: Bool) -> (any Layer<Scalar>)? {
        layer.hasParameters ? AddingUpLayer(layer) : nil
    }
}

/// The sum of what was found before is a buffer, so that whoever goes back in time has it as it was.
private final class AddingUpLayer<Scalar: NetworkScalar>: BuggyLayer<Scalar> {
    private var piece: Int { base.scratchSpecs.count }
    override var scratchSpecs: [ScratchSpec] {
        base.scratchSpecs + [ScratchSpec("gradientBefore", [allParameterCount], perSample: false)]
    }
    override var bufferSpecs: [BufferSpec] {
        base.bufferSpecs + [BufferSpec("gradientSoFar", [allParameterCount], start: 0)]
    }

    override func backward(_ memory: LayerMemory<Scalar>) {
        base.backward(memory)
        guard let gradients = memory.gradients else { return }
        let (count, before) = (allParameterCount, memory.scratch[piece])
        let soFar = memory.buffers + base.bufferSpecs.reduce(0) { $0 + $1.shape.count }
        before.update(from: soFar, count: count)
        for index in 0..<count { gradients[index] += before[index] }
        soFar.update(from: gradients, count: count)
    }

    override func explainGradient(ofParameter index: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let lines = base.explainGradient(ofParameter: index, in: pass)
        guard let last = lines.last, let gradients = pass.memory.gradients, !pass.isAlone else { return lines }
        let (left, now) = (Double(pass.memory.scratch[piece][index]), last.arithmetic.value)
        // As long as nothing is left it is the sum that it should be.
        guard left != 0 else { return lines }
        return lines.dropLast() + [
            ExplainLine("now", last.formula, last.arithmetic, now, isStep: true),
            ExplainLine(
                last.name, "left from before + now", .sum([.named("before", left), .named("now", now)]), Double(gradients[index])),
        ]
    }
}
