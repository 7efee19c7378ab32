/// A number as the unrounded sum of two: about 106 bits. For the few steps whose rounding a result would show.
///
/// Source: Dekker, "A floating-point technique for extending the available precision", 1971; Knuth's sum of two numbers.
@usableFromInline
struct Pair {
    @usableFromInline var high: Double
    @usableFromInline var low: Double

    @inlinable @inline(__always)
    init(_ high: Double, _ low: Double) {
        self.high = high
        self.low = low
    }

    /// `a + b` without error.
    @inlinable @inline(__always)
    init(sum a: Double, _ b: Double) {
        let sum = a + b
        let part = sum - a
        self.init(sum, (a - (sum - part)) + (b - part))
    }

    /// `a + b` without error where `|a| ≥ |b|`.
    @inlinable @inline(__always)
    init(ordered a: Double, _ b: Double) {
        let sum = a + b
        self.init(sum, b - (sum - a))
    }

    /// `a·b` without error, for sizes below 2⁹⁹⁵ whose product's last bit is no subnormal number.
    @inlinable @inline(__always)
    init(product a: Double, _ b: Double) {
        let (aHigh, bHigh) = (Pair.upperHalf(a), Pair.upperHalf(b))
        let (aLow, bLow) = (a - aHigh, b - bHigh)
        let product = a * b
        self.init(product, ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow)
    }

    /// The upper 26 bits (Veltkamp's splitting).
    @inlinable @inline(__always)
    static func upperHalf(_ a: Double) -> Double {
        let scaled = a * 134_217_729
        return scaled - (scaled - a)
    }

    @inlinable @inline(__always)
    static func + (a: Pair, b: Pair) -> Pair {
        let sum = Pair(sum: a.high, b.high)
        return Pair(ordered: sum.high, sum.low + (a.low + b.low))
    }

    @inlinable @inline(__always)
    static func * (a: Pair, b: Pair) -> Pair {
        let product = Pair(product: a.high, b.high)
        return Pair(ordered: product.high, product.low + (a.high * b.low + a.low * b.high))
    }

    @inlinable @inline(__always)
    static func * (a: Pair, b: Double) -> Pair {
        let product = Pair(product: a.high, b)
        return Pair(ordered: product.high, product.low + a.low * b)
    }

    @inlinable @inline(__always)
    static func / (a: Double, b: Pair) -> Pair {
        let quotient = a / b.high
        let product = Pair(product: quotient, b.high)
        let rest = ((a - product.high) - product.low) - quotient * b.low
        return Pair(ordered: quotient, rest / b.high)
    }
}
