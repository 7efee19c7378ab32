import CCairo
import TerminalGraphics

/// Shapes that do not cover each other, gathered by what they are drawn with: all of one color and kind become one path.
struct InkLayer {
    /// The pen that a path is drawn with.
    struct Ink: Hashable {
        var color: Color
        var opacity: Double
        var width: Double
        /// A `ccairo_ends`.
        var ends: UInt32
    }

    /// A piece of a path: a line, or a bend around a corner.
    struct Piece {
        var x0, y0, x1, y1: Double
        var corner: (x: Double, y: Double)?
    }

    private(set) var inks: [Ink] = []
    private(set) var pieces: [Ink: [Piece]] = [:]

    /// Cells filled with a color.
    mutating func fill(_ area: Rect, _ color: Color, _ cell: (width: Int, height: Int)) {
        add(
            .rectangle(x: 0, y: 0, width: Double(area.width * cell.width), height: Double(area.height * cell.height)), color,
            Double(area.x * cell.width), Double(area.y * cell.height))
    }

    /// A shape, its cell's upper left corner at `(left, top)`. A rectangle is a line as wide as it is high, a dot one without
    /// length: the shortest ways to write them.
    mutating func add(_ shape: CellShape, _ color: Color, _ left: Double, _ top: Double) {
        switch shape {
        case .rectangle(let x, let y, let width, let height, let opacity):
            let middle = top + y + height / 2
            let ink = Ink(color: color, opacity: opacity, width: height, ends: CCAIRO_SHARP.rawValue)
            // Neighbors of one color are one line.
            if let last = pieces[ink]?.indices.last, pieces[ink]?[last].y0 == middle, pieces[ink]?[last].x1 == left + x {
                pieces[ink]?[last].x1 += width
            } else {
                add(Piece(x0: left + x, y0: middle, x1: left + x + width, y1: middle), ink)
            }
        case .dot(let x, let y, let radius):
            let ink = Ink(color: color, opacity: 1, width: 2 * radius, ends: CCAIRO_ROUND.rawValue)
            add(Piece(x0: left + x, y0: top + y, x1: left + x, y1: top + y), ink)
        case .line(let x0, let y0, let x1, let y1, let width):
            let ink = Ink(color: color, opacity: 1, width: width, ends: CCAIRO_SQUARE.rawValue)
            add(Piece(x0: left + x0, y0: top + y0, x1: left + x1, y1: top + y1), ink)
        case .bend(let x0, let y0, let cornerX, let cornerY, let x1, let y1, let width):
            let ink = Ink(color: color, opacity: 1, width: width, ends: CCAIRO_FLAT.rawValue)
            add(
                Piece(x0: left + x0, y0: top + y0, x1: left + x1, y1: top + y1, corner: (left + cornerX, top + cornerY)), ink)
        }
    }

    private mutating func add(_ piece: Piece, _ ink: Ink) {
        if pieces[ink] == nil { inks.append(ink) }
        pieces[ink, default: []].append(piece)
    }

    func draw(on picture: OpaquePointer) {
        for ink in inks {
            ccairo_color(
                picture, Double(ink.color.red) / 255, Double(ink.color.green) / 255, Double(ink.color.blue) / 255, ink.opacity)
            for piece in pieces[ink] ?? [] {
                if let corner = piece.corner {
                    ccairo_add_bend(picture, piece.x0, piece.y0, corner.x, corner.y, piece.x1, piece.y1)
                } else {
                    ccairo_add_line(picture, piece.x0, piece.y0, piece.x1, piece.y1)
                }
            }
            ccairo_stroke(picture, ink.width, ccairo_ends(ink.ends))
        }
    }
}
