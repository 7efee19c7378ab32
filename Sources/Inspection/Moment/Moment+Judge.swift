import NeuralNetwork

extension Moment {
    /// The verdict on learning in a layer, by its gradient of the pass in the workspace.
    /// - Parameters:
    ///   - norm: ‖∂L/∂θ‖₂ of the layer's parameters, before clipping.
    ///   - reference: rms(∂L/∂z) of the last layer with parameters.
    ///   - parameters: those that the pass has used, or has made.
    package func judge(_ layer: Int, norm: Double, reference: Double?, _ parameters: FlatStore<Float>) -> GradientVerdict {
        GradientVerdict(
            norm: norm / Double(lossSamples), relativeError: relativeError(atLayer: layer, reference) ?? 1,
            reachesWeights: gradientReachesWeights(ofLayer: layer), isAlike: neuronsAreAlike(layer, parameters))
    }

    /// rms(∂L/∂z) of a layer over that of the last, the reference; nil where there is none, and of nothing that has remained
    /// nothing.
    package func relativeError(atLayer layer: Int, _ reference: Double?) -> Double? {
        guard let reference else { return nil }
        let own = rmsOfError(atLayer: layer)
        return own == 0 && reference == 0 ? nil : own / reference
    }

    /// The samples that the loss of the pass in the workspace is the sum of; 1 where it is their mean.
    package var lossSamples: Int { loss.spec.reduction == .sum ? max(1, workspace.count) : 1 }
}
