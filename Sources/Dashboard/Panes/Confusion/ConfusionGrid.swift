import Inspection
import TerminalGraphics

/// The cells of a confusion matrix: numbers on the colors of their shares.
struct ConfusionGrid {
    let reading: ConfusionProbe.Reading
    /// Whether shares of a class are written, of all cells or of none.
    let isPercent: Bool
    let cell: Size
    let context: PaneContext

    /// Where numbers stand in their cells.
    var alignment: HorizontalAlignment { cell.height > 1 ? .center : .right }

    func drawRow(_ row: Int, x: Int, y: Int, on canvas: inout Canvas) {
        let theme = context.theme
        let total = max(1, reading.counts[row].reduce(0, +))
        for (column, count) in reading.counts[row].enumerated() {
            let share = Double(count) / Double(total)
            let area = Rect(x: x + column * cell.width, y: y, width: cell.width, height: cell.height)
            let isRight = row == column
            var text = isPercent ? NumberFormat.fixed(0).string(share * 100) : String(count)
            var style = theme.style(theme.faint)
            if count > 0 {
                if context.shading == .color {
                    let back = Self.color(share: share, isRight: isRight, theme)
                    style = Style(back.ink, on: back, isRight || share >= 0.02 ? .bold : [])
                    canvas.fill(area, with: Cell(" ", style))
                } else {
                    style =
                        isRight
                        ? theme.bold : Style(theme.text, on: theme.background, share >= 0.05 ? [.bold, .reverse] : .reverse)
                }
            }
            // The diagonal is told by its brackets, too.
            if isRight, text.count <= cell.width - 2 { text = "[\(text)]" }
            let line = Rect(x: area.x, y: y + (cell.height - 1) / 2, width: cell.width, height: 1)
            canvas.text(StyledText(count == 0 && !isRight ? "·" : text, style), in: line, alignment, glyphs: context.glyphs)
        }
    }

    /// Sizes in one row of colors, from what recedes to what stands out; what is right in gray, so that a mistake stands out from
    /// it. Even one mistake in a hundred is to be seen: the root spreads small shares.
    private static func color(share: Double, isRight: Bool, _ theme: Theme) -> Color {
        isRight
            ? theme.picture.color(at: 0.15 + 0.35 * share)
            : theme.sequential.color(at: 0.3 + 0.7 * min(1, (share * 2).squareRoot()))
    }
}
