import Dashboard
import Inspection
import Testing
import Training

struct SmoothingTests {
    private func columns(_ values: [Double?]) -> [MetricSummary?] {
        values.map { $0.map { MetricSummary(minimum: $0, maximum: $0, mean: $0, nonFinite: 0) } }
    }

    /// A seventh of 63 columns, a twentieth, a sixtieth: 9, 3 and 3 of them around each.
    @Test(arguments: [(1, 3), (2, 3), (3, 9)]) func aColumnIsTheMeanOfThoseAroundIt(_ level: Int, _ width: Int) throws {
        var values = [Double?](repeating: 0, count: 63)
        values[31] = 1
        let found = try #require(Smoothing.smoothed(columns(values), level: level)).map { $0?.mean ?? .nan }
        for (column, mean) in found.enumerated() {
            #expect(abs(mean - (abs(column - 31) <= width / 2 ? 1 / Double(width) : 0)) < 1e-12, "column \(column)")
        }
    }

    @Test func emptyColumnsStayEmptyAndBeginningsHaveFewer() throws {
        let found = try #require(Smoothing.smoothed(columns([4, nil, 2, nil, 6, 8]), level: 3))
        #expect(found.map { $0?.mean } == [3, nil, 4, nil, 16.0 / 3, 7])
    }

    @Test func withoutSmoothingThereIsNothingInItsPlace() {
        #expect(Smoothing.smoothed(columns([1, 2, 3]), level: 0) == nil && Smoothing.smoothed(columns([1, 2]), level: 3) == nil)
        #expect(Smoothing.smoothed(columns([1, 2, 3]), level: Smoothing.parts.count) == nil)
    }
}
