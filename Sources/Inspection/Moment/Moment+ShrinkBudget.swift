import ElementaryFunctions
import NeuralNetwork

extension Moment {
    /// The shrink budget of the batch's backward pass, as far as it has come.
    package var shrinkBudget: ShrinkBudget {
        let status = status
        guard columns.count > 2 else { return ShrinkBudget(steps: []) }
        let steps = (1..<columns.count - 1).compactMap { index -> ShrinkStep? in
            let (here, next) = (columns[index], columns[index + 1])
            guard status.hasError(column: index), status.hasError(column: index + 1) else { return nil }
            let arrived = norm(ofErrorAt: here.layers.lowerBound + 1)
            let before = norm(ofErrorAt: here.layers.upperBound)
            let source = norm(ofErrorAt: next.layers.lowerBound + 1)
            guard [arrived, before, source].allSatisfy({ $0.isFinite && $0 > 0 }) else { return nil }
            return ShrinkStep(
                column: index, source: next.kind, functions: here.functions, weights: Elementary.log10(before / source),
                slope: Elementary.log10(arrived / before))
        }
        return ShrinkBudget(steps: steps)
    }

    /// 0 where no error arrives because nothing before it learns.
    private func norm(ofErrorAt activation: Int) -> Double {
        workspace.hasOutputGradient(activation) ? errorNorm(activation) : 0
    }
}
