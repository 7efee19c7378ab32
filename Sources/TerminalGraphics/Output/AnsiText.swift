/// A frame as text with the escape sequences (ECMA-48 SGR) that color it: for `backstep frame --ansi`, and for terminals to
/// show again with `cat`.
public struct AnsiText: Hashable, Sendable {
    /// Which colors are written.
    public enum Depth: Hashable, Sendable, CaseIterable {
        /// 24-bit colors, as they are.
        case trueColor
        /// The nearest of the 240 colors that every 256-color terminal shows alike.
        case palette256
        /// Attributes only.
        case none
    }

    /// Which colors are written.
    public var depth: Depth

    /// A writer of frames.
    public init(depth: Depth = .trueColor) { self.depth = depth }

    /// The frame's lines, each ended by a reset (where a style is open) and a line feed. Blank ends of lines are left out.
    public func string(_ canvas: Canvas) -> String {
        var text = String.UnicodeScalarView()
        for y in 0..<canvas.size.height {
            let row = canvas.cells[y * canvas.size.width..<(y + 1) * canvas.size.width]
            let end = row.lastIndex { $0 != .blank }.map { $0 + 1 } ?? row.startIndex
            var style = Style.plain
            for cell in row[row.startIndex..<end] where !cell.isContinuation {
                if cell.style != style {
                    text.append(contentsOf: sequence(for: cell.style).unicodeScalars)
                    style = cell.style
                }
                text.append(cell.scalar)
            }
            if style != .plain { text.append(contentsOf: "\u{1B}[0m".unicodeScalars) }
            text.append("\n")
        }
        return String(text)
    }

    /// The sequence that sets a style, whatever was set before.
    public func sequence(for style: Style) -> String {
        var codes = ["0"]
        if style.attributes.contains(.bold) { codes.append("1") }
        if style.attributes.contains(.dim) { codes.append("2") }
        if style.attributes.contains(.italic) { codes.append("3") }
        if style.attributes.contains(.underline) { codes.append("4") }
        if style.attributes.contains(.reverse) { codes.append("7") }
        if let code = code(for: style.foreground, base: 38) { codes.append(code) }
        if let code = code(for: style.background, base: 48) { codes.append(code) }
        return "\u{1B}[\(codes.joined(separator: ";"))m"
    }

    private func code(for color: Color, base: Int) -> String? {
        guard !color.isTerminal else { return nil }
        switch depth {
        case .trueColor: return "\(base);2;\(color.red);\(color.green);\(color.blue)"
        case .palette256: return "\(base);5;\(Palette256.nearest(to: color))"
        case .none: return nil
        }
    }
}
