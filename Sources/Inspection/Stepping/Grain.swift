/// The length of one step.
public enum Grain: String, Hashable, Sendable, CaseIterable, Comparable {
    /// One product of one neuron's sum, its bias, or its function: `+ w·a`. The numbers are there; they are shown one by one.
    case term
    /// One neuron's z and a going forward, its δ coming back.
    case neuron
    /// One state of the machine: one layer forward, backward or updated.
    case layer
    /// Forward, loss, backward, or update.
    case pass
    /// One batch, from taking it to the last update.
    case iteration
    /// The training data once.
    case epoch

    /// Finer grains come first.
    public static func < (a: Grain, b: Grain) -> Bool { (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0) }

    /// True of the grains that show what a state has computed little by little.
    public var isWalk: Bool { self == .term || self == .neuron }
}

/// Which way a step goes in time.
public enum Direction: Hashable, Sendable {
    case forward, back
}
