import Inspection
import TerminalGraphics

/// The last line: news if there is any, and the keys that matter now.
struct KeyHints {
    let status: Status
    let view: ViewState
    /// The text of a layer over the panes.
    let news: String?
    /// Keys of the focused pane alone.
    let ofPane: [KeyHint]
    let theme: Theme

    func draw(in area: Rect, on canvas: inout Canvas) {
        var text = newsText
        for hint in hints(fitting: area.width - text.width) {
            let isAvailable = hint.command.map { $0.availability(status) == .yes } ?? true
            text.append(" " + hint.keys, isAvailable ? theme.style(theme.strong, .bold) : theme.dim)
            text.append(" " + hint.what, theme.dim)
            if text.width < area.width { text.append(" ", theme.dim) }
        }
        canvas.text(text, x: area.x, y: area.y, width: area.width)
    }

    private var newsText: StyledText {
        var text = StyledText.empty
        if let notFinite = status.nonFinite {
            text.append(" ! \(notFinite) ", theme.highlight(theme.bad))
        }
        let news = news ?? view.count.hint(view.grain) ?? view.message ?? status.notice
        if let news { text.append(" " + news + "  ", theme.style(theme.warning, .bold)) }
        return text
    }

    /// The key whose hint stands in a column, to be pressed by a click; nil where none does.
    func key(at x: Int, in area: Rect) -> KeyPress? {
        var start = area.x + newsText.width
        for hint in hints(fitting: area.width - newsText.width) {
            let length = hint.keys.cellWidth + hint.what.cellWidth + 2
            if (start..<start + length).contains(x) { return hint.key(at: x - start - 1) }
            start += length + 1
        }
        return nil
    }

    /// Whole hints only, the most needed of them: who knows `?` finds the others.
    private func hints(fitting width: Int) -> [KeyHint] {
        if let attached = status.attached { return fitting(width, ofPane + Self.ofAttached(attached)) }
        let all =
            ofPane + [
                KeyHint("s", "step", rank: 1, .step(.forward)), KeyHint("S", "back", rank: 3, .step(.back)),
                KeyHint("n", "iteration", rank: 4, .stepIteration(.forward)),
                KeyHint("Space", status.isRunning ? "pause" : "run", rank: 2, .request(.toggleRun)),
                KeyHint("←↑↓→", "select", rank: 7), KeyHint("x", "explain", rank: 6), KeyHint("Tab", "focus", rank: 9),
                KeyHint("l", "list", rank: 8), KeyHint("z", "zoom", rank: 10),
                KeyHint("[ ]", "rate", rank: 11, .request(.changeLearningRate(up: true))), KeyHint("?", "help", rank: 0),
                KeyHint("q", "quit", rank: 5),
            ]
        return fitting(width, all)
    }

    /// Keys of a run that trains elsewhere.
    private static func ofAttached(_ attached: AttachedFacts) -> [KeyHint] {
        [
            KeyHint("Space", attached.isHeld ? "let go" : "hold", rank: 1, .request(.toggleRun)),
            KeyHint("n", "record an update", rank: 2, .stepIteration(.forward)), KeyHint("s", "step", rank: 3, .step(.forward)),
            KeyHint("S", "back", rank: 4, .step(.back)), KeyHint("N", "recorded before", rank: 6, .stepIteration(.back)),
            KeyHint("Tab", "focus", rank: 8), KeyHint("l", "list", rank: 7), KeyHint("z", "zoom", rank: 9),
            KeyHint("?", "help", rank: 0), KeyHint("q", "quit", rank: 5),
        ]
    }

    private func fitting(_ width: Int, _ all: [KeyHint]) -> [KeyHint] {
        // The last one needs no blank behind it.
        var room = width + 1
        let kept = all.sorted { $0.rank < $1.rank }.prefix { hint in
            room -= hint.width
            return room >= 0
        }
        return all.filter { hint in kept.contains { $0.rank == hint.rank } }
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
    /// Digits that have been typed, and what can follow.
    fileprivate func hint(_ grain: Grain) -> String? {
        if let value { return "count \(value): press s, S, n or N" }
        return mayBecomeCount ? "grain: \(grain.rawValue) (\(digits)… is a count)" : nil
    }
}
