/// A border around a pane, with a title on the left and a note on the right of its top line:
///
///     ╭ Loss ─────── log y ╮
///     │                    │
///     ╰────────────────────╯
///
/// In an area one row high only the top line is drawn; narrower than two columns, nothing.
public struct Frame: Hashable, Sendable {
    /// The line a border is drawn with. Focus is a different line and not only a different color, so that it shows without
    /// colors.
    public enum Line: Hashable, Sendable, CaseIterable {
        /// `╭─╮`, in ASCII `+-+`.
        case rounded
        /// `┏━┓`, in ASCII `#=#`.
        case heavy
        /// `╔═╗`, in ASCII `#=#`.
        case double
    }

    /// Stands in the top line, on the left.
    public var title: StyledText
    /// Stands in the top line, on the right; left out where the title needs the room.
    public var note: StyledText
    /// The look of the border.
    public var style: Style
    /// The glyphs that the border is drawn with.
    public var line: Line
    /// Whether there is no line at the bottom, since the top line of another frame stands there.
    public var isOpenBelow: Bool
    /// Whether the top line is the bottom of another frame.
    public var joinsAbove: Bool

    /// A frame.
    public init(
        title: StyledText = .empty, note: StyledText = .empty, style: Style = .plain, line: Line = .rounded,
        isOpenBelow: Bool = false, joinsAbove: Bool = false
    ) {
        self.title = title
        self.note = note
        self.style = style
        self.line = line
        (self.isOpenBelow, self.joinsAbove) = (isOpenBelow, joinsAbove)
    }

    /// The inside of a frame around `area`; empty where there is none.
    /// - Parameter isOpenBelow: of a frame without a line at its bottom.
    public static func content(of area: Rect, isOpenBelow: Bool = false) -> Rect {
        let inside = area.inset(horizontal: 1, vertical: 1)
        guard isOpenBelow, !inside.isEmpty || area.height == 2 else { return inside }
        return Rect(x: inside.x, y: inside.y, width: inside.width, height: area.height - 1)
    }

    /// Draws the border; the inside is left as it is.
    /// - Returns: the inside.
    @discardableResult
    public func draw(in area: Rect, on canvas: inout Canvas, glyphs: GlyphTier) -> Rect {
        let inside = Self.content(of: area, isOpenBelow: isOpenBelow)
        guard area.width >= 2, area.height >= 1 else { return inside }
        let parts = Parts(line, glyphs)
        let last = area.right - 1
        canvas.fill(Rect(x: area.x + 1, y: area.y, width: area.width - 2, height: 1), with: Cell(parts.horizontal, style))
        canvas.put(joinsAbove ? parts.teeLeft : parts.topLeft, x: area.x, y: area.y, style)
        canvas.put(joinsAbove ? parts.teeRight : parts.topRight, x: last, y: area.y, style)
        if area.height >= 2 {
            let bottom = isOpenBelow ? area.bottom : area.bottom - 1
            if !isOpenBelow {
                canvas.fill(
                    Rect(x: area.x + 1, y: bottom, width: area.width - 2, height: 1), with: Cell(parts.horizontal, style))
                canvas.put(parts.bottomLeft, x: area.x, y: bottom, style)
                canvas.put(parts.bottomRight, x: last, y: bottom, style)
            }
            for y in area.y + 1..<bottom {
                canvas.put(parts.vertical, x: area.x, y: y, style)
                canvas.put(parts.vertical, x: last, y: y, style)
            }
        }
        drawTopLine(in: area, on: &canvas, glyphs: glyphs)
        return inside
    }

    private func drawTopLine(in area: Rect, on canvas: inout Canvas, glyphs: GlyphTier) {
        // Corner, blank, text, blank, corner.
        let room = area.width - 4
        guard room >= 1 else { return }
        var titleWidth = 0
        if !title.isEmpty {
            titleWidth = min(title.width, room)
            canvas.put(" ", x: area.x + 1, y: area.y, style)
            let end = canvas.text(title, x: area.x + 2, y: area.y, width: room, glyphs: glyphs)
            canvas.put(" ", x: end, y: area.y, style)
        }
        let noteWidth = note.width
        // A note stands clear of the title by at least one piece of line; a cut note would say something else, so it is left out.
        guard noteWidth > 0, noteWidth + (titleWidth == 0 ? 0 : titleWidth + 3) <= room else { return }
        let start = area.right - 2 - noteWidth
        canvas.put(" ", x: start - 1, y: area.y, style)
        canvas.text(note, x: start, y: area.y, glyphs: glyphs)
        canvas.put(" ", x: area.right - 2, y: area.y, style)
    }

    private struct Parts {
        var topLeft, topRight, bottomLeft, bottomRight, horizontal, vertical, teeLeft, teeRight: Unicode.Scalar

        init(_ line: Line, _ glyphs: GlyphTier) {
            let scalars: [Unicode.Scalar]
            switch (line, glyphs) {
            case (.rounded, .ascii): scalars = ["+", "+", "+", "+", "-", "|", "+", "+"]
            case (_, .ascii): scalars = ["#", "#", "#", "#", "=", "|", "#", "#"]
            case (.rounded, _): scalars = ["╭", "╮", "╰", "╯", "─", "│", "├", "┤"]
            case (.heavy, _): scalars = ["┏", "┓", "┗", "┛", "━", "┃", "┣", "┫"]
            case (.double, _): scalars = ["╔", "╗", "╚", "╝", "═", "║", "╠", "╣"]
            }
            (topLeft, topRight, bottomLeft, bottomRight, horizontal, vertical) =
                (scalars[0], scalars[1], scalars[2], scalars[3], scalars[4], scalars[5])
            (teeLeft, teeRight) = (scalars[6], scalars[7])
        }
    }
}
