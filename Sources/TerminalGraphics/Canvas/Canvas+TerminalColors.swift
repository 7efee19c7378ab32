extension Canvas {
    /// Gives every cell that was drawn in the terminal's own colors these: for a theme that paints its own background.
    public mutating func replaceTerminalColors(text: Color, background: Color) {
        for y in clip.y..<clip.bottom {
            for x in clip.x..<clip.right {
                restyle(x: x, y: y) { style in
                    if style.background.isTerminal { style.background = background }
                    if style.foreground.isTerminal { style.foreground = text }
                }
            }
        }
    }
}
