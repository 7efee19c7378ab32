import Inspection
import NeuralNetwork

extension Session {
    /// Writes down what an iteration's passes have given, once.
    func record(_ iteration: Int) {
        metrics.trainLoss.append(batchDataLoss)
        if let fractionCorrect { metrics.trainAccuracy.append(fractionCorrect) }
        for (index, layer) in trainable.enumerated() {
            let isMeasured = machine.hasBegunUpdates(at: computed) && normsBeforeClipping.isEmpty
            let norm = isMeasured ? normsOfUpdate[index] : self.norm(.gradient, ofLayer: layer)
            metrics.gradientNorms[index].append(norm)
            if nonFinite == nil && !norm.isFinite {
                nonFinite = NonFiniteRecord(
                    iteration: iteration, noticed: iteration, place: .gradient, layer: layer, name: name(ofLayer: layer))
            }
        }
    }

    /// The fraction of the present batch that is read right; nil where outputs are no classes.
    public var fractionCorrect: Double? {
        guard data.train.hasClasses else { return nil }
        return workspace.countCorrect(loss.spec, trainingPlan.targets, isBinary: data.train.classCount == 2).map {
            Double($0) / Double(max(1, workspace.count))
        }
    }

    /// Held-out samples are looked at twice an epoch, every 150 iterations of a long one, and never so often that it costs more
    /// than half of the training (a sample forward counts a third of one trained on).
    static func evaluationInterval(heldOut: Int, batch: Int, iterationsPerEpoch: Int) -> Int {
        max(1, min(iterationsPerEpoch / 2, 150), 2 * min(Evaluator.curveSamples, heldOut) / (3 * batch))
    }

    /// Rarer in a long run: after 32 evaluations, every doubling of the run adds 16. Not where a criterion counts evaluations.
    /// Where somebody watches, a long interval's beginning is looked at, too: after 10, 20, 40 … iterations.
    func recordHeldOutIfDue(completed: Int) {
        guard completed % trainingPlan.evaluationInterval == 0 else {
            guard completed < trainingPlan.evaluationInterval, keepsHistory, !trainingPlan.evaluatesEvenly else { return }
            let (tens, rest) = completed.quotientAndRemainder(dividingBy: 10)
            if rest == 0 && tens & (tens - 1) == 0 { recordHeldOut(completed: completed) }
            return
        }
        let number = completed / trainingPlan.evaluationInterval
        let spacing = number < 32 || trainingPlan.evaluatesEvenly ? 1 : 1 << (number.bitWidth - number.leadingZeroBitCount - 5)
        if number % spacing == 0 { recordHeldOut(completed: completed) }
    }

    func recordHeldOut(completed: Int) {
        if let last = metrics.heldOut.last, last.iteration >= completed { return }
        let result = evaluator.evaluate(atMost: Evaluator.curveSamples)
        let train = keepsHistory ? trainMeans(since: metrics.heldOut.last?.iteration ?? 0) : recent.take()
        metrics.heldOut.append(
            HeldOutPoint(
                iteration: completed, loss: result.loss, accuracy: result.accuracy, samples: result.samples,
                trainLoss: train?.loss,
                trainAccuracy: train?.accuracy))
    }

    /// Means over the batches from an iteration on.
    private func trainMeans(since iteration: Int) -> (loss: Double, accuracy: Double?)? {
        let range = iteration..<max(iteration, metrics.count)
        return metrics.trainLoss.summary(of: range).map { ($0.mean, metrics.trainAccuracy.summary(of: range)?.mean) }
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
