/// A moment of training: so many states of so many iterations are done.
///
/// The beginning is `(0, 0)`. Everywhere else `1 ≤ done ≤ states`, so that the end of iteration *i* has one name, `(i, states)`.
public struct Position: Hashable, Sendable, Comparable {
    /// The iteration in view, from 0.
    public let iteration: Int
    /// The number of its states that are done.
    public let done: Int

    /// A position by its numbers. Only the beginning has done no state of its iteration: every other moment has one name.
    public init(iteration: Int, done: Int) {
        precondition(
            iteration >= 0 && done >= 0 && (done > 0 || iteration == 0),
            "a position after the beginning has done at least one state")
        self.iteration = iteration
        self.done = done
    }

    /// The beginning of the run: nothing is done.
    public static let start = Position(iteration: 0, done: 0)

    @inlinable
    public static func < (a: Position, b: Position) -> Bool { (a.iteration, a.done) < (b.iteration, b.done) }
}
