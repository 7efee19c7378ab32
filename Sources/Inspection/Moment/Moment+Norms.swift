import NeuralNetwork

extension Moment {
    /// ‖∂L/∂θ‖₂, ‖θ‖₂ before the update, or ‖Δθ‖₂ of a layer in the iteration in view, which must have got that far.
    package func norm(_ kind: LayerNorms.Kind, ofLayer layer: Int) -> Double {
        let range = network.parameterRange(ofLayer: layer)
        func find() -> Double {
            switch kind {
            case .gradient: gradientNorm(ofLayer: layer)
            case .parameters: Norms.euclidean(parametersInView[range])
            case .update: Norms.distance(parametersInView[range], network.parameters[range])
            }
        }
        guard range.count >= LayerNorms.large else { return find() }
        return cache.layerNorms.norm(kind, ofLayer: layer, in: computed.iteration, log, find)
    }
}
