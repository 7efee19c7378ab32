import NeuralNetwork

extension TrainerPlan {
    /// A word on what trains, but hardly as it was meant; nil where there is nothing to say.
    public var remark: String? { Self.remark(network.spec, scenario.loss, batches: order.epochs.smallestBatch) }

    /// - Parameter batches: samples in the smallest batch.
    static func remark(_ network: NetworkSpec, _ loss: LossSpec, batches: Int) -> String? {
        if let last = network.layers.last(where: { $0.role != .view && $0.role != .dropout }) {
            if loss.outputIsLogits, last.outputIsDistribution || last.outputRange != nil {
                let own = loss.outputIsDistribution ? "softmax" : "sigmoid"
                return "\(loss.name) has a \(own) of its own: leave out the last \(last.name)"
            }
            if let misfit = probabilityRemark(last, loss) { return misfit }
        }
        if batches == 1, let layer = network.layers.first(where: \.normalizesBatches) {
            return "a batch of one has no spread: the output of \(layer.name) is β, whatever goes in"
        }
        return nil
    }

    /// Losses of probabilities after a layer that gives others.
    static func probabilityRemark(_ last: LayerSpec, _ loss: LossSpec) -> String? {
        guard let range = loss.outputRange, !last.outputIsDistribution else { return nil }
        if let own = last.outputRange, Double(own.lowerBound) >= range.lowerBound, Double(own.upperBound) <= range.upperBound {
            return nil
        }
        return "\(loss.name) wants outputs between 0 and 1: end with sigmoid, or use binaryCrossEntropyWithLogits"
    }
}

extension Trainer {
    /// A word on what trains, but hardly as it was meant; nil where there is nothing to say.
    public var remark: String? {
        if let bug = scenario.bug, !scenario.hunt { return "a bug is planted: \(bug.name), \(bug.summary)" }
        return TrainerPlan.remark(network.spec, loss.spec, batches: machine.epochs.smallestBatch) ?? model?.remark
    }
}

extension ModelFile {
    /// A word on what was read otherwise than it stands in the file; nil where there is nothing to say.
    public var remark: String? {
        let name = source.split(separator: "/").last.map(String.init) ?? source
        return remarks.isEmpty ? nil : "\(name): \(remarks.joined(separator: "; "))"
    }
}
