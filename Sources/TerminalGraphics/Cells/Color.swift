import Basics

/// The paint of a cell: the terminal's own color, or an sRGB one. The screen reduces it to what the terminal can show (256, 16 or
/// no colors); panes never think about that.
public struct Color: Hashable, Sendable {
    /// `0xFF_RR_GG_BB`, or 0 for the terminal's own color.
    public let packed: UInt32

    private init(packed: UInt32) { self.packed = packed }

    /// The terminal's own foreground or background.
    public static let terminal = Color(packed: 0)

    /// An sRGB color of three parts, 0…255 each.
    public static func rgb(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Color {
        Color(packed: 0xFF00_0000 | UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue))
    }

    /// From `0xRRGGBB`.
    public static func hex(_ value: UInt32) -> Color { Color(packed: 0xFF00_0000 | (value & 0xFF_FFFF)) }

    /// Whether it is the terminal's own color, of which nobody knows the parts.
    public var isTerminal: Bool { packed == 0 }
    /// sRGB red, 0…255; 0 of the terminal's own color.
    public var red: UInt8 { UInt8(truncatingIfNeeded: packed >> 16) }
    /// sRGB green, 0…255; 0 of the terminal's own color.
    public var green: UInt8 { UInt8(truncatingIfNeeded: packed >> 8) }
    /// sRGB blue, 0…255; 0 of the terminal's own color.
    public var blue: UInt8 { UInt8(truncatingIfNeeded: packed) }

    /// The straight sRGB mixture: `self` at 0, `other` at 1. The terminal's own color does not mix: the nearer end is taken.
    public func mixed(with other: Color, _ amount: Double) -> Color {
        if isTerminal || other.isTerminal { return amount < 0.5 ? self : other }
        let t: Double = amount.isNaN ? 0 : min(1, max(0, amount))
        func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
            let (start, end): (Double, Double) = (Double(a), Double(b))
            let mixed: Double = start + (end - start) * t
            return UInt8(saturating: mixed.rounded())
        }
        return .rgb(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
    }
}
