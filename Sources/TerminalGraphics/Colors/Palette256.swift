/// The 256 colors of xterm and its followers: 16 that users choose, a cube of 6 × 6 × 6, and 24 grays.
public enum Palette256 {
    private static let levels = [0, 95, 135, 175, 215, 255]

    /// The index, 16 ... 255, of the color that looks most like one (the first 16 look different everywhere and are never
    /// chosen).
    public static func nearest(to color: Color) -> Int {
        let (red, green, blue) = (level(color.red), level(color.green), level(color.blue))
        let cube = 16 + 36 * red + 6 * green + blue
        let mean = (Int(color.red) + Int(color.green) + Int(color.blue)) / 3
        let gray = 232 + min(23, max(0, (mean - 3) / 10))
        return distance(self.color(gray), color) < distance(self.color(cube), color) ? gray : cube
    }

    /// The color of an index, 16 ... 255.
    public static func color(_ index: Int) -> Color {
        precondition((16...255).contains(index), "Palette256: color \(index) is the user's own or none")
        if index >= 232 {
            let gray = UInt8(8 + 10 * (index - 232))
            return .rgb(gray, gray, gray)
        }
        let place = index - 16
        return .rgb(UInt8(levels[place / 36]), UInt8(levels[place / 6 % 6]), UInt8(levels[place % 6]))
    }

    /// The nearest of the cube's six levels.
    private static func level(_ value: UInt8) -> Int {
        if value < 48 { return 0 }
        if value < 115 { return 1 }
        return (Int(value) - 35) / 40
    }

    /// The difference of two colors to the eye: squared differences, weighted as the eye weighs red, green and blue.
    private static func distance(_ a: Color, _ b: Color) -> Int {
        let red = Int(a.red) - Int(b.red)
        let green = Int(a.green) - Int(b.green)
        let blue = Int(a.blue) - Int(b.blue)
        return 3 * red * red + 6 * green * green + blue * blue
    }
}
