import TerminalGraphics
import Testing

/// Curves that are only there to compare others with.
struct BackgroundCurveTests {
    private let own = LinePlot.Series("own", .samples((0..<20).map { LinePlot.Sample(Double($0), 1 + Double($0) / 100) }))

    private func other(_ values: [Double]) -> LinePlot.Series {
        var series = LinePlot.Series(
            "other", .samples(values.enumerated().map { LinePlot.Sample(Double($0), $1) }), isDotted: true)
        series.isBackground = true
        return series
    }

    private func drawn(_ series: [LinePlot.Series]) -> String {
        var canvas = Canvas(Size(width: 40, height: 12))
        LinePlot(series, yScale: .log).draw(in: Rect(canvas.size), on: &canvas, glyphs: .braille)
        return canvas.plainText()
    }

    @Test func theRangeIsThatOfTheCurveInView() {
        let alone = drawn([own])
        let squares: [Double] = (1...20).map { Double($0 * $0) * 1e6 }
        let text = drawn([other(squares), own])
        func labels(_ text: String) -> [Substring] {
            text.split(separator: "\n").filter { $0.contains("┤") }.map { line in line.prefix { $0 != "┤" } }
        }
        #expect(labels(text) == labels(alone))
    }

    @Test func whereItLeavesThePlotThereIsAnArrow() {
        let text = drawn([other([1.1, 1.1, 1.1, 1.1, 1.1, 1.1, 1.1, 1.1, 1.1, 1.1, 1e9, 1e12]), own])
        #expect(text.contains("↑") && !text.contains("↓"))
        #expect(drawn([other([1.1, 1.1, 1.1, 1.1, 1.1, 1.1, 1e-9]), own]).contains("↓"))
    }

    @Test func itsNaNsCoverNothing() {
        #expect(!drawn([other([1.1, .nan, .nan, .infinity]), own]).contains("×"))
        #expect(!drawn([other([1.1, .nan, .nan, .infinity]), own]).contains("▲"))
    }

    @Test func aloneItSetsTheRange() {
        var same = other([1e3, 1e4, 1e5])
        let text = drawn([same])
        same.isBackground = false
        #expect(text == drawn([same]))
    }
}
