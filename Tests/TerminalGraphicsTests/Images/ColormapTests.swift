import TerminalGraphics
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct ColormapTests {
    /// CIE L*, the lightness that people see; worked out from sRGB, not from what the map was made of.
    func lightness(_ color: Color) -> Double {
        func linear(_ byte: UInt8) -> Double {
            let x = Double(byte) / 255
            return x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4)
        }
        let y = 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
        return y > 0.008856 ? 116 * cbrt(y) - 16 : 903.3 * y
    }

    @Test(arguments: [Colormap.sequential, .gray]) func lightnessRisesEvenly(map: Colormap) {
        let steps = (0..<16).map { lightness(map.color(at: Double($0 + 1) / 16)) - lightness(map.color(at: Double($0) / 16)) }
        let mean = steps.reduce(0, +) / 16
        #expect(steps.allSatisfy { $0 > mean * 0.6 && $0 < mean * 1.5 }, "\(steps)")
        #expect(lightness(map.color(at: 1)) - lightness(map.color(at: 0)) > 65)
    }

    @Test func positionsBeyondTheEndsAreTheEnds() {
        let map = Colormap(through: [.hex(0x000000), .hex(0xFFFFFF)])
        #expect(map.color(at: -3) == .hex(0x000000) && map.color(at: .infinity) == .hex(0xFFFFFF))
        #expect(map.color(at: 128.0 / 255) == .hex(0x808080))
        #expect(map.color(at: .nan) == map.undefined)
        #expect(map.reversed.color(at: 0) == .hex(0xFFFFFF))
        #expect(Colormap(through: [.hex(0x123456)]).color(at: 0.7) == .hex(0x123456))
    }

    @Test(arguments: [
        (Normalization.linear(0, 10), 2.5, 0.25), (.linear(0, 10), -1, 0), (.linear(0, 10), .infinity, 1),
        (.symmetric(2), 0, 0.5),
        (.symmetric(2), -1, 0.25), (.symmetric(0), 0, 0.5), (.symmetric(.nan), 1, 1),
        (.symmetric(covering: [1, -4, .nan, .infinity]), -4, 0),
    ])
    func normalizationPlacesValues(normalization: Normalization, value: Double, expected: Double) {
        #expect(abs(normalization.position(of: value) - expected) < 1e-7)
    }

    @Test func strengthIsTheDistanceFromZeroWhereTheSignCounts() {
        #expect(Normalization.symmetric(2).strength(of: -1) == 0.5)
        #expect(Normalization.linear(0, 2).strength(of: 1) == 0.5)
        #expect(Normalization.linear(0, 2).position(of: .nan).isNaN)
    }
}
