import TerminalGraphics
import Testing

/// Curves are told apart without color, and marks say what they are.
struct LinePlotMarkerTests {
    private func curve(_ name: String, _ value: Double, marker: Unicode.Scalar? = nil) -> LinePlot.Series {
        LinePlot.Series(name, .samples((0..<100).map { .init(Double($0), value + Double($0) / 100) }), marker: marker)
    }

    @Test(arguments: GlyphTier.allCases)
    func aMarkerStandsOnItsCurveInTheLegendAndAtTheNewestValue(_ glyphs: GlyphTier) {
        let plot = LinePlot([curve("train", 1), curve("held-out", 3, marker: "h")])
        var canvas = Canvas(Size(width: 60, height: 12))
        let layout = plot.draw(in: canvas.bounds, on: &canvas, glyphs: glyphs)
        let rows = canvas.plainText().split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        #expect(String(rows[0]).contains("h held-out"))
        let latest = rows.map { String($0.dropFirst(layout.latest.x)) }
        #expect(latest.contains { $0.contains("h 3.99") })
        // On the curve in many places, and none on the other, which runs below.
        let places = rows.indices.flatMap { y in
            (layout.plot.x..<layout.plot.right).filter { $0 < rows[y].count && rows[y][$0] == "h" }.map { (x: $0, y: y) }
        }
        #expect(places.filter { $0.y > 0 }.count >= 4)
        #expect(places.allSatisfy { $0.y <= layout.plot.y + layout.plot.height / 2 })
    }

    /// A dotted line has its dots as close where it is steep as where it is flat.
    @Test func aDottedLineStaysALineWhereItIsSteep() {
        let values: LinePlot.Values = .samples([.init(0, 0), .init(50, 0), .init(52, 100), .init(100, 100)])
        var canvas = Canvas(Size(width: 60, height: 24))
        let layout = LinePlot([LinePlot.Series("ghost", values, isDotted: true, format: nil)]).draw(
            in: canvas.bounds, on: &canvas, glyphs: .braille)
        let rows = (layout.plot.y..<layout.plot.bottom).filter { y in
            (layout.plot.x..<layout.plot.right).contains { (0x2801...0x28FF).contains(canvas[$0, y].scalar.value) }
        }
        #expect(rows.count == layout.plot.height)
    }

    @Test func labelsOfMarksCoverNeitherEachOtherNorTheCursor() {
        let marks = [10.0, 12, 14].map { LinePlot.Mark($0, label: "η 0.\(Int($0))") }
        var canvas = Canvas(Size(width: 60, height: 14))
        LinePlot([curve("train", 1)], marks: marks, cursor: 16).draw(in: canvas.bounds, on: &canvas, glyphs: .braille)
        let text = canvas.plainText()
        for mark in marks { #expect(text.contains(mark.label)) }
        #expect(text.filter { $0 == "┃" }.count >= 10)
    }
}
