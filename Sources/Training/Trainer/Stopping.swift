import Basics
import Datasets
import Inspection
import NeuralNetwork

/// End of a run: the number of its iterations, and what a scenario names besides.
struct Stopping {
    private let criteria: [StopCriterion]
    /// Length of the run as it was planned.
    private let length: RunLength
    /// Where epochs begin and end.
    var epochs: EpochCourse { didSet { finalIteration = length.iterations(in: epochs, times: times) } }
    /// Runs of this length that have been gone on to, the first among them.
    private var times = 1
    /// Completed iterations at which the run stops by itself.
    private(set) var finalIteration: Int
    /// Criteria that have stopped the run once and were overruled by going on.
    private var overruled: Set<StopCriterion> = []

    init(_ criteria: [StopCriterion], _ length: RunLength, _ epochs: EpochCourse) {
        (self.criteria, self.length, self.epochs) = (criteria, length, epochs)
        finalIteration = length.iterations(in: epochs)
    }

    /// The reason to stop after so many iterations, in words; nil: it should go on. The same at every visit.
    /// - Parameter evaluations: those on held-out samples so far.
    func reason(completed: Int, _ evaluations: [HeldOutPoint]) -> String? {
        if completed == finalIteration {
            let number = epochs.place(of: completed).epoch
            return epochs.isEpochEnd(completed)
                ? "\(number) \(number == 1 ? "epoch" : "epochs") done" : "\(completed) iterations done"
        }
        return criteria.isEmpty ? nil : criterionMet(at: completed, evaluations)?.reason
    }

    /// Lets a run that has been stopped, or has been taken beyond its end by hand, go on: to the next multiple of its length, and
    /// whatever criterion has been met.
    mutating func overrule(completed: Int, _ evaluations: [HeldOutPoint]) {
        while completed >= finalIteration {
            times += 1
            finalIteration = length.iterations(in: epochs, times: times)
        }
        while let met = criterionMet(at: completed, evaluations) { overruled.insert(met.criterion) }
    }

    private func criterionMet(at completed: Int, _ evaluations: [HeldOutPoint]) -> (criterion: StopCriterion, reason: String)? {
        guard !criteria.isEmpty, completed > 0, let index = evaluations.lastIndex(where: { $0.iteration <= completed }),
            evaluations[index].iteration == completed
        else { return nil }
        for criterion in criteria where criterion.needsEvaluations && !overruled.contains(criterion) {
            if let reason = criterion.reason(at: index, of: evaluations) { return (criterion, reason) }
        }
        return nil
    }
}

extension Specification where Family == StopFamily {
    /// The reason that an evaluation gives to stop, in words; nil where it does not.
    fileprivate func reason(at index: Int, of evaluations: [HeldOutPoint]) -> String? {
        let point = evaluations[index]
        switch name {
        case "loss":
            let isTrain = word("of") == "train"
            guard let loss = isTrain ? point.trainLoss : point.loss, loss <= number("below") else { return nil }
            return "\(isTrain ? "train" : "held-out") loss \(Self.text(loss)) has reached \(Self.text(number("below")))"
        case "accuracy":
            let isTrain = word("of") == "train"
            guard let accuracy = isTrain ? point.trainAccuracy : point.accuracy, accuracy >= number("above") else { return nil }
            return "\(isTrain ? "train" : "held-out") accuracy \(Self.text(accuracy)) has reached \(Self.text(number("above")))"
        case "patience":
            let patience = integer("evaluations")
            guard index >= patience else { return nil }
            // Written so that a NaN is no improvement.
            let best = evaluations[...(index - patience)].reduce(Double.infinity) { $1.loss < $0 ? $1.loss : $0 }
            guard !evaluations[(index - patience + 1)...index].contains(where: { $0.loss < best }) else { return nil }
            return "no lower held-out loss in \(patience) \(patience == 1 ? "evaluation" : "evaluations")"
        default: return nil
        }
    }

    /// A number in a sentence: four digits are enough.
    private static func text(_ value: Double) -> String {
        let rounded = (value * 1e4).rounded() / 1e4
        return rounded == rounded.rounded() && abs(rounded) < 1e9 ? String(Int(saturating: rounded)) : String(rounded)
    }
}
