import NeuralNetwork

/// A forward pass of the batch in view with the weights that its updates have left, in a workspace of its own: it says whether the
/// step has helped the samples that it was made of. Training notices nothing of it.
package final class RepeatedBatch {
    private let workspace: Workspace<Float>
    private let buffers: FlatStore<Float>

    package init(_ moment: any Moment) {
        workspace = moment.network.makeWorkspace(
            capacity: moment.workspace.capacity, parameterGradients: false, inputGradient: false)
        buffers = FlatStore(count: moment.network.buffers.count)
    }

    /// Loss of the batch, penalties included, as `Moment.batchLoss` is; with the masks that its own pass has had.
    package func loss(_ moment: any Moment) -> Double {
        let (network, batch) = (moment.network, moment.workspace)
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
        return moment.loss.value(in: workspace)
    }
}

extension Moment {
    /// Loss of the batch in view with the weights that its updates have left, beside ``batchDataLoss``; nil until all of them are done.
    package var lossAfter: Double? {
        guard position.done == machine.stateCount, computed == position, !batchIndices.isEmpty,
            workspace.count == batchIndices.count
        else { return nil }
        if let known = cache.frame?.lossAfter { return known }
        let pass = cache.repeatedBatch ?? RepeatedBatch(self)
        cache.repeatedBatch = pass
        let loss = pass.loss(self)
        cache.frame?.lossAfter = loss
        return loss
    }
}
