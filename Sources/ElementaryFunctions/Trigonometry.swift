extension Elementary {
    /// `sin x`, x in radians of any size. Below 0.7 ULP. NaN for ±∞.
    public static func sin(_ x: Double) -> Double {
        if x.magnitude < 0x1p-27 { return x }
        let (quadrant, r) = reduced(x)
        let value = quadrant & 1 == 0 ? sine(r) : cosine(r)
        return quadrant & 2 == 0 ? value : -value
    }

    /// `cos x`, x in radians of any size. Below 0.7 ULP. NaN for ±∞.
    public static func cos(_ x: Double) -> Double {
        let (quadrant, r) = reduced(x)
        let value = quadrant & 1 == 0 ? cosine(r) : sine(r)
        return (quadrant + 1) & 2 == 0 ? value : -value
    }

    /// `sin x`. Below 0.51 ULP.
    @inlinable
    public static func sin(_ x: Float) -> Float {
        // The steps below would make 0 of −0.
        if x.magnitude < 0x1p-30 { return x }
        if x.magnitude < 0x1p19 { return shortSine(Double(x), 0) }
        return Float(sin(Double(x)))
    }

    /// `cos x`. Below 0.51 ULP.
    @inlinable
    public static func cos(_ x: Float) -> Float {
        x.magnitude < 0x1p19 ? shortSine(Double(x), 1) : Float(cos(Double(x)))
    }
}

extension Elementary {
    /// `x − n·π/2` with `|…| ≤ π/4`, and n modulo 4. NaN for NaN and ±∞.
    static func reduced(_ x: Double) -> (quadrant: Int, rest: Pair) {
        let size = x.magnitude
        if size <= 0x1.921fb54442d18p-1 { return (0, Pair(x, 0)) }
        if size < 0x1p19 { return reducedBySubtraction(x) }
        if !(size < .infinity) { return (0, Pair(.nan, 0)) }
        let (quadrant, rest) = reducedByBits(size)
        return x < 0 ? (-quadrant & 3, Pair(-rest.high, -rest.low)) : (quadrant, rest)
    }

    /// For `|x| < 2¹⁹`: π/2 in parts of 33 bits, whose multiples are exact (Cody and Waite).
    private static func reducedBySubtraction(_ x: Double) -> (Int, Pair) {
        let n = (x * 0x1.45f306dc9c883p-1 + shifter) - shifter
        let first = x - n * 0x1.921fb54400000p0
        let second = Pair(sum: first, -(n * 0x1.0b4611a600000p-34))
        let third = Pair(sum: second.high, -(n * 0x1.3198a2e000000p-69))
        let rest = Pair(sum: third.high, third.low + (second.low - n * 0x1.b839a252049c1p-104))
        return (Int(n) & 3, rest)
    }

    /// For `2¹⁹ ≤ x < ∞`: whole-number arithmetic with those 192 bits of 2/π that decide on the quadrant and the rest (Payne and
    /// Hanek).
    private static func reducedByBits(_ x: Double) -> (Int, Pair) {
        // x = significand·2^exponent. Bits of 2/π before 2^(1 − exponent) give whole turns.
        let exponent = Int(x.exponent) - 52
        let significand = x.significandBitPattern | 1 << 52
        let start = exponent - 2 + 64
        let (w0, w1, w2) = (word(start), word(start + 64), word(start + 128))
        // The product modulo 2¹⁹²: two bits of quadrant, 190 of fraction.
        let (high2, low2) = significand.multipliedFullWidth(by: w2)
        let (high1, low1) = significand.multipliedFullWidth(by: w1)
        let (middle, carry) = low1.addingReportingOverflow(high2)
        let top = significand &* w0 &+ high1 &+ (carry ? 1 : 0)
        var quadrant = Int(top >> 62)
        var (a, b, c) = (top << 2 | middle >> 62, middle << 2 | low2 >> 62, low2 << 2)
        let isBeyondHalf = a >> 63 == 1
        if isBeyondHalf {
            // The way to the next multiple: the fraction's negative.
            quadrant = (quadrant + 1) & 3
            (a, b, c) = (~a, ~b, ~c)
        }
        // Leading zeros away, so that 106 bits are left.
        var shift = 0
        while a >> 63 == 0, shift < 128 {
            (a, b, c) = (a << 1 | b >> 63, b << 1 | c >> 63, c << 1)
            shift += 1
        }
        let scale = powerOfTwo(Int64(-shift))
        let high = Double(a >> 11) * 0x1p-53 * scale
        let low = Double((a & 0x7ff) << 42 | b >> 22) * 0x1p-106 * scale
        let rest = Pair(ordered: high, low) * Pair(0x1.921fb54442d18p0, 0x1.1a62633145c07p-54)
        return (quadrant, isBeyondHalf ? Pair(-rest.high, -rest.low) : rest)
    }

