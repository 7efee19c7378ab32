import TerminalGraphics

/// Cells beside and below each other with the same background: one rectangle instead of many, without seams when it is enlarged.
package struct BackgroundRun: Hashable, Sendable {
    package var area: Rect
    package var color: Color

    package init(area: Rect, color: Color) {
        self.area = area
        self.color = color
    }

    /// A canvas's backgrounds: runs along rows, and those of the same extent in rows below joined to them.
    package static func runs(of canvas: Canvas) -> [BackgroundRun] {
        var finished: [BackgroundRun] = []
        var open: [BackgroundRun] = []
        for y in 0..<canvas.size.height {
            var next: [BackgroundRun] = []
            var x = 0
            while x < canvas.size.width {
                let color = ScreenPicture.colors(of: canvas[x, y].style).background
                let start = x
                while x < canvas.size.width, ScreenPicture.colors(of: canvas[x, y].style).background == color { x += 1 }
                next.append(BackgroundRun(area: Rect(x: start, y: y, width: x - start, height: 1), color: color))
            }
            var above = open[...]
            for index in next.indices {
                // Both lists go from left to right.
                while let first = above.first, first.area.x < next[index].area.x { finished.append(above.removeFirst()) }
                guard let first = above.first, first.area.x == next[index].area.x, first.area.width == next[index].area.width,
                    first.color == next[index].color
                else { continue }
                next[index].area = Rect(x: first.area.x, y: first.area.y, width: first.area.width, height: first.area.height + 1)
                above.removeFirst()
            }
            finished += above
            open = next
        }
        return finished + open
    }
}
