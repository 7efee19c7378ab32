import TerminalGraphics
import Testing

@Suite struct AxisTests {
    @Test func brokenValuesDoNotMoveTheBounds() {
        let axis = Axis(.linear, covering: [3, .nan, -1, .infinity, -.infinity])
        #expect(axis.low == -1 && axis.high == 3)
        let log = Axis(.log, covering: [0.5, 0, -2, .nan, 8])
        #expect(log.low == 0.5 && log.high == 8)
    }

    @Test(
        arguments: [
            [], [.nan], [0], [5], [-5, -5], [.infinity], [1e308, -1e308], [5e-300], [1e300, 1e300.nextUp],
            [Double.greatestFiniteMagnitude],
        ] as [[Double]])
    func boundsAreAlwaysFiniteAndApart(values: [Double]) {
        for scale in [AxisScale.linear, .log] {
            let axis = Axis(scale, covering: values)
            #expect(axis.low.isFinite && axis.high.isFinite && axis.low < axis.high, "\(scale)")
            #expect(scale == .linear || axis.low > 0)
            #expect(axis.position(of: axis.low) == 0 && axis.position(of: axis.high) == 1, "\(axis)")
            #expect(axis.ticks(atMost: 6).count <= 6)
        }
    }

    @Test func aConstantRunsThroughTheMiddle() throws {
        for scale in [AxisScale.linear, .log] {
            let position = try #require(Axis(scale, covering: [2, 2, 2]).position(of: 2))
            #expect(abs(position - 0.5) < 1e-9)
        }
    }

    @Test func positionsSayWhatHasNoPlace() {
        let axis = Axis(.log, 0.01, 1)
        #expect(axis.position(of: .nan) == nil)
        #expect(axis.position(of: 0) == -.infinity)
        #expect(axis.position(of: -3) == -.infinity)
        #expect(axis.position(of: .infinity) == .infinity)
        #expect(axis.position(of: 0.1).map { abs($0 - 0.5) < 1e-12 } == true)
        #expect(abs(axis.value(at: 0.5) - 0.1) < 1e-12)
    }

    @Test(arguments: [
        (0.0, 1.0, 6, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]), (0, 1, 3, ["0.0", "0.5", "1.0"]), (0, 1, 1, ["0"]),
        (-3, 7, 6, ["−2", "0", "2", "4", "6"]), (0, 12345, 4, ["0", "5 000", "10 000"]), (0, 1e6, 3, ["0", "500k", "1M"]),
        (1e-5, 3e-5, 3, ["1e-5", "2e-5", "3e-5"]), (1_234_000, 1_234_010, 3, ["1 234 000", "1 234 005", "1 234 010"]),
        (0.1, 0.3, 3, ["0.1", "0.2", "0.3"]),
    ])
    func linearTicksAreRound(low: Double, high: Double, count: Int, labels: [String]) {
        #expect(Axis(.linear, low, high).ticks(atMost: count).map(\.label) == labels)
    }

    @Test func wholeNumberTicksHaveNoFraction() {
        #expect(Axis(.linear, 0, 3).ticks(atMost: 10, wholeNumbers: true).map(\.label) == ["0", "1", "2", "3"])
    }

    @Test(arguments: [
        (0.05, 2.3, 6, ["0.05", "0.1", "0.2", "0.5", "1", "2"]), (0.05, 2.3, 3, ["0.1", "1"]),
        (1e-12, 1, 4, ["1e-10", "1e-5", "1"]),
        (1e-6, 1, 7, ["1e-6", "1e-5", "1e-4", "0.001", "0.01", "0.1", "1"]), (100, 1e5, 4, ["100", "1000", "1e4", "1e5"]),
        (0.13, 0.18, 4, ["0.14", "0.16", "0.18"]),
    ])
    func logarithmicTicksAreDecades(low: Double, high: Double, count: Int, labels: [String]) {
        #expect(Axis(.log, low, high).ticks(atMost: count).map(\.label) == labels)
    }

    @Test func expandingEndsAtTicks() {
        let axis = Axis(.linear, 0.05, 2.3).expandedToTicks(atMost: 4)
        #expect(axis == Axis(.linear, 0, 3))
        #expect(axis.ticks(atMost: 4).map(\.label) == ["0", "1", "2", "3"])
    }

    @Test func ticksAreRoundAndInsideForManyRanges() {
        var random = Splitmix(state: 7)
        for _ in 0..<2000 {
            let a = random.double(exponents: -30...30)
            let axis = Axis(.linear, a, a + abs(random.double(exponents: -30...30)))
            let count = Int(random.next() % 12) + 1
            let ticks = axis.ticks(atMost: count)
            let span = axis.high - axis.low
            #expect(ticks.count <= count)
            #expect(ticks.allSatisfy { $0.value >= axis.low - span * 1e-6 && $0.value <= axis.high + span * 1e-6 }, "\(axis)")
        }
    }
}
