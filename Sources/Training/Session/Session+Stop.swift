import Basics
import Inspection
import NeuralNetwork

extension Session {
    /// Why the run should stop at the position in view, in words; nil: it should go on. The same at every visit.
    public var reasonToStop: String? {
        let completed = completedIterations
        if completed == finalIteration {
            let epochs = completed / machine.iterationsPerEpoch
            return completed % machine.iterationsPerEpoch == 0
                ? "\(epochs) \(epochs == 1 ? "epoch" : "epochs") done" : "\(completed) iterations done"
        }
        return criterionMet(at: completed)?.reason
    }

    /// Lets a run that has been stopped, or has been taken beyond its end by hand, go on: to the next multiple of its length, and
    /// whatever criterion has been met.
    public func overruleStop() {
        let completed = completedIterations
        let length = SessionPlan.runLength(scenario, stopCriteria, perEpoch: machine.iterationsPerEpoch)
        if completed >= finalIteration { finalIteration = (completed / length + 1) * length }
        while let met = criterionMet(at: completed) { overruled.insert(met.criterion) }
    }

    private func criterionMet(at completed: Int) -> (criterion: StopCriterion, reason: String)? {
        guard !stopCriteria.isEmpty, completed > 0, let index = metrics.heldOut.lastIndex(where: { $0.iteration <= completed }),
            metrics.heldOut[index].iteration == completed
        else { return nil }
        for criterion in stopCriteria where criterion.needsEvaluations && !overruled.contains(criterion) {
            if let reason = reason(criterion, at: index) { return (criterion, reason) }
        }
        return nil
    }

    private func reason(_ criterion: StopCriterion, at index: Int) -> String? {
        let point = metrics.heldOut[index]
        switch criterion.name {
        case "loss":
            let isTrain = criterion.word("of") == "train"
            guard let loss = isTrain ? point.trainLoss : point.loss, loss <= criterion.number("below") else { return nil }
            return
                "\(isTrain ? "train" : "held-out") loss \(SpecNumber.text(loss)) has reached \(SpecNumber.text(criterion.number("below")))"
        case "accuracy":
            let isTrain = criterion.word("of") == "train"
            guard let accuracy = isTrain ? point.trainAccuracy : point.accuracy, accuracy >= criterion.number("above") else {
                return nil
            }
            return
                "\(isTrain ? "train" : "held-out") accuracy \(SpecNumber.text(accuracy)) has reached \(SpecNumber.text(criterion.number("above")))"
        case "patience":
            let patience = criterion.integer("evaluations")
            guard index >= patience else { return nil }
            // Written so that a NaN is no improvement.
            let best = metrics.heldOut[...(index - patience)].reduce(Double.infinity) { $1.loss < $0 ? $1.loss : $0 }
            guard !metrics.heldOut[(index - patience + 1)...index].contains(where: { $0.loss < best }) else { return nil }
            return "no lower held-out loss in \(patience) \(patience == 1 ? "evaluation" : "evaluations")"
        default: return nil
        }
    }
}

/// Numbers in a sentence: four digits are enough.
private enum SpecNumber {
    static func text(_ value: Double) -> String {
        let rounded = (value * 1e4).rounded() / 1e4
        return rounded == rounded.rounded() && abs(rounded) < 1e9 ? String(Int(saturating: rounded)) : String(rounded)
    }
}
