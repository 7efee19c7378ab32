import Inspection

extension Trainer {
    /// The reason to stop now, in words; nil: it should go on.
    public var reasonToStop: String? { stopping.reason(completed: completedIterations, evaluations.points) }

    /// The evaluation of this moment, where one was due and it is the best so far.
    public var bestEvaluationNow: HeldOutPoint? {
        guard let last = evaluations.points.last, last.iteration == completedIterations, last.loss.isFinite,
            !evaluations.points.dropLast().contains(where: { $0.loss <= last.loss })
        else { return nil }
        return last
    }

    /// Completed iterations at which a run stops by itself.
    public var finalIteration: Int { stopping.finalIteration }

    /// Loss of a batch when its samples are not looked at, penalties apart: that of the best constant output.
    public var guessingLoss: Double? {
        Guessing.loss(loss, of: data.train).map {
            loss.spec.reduction == .sum ? $0 * Double(min(log.batch(at: completedIterations), data.train.count)) : $0
        }
    }

    /// Loss and accuracy on the whole training set, with the present parameters.
    public func evaluateTrain() -> Evaluation {
        Evaluator(network: network, loss: loss, data: data.train).evaluate(atMost: .max)
    }

    /// Loss and accuracy on the whole held-out set, with the present parameters.
    public func evaluateHeldOut() -> Evaluation { evaluator.evaluate(atMost: .max) }

    /// A point of the held-out curve, with the present parameters.
    /// - Parameter train: means over the batches since the point before.
    func heldOutPoint(completed: Int, _ train: (loss: Double, accuracy: Double?)?) -> HeldOutPoint {
        let result = evaluator.evaluate(atMost: Evaluator.curveSamples)
        var point = HeldOutPoint(
            iteration: completed, loss: result.loss, accuracy: result.accuracy, samples: result.samples, trainLoss: train?.loss,
            trainAccuracy: train?.accuracy)
        point.determination = result.determination
        return point
    }

    func evaluateIfDue(completed: Int) {
        if plan.isEvaluationDue(completed: completed) { evaluate(completed: completed) }
    }

    func evaluate(completed: Int) {
        let train = evaluations.takeMeans()
        evaluations.points.append(heldOutPoint(completed: completed, train))
    }
}
