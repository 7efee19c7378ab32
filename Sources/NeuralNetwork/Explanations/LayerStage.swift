/// One of the stages in which a layer computes what it puts out: sums of its own on the way to its outputs, or those of a layer
/// inside it.
///
/// The last stage of a layer is that of its outputs; going back, that of the error at its input. Most layers have no other.
public struct LayerStage: Hashable, Sendable {
    /// The products of each unit's sums.
    public enum Sums: Hashable, Sendable {
        /// So many in each of a unit's sums, one sum after the other; the same for every unit. Without any a unit is one step.
        case alike([Int])
        /// One sum for each unit, of so many products; without any a unit is one step.
        case each([Int])

        /// Sums of each unit.
        public func counts(of unit: Int) -> [Int] {
            switch self {
            case .alike(let counts): counts
            case .each(let counts): counts[unit] == 0 ? [] : [counts[unit]]
            }
        }
    }

    /// The tensors that a stage's factors are elements of.
    public enum Reads: Hashable, Sendable {
        case input
        /// Units of a stage before.
        case stage(Int)
        /// Of several things, or of none that has a place of its own.
        case several
    }

    /// Its name: `0 dense`, `query`, `t 3`; empty for the outputs themselves.
    public var name: String
    /// The number of units that it computes, one after the other.
    public var units: Int
    /// The sums that each of them is made of.
    public var sums: Sums
    /// Whether a bias ends each sum.
    public var hasBias: Bool
    /// Steps that follow the sums of each unit: functions of it.
    public var functions: Int
    /// Lines that explain each of them, at the end of what explains the unit.
    public var linesOfFunction: Int
    /// Where the factors come from.
    public var reads: Reads
    /// Going back: the stage whose numbers the error arrives at; nil where those are the layer's input.
    public var arrivesAt: Int?

    /// All parts at once.
    public init(
        _ name: String, units: Int, sums: Sums, hasBias: Bool = false, functions: Int = 0, linesOfFunction: Int = 1,
        reads: Reads = .input,
        arrivesAt: Int? = nil
    ) {
        (self.name, self.units, self.sums, self.hasBias) = (name, units, sums, hasBias)
        (self.functions, self.linesOfFunction) = (functions, linesOfFunction)
        (self.reads, self.arrivesAt) = (reads, arrivesAt)
    }
}

/// One sum of one unit of a stage.
public struct StageIndex: Hashable, Sendable {
    /// Whether it is a stage of the forward pass; of the backward pass otherwise.
    public let isForward: Bool
    /// Among the layer's forward or backward stages.
    public let stage: Int
    /// The unit among those of the stage.
    public let unit: Int
    /// Among the unit's sums.
    public let sum: Int

    /// All parts at once.
    public init(isForward: Bool, stage: Int, unit: Int, sum: Int = 0) {
        (self.isForward, self.stage, self.unit, self.sum) = (isForward, stage, unit, sum)
    }
}

/// A sum of a stage, with what its parts are called.
public struct StageSum: Hashable, Sendable {
    /// The products, in the order in which they are added.
    public let sum: ProductSum
    /// Its name: `z`, `z_f`, `s`.
    public let name: String
    /// In the field's notation: `Σ w·x + Σ u·h₋₁ + b`.
    public let formula: String
    /// The name of each factor: `x₃`, `h₀`.
    public let labels: [String]
    /// The value that the core has.
    public let value: Double
    /// The line of what is made of it at once: `f = σ(z_f)`.
    public let result: ExplainLine?

    /// All parts at once.
    public init(_ sum: ProductSum, name: String, formula: String, labels: [String], value: Double, result: ExplainLine? = nil) {
        (self.sum, self.name, self.formula) = (sum, name, formula)
        (self.labels, self.value, self.result) = (labels, value, result)
    }
}

extension Layer {
    /// The outputs alone.
    public var forwardStages: [LayerStage] { [outputStage] }
    /// The error at the input alone.
    public var backwardStages: [LayerStage] { [inputErrorStage] }
    /// No sum beside those of outputs and errors.
    public func stageSum(_ place: StageIndex, in pass: LayerPass<Scalar>) -> StageSum? { nil }
    /// It has no stage on the way.
    public func explainStage(_ stage: Int, _ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] { [] }
    /// It has no stage on the way.
    public func explainStageError(_ stage: Int, _ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] { [] }
    /// It has no stage on the way.
    public func parameters(ofStage stage: Int, _ unit: Int, in pass: LayerPass<Scalar>) -> [Int] { [] }

    /// The stage of the outputs, each the sum that `forwardSum` tells.
    var outputStage: LayerStage {
        LayerStage("", units: outputShape.count, sums: Self.sums(outputShape.count, forwardTermCount), hasBias: addsBias)
    }

    /// The stage of the error at the input, each the sum that `backwardSum` tells.
    var inputErrorStage: LayerStage {
        LayerStage("", units: inputShape.count, sums: Self.sums(inputShape.count, backwardTermCount))
    }

    private static func sums(_ units: Int, _ count: (Int) -> Int) -> LayerStage.Sums {
        let counts = (0..<units).map(count)
        guard let first = counts.first, counts.allSatisfy({ $0 == first }) else { return .each(counts) }
        return .alike(first == 0 ? [] : [first])
    }
}

extension LayerPass {
    /// A sum on the way through the layer; nil where there is none, and of layers whose outputs are their only sums.
    public func stageSum(_ place: StageIndex) -> StageSum? { layer.stageSum(place, in: self) }

    /// The computation of a number of a stage on the way, step by step; the last line is the number.
    public func explainStage(_ stage: Int, _ unit: Int) -> [ExplainLine] { layer.explainStage(stage, unit, in: self) }

    /// The computation of ∂L/∂ a number of a stage on the way; empty where there is none.
    public func explainStageError(_ stage: Int, _ unit: Int) -> [ExplainLine] { layer.explainStageError(stage, unit, in: self) }

    /// The parameters that a number of a stage on the way is made with, by their places among the layer's own and those inside
    /// it.
    public func parameters(ofStage stage: Int, _ unit: Int) -> [Int] { layer.parameters(ofStage: stage, unit, in: self) }
}
