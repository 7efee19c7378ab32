import TerminalGraphics

extension StyledText {
    /// Parts one after the other, as many as fit into each line.
    static func packed(_ parts: [StyledText], width: Int, gap: StyledText) -> [StyledText] {
        var lines: [StyledText] = []
        for part in parts {
            if let last = lines.last, last.width + gap.width + part.width <= width {
                lines[lines.count - 1] = last + gap + part
            } else {
                lines.append(part)
            }
        }
        return lines
    }
}
