import Basics
import Inspection
import NeuralNetwork
import Testing
import Training

@Suite struct MetricSeriesTests {
    /// Values of which some are NaN or infinite.
    private func draw(_ count: Int, _ source: inout RandomSource) -> [Double] {
        (0..<count).map { _ in
            switch source.integer(below: 12) {
            case 0: .nan
            case 1: source.uniform() < 0.5 ? .infinity : -.infinity
            default: Double(Float(source.uniform(-3, 3)))
            }
        }
    }

    private func naive(_ values: ArraySlice<Double>) -> MetricSummary? {
        guard !values.isEmpty else { return nil }
        let finite = values.filter(\.isFinite)
        guard let minimum = finite.min(), let maximum = finite.max() else {
            return MetricSummary(minimum: .nan, maximum: .nan, mean: .nan, nonFinite: values.count)
        }
        return MetricSummary(
            minimum: minimum, maximum: maximum, mean: finite.reduce(0, +) / Double(finite.count),
            nonFinite: values.count - finite.count)
    }

    private func same(_ a: MetricSummary?, _ b: MetricSummary?) -> Bool {
        guard let a, let b else { return a == nil && b == nil }
        if !a.isFinite || !b.isFinite { return a.isFinite == b.isFinite && a.nonFinite == b.nonFinite }
        return a.minimum == b.minimum && a.maximum == b.maximum && a.nonFinite == b.nonFinite
            && agree(a.mean, b.mean, 1e-12, near: 1e-12)
    }

    @Test(arguments: [0, 1, 7, 8, 9, 63, 64, 65, 511, 600, 4200]) func everySummaryIsTheNaiveOne(_ count: Int) {
        var source = RandomSource(seed: 8, UInt64(count))
        let values = draw(count, &source)
        var series = MetricSeries()
        for value in values { series.append(value) }
        #expect(series.count == count)
        for _ in 0..<300 {
            let (a, b) = (source.integer(below: count + 1), source.integer(below: count + 1))
            let range = min(a, b)..<max(a, b)
            #expect(same(series.summary(of: range), naive(values[range])), "\(range) of \(count)")
        }
    }

    @Test func rangesBeyondTheEndHoldWhatThereIs() {
        var series = MetricSeries()
        for value in 0..<20 { series.append(Double(value)) }
        #expect(series.summary(of: 15..<400)?.mean == 17)
        #expect(series.summary(of: 20..<30) == nil)
        #expect(series.summary(of: -5..<2)?.maximum == 1)
    }

    @Test func aColumnOfNothingButNaNSaysSoAndPoisonsNoOther() {
        var series = MetricSeries()
        for value in [1, 2, .nan, .infinity, 5, 6] { series.append(value) }
        let columns = series.columns(3, of: 0..<6)
        #expect(columns[0]?.mean == 1.5)
        #expect(columns[1]?.isFinite == false)
        #expect(columns[1]?.nonFinite == 2)
        #expect(columns[2]?.mean == 5.5)
    }

    @Test(arguments: [1, 5, 64, 100, 1000]) func columnsShareOutEveryValueOnce(_ columns: Int) {
        var source = RandomSource(seed: 9, UInt64(columns))
        for count in [1, 3, 64, 500] {
            let values = draw(count, &source)
            var series = MetricSeries()
            for value in values { series.append(value) }
            let found = series.columns(columns, of: 0..<count)
            #expect(found.count == columns)
            #expect(found.compactMap { $0 }.count == min(columns, count), "no column is empty unless there are too many")
            let finite = values.filter(\.isFinite)
            let sum = found.enumerated().reduce(0.0) { sum, entry in
                guard let summary = entry.element, summary.isFinite else { return sum }
                let size = count * (entry.offset + 1) / columns - count * entry.offset / columns
                return sum + summary.mean * Double(size - summary.nonFinite)
            }
            #expect(agree(sum, finite.reduce(0, +), 1e-9, near: 1e-9))
            #expect(found.compactMap { $0?.nonFinite }.reduce(0, +) == count - finite.count)
        }
        #expect(MetricSeries().columns(0, of: 0..<5).isEmpty)
        #expect(MetricSeries().columns(4, of: 0..<0).isEmpty)
    }

    @Test func whatIsForgottenCanBeWrittenAnewAndDiffers() {
        var source = RandomSource(seed: 10)
        var values = draw(900, &source)
        var series = MetricSeries()
        for value in values { series.append(value) }
        for keep in [900, 700, 512, 511, 64, 8, 3, 0, -2] {
            series.truncate(to: keep)
            values = Array(values.prefix(max(0, keep)))
            #expect(series.count == values.count)
            let new = draw(200, &source)
            for value in new { series.append(value) }
            values += new
            for _ in 0..<60 {
                let (a, b) = (source.integer(below: values.count + 1), source.integer(below: values.count + 1))
                let range = min(a, b)..<max(a, b)
                #expect(same(series.summary(of: range), naive(values[range])), "\(range) after forgetting from \(keep)")
            }
        }
    }

    @Test func singleValuesAreKept() {
        var series = MetricSeries()
        #expect(series.last == nil)
        series.append(0.5)
        series.append(.nan)
        #expect(series[0] == 0.5)
        #expect(series[1].isNaN)
        #expect(series.last?.isNaN == true)
    }

    @Test func oldValuesAreKnownInWholeSummariesAndTakeLittleMemory() {
        var source = RandomSource(seed: 3, 1)
        let values = draw(300_000, &source)
        var series = MetricSeries(room: 256)
        for value in values { series.append(value) }
        #expect(series.count == values.count)
        #expect(series.byteCount < 30_000)
        #expect(same(series.summary(of: 0..<values.count), naive(values[...])))
        // The newest are known one by one, older ones in eights, all in stretches of 8⁶.
        for range in [299_800..<299_803, 299_747..<300_000, 299_200..<299_512, 262_144..<300_000, 0..<262_144] {
            #expect(same(series.summary(of: range), naive(values[range])), "\(range)")
        }
        // Cut into columns, every value is in one.
        let columns = series.columns(700, of: 0..<values.count).compactMap { $0 }
        #expect(columns.count == 700)
        #expect(columns.map(\.minimum).filter(\.isFinite).min() == values.filter(\.isFinite).min())
        #expect(columns.map(\.maximum).filter(\.isFinite).max() == values.filter(\.isFinite).max())
    }

    @Test(arguments: [0, 1, 1_003, 262_144, 262_150, 299_000, 299_999]) func cutInOldTimesItGoesOnFromThere(_ count: Int) {
        var series = MetricSeries(room: 256)
        for index in 0..<300_000 { series.append(Double(index)) }
        series.truncate(to: count)
        #expect(series.count == count)
        // Where single values are no longer known, the mean of their stretch stands for each: of 8, 64, 512 …
        let stretches = (0...6).map { 1 << (3 * $0) }
        let means = stretches.map { Double((count - 1) / $0 * $0) + Double($0 - 1) / 2 }
        if let last = series.last { #expect(count == 299_999 ? last == 299_998 : means.contains(last), "\(last)") }
        for index in 0..<40_000 { series.append(Double(-index)) }
        #expect(series.count == count + 40_000)
        #expect(series.last == -39_999)
        // The last whole summary from before the cut is the true one.
        #expect(series.summary(of: 0..<count / 262_144 * 262_144)?.mean == (count < 262_144 ? nil : 131_071.5))
        #expect(series.summary(of: count + 39_990..<count + 40_000)?.mean == -39_994.5)
        #expect(series[series.count - 100] == -39_900)
    }
}
