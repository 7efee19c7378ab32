/// Steps of a term or a neuron.
public struct WalkStep: Hashable, Sendable {
    /// `term` or `neuron`.
    public var grain: Grain
    /// Steps of that length.
    public var count: Int
    /// Forward, or back.
    public var direction: Direction
    /// The neuron that a walk through its column begins with; nil: the one it began with the last time.
    public var selection: Selection?
    /// To the end of the sum under way, in place of counting.
    public var toEndOfSum: Bool

    /// One step forward, unless more is said.
    public init(
        _ grain: Grain, count: Int = 1, _ direction: Direction = .forward, selection: Selection? = nil, toEndOfSum: Bool = false
    ) {
        (self.grain, self.count, self.direction) = (grain, count, direction)
        (self.selection, self.toEndOfSum) = (selection, toEndOfSum)
    }
}

/// The order in which the terms of a sum are shown.
public enum TermOrder: Hashable, Sendable {
    /// As the formula has them: by the number of the neuron they come from.
    case inOrder
    /// By what they carry, the largest |w·a| first.
    case largestFirst
}
