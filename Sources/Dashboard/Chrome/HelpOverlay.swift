import TerminalGraphics

/// All keys, in columns, over the whole screen. Made from the binding table.
struct HelpOverlay {
    let state: HelpState
    let theme: Theme

    func draw(in area: Rect, on canvas: inout Canvas, glyphs: GlyphTier) {
        let lines = Self.lines(theme, height: area.height)
        let width = min(area.width, max(20, (lines.map(\.width).max() ?? 0) + 4))
        let height = min(area.height, lines.count + 2)
        let box = Rect(x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width: width, height: height)
        let last = Self.lastScroll(theme, height: area.height)
        let scroll = min(state.scroll, last)
        canvas.fill(box, with: Cell(" ", theme.plain))
        let note = last == 0 ? "Escape closes" : "Up, Down scroll · Escape closes"
        let inside = Frame(
            title: StyledText("Keys", theme.style(theme.focus, .bold)), note: StyledText(note, theme.dim), style: theme.style(theme.focus),
            line: .heavy
        ).draw(in: box, on: &canvas, glyphs: glyphs)
        canvas.lines(Array(lines.dropFirst(scroll)), in: inside.inset(horizontal: 1, vertical: 0), glyphs: glyphs)
    }

    /// The farthest that the help can be scrolled on a screen of this height.
    static func lastScroll(_ theme: Theme, height: Int) -> Int {
        let lines = lines(theme, height: height)
        return max(0, lines.count - (min(height, lines.count + 2) - 2))
    }

    /// All lines; without blank ones where that makes them fit.
    private static func lines(_ theme: Theme, height: Int) -> [StyledText] {
        let lines = lines(theme)
        return lines.count + 2 > height ? lines.filter { !$0.isEmpty } : lines
    }

    private static func lines(_ theme: Theme) -> [StyledText] {
        let rows = Bindings.table.helpRows()
        let width = rows.map(\.keys.cellWidth).max() ?? 0
        var lines: [StyledText] = []
        var section = ""
        for row in rows {
            if row.section != section {
                if !section.isEmpty { lines.append(.empty) }
                lines.append(StyledText(row.section, theme.style(theme.warning, .bold)))
                section = row.section
            }
            lines.append(StyledText([("  " + row.keys.padded(to: width), theme.bold), ("  " + row.help, theme.plain)]))
        }
        return lines
    }
}
