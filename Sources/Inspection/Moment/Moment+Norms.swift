import NeuralNetwork

extension Moment {
    /// ‖∂L/∂θ‖₂, ‖θ‖₂ before the update, ‖Δθ‖₂, or the norm of the optimizer's state of a layer in the iteration in view, which must
    /// have got that far. Every element is in the sum, and every pane that shows one of these norms asks here.
    package func norm(_ kind: LayerNorms.Kind, ofLayer layer: Int) -> Double {
        let range = network.parameterRange(ofLayer: layer)
        func find() -> Double {
            switch kind {
            case .gradient: gradientNorm(ofLayer: layer)
            case .parameters: Norms.euclidean(parametersInView[range])
            case .update: Norms.distance(parametersInView[range], network.parameters[range])
            case .state(let slot, _): Norms.euclidean(optimizer.slots[slot].store.values(range))
            }
        }
        guard range.count >= LayerNorms.large else {
            guard range.count >= LayerNorms.worthKeeping, cache.frame != nil else { return find() }
            let key = LayerNorms.Key(kind: kind, layer: layer)
            if let known = cache.frame?.norms[key] { return known }
            let found = find()
            cache.frame?.norms[key] = found
            return found
        }
        return cache.layerNorms.norm(kind, ofLayer: layer, in: computed.iteration, log, find)
    }
}
