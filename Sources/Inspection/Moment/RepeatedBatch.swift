import NeuralNetwork

/// A forward pass of the batch in view with the weights that its updates have left, in a workspace of its own: it says whether the
/// step has helped the samples that it was made of. Training notices nothing of it.
package final class RepeatedBatch {
    private let workspace: Workspace<Float>
    private let buffers: FlatStore<Float>

    /// - Parameter batch: the workspace that batches go through, whose size is enough.
    package init(_ network: Network<Float>, batch: Workspace<Float>) {
        workspace = network.makeWorkspace(capacity: batch.capacity, parameterGradients: false, inputGradient: false)
        buffers = FlatStore(count: network.buffers.count)
    }

    /// True if batches of a workspace have room.
    package func holds(_ batch: Workspace<Float>) -> Bool { batch.capacity <= workspace.capacity }

    /// Loss of the samples in a workspace with a network's present weights, without penalties; with the masks that their own pass
    /// has had.
    package func loss(of batch: Workspace<Float>, in network: Network<Float>, by loss: Loss<Float>) -> Double {
        workspace.count = batch.count
        workspace.randomness = batch.randomness
        let input = batch.activation(0).buffer
        if let base = input.baseAddress { workspace.input.update(from: base, count: input.count) }
        _ = workspace.targetClasses.update(fromContentsOf: batch.targetClasses)
        _ = workspace.targetValues.update(fromContentsOf: batch.targetValues)
        // Such a pass moves the running statistics, which are training's.
        buffers.copy(from: network.buffers)
        network.forward(in: workspace, mode: .train)
        network.buffers.copy(from: buffers)
        return loss.value(in: workspace)
    }
}
