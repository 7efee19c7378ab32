/// Input that cannot be used: an argument, a file, something that somebody typed.
///
/// One line says all: what was read, what was expected there, what was found, and what to try. The parts are kept, so that who
/// shows the error can choose among them and tests need not read sentences.
public struct InputError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The class of the failure; it decides the exit code.
    public enum Kind: Int32, Sendable, CaseIterable {
        /// The request itself makes no sense: an unknown name, a negative count (`EX_USAGE`).
        case usage = 64
        /// The data are there but not what they should be (`EX_DATAERR`).
        case malformed = 65
        /// A file or folder is not there or may not be read (`EX_NOINPUT`).
        case missing = 66
        /// A service, helper program, terminal or the memory for it cannot be had (`EX_UNAVAILABLE`).
        case unavailable = 69
        /// An output file or folder cannot be made (`EX_CANTCREAT`).
        case cannotCreate = 73
        /// Reading or writing failed on the way (`EX_IOERR`).
        case inputOutput = 74
    }

    /// The class of the failure.
    public let kind: Kind
    /// The thing that was read: a file and the place in it, a folder, an option with its value.
    public let subject: String
    /// The kind of thing that would have been right.
    public let expected: String
    /// The thing that was there instead.
    public let found: String
    /// The thing to try; nil where nothing can be said beyond what was expected.
    public let advice: String?

    /// The parts of the one line `SUBJECT: expected EXPECTED, found FOUND; ADVICE`.
    public init(_ kind: Kind, _ subject: String, expected: String, found: String, advice: String? = nil) {
        self.kind = kind
        self.subject = subject
        self.expected = expected
        self.found = found
        self.advice = advice
    }

    /// Wrong usage: most of what a person can get wrong.
    public init(_ subject: String, expected: String, found: String, advice: String? = nil) {
        self.init(.usage, subject, expected: expected, found: found, advice: advice)
    }

    /// The exit code after `sysexits.h` of a program that ends because of this error.
    public var exitCode: Int32 { kind.rawValue }

    /// The one line. File names and values may hold anything, line breaks and terminal control codes among it: they are shown,
    /// not obeyed.
    public var description: String {
        OneLine.of("\(subject): expected \(expected), found \(found)" + (advice.map { "; \($0)" } ?? ""))
    }

    /// The same error as part of something larger: `subject` becomes `outer: subject`.
    /// - Parameter kind: nil keeps the kind.
    public func within(_ outer: String, _ kind: Kind? = nil) -> InputError {
        InputError(kind ?? self.kind, "\(outer): \(subject)", expected: expected, found: found, advice: advice)
    }

    /// The same error with another kind: a specification that is wrong usage at a prompt is malformed data in a file.
    public func `as`(_ kind: Kind) -> InputError {
        InputError(kind, subject, expected: expected, found: found, advice: advice)
    }

    /// A text that was found, in quotes and short enough for a line.
    public static func quoted(_ found: String) -> String {
        found.count > 60 ? "'\(found.prefix(60))…'" : "'\(found)'"
    }

    /// A name that is none of those known, with the nearest of them as advice, and all of them where none is near.
    /// - Parameter what: the kind of name that it should have been: `a key of a scenario`.
    public static func unknown(
        _ kind: Kind, _ subject: String, _ what: String, found: String, among names: [String]
    ) -> InputError {
        guard let nearest = NearestName.find(found, in: names) else {
            return InputError(kind, subject, expected: "one of \(names.joined(separator: ", "))", found: quoted(found))
        }
        return InputError(kind, subject, expected: what, found: quoted(found), advice: "did you mean '\(nearest)'?")
    }
}
