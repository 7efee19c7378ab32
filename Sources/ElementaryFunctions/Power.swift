extension Elementary {
    /// `xʸ` as `e^(y·ln x)`, with the logarithm to 2⁻⁶⁸: below 0.6 ULP, below 1.1 where the result is subnormal. What is exact
    /// comes out exact. Zeros, infinities and negative bases as IEEE 754 has them for `pow`.
    public static func pow(_ x: Double, _ y: Double) -> Double {
        if y == 0 || x == 1 { return 1 }
        if x.isNaN || y.isNaN { return .nan }
        let size = x.magnitude
        if y.isInfinite { return size == 1 ? 1 : (size > 1) == (y > 0) ? .infinity : 0 }
        let isWhole = y.rounded(.towardZero) == y
        // From 2⁵³ on, every number is even.
        let isOdd = isWhole && y.magnitude < 0x1p53 && Int64(y) & 1 == 1
        let isNegative = x.sign == .minus && isOdd
        if size == 0 || size == .infinity {
            let result: Double = (size == 0) == (y > 0) ? 0 : .infinity
            return isNegative ? -result : result
        }
        if x < 0, !isWhole { return .nan }
        let result = positivePower(size, y)
        return isNegative ? -result : result
    }

    /// `xʸ`. Below 0.501 ULP.
    public static func pow(_ x: Float, _ y: Float) -> Float {
        // Double has the seven bits that the multiplication by y may cost.
        if x > 0, x < .infinity, y.isFinite { return Float(exp(Double(y) * log(Double(x)))) }
        return Float(pow(Double(x), Double(y)))
    }

    private static func positivePower(_ x: Double, _ y: Double) -> Double {
        if x == 1 { return 1 }
        // |ln x| is 2⁻⁵³ at least and 745 at most.
        if y.magnitude > 0x1p64 { return (x > 1) == (y > 0) ? .infinity : 0 }
        let exponent = pairLogarithm(x) * y
        if exponent.high > 710 { return .infinity }
        if exponent.high < -746 { return 0 }
        let (power, n) = exponential(exponent.high, exponent.low)
        return scaled(power.high + power.low, n)
    }
}
