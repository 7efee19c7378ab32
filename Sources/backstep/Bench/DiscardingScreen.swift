import TerminalGraphics

/// A terminal that nobody looks at: what changes from frame to frame is written as a terminal would be sent it, counted, and
/// thrown away.
final class DiscardingScreen: Screen {
    let size: Size
    let glyphs = GlyphTier.braille
    /// Bytes of each frame, in order.
    private(set) var byteCounts: [Int] = []
    private var shown: Canvas

    init(size: Size) {
        self.size = size
        shown = Canvas(size)
    }

    func present(_ canvas: Canvas) {
        byteCounts.append(bytes(from: shown, to: canvas))
        shown = canvas
    }

    private func bytes(from old: Canvas, to new: Canvas) -> Int {
        let writer = AnsiText(depth: .palette256)
        var count = 0
        var style: Style?
        for run in CanvasDiff(from: old, to: new).runs {
            count += "\u{1B}[\(run.y + 1);\(run.x + 1)H".utf8.count
            for cell in run.cells {
                if cell.style != style {
                    count += writer.sequence(for: cell.style).utf8.count
                    style = cell.style
                }
                count += UTF8.width(cell.scalar)
            }
        }
        return count
    }
}
