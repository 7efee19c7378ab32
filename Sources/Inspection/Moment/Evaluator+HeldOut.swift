import NeuralNetwork

extension Evaluator {
    /// The network's answers to the first `count` samples, and the spread of its columns over the first of them: one pass for
    /// both.
    package func look(
        for wanted: TensorSet, at count: Int, _ columns: [GraphColumn]
    ) -> (answers: HeldOutAnswers?, activations: [ActivationSpread]?) {
        var answers = wanted.contains(.heldOutOutputs) ? HeldOutAnswers(answers: [], beliefs: []) : nil
        var activations: [ActivationSpread]?
        forEachBatch(of: answers == nil ? min(count, ActivationsProbe.samples) : count) { workspace in
            // The first batch is large enough: the evaluator has room for more samples than are looked at.
            if wanted.contains(.heldOutActivations) && activations == nil {
                activations = columns.dropFirst().map {
                    $0.spread(in: workspace, of: min(workspace.count, ActivationsProbe.samples))
                }
            }
            answers?.append(loss.probabilities(in: workspace), workspace.count, border: loss.spec.decisionBorder)
        }
        return (answers, activations)
    }

    /// Sends the first `count` samples forward, some at a time.
    package func forEachBatch(of count: Int, _ body: (Workspace<Float>) -> Void) {
        var first = 0
        while first < min(count, data.count) {
            workspace.count = min(workspace.capacity, min(count, data.count) - first)
            data.fill(workspace, loss.spec, first..<first + workspace.count)
            network.forward(in: workspace, mode: .eval)
            body(workspace)
            first += workspace.count
        }
    }
}
