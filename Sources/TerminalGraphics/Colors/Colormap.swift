import Basics

/// Colors for the numbers from 0 to 1: a table of 256, so that painting an image costs a look-up a pixel.
///
/// The ready-made maps are evenly spaced in perceived lightness, by which people with any of the common color blindnesses tell
/// their colors apart.
public struct Colormap: Hashable, Sendable {
    /// The 256 colors, from 0 to 1.
    public let colors: [Color]
    /// The color of NaN.
    public let undefined: Color

    /// A map through given colors, evenly spaced, mixed straight in sRGB.
    public init(through stops: [Color], undefined: Color = .hex(0xE0_40C0)) {
        precondition(!stops.isEmpty, "Colormap: no color")
        colors = (0..<256).map { index in
            let place = Double(index) / 255 * Double(stops.count - 1)
            let stop = min(Int(saturating: place), max(0, stops.count - 2))
            return stops[stop].mixed(with: stops[min(stop + 1, stops.count - 1)], place - Double(stop))
        }
        self.undefined = undefined
    }

    init(_ points: [OKLab], undefined: Color = .hex(0xE0_40C0)) {
        colors = (0..<256).map { index in
            let place = Double(index) / 255 * Double(points.count - 1)
            let point = min(Int(saturating: place), points.count - 2)
            return points[point].mixed(with: points[point + 1], place - Double(point)).color
        }
        self.undefined = undefined
    }

    private init(colors: [Color], undefined: Color) {
        self.colors = colors
        self.undefined = undefined
    }

    /// The color at a position; beyond 0 and 1 that of the end.
    public func color(at position: Double) -> Color {
        if position.isNaN { return undefined }
        return colors[Int(saturating: (min(1, max(0, position)) * 255).rounded())]
    }

    /// The map the other way round.
    public var reversed: Colormap { Colormap(colors: colors.reversed(), undefined: undefined) }
}

extension Colormap {
    /// Dark violet over blue and green to bright yellow; lightness rises in equal steps.
    public static let sequential = Colormap([
        OKLab(0.22, chroma: 0.115, hue: 300), OKLab(0.395, chroma: 0.110, hue: 252), OKLab(0.57, chroma: 0.095, hue: 202),
        OKLab(0.745, chroma: 0.150, hue: 152), OKLab(0.92, chroma: 0.185, hue: 105),
    ])

    /// Nearly black to nearly white, in equal steps of lightness: pictures on a dark background.
    public static let gray = Colormap([OKLab(0.17, chroma: 0, hue: 0), OKLab(0.98, chroma: 0, hue: 0)])
}

extension Colormap: CustomStringConvertible {
    /// The first, middle and last color.
    public var description: String {
        let ends = [colors[0], colors[128], colors[255]].map { color in
            let hex = String(color.packed & 0xFF_FFFF, radix: 16)
            return "#" + String(repeating: "0", count: 6 - hex.count) + hex
        }
        return "Colormap(\(ends.joined(separator: " … ")))"
    }
}
