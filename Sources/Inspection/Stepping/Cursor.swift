/// A position, and how much of it is shown.
public struct Cursor: Hashable, Sendable, Comparable {
    /// The position whose last states may be shown in part.
    public let position: Position
    /// Nil where everything is shown.
    public let walkState: WalkState?

    /// A cursor within a walk, or, without a walk, at a position shown whole.
    public init(position: Position, walkState: WalkState? = nil) {
        self.position = position
        self.walkState = walkState
    }

    public static func < (a: Cursor, b: Cursor) -> Bool {
        if a.position != b.position { return a.position < b.position }
        switch (a.walkState, b.walkState) {
        case (let a?, let b?): return a < b
        case (nil, _): return false
        case (_, nil): return true
        }
    }
}
