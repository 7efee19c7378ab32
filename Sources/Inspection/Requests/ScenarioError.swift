/// A scenario that cannot be run, or a scenario file that cannot be read, in one line.
public struct ScenarioError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String
    /// As in `sysexits.h`: 64 wrong usage, 65 wrong data, 66 no such input.
    public let exitCode: Int32

    /// - Parameter description: the line; what a file has brought into it is shown and not obeyed (line breaks, control codes).
    public init(_ description: String, exitCode: Int32 = 64) {
        self.description = description.unicodeScalars.reduce(into: "") { line, scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .format, .surrogate:
                line += "\\u{\(String(scalar.value, radix: 16))}"
            default: line.unicodeScalars.append(scalar)
            }
        }
        self.exitCode = exitCode
    }

    /// What was found, short enough for a line.
    package static func quoted(_ found: String) -> String {
        found.count > 60 ? "'\(found.prefix(60))…'" : "'\(found)'"
    }
}
