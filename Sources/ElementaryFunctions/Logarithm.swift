extension Elementary {
    /// Natural logarithm: `k·ln 2 + ln m` with `√½ ≤ m < √2`, `ln m` as `2 artanh(f/(2 + f))` with `f = m − 1`. Below 0.8 ULP.
    /// −∞ for 0 and NaN below.
    @inlinable
    public static func log(_ x: Double) -> Double {
        guard x > 0, x < .infinity else { return limitOfLogarithm(x) }
        let (k, m) = split(x)
        return logarithm(k, m - 1, 0)
    }

    /// `ln(1 + x)` without loss for small x. Below 0.8 ULP. −∞ for −1 and NaN below.
    @inlinable
    public static func log1p(_ x: Double) -> Double {
        guard x > -1, x < .infinity else { return limitOfLogarithm(1 + x) }
        if x > -0.29, x < 0.41 { return x.magnitude < 0x1p-54 ? x : logarithm(0, x, 0) }
        let sum = Pair(sum: 1, x)
        let (k, m) = split(sum.high)
        return logarithm(k, m - 1, sum.low / sum.high)
    }

    /// Logarithm to base 10. Below 0.51 ULP; that of a power of ten is exact.
    public static func log10(_ x: Double) -> Double {
        guard x > 0, x < .infinity else { return limitOfLogarithm(x) }
        let result = pairLogarithm(x) * Pair(0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57)
        return result.high + result.low
    }

    /// The rest: the logarithm of 0, of ∞, and of what has none.
    @inlinable @inline(__always)
    static func limitOfLogarithm(_ x: Double) -> Double { x == 0 ? -.infinity : x == .infinity ? x : .nan }

    /// `k·ln 2 + ln(1 + f) + tail`.
    @inlinable @inline(__always)
    static func logarithm(_ k: Double, _ f: Double, _ tail: Double) -> Double {
        let s = f / (2 + f)
        let z = s * s
        let square = z * z
        let low = cubic(z, square, 0x1.5555555555555p-1, 0x1.9999999999a38p-2, 0x1.2492492476ccbp-2, 0x1.c71c7201592a1p-3)
        let high = cubic(z, square, 0x1.745cf9048617ap-3, 0x1.3b1c355c3560fp-3, 0x1.0fbe95aaf31a8p-3, 0x1.0c039e172b8dfp-3)
        let rest = z * (low + high * (square * square))
        let half = 0.5 * f * f
        // ln(1 + f) = f − f²/2 + s·(f²/2 + rest): the largest part is exact.
        return k * ln2High + (f - (half - (s * (half + rest) + (k * ln2Rest + tail))))
    }

    /// Natural logarithm of a positive number to 2⁻⁶⁸ of itself.
    static func pairLogarithm(_ x: Double) -> Pair {
        let (k, m) = split(x)
        let f = m - 1
        let s = f / Pair(sum: 2, f)
        let z = s * s
        // artanh's series; from s⁷ on, a rounding is far behind the last bit.
        let square = z.high * z.high
        let fourth = square * square
        let low = cubic(z.high, square, 1 / 7.0, 1 / 9.0, 1 / 11.0, 1 / 13.0)
        let middle = cubic(z.high, square, 1 / 15.0, 1 / 17.0, 1 / 19.0, 1 / 21.0)
        let high = (1 / 23.0 + 1 / 25.0 * z.high) + 1 / 27.0 * square
        let tail = low + (middle + high * fourth) * fourth
        var series = Pair(0x1.999999999999ap-3, -0x1.999999999999ap-57) + Pair(tail * z.high, 0)
        series = Pair(0x1.5555555555555p-2, 0x1.5555555555555p-56) + series * z
        series = Pair(1, 0) + series * z
        let logarithm = Pair(2 * s.high, 2 * s.low) * series
        return Pair(k * ln2High, 0) + (Pair(sum: k * ln2Middle, k * ln2Low) + logarithm)
    }
}

extension Elementary {
    /// Natural logarithm. Below 0.51 ULP. −∞ for 0 and NaN below.
    @inlinable
    public static func log(_ x: Float) -> Float {
        guard x > 0, x < .infinity else { return Float(limitOfLogarithm(Double(x))) }
        let (k, m) = split(Double(x))
        return Float(shortLogarithm(k, m - 1))
    }

    /// `ln(1 + x)` without loss for small x. Below 0.51 ULP. −∞ for −1 and NaN below.
    @inlinable
    public static func log1p(_ x: Float) -> Float {
        guard x > -1, x < .infinity else { return Float(limitOfLogarithm(1 + Double(x))) }
        if x.magnitude < 0x1p-30 { return x }
        let x = Double(x)
        if x > -0.29, x < 0.41 { return Float(shortLogarithm(0, x)) }
        let (k, m) = split(1 + x)
        return Float(shortLogarithm(k, m - 1))
    }

    /// `k·ln 2 + ln(1 + f)` to 34 bits.
    @inlinable @inline(__always)
    static func shortLogarithm(_ k: Double, _ f: Double) -> Double {
        let s = f / (2 + f)
        let z = s * s
        let rest = z * cubic(z, z * z, 0x1.5555554bb2b05p-1, 0x1.9999eb5d94878p-2, 0x1.245c437c3b954p-2, 0x1.ddced87f793adp-3)
        return k * 0x1.62e42fefa39efp-1 + s * (2 + rest)
    }
}
