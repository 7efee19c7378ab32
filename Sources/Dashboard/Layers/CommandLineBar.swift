import TerminalGraphics

/// The `:` line with what belongs to it: what Tab offers above it; below it how its command is used, or what is wrong, with a
/// caret under the place. It takes the last rows of the screen.
struct CommandLineBar {
    let line: LineEditor
    let theme: Theme

    func draw(in area: Rect, on canvas: inout Canvas, glyphs: GlyphTier) {
        guard area.height >= 3, area.width >= 4 else { return }
        let row = area.bottom - 2
        canvas.fill(Rect(x: area.x, y: row, width: area.width, height: 2), with: Cell(" ", theme.plain))
        // Where the line is longer than the screen is wide, the part around the cursor is shown.
        let room = area.width - 2
        let widths = line.scalars.map(\.cellWidth) + [1]
        var (first, used) = (line.cursor, widths[line.cursor])
        while first > 0, used + widths[first - 1] <= room {
            first -= 1
            used += widths[first]
        }
        canvas.text(StyledText(":", theme.style(theme.focus, .bold)), x: area.x, y: row, width: 1)
        var column = 0
        for (place, scalar) in (line.scalars + [" "]).enumerated().dropFirst(first) {
            guard column + widths[place] <= room else { break }
            let isCursor = place == line.cursor
            let isWrong = line.error.map { place >= $0.position } ?? false
            let isSelected = line.selected?.contains(place) ?? false
            let style =
                isSelected
                ? theme.highlight(theme.selected)
                : isCursor
                    ? theme.highlight(isWrong ? theme.bad : theme.focus) : isWrong ? theme.style(theme.bad, .bold) : theme.bold
            canvas.put(scalar, x: area.x + 1 + column, y: row, style)
            column += widths[place]
        }
        if let error = line.error {
            let before = widths[first..<max(first, min(error.position, widths.count))]
            draw(error, caret: 1 + before.reduce(0, +), in: area, on: &canvas, glyphs: glyphs)
        } else {
            canvas.text(hint.truncated(to: area.width, glyphs: glyphs), x: area.x, y: area.bottom - 1, width: area.width)
        }
        if let choice = line.choice { draw(choice, in: area, on: &canvas) }
    }

    /// The message stands beside its caret, on the side where there is room; where there is none, above the line.
    private func draw(_ error: LineError, caret: Int, in area: Rect, on canvas: inout Canvas, glyphs: GlyphTier) {
        let style = theme.style(theme.bad, .bold)
        let caret = min(area.width - 1, max(0, caret))
        let width = error.message.cellWidth
        canvas.text(StyledText("^", style), x: area.x + caret, y: area.bottom - 1, width: 1)
        if caret + 2 + width <= area.width {
            canvas.text(StyledText(error.message, style), x: area.x + caret + 2, y: area.bottom - 1, width: width)
        } else if width + 1 <= caret {
            canvas.text(StyledText(error.message, style), x: area.x + caret - 1 - width, y: area.bottom - 1, width: width)
        } else {
            let lines = StyledText(error.message, style).wrapped(to: area.width).prefix(max(1, area.height - 2))
            let top = area.bottom - 2 - lines.count
            canvas.fill(Rect(x: area.x, y: top, width: area.width, height: lines.count), with: Cell(" ", theme.plain))
            for (index, text) in lines.enumerated() { canvas.text(text, x: area.x, y: top + index, width: area.width) }
        }
    }

    private func draw(_ choice: LineEditor.Choice, in area: Rect, on canvas: inout Canvas) {
        let row = area.bottom - 3
        canvas.fill(Rect(x: area.x, y: row, width: area.width, height: 1), with: Cell(" ", theme.plain))
        let candidates = choice.completion.candidates
        // The chosen one and those before it that fit, then those behind it.
        var first = choice.index
        var width = candidates[first].cellWidth + 2
        while first > 0, width + candidates[first - 1].cellWidth + 2 <= area.width {
            first -= 1
            width += candidates[first].cellWidth + 2
        }
        var x = area.x
        for (index, candidate) in candidates[first...].enumerated() where x < area.right {
            let style = first + index == choice.index ? theme.highlight(theme.focus) : theme.plain
            canvas.text(StyledText(" " + candidate + " ", style), x: x, y: row, width: area.right - x)
            x += candidate.cellWidth + 2
        }
    }

    private var hint: StyledText {
        let input = LineInput(line.scalars, nil)
        if let (command, _) = try? LineCatalog.command(of: input), !input.name.text.isEmpty {
            return StyledText([(" " + command.usage, theme.style(theme.strong, .bold)), ("  " + command.help, theme.dim)])
        }
        return StyledText([
            (" Tab", theme.style(theme.strong, .bold)), (" completes ", theme.dim),
            (" Up Down", theme.style(theme.strong, .bold)), (" history ", theme.dim),
            (" Enter", theme.style(theme.strong, .bold)), (" does it ", theme.dim), (" Escape", theme.style(theme.strong, .bold)),
            (" leaves ", theme.dim),
            (" :help commands", theme.style(theme.strong, .bold)), (" lists them", theme.dim),
        ])
    }
}
