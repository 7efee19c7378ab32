import TerminalGraphics

/// All panes by name, with what each shows, over the screen.
struct PaneMenuOverlay {
    let menu: PaneMenu
    let panes: [(name: String, summary: String, isShown: Bool)]
    let theme: Theme

    func draw(in area: Rect, on canvas: inout Canvas, glyphs: GlyphTier) {
        // As wide and high as with all panes, whatever has been typed.
        let names = PaneCatalog.all.map(\.id.rawValue.cellWidth).max() ?? 0
        let width = min(area.width, (PaneCatalog.all.map(\.summary.cellWidth).max() ?? 0) + names + 9)
        let height = min(area.height, PaneCatalog.all.count + 2)
        let box = Rect(x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width: width, height: height)
        canvas.fill(box, with: Cell(" ", theme.plain))
        let rows = max(0, height - 2)
        let first = min(max(0, menu.index - rows / 2), max(0, panes.count - rows))
        let mark = ScrollMark.text(above: first, below: panes.count - first - min(rows, panes.count))
        let inside = Frame(
            title: StyledText("Open a pane" + (menu.typed.isEmpty ? "" : ": " + menu.typed), theme.style(theme.focus, .bold)),
            note: StyledText(
                (mark.map { $0 + " · " } ?? "")
                    + (width >= 64 ? "letters narrow · Enter in its place · Space here" : "letters, Enter, Space here"), theme.dim
            ),
            style: theme.style(theme.focus), line: .heavy
        ).draw(in: box, on: &canvas, glyphs: glyphs)
        for (row, pane) in panes.dropFirst(first).prefix(inside.height).enumerated() {
            let isChosen = first + row == menu.index
            let mark = isChosen ? "▸ " : pane.isShown ? "● " : "  "
            let text = StyledText([
                (" " + mark, theme.style(isChosen ? theme.focus : theme.faint, .bold)),
                (pane.name.padded(to: names + 2), isChosen ? theme.highlight(theme.focus) : theme.bold),
                (" " + pane.summary, isChosen ? theme.plain : theme.dim),
            ])
            canvas.text(text, x: inside.x, y: inside.y + row, width: inside.width, glyphs: glyphs)
        }
    }
}
