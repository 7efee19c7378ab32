extension Elementary {
    /// `tanh x`: an odd polynomial below 0.55, `1 − 2/(e²ˣ + 1)` elsewhere. Below 0.7 ULP.
    @inlinable
    public static func tanh(_ x: Double) -> Double {
        if x.isNaN { return .nan }
        let size = x.magnitude
        // −0 stays −0.
        if size < 0x1p-30 { return x }
        if size < 0.55 {
            let z = x * x
            let square = z * z
            let fourth = square * square
            let low = cubic(
                z, square, -0x1.5555555555555p-2, 0x1.1111111111032p-3, -0x1.ba1ba1b9fec84p-5, 0x1.664f487713373p-6)
            let middle = cubic(
                z, square, -0x1.226e32f00cf0cp-7, 0x1.d6d339333f329p-9, -0x1.7d97cfd138c28p-10, 0x1.34c5a8a996cd4p-11)
            let high = (-0x1.ec1091436eb2ap-13 + 0x1.64fd88e9900a5p-14 * z) - 0x1.59a834187ce22p-16 * square
            return x + x * (z * (low + (middle + high * fourth) * fourth))
        }
        // From 20 on, it is 1 to the last bit.
        if size > 20 { return x < 0 ? -1 : 1 }
        let (parts, n) = exponential(2 * size, 0)
        let power = Pair(ordered: parts.high, parts.low)
        let scale = powerOfTwo(n)
        let sum = Pair(sum: 1, scale * power.high)
        let quotient = 2 / Pair(sum.high, sum.low + scale * power.low)
        let difference = Pair(ordered: 1, -quotient.high)
        let result = difference.high + (difference.low - quotient.low)
        return x < 0 ? -result : result
    }

    /// `tanh x` as `(e²ˣ − 1)/(e²ˣ + 1)`. Below 0.52 ULP.
    @inlinable
    public static func tanh(_ x: Float) -> Float {
        if x.isNaN { return .nan }
        if x.magnitude < 0x1p-30 { return x }
        let twice = 2 * Double(x > 20 ? 20 : x < -20 ? -20 : x)
        let t = exponentialMinusOne(twice)
        return Float(t / (t + 2))
    }
}
