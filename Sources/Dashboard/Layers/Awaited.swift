/// What a key that has been pressed waits for.
public enum Awaited: Hashable, Sendable {
    /// The letter of a new mark.
    case mark
    /// The letter of a mark to go to.
    case goingToMark

    /// What to press now, in words.
    public var hint: String {
        switch self {
        case .mark: "mark this moment: press a letter"
        case .goingToMark: "go to a mark: press its letter"
        }
    }
}
