import TerminalGraphics
import Testing

@Suite struct NumberFormatTests {
    @Test(arguments: [
        (0.0, 2, "0.00"), (-0.0, 2, "0.00"), (0.125, 2, "0.12"), (0.375, 2, "0.38"), (0.5, 0, "0"), (1.5, 0, "2"), (2.5, 0, "2"),
        (2.675, 2, "2.67"), (0.1, 17, "0.10000000000000001"), (0.999, 2, "1.00"), (9.995, 2, "9.99"), (-0.2018, 3, "−0.202"),
        (-0.001, 2, "−0.00"), (1e14, 1, "100000000000000.0"), (1e15, 1, "1.00000e15"), (.leastNonzeroMagnitude, 3, "0.000"),
        (.nan, 2, "nan"),
        (.infinity, 2, "∞"), (-.infinity, 0, "−∞"),
    ])
    func fixedDecimals(value: Double, decimals: Int, expected: String) {
        #expect(NumberFormat.fixed(decimals).string(value) == expected)
    }

    @Test(arguments: [
        (0.0, 2, "0.00"), (1.0, 2, "1.00"), (0.5, 2, "0.50"), (0.9949, 2, "0.99"), (0.996, 2, ">0.99"), (0.99999999, 3, ">0.999"),
        (1 - 0x1p-53, 15, ">0.999999999999999"), (0.004, 2, "<0.01"), (0.006, 2, "0.01"), (.leastNonzeroMagnitude, 2, "<0.01"),
        (1.004, 2, "1.00"), (-0.3, 2, "−0.30"), (.nan, 2, "nan"), (.infinity, 2, "∞"),
    ])
    func aProbabilityIsNeverWrittenAsCertainWhereItIsNot(value: Double, decimals: Int, expected: String) {
        #expect(NumberFormat.probability(decimals).string(value) == expected)
    }

    @Test(arguments: [
        (0.0, 3, "0"), (1.0, 3, "1.00"), (0.0312, 3, "0.0312"), (0.00031249, 3, "0.000312"), (0.0000321, 2, "3.2e-5"),
        (0.000099996, 3, "0.000100"), (9.996, 3, "10.0"), (99949.0, 3, "99949"), (99996.0, 3, "1.00e5"), (99999.9, 3, "1.00e5"),
        (123456.0, 3, "1.23e5"),
        (123456.0, 6, "123456"), (1e300, 1, "1e300"), (.leastNonzeroMagnitude, 3, "4.94e-324"),
        (.greatestFiniteMagnitude, 17, "1.7976931348623157e308"),
        (-1e-30, 2, "−1.0e-30"), (.nan, 3, "nan"),
    ])
    func significantDigits(value: Double, digits: Int, expected: String) {
        #expect(NumberFormat.significant(digits).string(value) == expected)
    }

    @Test(arguments: [
        (950.0, "950"), (0.0, "0"), (12345.0, "12.3k"), (999.6, "1k"), (1_234_567.0, "1.23M"), (100_000.0, "100k"),
        (0.25, "0.25"),
        (0.00123, "0.00123"), (0.0001, "1e-4"), (2e12, "2T"), (1e15, "1e15"), (-4120.0, "−4.12k"),
    ])
    func compactNumbers(value: Double, expected: String) {
        #expect(NumberFormat.compact.string(value) == expected)
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1204, "1 204"), (-1_000_005, "−1 000 005"), (Int.min, "−9 223 372 036 854 775 808"),
    ])
    func wholeNumbersAreGroupedByThree(value: Int, expected: String) {
        #expect(NumberFormat.integer.string(value) == expected)
    }

    @Test func options() {
        #expect(NumberFormat.fixed(4).signed.string(0.0129) == "+0.0129")
        #expect(NumberFormat.fixed(4).signed.string(0.0) == "0.0000")
        #expect(NumberFormat.fixed(3).trimmed.string(0.25) == "0.25")
        #expect(NumberFormat.fixed(3).trimmed.string(2.0) == "2")
        #expect(NumberFormat.percent(1).string(0.9342) == "93.4 %")
        #expect(NumberFormat.percent(0).string(0.285) == "28 %")
        #expect(NumberFormat(.significant(2), isPercent: true).string(0.5) == "50 %")
        #expect(NumberFormat.scientific(3).string(0.0) == "0.00e0")
        #expect(NumberFormat.scientific(3).limited(to: .ascii).string(-0.0321) == "-3.21e-2")
        #expect(NumberFormat.fixed(0).limited(to: .ascii).string(-Double.infinity) == "-inf")
    }
}
