/// A small counter-based generator (Steele, Lea, Flood 2014): the n-th number depends on the key and n alone.
struct SplitMix64: Sendable {
    private var state: UInt64

    /// A stream of its own for each (seed, stream, index): nearby keys give unrelated numbers.
    init(seed: UInt64, stream: UInt64 = 0, index: UInt64 = 0) {
        state = Self.mix(Self.mix(Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15) ^ stream &* 0xD6E8_FEB8_6659_FD93) ^ index)
    }

    static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// Uniform in 0..<bound.
    mutating func next(below bound: Int) -> Int {
        // Lemire's multiplication: the bias of at most bound / 2⁶⁴ is not measurable.
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// Uniform in 0..<1, 53 bits.
    mutating func nextUnit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Uniform in `range`.
    mutating func next(in range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * nextUnit()
    }
}
