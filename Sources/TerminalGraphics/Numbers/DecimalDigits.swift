/// The decimal digits of a finite, non-negative `Double`, rounded correctly: the exact binary value is rounded once, ties to
/// the even digit, so that the digits are those that C's and Python's formatting print.
///
/// A finite double is m·2ᵉ with m < 2⁵³. What a screen shows nearly always fits into 128 bits; the rest (1e-200, 1e40) is
/// worked out with long integers on the stack. Nothing here allocates.
enum DecimalDigits {
    /// `10^0 … 10^22`: what 128 bits leave room for beside 53 bits of a double.
    private static let powersOfTen: [UInt128] = {
        var powers: [UInt128] = [1]
        for _ in 0..<22 { powers.append(powers[powers.count - 1] * 10) }
        return powers
    }()

    /// Ten to the power of `exponent`, for 0 ... 19.
    static func powerOfTen(_ exponent: Int) -> UInt64 { UInt64(powersOfTen[exponent]) }

    /// round(value · 10^decimals), exactly.
    /// - Precondition: 0 ≤ value < 1e15 and 0 ≤ decimals ≤ 17.
    static func scaled(_ value: Double, decimals: Int) -> UInt128 {
        let (m, e) = parts(value)
        let product = UInt128(m) * powersOfTen[decimals]
        return e >= 0 ? product << UInt128(e) : shiftedRight(product, by: -e)
    }

    /// The first `count` significant digits as an integer in `10^(count-1) ..< 10^count`, and the power of ten of the first
    /// digit: value ≈ digits · 10^(exponent - count + 1). Zero gives (0, 0).
    /// - Precondition: value ≥ 0 and 1 ≤ count ≤ 17.
    static func significant(_ value: Double, count: Int) -> (digits: UInt64, exponent: Int) {
        if value == 0 { return (0, 0) }
        // Never too large: value ≥ 2^exponent. Too small by one or two is put right below.
        var exponent = Int((Double(value.exponent) * 0.301029995663981195).rounded(.down))
        let limit = powerOfTen(count)
        while true {
            let digits = scaledByPowerOfTen(value, count - 1 - exponent)
            if digits < limit { return (digits, exponent) }
            exponent += 1
        }
    }

    /// round(value · 10^s) for a result below 2^63.
    private static func scaledByPowerOfTen(_ value: Double, _ s: Int) -> UInt64 {
        let (m, e) = parts(value)
        if e <= 0, s >= 0, s <= 22 { return UInt64(shiftedRight(UInt128(m) * powersOfTen[s], by: -e)) }
        return LongInteger.rounded(m, powerOfTwo: e, powerOfTen: s)
    }

    /// value = m · 2ᵉ.
    private static func parts(_ value: Double) -> (m: UInt64, e: Int) {
        let fraction = value.significandBitPattern
        let biased = Int(value.exponentBitPattern)
        return biased == 0 ? (fraction, -1074) : (fraction | 1 << 52, biased - 1075)
    }

    /// value / 2^bits to the nearest integer, ties to even.
    private static func shiftedRight(_ value: UInt128, by bits: Int) -> UInt128 {
        if bits == 0 { return value }
        if bits >= 128 { return 0 }
        let quotient = value >> UInt128(bits)
        let rest = value & ((UInt128(1) << UInt128(bits)) - 1)
        let half = UInt128(1) << UInt128(bits - 1)
        return rest > half || (rest == half && quotient & 1 == 1) ? quotient + 1 : quotient
    }
}
