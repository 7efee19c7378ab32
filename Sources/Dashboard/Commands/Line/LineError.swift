import Basics

/// What is wrong with a line, and where.
public struct LineError: Error, Hashable, Sendable {
    /// What was expected, what was found.
    public let message: String
    /// The first wrong character, counted from the beginning of the line (the colon does not count).
    public let position: Int

    public init(_ message: String, at position: Int) {
        self.message = OneLine.of(message, atMost: 200)
        self.position = position
    }
}
