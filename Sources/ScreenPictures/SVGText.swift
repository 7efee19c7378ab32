import Basics
import CCairo
import TerminalGraphics

/// A screen as the text of an SVG: one path for each color and kind of shape, and each character's outline once.
struct SVGText {
    let size: (width: Int, height: Int)
    let cell: (width: Int, height: Int)
    let parts: ScreenPicture.Parts

    /// Steps to a pixel in outlines and where they stand: whole numbers are short.
    private static let steps = 20

    /// - Parameter outlines: what draws characters.
    func text(outlines: OpaquePointer) -> String {
        var defs = ""
        var uses = ""
        var names: [String: String] = [:]
        for (color, letters) in parts.text {
            uses += "<g fill=\"\(Self.hex(color))\">"
            for letter in letters {
                let key = "\(letter.scalar.value)\(letter.isBold ? "b" : "")\(letter.isItalic ? "i" : "")"
                let name: String
                if let known = names[key] {
                    name = known
                } else {
                    name = Self.name(names.count)
                    names[key] = name
                    defs += "<path id=\"\(name)\" d=\"\(outline(letter, outlines))\"/>"
                }
                uses += "<use href=\"#\(name)\" x=\"\(letter.left * Self.steps)\" y=\"\(letter.top * Self.steps)\"/>"
            }
            uses += "</g>\n"
        }
        let (width, height) = size
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)">
            <defs>\(defs)</defs>
            <g fill="none">
            \(paths(parts.ground))\(paths(parts.under))\(paths(parts.shapes))</g>
            <g transform="scale(\(Self.decimal(1 / Double(Self.steps))))">
            \(uses)</g>
            </svg>

