/// A reference file that cannot be run: what was read, what was expected, what was found.
public struct ReferenceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file's name and where in it.
    public let subject: String
    /// What was expected and what was found.
    public let problem: String

    public var description: String { "\(subject): \(problem)" }
}
