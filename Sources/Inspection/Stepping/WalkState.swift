/// The part of the last states' numbers that is shown: the neurons of a column one after the other, each term by term.
///
/// The states are done and their numbers are there; this is a place in a walk through them. Without one everything is shown.
public struct WalkState: Hashable, Sendable, Comparable {
    /// The part of a neuron that is being shown.
    public enum Part: Hashable, Sendable {
        /// The products of the neuron's sum: so many of so many.
        case terms(Int, of: Int)
        /// The bias has been added: the sum is whole.
        case bias
        /// The function of a layer has been applied.
        case function(layer: Int)
        /// A function within the layer has been applied: so many of those that follow its sums.
        case inner(Int)
        /// The neuron as a whole, in one step.
        case whole
    }

    /// States of the iteration that are done and shown whole: those after it, up to the position, are being walked through.
    public let since: Int
    /// Numbers there are to show in the stage at work: the column's neurons, or those of a stage on the way to them.
    public let units: Int
    /// The column that they belong to.
    public let column: Int
    /// The neuron that the walk began with; it goes on from there and round.
    public let first: Int
    /// The neuron at work.
    public let unit: Int
    /// Steps of the whole walk that have been made, from 1.
    public let shown: Int
    /// Steps in the whole walk.
    public let total: Int
    /// The last step made.
    public let part: Part
    /// Which of the neuron's sums is at work, or was the last.
    public let sum: Int
    /// True if that sum is whole.
    public let isPartWhole: Bool
    /// Whose number it is, where it is none of the column's neurons: a stage of a layer on the way.
    public let inner: InnerStage?
    /// True if the sum of the neuron at work is whole: only functions of it may be left.
    public let isSumWhole: Bool
    /// True if nothing of the neuron at work is left to show.
    public let isUnitWhole: Bool

    /// The column and the stage of its layer whose numbers are shown, on the way to the column's neurons or to the error at them.
    public struct InnerStage: Hashable, Sendable {
        /// The column that the stage belongs to.
        public let column: Int
        /// Among its layer's forward stages; nil going back to the column before, where none of those is arrived at.
        public let stage: Int?
        /// The stage's name: what it computes, in words.
        public let name: String
        /// Its place among the stages that are walked through.
        public let place: Int
        /// The number of stages.
        public let count: Int
    }

    /// The column whose number is at work, and which of its stages.
    public var place: StageUnit? { inner.flatMap { inner in inner.stage.map { StageUnit(stage: $0, unit: unit) } } }

    /// Neurons of the walk that were begun before this one.
    public func rank(of unit: Int) -> Int { (unit - first + units) % units }

    /// True if all of a neuron is shown.
    public func shows(_ unit: Int) -> Bool {
        let (asked, present) = (rank(of: unit), rank(of: self.unit))
        return asked < present || asked == present && isUnitWhole
    }

    /// Neurons shown whole.
    public var unitsShown: Int { rank(of: unit) + (isUnitWhole ? 1 : 0) }

    /// Of the same states, what has shown less comes first.
    public static func < (a: WalkState, b: WalkState) -> Bool { (a.since, a.shown) < (b.since, b.shown) }
}
