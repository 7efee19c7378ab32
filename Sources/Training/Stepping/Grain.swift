/// How much one step is.
public enum Grain: String, Hashable, Sendable, CaseIterable {
    /// One state of the machine: one layer forward, backward or updated.
    case layer
    /// Forward, loss, backward, or update.
    case pass
    /// One batch, from taking it to the last update.
    case iteration
    /// The training data once.
    case epoch
}

/// Which way a step goes in time.
public enum Direction: Hashable, Sendable {
    case forward, back
}
