import Inspection
import TerminalGraphics

/// A finding in the words and colors of the screen.
struct FindingText {
    let finding: Finding
    let theme: Theme

    /// A mark and a color for how bad it is: never the color alone.
    var style: (mark: String, style: Style) {
        switch finding.severity {
        case .fault: ("✗", theme.style(theme.bad, .bold))
        case .warning: ("!", theme.style(theme.warning, .bold))
        case .hint: ("·", theme.dim)
        }
    }

    /// `✗ dead units, layer 1`, `✗ vanishing, layers 1–7`
    var heading: StyledText {
        let place = finding.place.map { ", \($0)" } ?? ""
        return name + StyledText(place, theme.plain)
    }

    /// `✗ dead units`
    var name: StyledText { StyledText(style.mark + " " + finding.rule.replacing("-", with: " "), style.style) }

    /// A phrase with its numbers as the screen writes them.
    static func text(_ phrase: Phrase) -> String {
        phrase.text { NumberFormat(.significant(3), dropsTrailingZeros: true).string($0) }
    }
}
