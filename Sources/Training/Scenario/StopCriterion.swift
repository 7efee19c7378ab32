import Basics
import Inspection
import NeuralNetwork

/// The family of stop criteria.
public enum StopFamily: SpecificationFamily {
    /// The word for one of them in messages.
    public static let noun = "stop criterion"
    /// Every criterion that a scenario can name.
    public static let schemas: [SpecSchema] = [
        SpecSchema(
            "iterations", positional: ["count"], summary: "so many iterations done", [.init("count", .integer(minimum: 1))]),
        SpecSchema(
            "epochs", positional: ["count"], summary: "the data gone through so many times",
            [.init("count", .integer(minimum: 1))]),
        SpecSchema(
            "loss", positional: ["below"], summary: "held-out loss not above",
            [.init("below", .number(.notNegative)), .init("of", .word(["heldOut", "train"]), default: .word("heldOut"))]),
        SpecSchema(
            "accuracy", positional: ["above"], summary: "held-out accuracy not below",
            [.init("above", .number(.unit)), .init("of", .word(["heldOut", "train"]), default: .word("heldOut"))]),
        SpecSchema(
            "patience", positional: ["evaluations"], summary: "no improvement of the held-out loss in so many evaluations",
            [.init("evaluations", .integer(minimum: 1))]),
    ]
}

/// The criterion that ends a run: `iterations:1000`, `epochs:5`, `loss:0.05`, `accuracy:0.97`, `patience:5`.
///
/// Loss and accuracy are looked at where held-out samples are evaluated (twice an epoch, or every 150 iterations): those of the
/// held-out samples of the curve, or with `of:train` the mean over the batches since the evaluation before. `patience:5` ends a
/// run when the last five evaluations have not brought a lower held-out loss than the best before them.
public typealias StopCriterion = Specification<StopFamily>

extension Specification where Family == StopFamily {
    /// True if it can only be judged by evaluations.
    var needsEvaluations: Bool { name != "iterations" && name != "epochs" }

    /// Iterations at which it ends a run, where it is about their number.
    var iterations: Int? { name == "iterations" ? integer("count") : nil }

    /// Epochs at which it ends a run, where it is about their number.
    var epochs: Int? { name == "epochs" ? integer("count") : nil }
}
