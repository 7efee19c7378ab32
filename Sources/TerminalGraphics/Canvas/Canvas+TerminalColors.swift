extension Canvas {
    /// Gives every cell that was drawn in the terminal's own colors these: for a theme that paints its own background.
    public mutating func replaceTerminalColors(text: Color, background: Color) {
        restyle { style in
            if style.background.isTerminal { style.background = background }
            if style.foreground.isTerminal { style.foreground = text }
        }
    }
}
