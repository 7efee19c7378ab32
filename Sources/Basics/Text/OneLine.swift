/// Text from outside (arguments, file names, what files say) as one line of a bounded length that does nothing to a terminal.
public enum OneLine {
    /// Line breaks, control codes and characters that change the direction of writing are shown, not obeyed; of a very long text
    /// the beginning and the end are kept, where a message has its subject and its advice.
    ///
    ///     OneLine.of("a\nb")  // a\u{a}b
    ///
    /// - Parameter limit: characters that the line has at most, at least 16.
    public static func of(_ text: String, atMost limit: Int = 800) -> String {
        precondition(limit >= 16, "a line of \(limit) characters says nothing")
        var line = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .format, .surrogate:
                line += "\\u{\(String(scalar.value, radix: 16))}"
            default:
                line.unicodeScalars.append(scalar)
            }
        }
        guard line.count > limit else { return line }
        let tail = limit / 2
        return "\(line.prefix(limit - tail - 3)) … \(line.suffix(tail))"
    }
}
