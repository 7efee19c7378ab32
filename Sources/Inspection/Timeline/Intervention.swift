import NeuralNetwork

/// What a person can change in a run. Every change is absolute: making it twice is making it once.
public enum Change: Hashable, Sendable {
    /// η before the schedule, from now on.
    case learningRate(Double)
    /// The optimizer and its settings, from now on. State that the new one has, too, goes on where it is the same method.
    case optimizer(OptimizerSpec)
    /// One weight or bias, by its place among all parameters.
    case parameter(Int, Float)

    /// Whether two changes are of the same thing, so that the later one takes the place of the earlier.
    package func isOfSame(_ other: Change) -> Bool {
        switch (self, other) {
        case (.learningRate, .learningRate), (.optimizer, .optimizer): true
        case (.parameter(let a, _), .parameter(let b, _)): a == b
        default: false
        }
    }

    /// Whether it changes what is computed before the updates.
    package var changesParameters: Bool {
        if case .parameter = self { true } else { false }
    }
}

/// A change, and when it was made: before the batch of an iteration was taken. η is used by that iteration's updates.
public struct Intervention: Hashable, Sendable {
    public var iteration: Int
    public var change: Change

    public init(iteration: Int, _ change: Change) {
        precondition(iteration >= 0, "iterations count from 0")
        self.iteration = iteration
        self.change = change
    }
}
