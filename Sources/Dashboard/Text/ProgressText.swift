import Inspection
import TerminalGraphics

/// Whether a run is getting anywhere, in a word, or in a sentence with its numbers.
struct ProgressText {
    let verdict: ProgressVerdict
    let theme: Theme

    var short: StyledText { StyledText(sign + " " + verdict.word.text, style) }

    /// `batch loss 0.345 ↓ improving`: the loss in view, in a long run the mean at the end of the curve, and what is to be thought of it. Before that can be said,
    /// the loss alone.
    func withLoss(_ name: String) -> StyledText {
        guard verdict.word != .notFinite, let latest = verdict.latest else { return wordAlone }
        var loss = StyledText([
            (name, theme.dim), (NumberFormat.significant(3).string(latest), theme.style(theme.train, .bold)),
        ])
        // Of overfitting neither loss alone tells anything.
        if verdict.word == .overfitting, let heldOut = verdict.heldOut {
            loss.append(name.isEmpty ? " ○ " : ", held-out ", theme.dim)
            loss.append(NumberFormat.significant(3).string(heldOut), theme.style(theme.heldOut, .bold))
        }
        return wordAlone.width == 0 ? loss : loss + StyledText(" ", theme.plain) + short
    }

    /// The word, where there is anything to say.
    var wordAlone: StyledText { verdict.word == .early ? .empty : short }

    var long: StyledText {
        guard let recent = verdict.recent, let before = verdict.before else { return short }
        let numbers = NumberFormat.significant(3)
        let iterations = "\(NumberFormat.integer.string(Double(verdict.window))) it"
        var text = short
        text.append(": loss ", theme.dim)
        text.append(numbers.string(recent), theme.style(theme.strong))
        switch verdict.word {
        case .notLearning, .poor, .stuck, .guessing:
            text.append(", guessing gives \(verdict.guessing.map(numbers.string) ?? "?")", theme.dim)
        case .early, .notFinite: return short
        default: text.append(" in the last \(iterations), \(numbers.string(before)) before", theme.dim)
        }
        return text
    }

    private var sign: String {
        switch verdict.word {
        case .early: "·"
        case .improving, .poor, .guessing: "↓"
        case .leveled: "→"
        case .learned: "✓"
        case .notLearning, .stuck: "■"
        case .worsening: "↑"
        case .overfitting: "!"
        case .unclear: "~"
        case .notFinite: "×"
        }
    }

    private var style: Style {
        switch verdict.word {
        case .early: theme.dim
        case .improving, .learned: theme.style(theme.good, .bold)
        case .leveled, .unclear: theme.bold
        case .overfitting, .poor, .guessing: theme.style(theme.warning, .bold)
        case .notLearning, .stuck, .worsening, .notFinite: theme.style(theme.bad, .bold)
        }
    }
}
