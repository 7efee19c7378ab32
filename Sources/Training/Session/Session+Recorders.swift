import Inspection
import NeuralNetwork

/// Records of a run that nothing in training depends on.
extension Session {
    /// Predictions for the pinned sample over the present run.
    public var predictions: PinnedPredictions {
        pinnedPredictions.keep(of: pinned, along: log, revision: revision)
        return pinnedPredictions
    }

    /// Spread of weights, gradients and updates over the present run.
    public var distributions: DistributionHistory {
        distributionHistory.keep(along: log, revision: revision)
        return distributionHistory
    }

    /// Writes down the prediction for the pinned sample as an iteration begins, if a point is due. Nothing of it enters training.
    func recordPrediction(_ iteration: Int) {
        guard loss.outputShape.count <= 100 else { return }
        pinnedPredictions.keep(of: pinned, along: log, revision: revision)
        guard pinnedPredictions.wants(iteration) else { return }
        if !isObserving {
            observer.count = 1
            data[pinned.part].fill(observer, trainingPlan.targets, CollectionOfOne(pinned.index))
            network.forward(in: observer, mode: .eval)
        }
        pinnedPredictions.append(iteration, loss.probabilities(in: observer), loss.sampleValue(0, in: observer))
    }

    /// Takes the weights as an iteration begins, if their spread will be written down at its end.
    func beginDistributions(_ iteration: Int) {
        distributionHistory.keep(along: log, revision: revision)
        distributionHistory.begin(iteration, network, trainable)
    }

    /// Names of all parameters that have been changed by hand, on any branch.
    var changedParameterNames: [Int: ParameterName] {
        var names: [Int: ParameterName] = [:]
        for branch in timeline.branches {
            for case .parameter(let offset, _) in branch.log.entries.lazy.map(\.change) where names[offset] == nil {
                names[offset] = name(ofParameter: offset)
            }
        }
        return names
    }
}
