/// Arithmetic on integers of many 32-bit digits (least significant first) for decimals that do not fit into 128 bits.
enum LongInteger {
    /// round(m · 2ᵉ · 10ˢ), ties to even, for a result that fits into 63 bits.
    ///
    /// With 10ˢ = 5ˢ·2ˢ only powers of five need multiplication or division; the powers of two are a shift. Dividing by 5¹³
    /// again and again is exact, because ⌊⌊a/b⌋/c⌋ = ⌊a/(bc)⌋ and whatever was left over is remembered.
    static func rounded(_ m: UInt64, powerOfTwo e: Int, powerOfTen s: Int) -> UInt64 {
        // Largest: 2^53 · 5^341 (846 bits) for a tiny number, 2^1024 and a factor of 2 for a huge one.
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 40) { digits in
            digits.initialize(repeating: 0)
            digits[0] = UInt32(truncatingIfNeeded: m)
            digits[1] = UInt32(truncatingIfNeeded: m >> 32)
            var leftover = false
            var fives = abs(s)
            // One bit more than the result, so that the half is known.
            var shift = e + s + 1
            if s < 0, shift > 0 {
                shiftLeft(digits, by: shift)
                shift = 0
            }
            while fives > 0 {
                let step = min(13, fives)
                fives -= step
                if s >= 0 {
                    multiply(digits, by: powersOfFive[step])
                } else if divide(digits, by: powersOfFive[step]) != 0 {
                    leftover = true
                }
            }
            if shift > 0 {
                shiftLeft(digits, by: shift)
            } else if shift < 0, shiftRight(digits, by: -shift) {
                leftover = true
            }
            let doubled = UInt64(digits[0]) | UInt64(digits[1]) << 32
            let quotient = doubled >> 1
            let isHalfOrMore = doubled & 1 == 1
            return isHalfOrMore && (leftover || quotient & 1 == 1) ? quotient + 1 : quotient
        }
    }

    /// `5^0 … 5^13`, the last that fits into a digit.
    private static let powersOfFive: [UInt32] = {
        var powers: [UInt32] = [1]
        for _ in 0..<13 { powers.append(powers[powers.count - 1] * 5) }
        return powers
    }()

    private static func multiply(_ digits: UnsafeMutableBufferPointer<UInt32>, by factor: UInt32) {
        var carry: UInt64 = 0
        for index in digits.indices {
            let product = UInt64(digits[index]) * UInt64(factor) + carry
            digits[index] = UInt32(truncatingIfNeeded: product)
            carry = product >> 32
        }
        precondition(carry == 0, "LongInteger: product does not fit")
    }

    private static func divide(_ digits: UnsafeMutableBufferPointer<UInt32>, by divisor: UInt32) -> UInt32 {
        var rest: UInt64 = 0
        for index in digits.indices.reversed() {
            let part = rest << 32 | UInt64(digits[index])
            digits[index] = UInt32(part / UInt64(divisor))
            rest = part % UInt64(divisor)
        }
        return UInt32(rest)
    }

    private static func shiftLeft(_ digits: UnsafeMutableBufferPointer<UInt32>, by bits: Int) {
        let (whole, part) = bits.quotientAndRemainder(dividingBy: 32)
        for index in digits.indices.reversed() {
            let high = index - whole >= 0 ? UInt64(digits[index - whole]) : 0
            let low = index - whole - 1 >= 0 ? UInt64(digits[index - whole - 1]) : 0
            digits[index] = UInt32(truncatingIfNeeded: (high << 32 | low) >> UInt64(32 - part))
        }
    }

    /// - Returns: whether a bit that was set fell out.
    private static func shiftRight(_ digits: UnsafeMutableBufferPointer<UInt32>, by bits: Int) -> Bool {
        let (whole, part) = bits.quotientAndRemainder(dividingBy: 32)
        var lost = false
        for index in 0..<min(whole, digits.count) where digits[index] != 0 { lost = true }
        if whole < digits.count, digits[whole] & ((1 << UInt32(part)) - 1) != 0 { lost = true }
        for index in digits.indices {
            let low = index + whole < digits.count ? UInt64(digits[index + whole]) : 0
            let high = index + whole + 1 < digits.count ? UInt64(digits[index + whole + 1]) : 0
            digits[index] = UInt32(truncatingIfNeeded: (high << 32 | low) >> UInt64(part))
        }
        return lost
    }
}
