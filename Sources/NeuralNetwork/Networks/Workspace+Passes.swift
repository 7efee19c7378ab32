/// Samples' ways through the layers, to be looked at.
extension Workspace {
    /// One sample's way through a top-level layer.
    /// - Parameters:
    ///   - parameters: all the network's parameters as they were in the pass; the network's own where nil.
    ///   - errorScale: by what a gradient of the batch's loss is multiplied to be one of a sample's own.
    public func pass(layer: Int, sample: Int, parameters: FlatStore<Scalar>? = nil, errorScale: Double = 1) -> LayerPass<Scalar> {
        precondition(sample >= 0 && sample < count, "sample \(sample) outside a batch of \(count)")
        let memory = memories[layer]
        let offset = network.nodes[memory.node].parameters.lowerBound
        return LayerPass(
            memory: memory, sample: sample, parameters: UnsafePointer((parameters ?? network.parameters).pointer + offset),
            errorScale: errorScale)
    }

    /// One sample's way through the layer that owns a parameter, inner ones included, and the parameter's place among that
    /// layer's own.
    /// - Parameter offset: the parameter's place in the network's flat store.
    public func pass(ofParameter offset: Int, sample: Int, parameters: FlatStore<Scalar>? = nil, errorScale: Double = 1) -> (
        pass: LayerPass<Scalar>, index: Int
    )? {
        guard let node = network.nodes.firstIndex(where: { $0.parameters.contains(offset) }), sample < count else { return nil }
        let first = network.nodes[node].parameters.lowerBound
        let pass = LayerPass(
            memory: allMemories[node], sample: sample,
            parameters: UnsafePointer((parameters ?? network.parameters).pointer + first), errorScale: errorScale)
        return (pass, offset - first)
    }
}
