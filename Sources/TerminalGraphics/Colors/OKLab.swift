import Basics
import ElementaryFunctions

/// A color by lightness and two opponent axes, in which equal distances look about equal.
///
/// Source: B. Ottosson, "A perceptual color space for image processing", 2020 (the matrices).
package struct OKLab: Hashable, Sendable {
    /// 0 black … 1 white.
    package var lightness: Double
    /// Green to red.
    package var a: Double
    /// Blue to yellow.
    package var b: Double

    /// From lightness, chroma and hue in degrees.
    init(_ lightness: Double, chroma: Double, hue: Double) {
        self.lightness = lightness
        a = chroma * Elementary.cos(hue * .pi / 180)
        b = chroma * Elementary.sin(hue * .pi / 180)
    }

    private init(_ lightness: Double, a: Double, b: Double) {
        self.lightness = lightness
        self.a = a
        self.b = b
    }

    /// Of an sRGB color.
    package init(_ color: Color) {
        let (red, green, blue) = (Self.linear(color.red), Self.linear(color.green), Self.linear(color.blue))
        let l = Elementary.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
        let m = Elementary.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
        let s = Elementary.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
        lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s
        a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s
        b = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
    }

    /// The difference of two colors to the eye, squared.
    package func squaredDistance(to other: OKLab) -> Double {
        let (dl, da, db) = (lightness - other.lightness, a - other.a, b - other.b)
        return dl * dl + da * da + db * db
    }

    /// Without a hue that one would see.
    package var isGray: Bool { a * a + b * b < 0.02 * 0.02 }

    /// True of a color whose hue is seen at once.
    package var isBright: Bool { lightness > 0.6 && a * a + b * b > 0.08 * 0.08 }

    /// The distance of two colors whose hue says what they mean; infinite from a gray.
    package func distanceOfHues(to other: OKLab) -> Double {
        let (own, there) = ((a * a + b * b).squareRoot(), (other.a * other.a + other.b * other.b).squareRoot())
        guard !isGray, !other.isGray else { return .infinity }
        // The squared chord between the hues on a circle of radius 1.
        let (x, y) = (a / own - other.a / there, b / own - other.b / there)
        return (x * x + y * y) / 2 + (lightness - other.lightness) * (lightness - other.lightness)
    }

    func mixed(with other: OKLab, _ amount: Double) -> OKLab {
        OKLab(
            lightness + (other.lightness - lightness) * amount, a: a + (other.a - a) * amount, b: b + (other.b - b) * amount)
    }

    /// The sRGB color; what lies outside of sRGB is cut off.
    var color: Color {
        let l = cubed(lightness + 0.3963377774 * a + 0.2158037573 * b)
        let m = cubed(lightness - 0.1055613458 * a - 0.0638541728 * b)
        let s = cubed(lightness - 0.0894841775 * a - 1.2914855480 * b)
        return .rgb(
            encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s))
    }

    private func cubed(_ x: Double) -> Double { x * x * x }

    /// An sRGB byte to linear light (IEC 61966-2-1).
    private static func linear(_ byte: UInt8) -> Double {
        let value = Double(byte) / 255
        return value <= 0.04045 ? value / 12.92 : Elementary.pow((value + 0.055) / 1.055, 2.4)
    }

    /// Linear light to an sRGB byte.
    private func encoded(_ linear: Double) -> UInt8 {
        let x: Double = min(1, max(0, linear))
        let value: Double = x <= 0.0031308 ? 12.92 * x : 1.055 * Elementary.pow(x, 1 / 2.4) - 0.055
        return UInt8(saturating: (value * 255).rounded())
    }
}
