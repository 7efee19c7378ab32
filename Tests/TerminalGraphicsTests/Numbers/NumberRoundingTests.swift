import TerminalGraphics
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// C's own formatting works from the exact binary value with as many digits as it takes: the reference.
@Suite struct NumberRoundingTests {
    @Test func fixedAgreesWithCForRandomNumbers() {
        var random = Splitmix(state: 1)
        var wrong: [String] = []
        for _ in 0..<10_000 {
            let value = random.double(exponents: -40...48)
            let decimals = Int(random.next() % 18)
            let ours = NumberFormat(.fixed(decimals), isASCII: true).string(value)
            let reference = c("%.\(decimals)f", value)
            if ours != reference { wrong.append("\(value) with \(decimals): \(ours), not \(reference)") }
        }
        #expect(wrong == [])
    }

    @Test func scientificAgreesWithCForRandomNumbersOfAnySize() {
        var random = Splitmix(state: 2)
        var wrong: [String] = []
        for _ in 0..<10_000 {
            let value = random.double(exponents: -1070...1023)
            let digits = Int(random.next() % 17) + 1
            let ours = NumberFormat(.scientific(digits), isASCII: true).string(value)
            let reference = normalizedExponent(c("%.\(digits - 1)e", value))
            if ours != reference { wrong.append("\(value) with \(digits): \(ours), not \(reference)") }
        }
        #expect(wrong == [])
    }

    @Test func halvesGoToTheEvenDigitLikeInC() {
        var wrong: [String] = []
        for eighths in -4000...4000 {
            let value = Double(eighths) / 8
            for decimals in 0...2 where value != 0 {
                let ours = NumberFormat(.fixed(decimals), isASCII: true).string(value)
                if ours != c("%.\(decimals)f", value) { wrong.append("\(value) with \(decimals): \(ours)") }
            }
        }
        #expect(wrong == [])
    }

    private func c(_ format: String, _ value: Double) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
            let count = withVaList([value]) { vsnprintf(buffer.baseAddress, 512, format, $0) }
            return String(
                decoding: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<Int(count)]), as: UTF8.self)
        }
    }

    /// `1.5e-05` as `1.5e-5`.
    private func normalizedExponent(_ text: String) -> String {
        let parts = text.split(separator: "e")
        return "\(parts[0])e\(Int(parts[1]) ?? 0)"
    }
}

/// A small seeded generator, so that a failure can be repeated.
struct Splitmix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }

    /// Any sign and mantissa, and a power of two from `exponents`.
    mutating func double(exponents: ClosedRange<Int>) -> Double {
        let mantissa = 1 + Double(next() >> 11) / 9_007_199_254_740_992
        let magnitude = Double(sign: .plus, exponent: Int.random(in: exponents, using: &self), significand: mantissa)
        return next() & 1 == 0 ? magnitude : -magnitude
    }
}
