import CCairo
import TerminalGraphics

/// A screen as a picture: every cell as a terminal would show it. Boxes, blocks and braille are drawn edge to edge; what is text
/// comes from a monospaced font.
public struct ScreenPicture {
    /// Pixels of a cell.
    public static let cell = (width: 10, height: 20)

    private let canvas: Canvas

    /// The picture of a canvas; nothing is drawn yet.
    public init(_ canvas: Canvas) { self.canvas = canvas }

    /// Pixels of the whole picture.
    var size: (width: Int, height: Int) {
        (max(1, canvas.size.width) * Self.cell.width, max(1, canvas.size.height) * Self.cell.height)
    }

    /// The file's bytes.
    public func bytes(_ format: PictureFormat) throws(PictureError) -> [UInt8] {
        let (width, height) = size
        let what = "\(width)×\(height) pixels"
        var opened: OpaquePointer?
        // An SVG needs but the outlines of its characters.
        switch format == .svg ? ccairo_open(1, 1, &opened) : ccairo_open(Int32(width), Int32(height), &opened) {
        case CCAIRO_OK: break
        case CCAIRO_NO_LIBRARY: throw .noLibrary
        case CCAIRO_NO_FONT: throw .noFont
        default: throw .failed(what)
        }
        guard let opened else { throw .failed(what) }
        let parts = parts()
        if format == .svg {
            let text = SVGText(size: (width, height), cell: Self.cell, parts: parts).text(outlines: opened)
            _ = ccairo_finish(opened, nil, nil)
            return Array(text.utf8)
        }
        parts.ground.draw(on: opened)
        parts.under.draw(on: opened)
        parts.shapes.draw(on: opened)
        draw(parts.text, on: opened)
        let collector = ByteCollector()
        let context = Unmanaged.passUnretained(collector).toOpaque()
        let sink: ccairo_sink = { context, bytes, count in
            guard let context, let bytes else { return false }
            Unmanaged<ByteCollector>.fromOpaque(context).takeUnretainedValue().take(
                UnsafeBufferPointer(start: bytes, count: Int(count)))
            return true
        }
        let status = withExtendedLifetime(collector) { ccairo_finish(opened, sink, context) }
        guard status == CCAIRO_OK else { throw .failed(what) }
        return collector.bytes
    }

    /// A character that a font draws, and where.
    struct Letter {
        var scalar: Unicode.Scalar
        var isBold: Bool
        var isItalic: Bool
        var left: Int
        var top: Int
    }

    /// The parts that a screen is drawn of, from the bottom up: the ground, other backgrounds, what is drawn as shapes, and text
    /// by its color.
    struct Parts {
        var ground = InkLayer()
        var under = InkLayer()
        var shapes = InkLayer()
        var text: [(color: Color, letters: [Letter])] = []
    }

    private func parts() -> Parts {
        var parts = Parts()
        parts.ground.fill(
            Rect(x: 0, y: 0, width: max(1, canvas.size.width), height: max(1, canvas.size.height)), Self.background, Self.cell)
        for run in BackgroundRun.runs(of: canvas) where run.color != Self.background {
            parts.under.fill(run.area, run.color, Self.cell)
        }
        var places: [Color: Int] = [:]
        for y in 0..<canvas.size.height {
            for x in 0..<canvas.size.width {
                let cell = canvas[x, y]
                let attributes = cell.style.attributes
                guard cell.scalar != " " || attributes.contains(.underline) else { continue }
                let color = Self.colors(of: cell.style).foreground
                let (left, top) = (x * Self.cell.width, y * Self.cell.height)
                if attributes.contains(.underline) {
                    let line = CellShape.rectangle(
                        x: 0, y: Double(Self.cell.height - 2), width: Double(Self.cell.width), height: 1)
                    parts.shapes.add(line, color, Double(left), Double(top))
                }
                guard cell.scalar != " ", !cell.isContinuation else { continue }
                if let shapes = CellShape.shapes(of: cell.scalar, width: Self.cell.width, height: Self.cell.height) {
                    for shape in shapes { parts.shapes.add(shape, color, Double(left), Double(top)) }
                    continue
                }
                // A wide character stands in the middle of its two cells.
                let letter = Letter(
                    scalar: cell.scalar, isBold: attributes.contains(.bold), isItalic: attributes.contains(.italic),
                    left: cell.isWide ? left + Self.cell.width / 2 : left, top: top)
                if let place = places[color] {
                    parts.text[place].letters.append(letter)
                } else {
                    places[color] = parts.text.count
                    parts.text.append((color, [letter]))
                }
            }
        }
        return parts
    }

    private func draw(_ text: [(color: Color, letters: [Letter])], on picture: OpaquePointer) {
        for (color, letters) in text {
            ccairo_color(picture, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255, 1)
            for letter in letters {
                ccairo_character(
                    picture, String(letter.scalar), letter.isBold, letter.isItalic, Double(letter.left), Double(letter.top),
                    Double(Self.cell.width), Double(Self.cell.height))
            }
            ccairo_show_characters(picture)
        }
    }

    /// The colors in place of the terminal's own.
    static let background = Color.hex(0x121212)
    static let text = Color.hex(0xD0D0D0)

    /// The look of a style: its attributes as colors.
    static func colors(of style: Style) -> (foreground: Color, background: Color) {
        var foreground = style.foreground.isTerminal ? text : style.foreground
        var background = style.background.isTerminal ? background : style.background
        if style.attributes.contains(.reverse) { swap(&foreground, &background) }
        if style.attributes.contains(.dim) { foreground = foreground.mixed(with: background, 0.4) }
        return (foreground, background)
    }
}

/// Keeps the bytes that cairo gives.
private final class ByteCollector {
    private(set) var bytes: [UInt8] = []

    func take(_ more: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: more) }
}
