/// A grid of cells that panes draw into. Every drawing operation is clipped to ``clip``: a pane cannot draw outside its area,
/// whatever it does. Each frame is drawn whole; the screen finds out what changed.
public struct Canvas: Equatable, Sendable {
    /// Columns and rows.
    public let size: Size
    /// Row-major, `size.width * size.height` cells.
    public private(set) var cells: [Cell]
    /// Where drawing has an effect.
    public private(set) var clip: Rect
    /// Whether a character of two cells has ever been put: most screens have none, whose halves would have to be looked for.
    private var hasWide = false

    /// A canvas of one cell repeated, that draws everywhere.
    public init(_ size: Size, fill: Cell = .blank) {
        self.size = size
        cells = Array(repeating: fill, count: size.width * size.height)
        clip = Rect(size)
    }

    /// Whether two canvases look alike and draw in the same place.
    public static func == (a: Canvas, b: Canvas) -> Bool { a.size == b.size && a.clip == b.clip && a.cells == b.cells }

    /// All of it as a rectangle.
    public var bounds: Rect { Rect(size) }

    /// The cell at a position; blank outside the canvas.
    public subscript(x: Int, y: Int) -> Cell {
        guard x >= 0, y >= 0, x < size.width, y < size.height else { return .blank }
        return cells[y * size.width + x]
    }

    /// Runs `draw` with drawing limited to `area` (within the present limit).
    public mutating func clipped(to area: Rect, _ draw: (inout Canvas) -> Void) {
        let outer = clip
        clip = outer.intersection(area)
        draw(&self)
        clip = outer
    }

    /// Puts one character with its style, in two cells where it is wide; nothing happens outside the clip. A wide character with
    /// room for half of it becomes a blank, and so does the half that is left of one under what is put.
    public mutating func put(_ cell: Cell, x: Int, y: Int) {
        guard x >= clip.x, y >= clip.y, x < clip.right, y < clip.bottom else { return }
        let index = y * size.width + x
        guard cell.isWide else {
            makeRoom(x..<x + 1, row: y)
            cells[index] = cell
            return
        }
        guard x + 1 < clip.right else { return put(Cell(" ", cell.style), x: x, y: y) }
        makeRoom(x..<x + 2, row: y)
        hasWide = true
        cells[index] = cell
        cells[index + 1] = .continuation(cell.style)
    }

    /// Blanks the halves that are left of wide characters at both ends of what is about to be drawn over.
    @inline(__always)
    private mutating func makeRoom(_ columns: Range<Int>, row: Int) {
        if hasWide { blankHalves(beside: columns, row: row) }
    }

    private mutating func blankHalves(beside columns: Range<Int>, row: Int) {
        let start = row * size.width
        if cells[start + columns.lowerBound].isContinuation, columns.lowerBound > 0 {
            cells[start + columns.lowerBound - 1].scalar = " "
        }
        if columns.upperBound < size.width, cells[start + columns.upperBound].isContinuation {
            cells[start + columns.upperBound].scalar = " "
        }
    }

    /// Puts one character; nothing happens outside the clip.
    public mutating func put(_ scalar: Unicode.Scalar, x: Int, y: Int, _ style: Style = .plain) {
        put(Cell(scalar, style), x: x, y: y)
    }

    /// Changes the style of a cell and leaves its character.
    public mutating func restyle(x: Int, y: Int, _ change: (inout Style) -> Void) {
        guard x >= clip.x, y >= clip.y, x < clip.right, y < clip.bottom else { return }
        change(&cells[y * size.width + x].style)
    }

    /// Changes the style of every cell within the clip.
    @inline(__always)
    mutating func restyle(_ change: (inout Style) -> Void) {
        let (clip, width) = (clip, size.width)
        cells.withUnsafeMutableBufferPointer { cells in
            for y in clip.y..<clip.bottom {
                for index in y * width + clip.x..<y * width + clip.right { change(&cells[index].style) }
            }
        }
    }

    /// Fills a rectangle with a character that takes one cell.
    public mutating func fill(_ area: Rect, with cell: Cell = .blank) {
        let target = clip.intersection(area)
        guard !target.isEmpty else { return }
        for y in target.y..<target.bottom {
            makeRoom(target.x..<target.right, row: y)
            let row = y * size.width
            for x in target.x..<target.right { cells[row + x] = cell }
        }
    }

    /// Writes text from left to right, one cell a scalar and two a wide one, cut at `width` cells (and always at the clip). A cut
    /// text ends in `…` where `ellipsis` is true. Control characters become spaces and combining marks are left out, so that a text
    /// never moves what is beside it.
    /// - Returns: the column after the last one written (as if unclipped).
    @discardableResult
    public mutating func text(
        _ string: String, x: Int, y: Int, _ style: Style = .plain, width: Int = .max, ellipsis: Bool = false
    ) -> Int {
        var column = x
        let limit = width >= Int.max - abs(x) ? Int.max : x + max(0, width)
        for scalar in string.unicodeScalars {
            let cells = scalar.cellWidth
            if cells == 0 { continue }
            if column > limit - cells {
                if ellipsis && limit > x { put("…", x: limit - 1, y: y, style) }
                return limit
            }
            let printable: Unicode.Scalar = scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar
            put(printable, x: column, y: y, style)
            column += cells
        }
        return column
    }

    /// The characters as lines of text, trailing blanks removed: what tests and `backstep frame` show.
    public func plainText() -> String {
        (0..<size.height).map { y -> String in
            var line = String.UnicodeScalarView()
            for x in 0..<size.width where !self[x, y].isContinuation { line.append(self[x, y].scalar) }
            while line.last == " " { line.removeLast() }
            return String(line)
        }.joined(separator: "\n")
    }
}
