import Inspection
import TerminalGraphics

/// A line of text, and where the number in it comes from.
struct ExplanationLine {
    var text: StyledText
    /// The selection that shows where it comes from.
    var jump: Selection?
    /// Whether it is the finding of a gradient check.
    var isCheck = false
    /// Whether it says what the lines below it are of.
    var isHeading = false

    /// Whether its number has not been computed yet.
    var isPending: Bool { text.string.hasSuffix(Self.pending) }

    /// The words where a number is not known yet.
    static let pending = "not yet"
    /// The place of a number that somebody is asked for.
    static let masked = "▒▒▒▒"
}
