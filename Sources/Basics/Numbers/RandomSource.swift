import ElementaryFunctions

/// A small seeded generator: xoshiro256** started by SplitMix64. A value: copying it copies the stream's position.
///
/// Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021.
@frozen
public struct RandomSource: RandomNumberGenerator, Hashable, Sendable {
    @usableFromInline var s0: UInt64
    @usableFromInline var s1: UInt64
    @usableFromInline var s2: UInt64
    @usableFromInline var s3: UInt64

    /// The stream of a seed. Nearby seeds give unrelated streams.
    @inlinable
    public init(seed: UInt64) {
        var state = seed
        s0 = RandomSource.splitMix(&state)
        s1 = RandomSource.splitMix(&state)
        s2 = RandomSource.splitMix(&state)
        s3 = RandomSource.splitMix(&state)
    }

    /// An independent stream for every (seed, a, b): counter-based, so stream (seed, 7, 3) needs nothing drawn before it.
    @inlinable
    public init(seed: UInt64, _ a: UInt64, _ b: UInt64 = 0) {
        self.init(seed: RandomSource.hash(seed, a, b))
    }

    @inlinable
    public mutating func next() -> UInt64 {
        let result = RandomSource.rotate(s1 &* 5, 7) &* 9
        let t = s1 << 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= t
        s3 = RandomSource.rotate(s3, 45)
        return result
    }

    /// Uniform in [0, 1), 53 bits.
    @inlinable
    public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Uniform in [low, high).
    @inlinable
    public mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * uniform() }

    /// A whole number in 0..<bound, without bias (Lemire's multiplication with rejection).
    @inlinable
    public mutating func integer(below bound: Int) -> Int {
        precondition(bound > 0, "there is no whole number below \(bound) to draw")
        let range = UInt64(bound)
        var product = next().multipliedFullWidth(by: range)
        if product.low < range {
            let threshold = (0 &- range) % range
            while product.low < threshold { product = next().multipliedFullWidth(by: range) }
        }
        return Int(product.high)
    }

    /// Standard normal, N(0, 1) (Box–Muller, one of the pair: a draw always takes two words).
    @inlinable
    public mutating func normal() -> Double {
        let radius = (-2 * Elementary.log(1 - uniform())).squareRoot()
        return radius * Elementary.cos(2 * Double.pi * uniform())
    }

    /// Puts indices in a uniformly random order (Fisher–Yates from the end).
    @inlinable
    public mutating func shuffle(_ indices: UnsafeMutableBufferPointer<Int>) {
        for last in stride(from: indices.count - 1, to: 0, by: -1) {
            indices.swapAt(last, integer(below: last + 1))
        }
    }

    /// A well-mixed word from three: the counter-based generator behind streams and dropout masks.
    @inlinable @inline(__always)
    public static func hash(_ seed: UInt64, _ a: UInt64, _ b: UInt64) -> UInt64 {
        mix(mix(mix(seed &+ 0x9E37_79B9_7F4A_7C15) &+ a &* 0xD134_2543_DE82_EF95) &+ b &* 0xA076_1D64_78BD_642F)
    }

    @inlinable @inline(__always)
    static func rotate(_ x: UInt64, _ k: UInt64) -> UInt64 { (x << k) | (x >> (64 &- k)) }

    @inlinable @inline(__always)
    static func mix(_ x: UInt64) -> UInt64 {
        var z = x
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    @inlinable
    static func splitMix(_ state: inout UInt64) -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return mix(state)
    }
}
