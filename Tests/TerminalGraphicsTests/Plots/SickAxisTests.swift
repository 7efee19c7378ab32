import Testing

@testable import TerminalGraphics

/// Axes over numbers that a sick network has.
struct SickAxisTests {
    static let numbers: [Double] = [
        .nan, .infinity, -.infinity, 0, -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude, 1e-300, 1,
        1.0.nextUp, -1, 1e15,
        1e300, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
    ]

    @Test(arguments: [AxisScale.linear, .log], numbers)
    func boundsArePossibleAndTicksFew(_ scale: AxisScale, _ first: Double) {
        for second in Self.numbers {
            let axis = Axis(scale, first, second)
            #expect(axis.low.isFinite && axis.high.isFinite && axis.low < axis.high, "\(first) \(second)")
            #expect(scale == .linear || axis.low > 0)
            for count in [1, 2, 5, 40] {
                #expect(axis.ticks(atMost: count).count <= count)
                let wider = axis.expandedToTicks(atMost: count)
                #expect(wider.low < wider.high)
            }
            for value in Self.numbers {
                #expect(axis.position(of: value)?.isNaN != true, "\(value) between \(first) and \(second)")
            }
        }
    }
}