            """
    }

    private func paths(_ layer: InkLayer) -> String {
        var text = ""
        for ink in layer.inks {
            let ends: String
            switch ccairo_ends(ink.ends) {
            case CCAIRO_SHARP: ends = " shape-rendering=\"crispEdges\""
            case CCAIRO_SQUARE: ends = " stroke-linecap=\"square\""
            case CCAIRO_ROUND: ends = " stroke-linecap=\"round\""
            default: ends = ""
            }
            let opacity = ink.opacity < 1 ? " stroke-opacity=\"\(Self.decimal(ink.opacity))\"" : ""
            text +=
                "<path stroke=\"\(Self.hex(ink.color))\"\(opacity) stroke-width=\"\(Self.decimal(ink.width))\"\(ends) d=\""
            for piece in layer.pieces[ink] ?? [] { text += path(piece) }
            text += "\"/>\n"
        }
        return text
    }

    private func path(_ piece: InkLayer.Piece) -> String {
        let start = "M" + Self.list([piece.x0, piece.y0])
        if let corner = piece.corner {
            // A quarter of an ellipse: its control points are this far towards the corner.
            let k = 0.5523
            return start + "C"
                + Self.list([
                    piece.x0 + k * (corner.x - piece.x0), piece.y0 + k * (corner.y - piece.y0),
                    piece.x1 + k * (corner.x - piece.x1),
                    piece.y1 + k * (corner.y - piece.y1), piece.x1, piece.y1,
                ])
        }
        if piece.y0 == piece.y1 {
            // A dot is a line too short to be seen, with round ends: some programs leave out one without length.
            return start + "h" + (piece.x0 == piece.x1 ? ".01" : Self.decimal(piece.x1 - piece.x0))
        }
        return piece.x0 == piece.x1
            ? start + "v" + Self.decimal(piece.y1 - piece.y0) : start + "L" + Self.list([piece.x1, piece.y1])
    }

    /// An outline in whole steps from the cell's upper left corner, each piece from where the one before has ended.
    private func outline(_ letter: ScreenPicture.Letter, _ outlines: OpaquePointer) -> String {
        let writer = OutlineWriter(steps: Double(Self.steps))
        let sink: ccairo_outline_sink = { context, kind, numbers in
            guard let context, let numbers else { return }
            Unmanaged<OutlineWriter>.fromOpaque(context).takeUnretainedValue().add(
                UInt8(bitPattern: kind), UnsafeBufferPointer(start: numbers, count: 6))
        }
        withExtendedLifetime(writer) {
            ccairo_outline(
                outlines, String(letter.scalar), letter.isBold, letter.isItalic, Double(cell.width), Double(cell.height), sink,
                Unmanaged.passUnretained(writer).toOpaque())
        }
        return writer.text
    }

    /// `#rrggbb`
    private static func hex(_ color: Color) -> String {
        let digits = Array("0123456789abcdef")
        return "#" + [color.red, color.green, color.blue].map { "\(digits[Int($0) / 16])\(digits[Int($0) % 16])" }.joined()
    }

    /// Numbers in as few characters as tell them apart: a minus needs no blank before it.
    static func list(_ numbers: [Double]) -> String {
        numbers.map(decimal).reduce("") { $0.isEmpty || $1.hasPrefix("-") ? $0 + $1 : $0 + " " + $1 }
    }

    /// A number to a hundredth, without what could be left out.
    static func decimal(_ number: Double) -> String {
        let hundredths = Int(saturating: (number * 100).rounded())
        let (whole, rest) = (hundredths.magnitude / 100, hundredths.magnitude % 100)
        var text = hundredths < 0 ? "-" : ""
        if whole > 0 || rest == 0 { text += String(whole) }
        if rest > 0 { text += rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)" }
        return text
    }

    /// Short names for outlines: a, b, … z, a1, b1, …
    private static func name(_ index: Int) -> String {
        let letter = String(Array("abcdefghijklmnopqrstuvwxyz")[index % 26])
        return index < 26 ? letter : letter + String(index / 26)
    }
}

/// Writes an outline as the pieces of it come in.
private final class OutlineWriter {
    private(set) var text = ""
    private let steps: Double
    private var start = (x: 0, y: 0)
    private var last = (x: 0, y: 0)
    private var exact = (x: 0.0, y: 0.0)

    init(steps: Double) { self.steps = steps }

    /// - Parameter numbers: six of them, of which the kind says how many count.
    func add(_ kind: UInt8, _ numbers: UnsafeBufferPointer<Double>) {
        func point(_ index: Int) -> (x: Int, y: Int) {
            (Int(saturating: (numbers[2 * index] * steps).rounded()), Int(saturating: (numbers[2 * index + 1] * steps).rounded()))
        }
        switch kind {
        case UInt8(ascii: "M"):
            let to = point(0)
            text += "M" + SVGText.list([Double(to.x), Double(to.y)])
            (start, last, exact) = (to, to, (numbers[0], numbers[1]))
        case UInt8(ascii: "L"):
            let to = point(0)
            if to.y == last.y {
                text += "h\(to.x - last.x)"
            } else if to.x == last.x {
                text += "v\(to.y - last.y)"
            } else {
                text += "l" + relative([to])
            }
            (last, exact) = (to, (numbers[0], numbers[1]))
        case UInt8(ascii: "C"):
            let to = point(2)
            // Most fonts' curves are of the second degree: one control point says both.
            let corner = (x: exact.x + 1.5 * (numbers[0] - exact.x), y: exact.y + 1.5 * (numbers[1] - exact.y))
            let other = (x: numbers[4] + 1.5 * (numbers[2] - numbers[4]), y: numbers[5] + 1.5 * (numbers[3] - numbers[5]))
            if abs(corner.x - other.x) < 0.05, abs(corner.y - other.y) < 0.05 {
                let at = (Int(saturating: (corner.x * steps).rounded()), Int(saturating: (corner.y * steps).rounded()))
                text += "q" + relative([at, to])
            } else {
                text += "c" + relative([point(0), point(1), to])
            }
            (last, exact) = (to, (numbers[4], numbers[5]))
        default:
            text += "z"
            last = start
        }
    }

    private func relative(_ points: [(x: Int, y: Int)]) -> String {
        SVGText.list(points.flatMap { [Double($0.x - last.x), Double($0.y - last.y)] })
    }
}
