/// The elementary functions of everything a run computes, so that a session gives the same bits on every processor and C library.
///
/// IEEE 754 says to the bit what +, −, ×, ÷, the square root and conversions give; what libm's `exp` or `tanh` give, it
/// leaves open. These functions are made of those operations only: products and sums are rounded one by one (never fused),
/// constants are written down and nothing depends on a rounding mode. NaN results are always the canonical `.nan`,
/// whatever NaN came in.
///
/// A bound like “below 0.7 ULP” is the largest error that tens of thousands of arguments of the whole range have shown, rounded
/// up; the tests hold the functions to it.
///
/// Polynomials are interpolations at the Chebyshev points of their range, which is within a bit of the best approximation; their
/// coefficients were computed with 70 digits. `Float` functions compute in `Double` and round once.
///
/// Source of the methods: Muller, "Elementary Functions: Algorithms and Implementation", 3rd edition, 2016.
public enum Elementary {}

extension Elementary {
    /// Adding 1.5·2⁵² rounds to a whole number and leaves it in the low bits.
    @usableFromInline static var shifter: Double { 0x1.8p52 }
    @usableFromInline static var binaryLogarithmOfE: Double { 0x1.71547652b82fep0 }
    /// ln 2 in three parts of 38, 38 and 53 bits: whole multiples below 2¹⁵ of the first two are exact.
    @usableFromInline static var ln2High: Double { 0x1.62e42fefa0000p-1 }
    @usableFromInline static var ln2Middle: Double { 0x1.cf79abc9e0000p-40 }
    @usableFromInline static var ln2Low: Double { 0x1.d9cc01f97b57ap-79 }
    /// ln 2 − `ln2High`.
    @usableFromInline static var ln2Rest: Double { 0x1.cf79abc9e3b3ap-40 }

    /// `2ⁿ` for −1022 ≤ n ≤ 1023.
    @inlinable @inline(__always)
    static func powerOfTwo(_ n: Int64) -> Double { Double(bitPattern: UInt64(bitPattern: (n &+ 1023) &<< 52)) }

    /// `a + bx + cx² + dx³`, with its products side by side.
    @inlinable @inline(__always)
    static func cubic(_ x: Double, _ square: Double, _ a: Double, _ b: Double, _ c: Double, _ d: Double) -> Double {
        (a + b * x) + (c + d * x) * square
    }

    /// A positive number as `2ᵏ·m` with `√½ ≤ m < √2`.
    @inlinable @inline(__always)
    static func split(_ x: Double) -> (exponent: Double, mantissa: Double) {
        // Subnormal numbers are brought up by 2⁵⁴ first.
        let isSmall = x < 0x1p-1022
        let bits = Int64(bitPattern: (isSmall ? x * 0x1p54 : x).bitPattern)
        let rootOfHalf: Int64 = 0x3fe6_a09e_667f_3bcd
        let k = (bits &- rootOfHalf) &>> 52
        return (Double(isSmall ? k &- 54 : k), Double(bitPattern: UInt64(bitPattern: bits &- (k &<< 52))))
    }
}
