import TerminalGraphics

/// A key that matters now, for the last line of the screen.
public struct KeyHint: Hashable, Sendable {
    public var keys: String
    public var what: String
    /// Those with the largest go first where there is no room for all.
    public var rank: Int
    /// What the keys ask for: dimmed where that cannot be done.
    public var command: Command?

    public init(_ keys: String, _ what: String, rank: Int, _ command: Command? = nil) {
        (self.keys, self.what, self.rank, self.command) = (keys, what, rank, command)
    }

    var width: Int { StyledText([(keys + what, .plain)]).width + 3 }
}
