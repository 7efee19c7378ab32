import Basics

/// A curve in one row of text: `▁▂▃▅▇█▇▅`. In ASCII `_.-=+*#%`.
public struct Sparkline: Hashable, Sendable {
    /// The values, the newest last. Of more than fit the newest are shown.
    public var values: [Double]
    /// Its scale; nil covers the values that are shown.
    public var axis: Axis?
    /// The look of finite values.
    public var style: Style
    /// The look of what is not finite.
    public var brokenStyle: Style

    /// A sparkline.
    public init(_ values: [Double], axis: Axis? = nil, style: Style = .plain, brokenStyle: Style = .plain) {
        self.values = values
        self.axis = axis
        self.style = style
        self.brokenStyle = brokenStyle
    }

    /// Draws it into the first row of an area, from the left.
    public func draw(in area: Rect, on canvas: inout Canvas, glyphs: GlyphTier) {
        guard !area.isEmpty else { return }
        let shown = values.suffix(area.width)
        let axis = axis ?? Axis(.linear, covering: shown)
        canvas.clipped(to: area) { canvas in
            for (offset, value) in shown.enumerated() {
                let isBroken = !value.isFinite
                canvas.put(
                    Self.scalar(value, axis, glyphs), x: area.x + offset, y: area.y, isBroken ? brokenStyle : style)
            }
        }
    }

    private static let blocks: [Unicode.Scalar] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    private static let ascii: [Unicode.Scalar] = ["_", ".", "-", "=", "+", "*", "#", "%"]

    private static func scalar(_ value: Double, _ axis: Axis, _ glyphs: GlyphTier) -> Unicode.Scalar {
        guard let position = axis.position(of: value) else { return glyphs == .ascii ? "x" : "×" }
        if value.isInfinite {
            if glyphs == .ascii { return value > 0 ? "^" : "v" }
            return value > 0 ? "▲" : "▼"
        }
        let ramp = glyphs == .ascii ? ascii : blocks
        let height: Double = min(1, max(0, position)) * Double(ramp.count)
        return ramp[min(ramp.count - 1, Int(saturating: height + 1e-9))]
    }
}
