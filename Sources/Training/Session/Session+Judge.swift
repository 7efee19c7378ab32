import NeuralNetwork

/// What was said of the layers at the end of an iteration, kept while the next one has not got so far.
struct KeptVerdicts {
    /// The iteration that is being looked at: the verdicts are of the one before.
    var iteration: Int
    /// One for each layer with parameters.
    var verdicts: [GradientVerdict]
}

extension Session {
    /// What a layer's gradient of the pass in the workspace says about learning there.
    /// - Parameters:
    ///   - norm: ‖∂L/∂θ‖₂ of the layer's parameters, before clipping.
    ///   - reference: rms(∂L/∂z) of the last layer with parameters.
    ///   - parameters: those that the pass has used, or has made.
    func judge(_ layer: Int, norm: Double, reference: Double?, _ parameters: FlatStore<Float>) -> GradientVerdict {
        GradientVerdict(
            norm: norm / Double(lossSamples), relativeError: relativeError(atLayer: layer, reference) ?? 1,
            reachesWeights: gradientReachesWeights(ofLayer: layer), isAlike: neuronsAreAlike(layer, parameters))
    }

    /// rms(∂L/∂z) of a layer over that of the last, the reference; nil where there is none, and of nothing that has remained
    /// nothing.
    func relativeError(atLayer layer: Int, _ reference: Double?) -> Double? {
        guard let reference else { return nil }
        let own = rmsOfError(atLayer: layer)
        return own == 0 && reference == 0 ? nil : own / reference
    }

    /// The samples that the loss of the pass in the workspace is the sum of; 1 where it is their mean.
    var lossSamples: Int { loss.spec.reduction == .sum ? max(1, workspace.count) : 1 }

    /// Before an iteration that will be looked at takes the workspace: writes down what the one before says of its layers.
    func keepVerdicts(before iteration: Int) {
        // The same iteration once more, from the same beginning: what was before it is still so.
        if verdictsBefore?.iteration == iteration && iterationStartIndex == iteration { return }
        verdictsBefore = nil
        guard iteration > 0, passIteration == iteration - 1, computed == machine.end(ofIteration: iteration - 1) else { return }
        let reference = trainable.last.map { rmsOfError(atLayer: $0) }
        var verdicts: [GradientVerdict] = []
        for (index, layer) in trainable.enumerated() {
            guard let norm = metrics.gradientNorms[index].single(iteration - 1) else { return }
            verdicts.append(judge(layer, norm: norm, reference: reference, network.parameters))
        }
        verdictsBefore = KeptVerdicts(iteration: iteration, verdicts: verdicts)
    }
}
