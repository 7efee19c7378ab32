import TerminalGraphics

extension Color {
    /// Black or white: what can be read on this color. By its brightness as the eye weighs red, green and blue (ITU-R BT.601).
    var ink: Color {
        let brightness = 0.299 * Double(red) + 0.587 * Double(green) + 0.114 * Double(blue)
        return brightness > 128 ? .hex(0x000000) : .hex(0xFFFFFF)
    }
}
