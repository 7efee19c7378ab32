import NeuralNetwork

extension Session {
    /// Writes down what an iteration's passes have given, once.
    func record(_ iteration: Int) {
        metrics.trainLoss.append(batchLoss)
        if let correct = workspace.countCorrect(takesClasses: loss.spec.takesClasses) {
            metrics.trainAccuracy.append(Double(correct) / Double(max(1, workspace.count)))
        }
        for (index, layer) in trainable.enumerated() {
            let norm = gradientNorm(ofLayer: layer)
            metrics.gradientNorms[index].append(norm)
            if nonFinite == nil && !norm.isFinite { nonFinite = NonFiniteRecord(iteration: iteration, what: "the gradient of layer \(layer + 1)") }
        }
    }

    /// Held-out samples are looked at four times an epoch.
    var evaluationInterval: Int { max(1, machine.iterationsPerEpoch / 4) }

    func recordHeldOutIfDue(completed: Int) {
        if completed % evaluationInterval == 0 { recordHeldOut(completed: completed) }
    }

    func recordHeldOut(completed: Int) {
        if let last = metrics.heldOut.last, last.iteration >= completed { return }
        let result = evaluator.evaluate(atMost: Evaluator.curveSamples)
        metrics.heldOut.append(
            HeldOutPoint(iteration: completed, loss: result.loss, accuracy: result.accuracy, samples: result.samples))
    }

    /// Where a NaN or infinity first showed: the first layer whose output has one, else the loss.
    func noteNonFinite(in iteration: Int) {
        for index in 0...network.layers.count where workspace.activation(index).buffer.contains(where: { !$0.isFinite }) {
            let what = index == 0 ? "the input" : "the output of layer \(index) (\(network.layers[index - 1].spec.name))"
            nonFinite = NonFiniteRecord(iteration: iteration, what: what)
            return
        }
        nonFinite = NonFiniteRecord(iteration: iteration, what: "the loss")
    }

    /// Loss and accuracy on the whole training set, with the present parameters.
    public func evaluateTrain() -> (loss: Double, accuracy: Double?, samples: Int) {
        Evaluator(network: network, loss: loss, data: data.train).evaluate(atMost: .max)
    }

    /// Loss and accuracy on the whole held-out set, with the present parameters.
    public func evaluateHeldOut() -> (loss: Double, accuracy: Double?, samples: Int) {
        evaluator.evaluate(atMost: .max)
    }
}

/// The first NaN or infinity of a run.
struct NonFiniteRecord: Sendable, Hashable, CustomStringConvertible {
    var iteration: Int
    var what: String
    var description: String { "NaN or ∞ first in \(what), iteration \(iteration)" }
}

extension Workspace<Float> {
    /// How many samples of the batch have their largest output where it should be. Nil where there is but one output.
    func countCorrect(takesClasses: Bool) -> Int? {
        let outputs = output
        let width = outputs.shape.count
        guard width > 1 else { return nil }
        var correct = 0
        for sample in 0..<count {
            let row = outputs.pointer + sample * width
            var best = 0
            for index in 1..<width where row[index] > row[best] { best = index }
            if takesClasses {
                if best == Int(targetClasses[sample]) { correct += 1 }
            } else if targetValues[sample * width + best] == 1 {
                correct += 1
            }
        }
        return correct
    }
}
