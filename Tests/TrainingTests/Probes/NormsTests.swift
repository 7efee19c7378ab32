import Basics
import Inspection
import NeuralNetwork
import Testing
import Training

@Suite struct NormsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var count: Int
        var scale: Float
        /// Squares that leave Float's range are added in Double.
        var tolerance = rounding
        var testDescription: String { name }
    }

    /// What rounding in Float can do to a norm, with u = 2⁻²⁴. Squares are added in Float in blocks of 4096, at most 128 in a
    /// lane one after the other, and the lanes then in at most 6 steps; the difference before squaring is rounded once, the
    /// square and its sum once or twice. All terms are positive, so that the sum of squares is off by at most (128 + 6 + 2 + 2)·u
    /// of itself, and its root by half of that.
    static let rounding = 69 * 0x1p-24

    static let cases = [
        Case(name: "nothing", count: 0, scale: 1), Case(name: "one", count: 1, scale: 1), Case(name: "odd", count: 37, scale: 1),
        Case(name: "many", count: 20_011, scale: 1),
        Case(name: "squares below Float", count: 5000, scale: 1e-25, tolerance: 1e-12),
        Case(name: "squares beyond Float", count: 5000, scale: 1e25, tolerance: 1e-12),
        Case(name: "denormal", count: 40, scale: Float(bitPattern: 20_000), tolerance: 1e-12),
    ]

    private func draw(_ test: Case, _ stream: UInt64) -> [Float] {
        var source = RandomSource(seed: 12, stream)
        return (0..<test.count).map { _ in test.scale * Float(source.uniform(-1, 1)) }
    }

    @Test(arguments: cases) func normsAreTheNaiveOnes(_ test: Case) {
        var x = draw(test, 1)
        var y = draw(test, 2)
        let squares = x.reduce(0.0) { $0 + Double($1) * Double($1) }
        let differences = zip(x, y).reduce(0.0) { $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1)) }
        x.withUnsafeMutableBufferPointer { x in
            y.withUnsafeMutableBufferPointer { y in
                #expect(agree(Norms.euclidean(x), squares.squareRoot(), test.tolerance, near: 0))
                #expect(agree(Norms.distance(x, y), differences.squareRoot(), test.tolerance, near: 0))
                #expect(Norms.distance(x, x) == 0)
            }
        }
    }

    @Test(arguments: [Float.nan, .infinity]) func whatIsNotFiniteIsNotHidden(_ value: Float) {
        for place in [0, 17, 4999] {
            var x = [Float](repeating: 0.5, count: 5000)
            x[place] = value
            x.withUnsafeMutableBufferPointer { #expect(!Norms.euclidean($0).isFinite) }
        }
    }
}
