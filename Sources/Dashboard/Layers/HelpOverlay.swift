import Inspection
import TerminalGraphics

/// All keys, in columns, over the whole screen. Made from the binding table.
struct HelpOverlay {
    let state: HelpState
    /// Why something in the help cannot be done in this run: reasons by what the help says of it.
    let reasons: [String: String]
    /// Sentences on what is selected, which come first.
    var here: [HelpTopic.Row] = []
    let theme: Theme

    func draw(in area: Rect, on canvas: inout Canvas, glyphs: GlyphTier) {
        let lines = lines(in: area.size)
        let width = min(area.width, max(20, (lines.map(\.width).max() ?? 0) + 4))
        let height = min(area.height, lines.count + 2)
        let box = Rect(x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width: width, height: height)
        let last = lastScroll(in: area.size)
        let scroll = min(state.scroll, last)
        canvas.fill(box, with: Cell(" ", theme.plain))
        let mark = ScrollMark.text(above: scroll, below: last - scroll)
        let note = (mark.map { "Up, Down scroll: \($0) · " } ?? "") + "Tab \(state.topic.next.rawValue) · Escape closes"
        let inside = Frame(
            title: StyledText(state.topic.title, theme.style(theme.focus, .bold)), note: StyledText(note, theme.dim),
            style: theme.style(theme.focus),
            line: .heavy
        ).draw(in: box, on: &canvas, glyphs: glyphs)
        canvas.lines(Array(lines.dropFirst(scroll)), in: inside.inset(horizontal: 1, vertical: 0), glyphs: glyphs)
    }

    /// The farthest that the help can be scrolled on a screen of this size.
    func lastScroll(in size: Size) -> Int {
        let lines = lines(in: size)
        return max(0, lines.count - (min(size.height, lines.count + 2) - 2))
    }

    /// All lines; without blank ones where that makes them fit.
    private func lines(in size: Size) -> [StyledText] {
        let lines = lines(width: size.width - 4)
        return lines.count + 2 > size.height ? lines.filter { !$0.isEmpty } : lines
    }

    /// The text on the right goes on in further lines where it is long.
    private func lines(width: Int) -> [StyledText] {
        let rows = here + state.topic.rows
        // Keys that are longer than that stand in lines of their own, and their help below.
        let keysWidth = min(rows.map(\.keys.cellWidth).max() ?? 0, max(14, width * 2 / 5))
        var lines: [StyledText] = []
        var section = ""
        for row in rows {
            if row.section != section {
                if !section.isEmpty { lines.append(.empty) }
                lines.append(StyledText(row.section, theme.style(theme.warning, .bold)))
                section = row.section
            }
            var keys = row.keys
            if keys.cellWidth > keysWidth {
                for part in keys.wrapped(to: max(16, width - 2)) { lines.append(StyledText("  " + part, theme.bold)) }
                keys = ""
            }
            let reason = reasons[row.help]
            let help = row.help + (reason.map { " (\($0))" } ?? "")
            for (index, part) in help.wrapped(to: max(16, width - keysWidth - 4)).enumerated() {
                lines.append(
                    StyledText([
                        ("  " + (index == 0 ? keys : "").padded(to: keysWidth), reason == nil ? theme.bold : theme.dim),
                        ("  " + part, reason == nil ? theme.plain : theme.dim),
                    ]))
            }
        }
        return lines
    }
}

extension HelpTopic {
    /// Stands in the border.
    var title: String {
        switch self {
        case .keys: "Keys"
        case .words: "Words and signs"
        case .commands: "Commands for the : line"
        case .expressions: "What :break and :watch understand"
        }
    }

    /// Entries in two columns.
    var rows: [HelpTopic.Row] {
        switch self {
        case .keys: Bindings.table.helpRows().map { Row(section: $0.section, keys: $0.keys, help: $0.help) }
        case .words: Glossary.rows
        case .commands: LineCatalog.all.map { Row(section: "Commands", keys: $0.names, help: $0.help) }
        case .expressions: WatchExpression.help.map { Row(section: $0.section, keys: $0.text, help: $0.meaning) }
        }
    }

    /// The topic that Tab leads to.
    var next: HelpTopic {
        let all = Self.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }

    /// A line of help.
    struct Row {
        var section: String
        var keys: String
        var help: String
    }
}
