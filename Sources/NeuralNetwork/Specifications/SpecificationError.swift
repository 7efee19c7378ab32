/// Something a person wrote, on the command line or in a file, that cannot be built. One line: what was read, what was expected,
/// what was found, what to try.
public struct SpecificationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was being read: `network 'dens:128'`.
    public let subject: String
    /// What would have been right.
    public let expected: String
    /// What was there.
    public let found: String
    /// What to try, if there is good advice.
    public let suggestion: String?

    /// The parts of the one line.
    public init(_ subject: String, expected: String, found: String, suggestion: String? = nil) {
        (self.subject, self.expected, self.found, self.suggestion) = (subject, expected, found, suggestion)
    }

    public var description: String {
        "\(subject): expected \(expected), found \(found)" + (suggestion.map { "; \($0)" } ?? "")
    }
}
