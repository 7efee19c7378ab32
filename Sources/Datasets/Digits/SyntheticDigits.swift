import Basics

/// Digits that backstep draws itself: there offline and at once, and any number of them.
///
/// Every digit is a function of (seed, index): any one can be drawn without the others. Each run of ten indices that begins
/// at a multiple of ten holds every digit once, in a random order.
public struct SyntheticDigits: Sendable {
    /// Held-out digits are those from this index on, so that they are never trained on.
    public static let firstHeldOutIndex = 1 << 40
    /// Pixels in a digit: 28×28.
    public static let pixelCount = DigitPen.side * DigitPen.side

    /// Number that every digit follows from, together with its index.
    public let seed: UInt64

    /// The digits of a seed.
    public init(seed: UInt64) {
        self.seed = seed
    }

    /// Which digit is drawn at `index`.
    public func label(of index: Int) -> Int {
        precondition(index >= 0, "digits count from 0")
        var generator = RandomSource(seed: seed, .digitLabels, index / 10)
        // One step of a Fisher–Yates shuffle after the other, until the place that is asked for is settled. Two digits
        // are swapped in a number whose hexadecimal places are the digits: no memory is taken.
        var digits: UInt64 = 0x98_7654_3210
        for last in stride(from: 9, to: 0, by: -1) {
            let other = generator.integer(below: last + 1)
            let difference = (digits >> (4 * last) ^ digits >> (4 * other)) & 0xF
            digits ^= difference << (4 * last) ^ difference << (4 * other)
        }
        return Int(digits >> (4 * (index % 10)) & 0xF)
    }

    /// Draws the digit at `index` into the 784 bytes at `pixels`, row by row, ink 255 on paper 0.
    public func draw(_ index: Int, into pixels: UnsafeMutablePointer<UInt8>) {
        var hand = DigitHand()
        draw(index, by: &hand, into: pixels)
    }

    private func draw(_ index: Int, by hand: inout DigitHand, into pixels: UnsafeMutablePointer<UInt8>) {
        var generator = RandomSource(seed: seed, .digits, index)
        hand.draw(label(of: index), generator: &generator, into: pixels)
    }

    /// The digits at `indices` as a data set; each is drawn when it is first read.
    public func dataset(_ indices: Range<Int>) -> Dataset {
        let first = indices.lowerBound
        let samples = DrawnSamples(count: indices.count, width: Self.pixelCount) {
            var hand = DigitHand()
            return { index, pixels in draw(first + index, by: &hand, into: pixels) }
        }
        return Dataset(
            name: "digits", source: "drawn by backstep, seed \(seed)", sampleShape: [1, DigitPen.side, DigitPen.side],
            classNames: (0...9).map(String.init), features: .drawn(samples),
            targets: .classes(indices.map { Int32(label(of: $0)) }))
    }
}
