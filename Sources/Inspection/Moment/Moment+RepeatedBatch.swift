extension Moment {
    /// Loss of the batch in view with the weights that its updates have left, beside ``batchDataLoss``; nil until all of them are done.
    package var lossAfter: Double? {
        guard position.done == machine.stateCount, computed == position, !batchIndices.isEmpty,
            workspace.count == batchIndices.count
        else { return nil }
        if let known = cache.frame?.lossAfter { return known }
        let after = lossOfRepeatedBatch
        cache.frame?.lossAfter = after
        return after
    }

    /// Loss of the batch in view with the present weights, without penalties.
    var lossOfRepeatedBatch: Double {
        let kept = cache.repeatedBatch.flatMap { $0.holds(workspace) ? $0 : nil }
        let pass = kept ?? RepeatedBatch(network, batch: workspace)
        cache.repeatedBatch = pass
        return pass.loss(of: workspace, in: network, by: loss)
    }
}
