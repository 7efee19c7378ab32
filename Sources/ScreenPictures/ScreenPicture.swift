import CCairo
import TerminalGraphics

/// A screen as a picture: every cell as a terminal would show it. Boxes, blocks and braille are drawn edge to edge; what is text comes from a
/// monospaced font.
public struct ScreenPicture {
    /// Pixels of a cell.
    public static let cell = (width: 10, height: 20)

    private let canvas: Canvas

    public init(_ canvas: Canvas) { self.canvas = canvas }

    /// The file's bytes.
    public func bytes(_ format: PictureFormat) throws(PictureError) -> [UInt8] {
        let collector = ByteCollector()
        let context = Unmanaged.passUnretained(collector).toOpaque()
        let (width, height) = (max(1, canvas.size.width) * Self.cell.width, max(1, canvas.size.height) * Self.cell.height)
        var opened: OpaquePointer?
        let sink: ccairo_sink = { context, bytes, count in
            guard let context, let bytes else { return false }
            Unmanaged<ByteCollector>.fromOpaque(context).takeUnretainedValue().take(
                UnsafeBufferPointer(start: bytes, count: Int(count)))
            return true
        }
        let size = "\(width)×\(height) pixels"
        switch ccairo_open(Int32(width), Int32(height), format == .svg ? sink : nil, context, &opened) {
        case CCAIRO_OK: break
        case CCAIRO_NO_LIBRARY: throw .noLibrary
        default: throw .failed(size)
        }
        guard let opened else { throw .failed(size) }
        draw(on: opened)
        let status = withExtendedLifetime(collector) { ccairo_finish(opened, sink, context) }
        guard status == CCAIRO_OK else { throw .failed(size) }
        return collector.bytes
    }

    private func draw(on picture: OpaquePointer) {
        fill(Rect(x: 0, y: 0, width: max(1, canvas.size.width), height: max(1, canvas.size.height)), Self.background, on: picture)
        for run in BackgroundRun.runs(of: canvas) where run.color != Self.background { fill(run.area, run.color, on: picture) }
        for y in 0..<canvas.size.height {
            for x in 0..<canvas.size.width { drawCharacter(canvas[x, y], x: x, y: y, on: picture) }
        }
    }

    private func fill(_ area: Rect, _ color: Color, on picture: OpaquePointer) {
        setColor(color, on: picture)
        ccairo_rectangle(
            picture, Double(area.x * Self.cell.width), Double(area.y * Self.cell.height), Double(area.width * Self.cell.width),
            Double(area.height * Self.cell.height))
    }

    private func drawCharacter(_ cell: Cell, x: Int, y: Int, on picture: OpaquePointer) {
        let attributes = cell.style.attributes
        let isUnderlined = attributes.contains(.underline)
        guard cell.scalar != " " || isUnderlined else { return }
        let colors = Self.colors(of: cell.style)
        let (left, top) = (Double(x * Self.cell.width), Double(y * Self.cell.height))
        setColor(colors.foreground, on: picture)
        if isUnderlined { ccairo_rectangle(picture, left, top + Double(Self.cell.height - 2), Double(Self.cell.width), 1) }
        guard cell.scalar != " " else { return }
        if let shapes = CellShape.shapes(of: cell.scalar, width: Self.cell.width, height: Self.cell.height) {
            for shape in shapes { draw(shape, left, top, colors.foreground, on: picture) }
        } else {
            ccairo_character(
                picture, String(cell.scalar), attributes.contains(.bold), attributes.contains(.italic), left, top,
                Double(Self.cell.width), Double(Self.cell.height))
        }
    }

    private func draw(_ shape: CellShape, _ left: Double, _ top: Double, _ color: Color, on picture: OpaquePointer) {
        switch shape {
        case .rectangle(let x, let y, let width, let height, let opacity):
            if opacity < 1 { setColor(color, opacity: opacity, on: picture) }
            ccairo_rectangle(picture, left + x, top + y, width, height)
            if opacity < 1 { setColor(color, on: picture) }
        case .dot(let x, let y, let radius): ccairo_dot(picture, left + x, top + y, radius)
        case .line(let x0, let y0, let x1, let y1, let width):
            ccairo_line(picture, left + x0, top + y0, left + x1, top + y1, width)
        case .bend(let x0, let y0, let cornerX, let cornerY, let x1, let y1, let width):
            ccairo_bend(picture, left + x0, top + y0, left + cornerX, top + cornerY, left + x1, top + y1, width)
        }
    }

    private func setColor(_ color: Color, opacity: Double = 1, on picture: OpaquePointer) {
        ccairo_color(picture, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255, opacity)
    }

    /// What stands for the terminal's own colors.
    static let background = Color.hex(0x121212)
    static let text = Color.hex(0xD0D0D0)

    /// What a style looks like: its attributes as colors.
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
