import NeuralNetwork

extension Session {
    /// Writes down what an iteration's passes have given, once.
    func record(_ iteration: Int) {
        metrics.trainLoss.append(batchDataLoss)
        if let fractionCorrect { metrics.trainAccuracy.append(fractionCorrect) }
        for (index, layer) in trainable.enumerated() {
            let isMeasured = computed.done > machine.doneBeforeUpdates && normsBeforeClipping.isEmpty
            let norm = isMeasured ? normsOfUpdate[index] : self.norm(.gradient, ofLayer: layer)
            metrics.gradientNorms[index].append(norm)
            if nonFinite == nil && !norm.isFinite {
                nonFinite = NonFiniteRecord(iteration: iteration, noticed: iteration, place: .gradient, layer: layer, self)
            }
        }
    }

    /// The fraction of the present batch that is read right; nil where outputs are no classes.
    var fractionCorrect: Double? {
        guard data.train.hasClasses else { return nil }
        return workspace.countCorrect(loss.spec, rules.targets, isBinary: data.train.classCount == 2).map {
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
        guard completed % rules.evaluationInterval == 0 else {
            guard completed < rules.evaluationInterval, keepsHistory, !rules.evaluatesEvenly else { return }
            let (tens, rest) = completed.quotientAndRemainder(dividingBy: 10)
            if rest == 0 && tens & (tens - 1) == 0 { recordHeldOut(completed: completed) }
            return
        }
        let number = completed / rules.evaluationInterval
        let spacing = number < 32 || rules.evaluatesEvenly ? 1 : 1 << (number.bitWidth - number.leadingZeroBitCount - 5)
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

extension Workspace<Float> {
    /// How many samples of the batch have their largest output where it should be; none of those that answer NaN.
    /// - Parameters:
    ///   - targets: how the loss takes its targets.
    ///   - isBinary: a single output stands for two classes: yes from probability ½ on, or from logit 0 on.
    /// - Returns: nil where outputs are no classes.
    func countCorrect(_ loss: LossSpec, _ targets: TargetForm, isBinary: Bool) -> Int? {
        let outputs = output
        let width = outputs.shape.count
        guard width > 1 else { return isBinary && width == 1 && targets != .classes ? countCorrectSigns(loss) : nil }
        let row = UnsafePointer(outputs.pointer)
        if targets == .classes { return countLargest(row, width, UnsafePointer(targetClasses.baseAddress)) }
        var correct = 0
        for sample in 0..<count {
            let row = row + sample * width
            var best = 0
            for index in 1..<width where row[index] > row[best] || row[index].isNaN { best = index }
            if !row[best].isNaN && targetValues[sample * width + best] == 1 { correct += 1 }
        }
        return correct
    }

    /// The same where targets are classes: every comparison with the target's has to hold, which none with a NaN does. Without a
    /// branch for each output, since nobody foresees how those would go.
    private func countLargest(_ outputs: UnsafePointer<Float>, _ width: Int, _ classes: UnsafePointer<Int32>?) -> Int {
        guard let classes else { return 0 }
        var correct = 0
        for sample in 0..<count {
            let row = outputs + sample &* width
            let target = Int(classes[sample])
            let value = row[target]
            var failing: Int32 = 0
            for index in 0..<width { failing |= row[index] <= value ? 0 : 1 }
            // The first of several that are the largest is the answer.
            if failing == 0 { for index in 0..<target { failing |= row[index] == value ? 1 : 0 } }
            correct &+= failing == 0 ? 1 : 0
        }
        return correct
    }

    private func countCorrectSigns(_ loss: LossSpec) -> Int {
        let border: Float = loss.outputIsLogits ? 0 : loss.borderOfTwoClasses
        return (0..<count).count { sample in
            !output.pointer[sample].isNaN && (output.pointer[sample] >= border) == (targetValues[sample] == 1)
        }
    }
}

extension LossSpec {
    /// From where on a single output, where it is no logit, says that a sample is of the second of two classes.
    var borderOfTwoClasses: Float { name == "hinge" ? 0 : 0.5 }
}
