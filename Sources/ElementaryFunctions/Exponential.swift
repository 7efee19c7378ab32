extension Elementary {
    /// `eˣ`: `2ⁿ·eʳ` with `|r| ≤ ½ ln 2`, `eʳ` by a polynomial. Below 0.7 ULP; below 1.1 where the result is subnormal.
    @inlinable
    public static func exp(_ x: Double) -> Double {
        if x.isNaN { return .nan }
        // Beyond these it is 0 or ∞.
        let x = x > 710 ? 710 : x < -746 ? -746 : x
        let (power, n) = exponential(x, 0)
        return scaled(power.high + power.low, n)
    }

    /// `eˣ − 1` without loss for small x. Below 0.8 ULP.
    @inlinable
    public static func expm1(_ x: Double) -> Double {
        if x.isNaN { return .nan }
        if x > 40 { return exp(x) }
        if x < -40 { return -1 }
        // −0 stays −0.
        if x.magnitude < 0x1p-54 { return x }
        if x.magnitude < 0.34 { return x + x * x * (0.5 + x * exponentialTail(x)) }
        let (power, n) = exponential(x, 0)
        let scale = powerOfTwo(n)
        let whole = Pair(sum: scale * power.high, -1)
        return whole.high + (whole.low + scale * power.low)
    }

    /// `e^(x + tail)` as `2ⁿ·power`, for `|x| ≤ 746` and a tail below x's last place. The power's parts add up to it within an
    /// eighth of a last place; they may overlap.
    @inlinable @inline(__always)
    static func exponential(_ x: Double, _ tail: Double) -> (power: Pair, n: Int64) {
        let shifted = x * binaryLogarithmOfE + shifter
        let n = shifted - shifter
        let high = x - n * ln2High
        let rest = n * ln2Rest - tail
        let r = high - rest
        let c = (high - r) - rest
        let power = Pair(ordered: 1, r)
        let part = r * r * (0.5 + r * exponentialTail(r)) + (c + c * r)
        return (
            Pair(power.high, power.low + part), Int64(bitPattern: shifted.bitPattern &- shifter.bitPattern)
        )
    }

    /// `(eʳ − 1 − r − r²/2)/r³` for `|r| ≤ ½ ln 2`. Its share of eʳ is off by 2⁻⁶⁰ at most.
    @inlinable @inline(__always)
    static func exponentialTail(_ r: Double) -> Double {
        let square = r * r
        let fourth = square * square
        let low = cubic(r, square, 0x1.5555555555555p-3, 0x1.5555555555556p-5, 0x1.1111111111111p-7, 0x1.6c16c16c162d6p-10)
        let middle = cubic(r, square, 0x1.a01a01a019b2bp-13, 0x1.a01a01a6d7831p-16, 0x1.71de3a5904949p-19, 0x1.27e4db67ac2b0p-22)
        let high = (0x1.ae64344d76c0cp-26 + 0x1.1f72fc83bcbc7p-29 * r) + 0x1.61b2b02877046p-33 * square
        return low + (middle + high * fourth) * fourth
    }

    /// `2ⁿ·x`, rounded once; in two factors, so that neither overflows where the product does not.
    @inlinable @inline(__always)
    static func scaled(_ x: Double, _ n: Int64) -> Double {
        let half = n &>> 1
        return x * powerOfTwo(half) * powerOfTwo(n &- half)
    }
}

extension Elementary {
    /// `eˣ`: `2ⁿ·2ʳ` with `|r| ≤ ½`. Below 0.501 ULP.
    @inlinable
    public static func exp(_ x: Float) -> Float {
        if x.isNaN { return .nan }
        let limited = Double(x > 100 ? 100 : x < -110 ? -110 : x)
        let t = limited * binaryLogarithmOfE
        let shifted = t + shifter
        let r = t - (shifted - shifter)
        let square = r * r
        let low = cubic(r, square, 0x1.ffffffffa7135p-1, 0x1.62e42fef9cc69p-1, 0x1.ebfbe0aa03df0p-3, 0x1.c6b08da70cce3p-5)
        let high = cubic(r, square, 0x1.3b29d8bb0b97ep-7, 0x1.5d877598350dep-10, 0x1.446c79efd4834p-13, 0x1.00c0e4e15189cp-16)
        return Float((low + high * (square * square)) * powerOfTwo(Int64(bitPattern: shifted.bitPattern &- shifter.bitPattern)))
    }

    /// `eˣ − 1` without loss for small x. Below 0.51 ULP.
    @inlinable
    public static func expm1(_ x: Float) -> Float {
        if x.isNaN { return .nan }
        // −0 stays −0, and a subnormal number itself.
        if x.magnitude < 0x1p-30 { return x }
        return Float(exponentialMinusOne(Double(x > 100 ? 100 : x < -110 ? -110 : x)))
    }

    /// `eˣ − 1` to 30 bits, for `|x| ≤ 700`.
    @inlinable @inline(__always)
    static func exponentialMinusOne(_ x: Double) -> Double {
        let shifted = x * binaryLogarithmOfE + shifter
        let r = x - (shifted - shifter) * 0x1.62e42fefa39efp-1
        let square = r * r
        let low = cubic(r, square, 1, 0x1.00000028795d2p-1, 0x1.55555567506dep-3, 0x1.5554ace0f68fap-5)
        let high = (0x1.1110c63a3c331p-7 + 0x1.6d753216c60e8p-10 * r) + 0x1.a1516a0790f9dp-13 * square
        let scale = powerOfTwo(Int64(bitPattern: shifted.bitPattern &- shifter.bitPattern))
        return scale * (r * (low + high * (square * square))) + (scale - 1)
    }
}
