import Basics

/// The fault of a line, and where it is.
public struct LineError: Error, Hashable, Sendable {
    /// The message: what was expected, what was found.
    public let message: String
    /// The first wrong character, counted from the beginning of the line (the colon does not count).
    public let position: Int

    /// An error at a character of the line; the message is cut to a length that a screen has.
    public init(_ message: String, at position: Int) {
        self.message = OneLine.of(message, atMost: 200)
        self.position = position
    }
}
