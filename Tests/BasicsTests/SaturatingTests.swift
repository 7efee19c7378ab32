import Basics
import Testing

/// Numbers on their way to the screen: whatever they are, there is a whole number for them.
struct SaturatingTests {
    @Test(arguments: [
        (0.0, 0), (-0.0, 0), (2.9, 2), (-2.9, -2), (1e15, 1_000_000_000_000_000), (1e300, 1_000_000_000_000_000),
        (-1e300, -1_000_000_000_000_000), (.infinity, 1_000_000_000_000_000), (-.infinity, -1_000_000_000_000_000), (.nan, 0),
        (.signalingNaN, 0), (.leastNonzeroMagnitude, 0), (-.greatestFiniteMagnitude, -1_000_000_000_000_000),
    ])
    func everyNumberHasAWholeOne(_ number: Double, _ whole: Int) { #expect(Int(saturating: number) == whole) }

    @Test(
        arguments: [
            (0.0, 0), (254.9, 254), (255, 255), (256, 255), (-1, 0), (.infinity, 255), (-.infinity, 0), (.nan, 0),
        ] as [(Double, UInt8)])
    func everyNumberHasAByte(_ number: Double, _ byte: UInt8) { #expect(UInt8(saturating: number) == byte) }
}
