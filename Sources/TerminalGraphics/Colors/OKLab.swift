#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A color by lightness and two opponent axes, in which equal distances look about equal.
///
/// Source: B. Ottosson, "A perceptual color space for image processing", 2020 (the matrices).
struct OKLab: Hashable, Sendable {
    /// 0 black … 1 white.
    var lightness: Double
    /// Green to red.
    var a: Double
    /// Blue to yellow.
    var b: Double

    /// From lightness, chroma and hue in degrees.
    init(_ lightness: Double, chroma: Double, hue: Double) {
        self.lightness = lightness
        a = chroma * cos(hue * .pi / 180)
        b = chroma * sin(hue * .pi / 180)
    }

    private init(_ lightness: Double, a: Double, b: Double) {
        self.lightness = lightness
        self.a = a
        self.b = b
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

    /// Linear light to an sRGB byte.
    private func encoded(_ linear: Double) -> UInt8 {
        let x = min(1, max(0, linear))
        return UInt8(((x <= 0.0031308 ? 12.92 * x : 1.055 * pow(x, 1 / 2.4) - 0.055) * 255).rounded())
    }
}
