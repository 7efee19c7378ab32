extension Loss {
    /// The computation of the loss of one sample, as if it were the whole batch; the last line is that loss.
    public func explain(sample: Int, in workspace: Workspace<Scalar>) -> [ExplainLine] {
        let lines = function.explain(sample: sample, output: workspace.output.pointer, targets(workspace))
        guard let sum = lines.last else { return [] }
        let value = sampleValue(sample, in: workspace)
        let count = divisor(1)
        guard count != 1 else { return lines.dropLast() + [ExplainLine("L", sum.formula, sum.arithmetic, value)] }
        return lines + [ExplainLine("L", "Σ / n", .quotient(.named("Σ", sum.value), .named("n", count)), value)]
    }

    /// The computation of ∂L/∂ an output element of one sample; the last line is that gradient of the batch's loss, or of the
    /// sample's own where it is looked at `alone`, as if it were the whole batch.
    public func explainGradient(unit: Int, sample: Int, in workspace: Workspace<Scalar>, alone: Bool = false) -> [ExplainLine] {
        let count = alone ? 1 : workspace.count
        let lines = function.explainGradient(
            unit: unit, sample: sample, output: workspace.output.pointer, targets(workspace), divisor: divisor(count))
        guard let last = lines.last else { return [] }
        let value = workspace.outputGradient(workspace.network.layers.count)[sample][unit]
        let share = divisor(workspace.count) / divisor(count)
        return lines.dropLast() + [ExplainLine(last.name, last.formula, last.arithmetic, Double(value) * share)]
    }
}
