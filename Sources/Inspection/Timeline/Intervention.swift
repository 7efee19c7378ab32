import NeuralNetwork

/// Changes that a person can make to a run. Each is absolute: making it twice is making it once.
public enum Change: Hashable, Sendable {
    /// η before the schedule, from now on.
    case learningRate(Double)
    /// The optimizer and its settings, from now on. State that the new one has, too, goes on where it is the same method.
    case optimizer(OptimizerSpec)
    /// The penalty on the size of parameters, from now on.
    case penalty(PenaltySpec)
    /// Samples in a batch, from now on; what is left of the epoch under way comes in batches of this size.
    case batch(Int)
    /// The share of units that every dropout layer leaves out, from now on.
    case dropout(Double)
    /// One weight or bias, by its place among all parameters.
    case parameter(Int, Float)

    /// Whether two changes are of the same thing, so that the later one takes the place of the earlier.
    package func isOfSame(_ other: Change) -> Bool {
        switch (self, other) {
        case (.learningRate, .learningRate), (.optimizer, .optimizer), (.penalty, .penalty), (.batch, .batch),
            (.dropout, .dropout):
            true
        case (.parameter(let a, _), .parameter(let b, _)): a == b
        default: false
        }
    }

    /// Whether it changes what is computed before the updates.
    package var changesPasses: Bool {
        switch self {
        case .parameter, .penalty, .batch, .dropout: true
        case .learningRate, .optimizer: false
        }
    }
}

/// A change, and when it was made: before the batch of an iteration was taken. η is used by that iteration's updates.
public struct Intervention: Hashable, Sendable {
    /// The iteration before whose batch it was made.
    public var iteration: Int
    /// The new value; two interventions on the same thing in one iteration are the later one.
    public var change: Change

    /// A change before the batch of `iteration`, from 0.
    public init(iteration: Int, _ change: Change) {
        precondition(iteration >= 0, "iterations count from 0")
        self.iteration = iteration
        self.change = change
    }
}
