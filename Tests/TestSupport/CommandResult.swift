import Foundation

/// What a finished command has left: its output, its messages, and how it ended.
public struct CommandResult: Sendable, CustomStringConvertible {
    /// How a command ended.
    public enum Ending: Hashable, Sendable {
        case exit(Int32)
        case signal(Int32)
    }

    public var ending: Ending
    public var output: String
    public var errors: String

    public var isSuccess: Bool { ending == .exit(0) }
    /// The lines of standard output, without the empty one behind the last line feed.
    public var outputLines: [String] { Self.lines(output) }
    /// The lines of standard error, without the empty one behind the last line feed.
    public var errorLines: [String] { Self.lines(errors) }

    public var description: String { "\(ending)\noutput: \(output)\nerrors: \(errors)" }

    private static func lines(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}
