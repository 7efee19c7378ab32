import Inspection
import TerminalGraphics

/// The last line: news if there is any, the line being typed, or the keys that matter now.
struct KeyHints {
    let status: Status
    let view: ViewState
    let theme: Theme

    func draw(in area: Rect, on canvas: inout Canvas) {
        if let prompt = view.prompt {
            let text = StyledText([
                (" \(prompt.label): ", theme.style(theme.focus, .bold)), (prompt.text, theme.bold),
                ("▏", theme.style(theme.focus)),
                ("   Enter goes, Escape does not", theme.dim),
            ])
            canvas.text(text, x: area.x, y: area.y, width: area.width)
            return
        }
        var text = StyledText.empty
        if let notFinite = status.nonFinite {
            text.append(" ! \(notFinite) ", theme.highlight(theme.bad))
        }
        let news = view.awaited?.hint ?? view.count.hint(view.grain) ?? view.message ?? status.notice
        if let news { text.append(" " + news + "  ", theme.style(theme.warning, .bold)) }
        for hint in hints(fitting: area.width - text.width) {
            text.append(" " + hint.keys, theme.style(theme.strong, .bold))
            text.append(" " + hint.what, theme.dim)
            if text.width < area.width { text.append(" ", theme.dim) }
        }
        canvas.text(text, x: area.x, y: area.y, width: area.width)
    }

    private struct Hint {
        let keys: String
        let what: String
        /// Those with the largest go first where there is no room for all.
        let rank: Int

        var width: Int { StyledText([(keys + what, .plain)]).width + 3 }
    }

    /// Whole hints only, the most needed of them: who knows `?` finds the others.
    private func hints(fitting width: Int) -> [Hint] {
        let all =
            ofPane + [
                Hint(keys: "s", what: "step", rank: 1), Hint(keys: "S", what: "back", rank: 3),
                Hint(keys: "n", what: "iteration", rank: 4),
                Hint(keys: "Space", what: status.isRunning ? "pause" : "run", rank: 2),
                Hint(keys: "←↑↓→", what: "select", rank: 7), Hint(keys: "x", what: "explain", rank: 6),
                Hint(keys: "Tab", what: "focus", rank: 9), Hint(keys: "l", what: "list", rank: 8),
                Hint(keys: "z", what: "zoom", rank: 10),
                Hint(keys: "[ ]", what: "rate", rank: 11), Hint(keys: "?", what: "help", rank: 0),
                Hint(keys: "q", what: "quit", rank: 5),
            ]
        // The last one needs no blank behind it.
        var room = width + 1
        let kept = all.sorted { $0.rank < $1.rank }.prefix { hint in
            room -= hint.width
            return room >= 0
        }
        return all.filter { hint in kept.contains { $0.rank == hint.rank } }
    }

    /// What keys mean in the focused pane alone.
    private var ofPane: [Hint] {
        guard view.focus == .plane, status.isPlanar || status.isLinear else { return [] }
        let other = status.isLinear ? [] : [Hint(keys: "A", what: status.classNames.isEmpty ? "value" : "class", rank: -2)]
        return [Hint(keys: "a", what: "add a point", rank: -3)] + other + [Hint(keys: "⌫", what: "take it back", rank: -1)]
    }

    /// The only hint while there is nothing to see yet.
    static func quit(_ theme: Theme, waitingKeys: Int = 0) -> QuitHint { QuitHint(theme: theme, waitingKeys: waitingKeys) }

    struct QuitHint {
        let theme: Theme
        let waitingKeys: Int

        func draw(in area: Rect, on canvas: inout Canvas) {
            let news = waitingKeys == 0 ? "" : " \(waitingKeys) \(waitingKeys == 1 ? "key waits" : "keys wait") for the data  "
            // A q that follows other keys may belong to them.
            let key = waitingKeys == 0 ? " q" : " Ctrl-C"
            canvas.text(
                StyledText([(news, theme.style(theme.warning, .bold)), (key, theme.bold), (" quit", theme.dim)]),
                x: area.x, y: area.y, width: area.width)
        }
    }
}

extension PendingCount {
    /// What has been typed, and what can follow.
    fileprivate func hint(_ grain: Grain) -> String? {
        if let value { return "count \(value): press s, S, n or N" }
        return mayBecomeCount ? "grain: \(grain.rawValue) (\(digits)… is a count)" : nil
    }
}