    /// 64 bits of 2/π from one on, 64 zeros in front counted.
    private static func word(_ bit: Int) -> UInt64 {
        let (index, shift) = (bit / 64, UInt64(bit % 64))
        let first = twoOverPi[index]
        return shift == 0 ? first : first << shift | twoOverPi[index + 1] >> (64 - shift)
    }

    /// `sin(r)` for `|r| ≤ π/4`.
    private static func sine(_ r: Pair) -> Double {
        let x = r.high
        let z = x * x
        let square = z * z
        let low = cubic(z, square, -0x1.5555555555555p-3, 0x1.1111111111110p-7, -0x1.a01a01a019938p-13, 0x1.71de3a5460957p-19)
        let high = (-0x1.ae645412c4ecap-26 + 0x1.61217f0b24037p-33 * z) - 0x1.ab17d3ce9d15bp-41 * square
        return x + (x * z * (low + high * (square * square)) + r.low * (1 - 0.5 * z))
    }

    /// `cos(r)` for `|r| ≤ π/4`.
    private static func cosine(_ r: Pair) -> Double {
        let x = r.high
        let z = x * x
        let square = z * z
        let low = cubic(z, square, 0x1.5555555555555p-5, -0x1.6c16c16c16967p-10, 0x1.a01a019f4eafdp-16, -0x1.27e4fa17d9c81p-22)
        let high = 0x1.1eeb68e8f6cdfp-29 - 0x1.907da33638fbcp-37 * z
        let half = 0.5 * z
        let main = 1 - half
        return main + (((1 - main) - half) + (square * (low + high * (square * square)) - x * r.low))
    }

    /// `sin(x + quadrants·π/2)` to 30 bits, for a Float below 2¹⁹.
    @inlinable @inline(__always)
    static func shortSine(_ x: Double, _ quadrants: Int64) -> Float {
        let shifted = x * 0x1.45f306dc9c883p-1 + shifter
        let n = shifted - shifter
        let r = (x - n * 0x1.921fb54400000p0) - n * 0x1.0b4611a626331p-34
        let quadrant = Int64(bitPattern: shifted.bitPattern &- shifter.bitPattern) &+ quadrants
        let z = r * r
        let square = z * z
        let sine =
            r + r * z
            * cubic(z, square, -0x1.555555545e0a8p-3, 0x1.11110def2d86ap-7, -0x1.a013a792ef046p-13, 0x1.6dbe07f6f90abp-19)
        let cosine =
            1 - z * cubic(z, square, 0x1.fffffffab1d90p-2, -0x1.55554cbb42738p-5, 0x1.6c0e087e41fd7p-10, -0x1.9a6f2b560181ep-16)
        let value = quadrant & 1 == 0 ? sine : cosine
        return Float(quadrant & 2 == 0 ? value : -value)
    }

    /// 64 zeros and the first 1280 bits of 2/π.
    private static let twoOverPi: [UInt64] = [
        0,
        0xA2F9_836E_4E44_1529, 0xFC27_57D1_F534_DDC0, 0xDB62_9599_3C43_9041, 0xFE51_63AB_DEBB_C561,
        0xB724_6E3A_424D_D2E0, 0x0649_2EEA_09D1_921C, 0xFE1D_EB1C_B129_A73E, 0xE882_35F5_2EBB_4484,
        0xE99C_7026_B45F_7E41, 0x3991_D639_8353_39F4, 0x9C84_5F8B_BDF9_283B, 0x1FF8_97FF_DE05_980F,
        0xEF2F_118B_5A0A_6D1F, 0x6D36_7ECF_27CB_09B7, 0x4F46_3F66_9E5F_EA2D, 0x7527_BAC7_EBE5_F17B,
        0x3D07_39F7_8A52_92EA, 0x6BFB_5FB1_1F8D_5D08, 0x5603_3046_FC7B_6BAB, 0xF0CF_BC20_9AF4_361D,
        0,
    ]
}
