import Inspection
import NeuralNetwork

extension Session {
    /// Before an iteration that will be looked at takes the workspace: writes down what the one before says of its layers.
    func keepVerdicts(before iteration: Int) {
        // The same iteration once more, from the same beginning: what was before it is still so.
        if recorders.verdicts?.iteration == iteration && observation.iteration == iteration { return }
        recorders.verdicts = nil
        guard iteration > 0, trainer.passIteration == iteration - 1, computed == machine.end(ofIteration: iteration - 1) else {
            return
        }
        let reference = trainable.last.map { rmsOfError(atLayer: $0) }
        var verdicts: [GradientVerdict] = []
        for (index, layer) in trainable.enumerated() {
            guard let norm = recorders.metrics.gradientNorms[index].single(iteration - 1) else { return }
            verdicts.append(judge(layer, norm: norm, reference: reference, network.parameters))
        }
        recorders.verdicts = KeptVerdicts(iteration: iteration, verdicts: verdicts)
    }
}
