/// Scratch by name: what the layers keep beside activations, and what may be given to them from outside.
extension Workspace {
    /// A piece of a layer's scratch as `[count, ...shape]` (or one tensor of count 1 where it does not grow with the batch):
    /// `mask` of dropout, `attentionWeights` of selfAttention, `hiddenAfter` of a recurrent layer. Nil where the path or the name
    /// is unknown.
    public func scratch(path: String, _ name: String) -> BatchView<Scalar>? {
        guard let node = network.nodes.firstIndex(where: { $0.path == path }) else { return nil }
        let specs = network.nodes[node].layer.scratchSpecs
        guard let piece = specs.firstIndex(where: { $0.name == name }) else { return nil }
        return BatchView(
            pointer: allMemories[node].scratch[piece], count: specs[piece].isPerSample ? count : 1, shape: specs[piece].shape)
    }

    /// The output of any layer, inner ones included. Nil where the path is unknown.
    public func activation(path: String) -> BatchView<Scalar>? {
        network.nodes.firstIndex { $0.path == path }.map {
            BatchView(pointer: allMemories[$0].output, count: count, shape: network.nodes[$0].layer.outputShape)
        }
    }

    /// The gradient at the output of any layer, inner ones included. Nil where the path is unknown or nobody needs it.
    public func outputGradient(path: String) -> BatchView<Scalar>? {
        guard let node = network.nodes.firstIndex(where: { $0.path == path }), let pointer = allMemories[node].outputGradient
        else { return nil }
        return BatchView(pointer: pointer, count: count, shape: network.nodes[node].layer.outputShape)
    }

    /// Gives a layer a mask or an initial state for the following passes instead of what it would draw or start from. `values` is
    /// `[count, ...]`. Returns whether the path, the name and the size fit.
    @discardableResult
    public func give(path: String, _ name: String, _ values: [Scalar]) -> Bool {
        guard let piece = scratch(path: path, name), piece.buffer.count == values.count,
            let node = network.nodes.firstIndex(where: { $0.path == path })
        else { return false }
        for (index, value) in values.enumerated() { piece.pointer[index] = value }
        allMemories[node].given.insert(name)
        return true
    }

    /// Takes back all masks and states given before.
    public func takeBackGiven() {
        for memory in allMemories { memory.given.removeAll() }
    }
}
