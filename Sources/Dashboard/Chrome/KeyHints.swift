import TerminalGraphics
import Training

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
        let news = view.awaited?.hint ?? view.count.value.map { "count \($0): press s, S, n or N" } ?? view.message ?? status.notice
        if let news { text.append(" " + news + "  ", theme.style(theme.warning, .bold)) }
        for (keys, what) in hints {
            text.append(" " + keys, theme.style(theme.strong, .bold))
            text.append(" " + what + " ", theme.dim)
        }
        canvas.text(text, x: area.x, y: area.y, width: area.width)
    }

    private var hints: [(String, String)] {
        [
            ("s", "step"), ("S", "back"), ("n", "iteration"), ("Space", status.isRunning ? "pause" : "run"), ("←↑↓→", "select"),
            ("x", "explain"), ("Tab", "focus"), ("l", "list"), ("z", "zoom"), ("[ ]", "rate"), ("?", "help"), ("q", "quit"),
        ]
    }

    /// The only hint while there is nothing to see yet.
    static func quit(_ theme: Theme) -> QuitHint { QuitHint(theme: theme) }

    struct QuitHint {
        let theme: Theme
        func draw(in area: Rect, on canvas: inout Canvas) {
            canvas.text(StyledText([(" q", theme.bold), (" quit", theme.dim)]), x: area.x, y: area.y, width: area.width)
        }
    }
}
