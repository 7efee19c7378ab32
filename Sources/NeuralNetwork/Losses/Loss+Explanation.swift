extension Loss {
    /// The computation of the loss of one sample, as if it were the whole batch.
    /// - Parameter name: the name of a class.
    public func explain(sample: Int, in workspace: Workspace<Scalar>, name: (Int) -> String = { String($0) }) -> ExplainLine {
        let terms = function.explain(sample: sample, output: workspace.output.pointer, targets(workspace), name)
        let value = sampleValue(sample, in: workspace)
        let (sum, count) = (terms.values.count == 1 ? terms.values[0] : .sum(terms.values), divisor(1))
        // A loss too small for the core's scalars beside 1 is not 0.
        func line(_ formula: String, _ arithmetic: Arithmetic) -> ExplainLine {
            ExplainLine("L", formula, arithmetic, value == 0 ? arithmetic.value : value)
        }
        if count != 1 {
            return line("mean of " + terms.formula, .quotient(sum, .constant(count)))
        }
        return line((terms.values.count == 1 ? "" : "Σ ") + terms.formula, sum)
    }

    /// The computation of a probability from an output element, by softmax or σ, before the target is looked at. Nil where the
    /// output is taken as it is.
    public func explainOutput(unit: Int, sample: Int, in workspace: Workspace<Scalar>) -> ExplainLine? {
        function.explainOutput(unit: unit, sample: sample, output: workspace.output.pointer)
    }

    /// The computation of ∂L/∂ an output element, L being the sample's own loss.
    public func explainGradient(unit: Int, sample: Int, in workspace: Workspace<Scalar>) -> ExplainLine {
        let line = function.explainGradient(
            unit: unit, sample: sample, output: workspace.output.pointer, targets(workspace), divisor: divisor(1))
        let value = workspace.outputGradient(workspace.network.layers.count)[sample][unit]
        return ExplainLine(line.name, line.formula, line.arithmetic, Double(value) * errorScale(ofBatch: workspace.count))
    }

    /// The factor that makes a gradient of a batch's loss one of a sample's own.
    public func errorScale(ofBatch count: Int) -> Double { count == 0 ? 1 : divisor(count) / divisor(1) }
}
