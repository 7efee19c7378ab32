/// What went wrong while finding, reading or fetching data, said in one line.
///
/// The line always names what was read, what was expected there, what was found, and what to try.
public struct DatasetError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The class of the failure; it decides the exit code.
    public enum Kind: Int32, Sendable, CaseIterable {
        /// The request itself makes no sense: an unknown name, a negative count (`EX_USAGE`).
        case usage = 64
        /// The data are there but not what they should be (`EX_DATAERR`).
        case malformed = 65
        /// A file or folder is not there or may not be read (`EX_NOINPUT`).
        case missing = 66
        /// A service or helper program cannot be reached (`EX_UNAVAILABLE`).
        case unavailable = 69
        /// An output file or folder cannot be made (`EX_CANTCREAT`).
        case cannotCreate = 73
        /// Reading or writing failed on the way (`EX_IOERR`).
        case inputOutput = 74
    }

    public let kind: Kind
    /// What was read: a file, a folder, a flag's value.
    public let subject: String
    /// What was expected there.
    public let expected: String
    /// What was found instead.
    public let found: String
    /// What the reader of the line can do about it.
    public let advice: String

    public init(_ kind: Kind, _ subject: String, expected: String, found: String, advice: String) {
        self.kind = kind
        self.subject = subject
        self.expected = expected
        self.found = found
        self.advice = advice
    }

    /// The exit code after `sysexits.h` that a program ending because of this error returns.
    public var exitCode: Int32 { kind.rawValue }

    public var description: String {
        Self.oneLine("\(subject): expected \(expected), found \(found); \(advice)")
    }

    /// File names may hold anything, line breaks and terminal control codes among it: they are shown, not obeyed.
    static func oneLine(_ text: String) -> String {
        var line = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .format, .surrogate:
                line += "\\u{\(String(scalar.value, radix: 16))}"
            default:
                line.unicodeScalars.append(scalar)
            }
        }
        return line
    }
}
