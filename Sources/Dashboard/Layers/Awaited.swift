/// The second key that one that has been pressed waits for.
public enum Awaited: Hashable, Sendable {
    /// The letter of a new mark.
    case mark
    /// The letter of a mark to go to.
    case goingToMark

    /// The key to press now, in words.
    public var hint: String {
        switch self {
        case .mark: "mark this moment: press a letter"
        case .goingToMark: "go to a mark: press its letter"
        }
    }
}
