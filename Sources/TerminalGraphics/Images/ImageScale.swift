import Basics

/// The change of scale that a picture needed to be shown.
public enum ImageScale: Hashable, Sendable {
    /// A pixel is a pixel.
    case same
    /// Every pixel is drawn as a square of so many.
    case enlarged(Int)
    /// So many pixels, in each direction, are averaged into one.
    case reduced(Double)

    /// The caption that a pane must have: `downsampled 2×`; nil where nothing is lost.
    public var note: String? {
        guard case .reduced(let factor) = self else { return nil }
        return "downsampled \(NumberFormat.fixed(1).trimmed.string(factor))×"
    }

    /// The same where there is little room: `÷2`; nil where nothing is lost.
    public var sign: String? {
        guard case .reduced(let factor) = self else { return nil }
        return "÷\(NumberFormat.fixed(1).trimmed.string(factor))"
    }

    /// The size in which a picture of `rows` × `columns` pixels fits `height` × `width` ones: enlarged by a whole number, or
    /// reduced.
    static func fitting(rows: Int, columns: Int, height: Int, width: Int) -> (scale: ImageScale, rows: Int, columns: Int) {
        guard rows > 0, columns > 0, height > 0, width > 0 else { return (.same, 0, 0) }
        let factor = min(width / columns, height / rows)
        if factor >= 1 { return (factor == 1 ? .same : .enlarged(factor), rows * factor, columns * factor) }
        let reduction = max(Double(columns) / Double(width), Double(rows) / Double(height))
        return (
            .reduced(reduction), min(height, max(1, Int(saturating: Double(rows) / reduction + 1e-9))),
            min(width, max(1, Int(saturating: Double(columns) / reduction + 1e-9)))
        )
    }
}
