import TerminalGraphics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A color in Oklab (Björn Ottosson, 2020, https://bottosson.github.io/posts/oklab/), where distance is about as large as the eye finds it.
struct Oklab: Hashable, Sendable {
    let lightness: Float
    let a: Float
    let b: Float

    init(red: UInt8, green: UInt8, blue: UInt8) {
        let r = Self.linear(red)
        let g = Self.linear(green)
        let b = Self.linear(blue)
        let l = cbrtf(0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b)
        let m = cbrtf(0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b)
        let s = cbrtf(0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b)
        lightness = 0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s
        a = 1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s
        self.b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s
    }

    init(_ color: Color) { self.init(red: color.red, green: color.green, blue: color.blue) }

    /// Without a hue that one would see.
    var isGray: Bool { a * a + b * b < 0.02 * 0.02 }

    func squaredDistance(to other: Oklab) -> Float {
        let l = lightness - other.lightness
        let a = a - other.a
        let b = b - other.b
        return l * l + a * a + b * b
    }

    /// The sRGB transfer function, undone (IEC 61966-2-1).
    private static func linear(_ component: UInt8) -> Float {
        let value = Float(component) / 255
        return value <= 0.040_45 ? value / 12.92 : powf((value + 0.055) / 1.055, 2.4)
    }
}
