import TerminalGraphics

/// The glyphs of points: a shape for each class, filled or hollow.
enum ClassMark {
    static let filled: [Unicode.Scalar] = ["●", "■", "▲", "◆"]
    static let hollow: [Unicode.Scalar] = ["○", "□", "△", "◇"]
}

extension Theme {
    /// The color of a class.
    func classColor(_ label: Int) -> Color {
        let colors = [negative, positive, good, loss, warning, focus]
        return colors[label % colors.count]
    }
}
