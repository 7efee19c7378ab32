import TerminalGraphics
import Testing

/// The y axis does not lie: labels stand as far apart as their values, levels lie where they belong, and noise stays small.
struct LinePlotScaleTests {
    private func plot(_ low: Double, _ high: Double, _ scale: AxisScale) -> LinePlot {
        LinePlot([.init("loss", .samples([.init(0, high), .init(50, low), .init(99, (low + high) / 2)]))], yScale: scale)
    }

    /// The labels' rows and values, read off the picture.
    private func labels(_ plot: LinePlot, height: Int) -> [(row: Int, value: Double)] {
        var canvas = Canvas(Size(width: 50, height: height))
        plot.draw(in: canvas.bounds, on: &canvas, glyphs: .braille)
        return canvas.plainText().split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { row, line in
            guard let mark = line.firstIndex(of: "┤"), let value = Double(line[..<mark].filter { $0 != " " }) else { return nil }
            return (row, value)
        }
    }

    @Test(arguments: [AxisScale.linear, .log], 5...24)
    func aLongerStepHasNoFewerRowsThanAShorter(_ scale: AxisScale, _ height: Int) {
        for (low, high) in [(2.3, 130.0), (2.30, 2.35), (0.001, 2.4), (0.02, 3), (1, 9.5), (0.4, 2.3), (0.11, 0.95)] {
            let labels = labels(plot(low, high, scale), height: height)
            let steps = zip(labels, labels.dropFirst()).map { above, below in
                (rows: below.row - above.row, length: scale == .log ? above.value / below.value : above.value - below.value)
            }
            for a in steps {
                for b in steps where a.length > b.length * 1.12 {
                    #expect(a.rows >= b.rows, "\(scale) \(low)…\(high) in \(height) rows: \(labels)")
                }
                for b in steps where abs(a.length / b.length - 1) < 0.01 {
                    #expect(abs(a.rows - b.rows) <= (min(a.rows, b.rows) >= 3 ? 1 : 0), "\(scale) \(low)…\(high): \(labels)")
                }
            }
        }
    }

    @Test(arguments: [AxisScale.linear, .log])
    func aLevelIsCoveredAndNamed(_ scale: AxisScale) throws {
        var plot = plot(2.5, 3, scale)
        plot.levels = [.init(2, label: "guessing 2.00")]
        var canvas = Canvas(Size(width: 60, height: 14))
        let layout = plot.draw(in: canvas.bounds, on: &canvas, glyphs: .braille)
        let rows = canvas.plainText().split(separator: "\n", omittingEmptySubsequences: false)
        let line = try #require(rows.firstIndex { $0.contains("╌╌╌") })
        #expect(line >= layout.plot.bottom - 2)
        #expect(rows.contains { $0.contains("guessing 2.00") })
    }

    @Test(arguments: [30, 40, 50, 60]) func namesKeepOutOfEachOther(_ width: Int) {
        var plot = plot(2, 3, .linear)
        plot.levels = [.init(3, label: "guessing 3.00")]
        for x in [0.1, 0.35, 0.6, 0.9] { plot.marks.append(.init(x * 100, label: "η 0.2")) }
        plot.reserved = Rect(x: width - 14, y: 1, width: 14, height: 1)
        var canvas = Canvas(Size(width: width, height: 12))
        plot.draw(in: canvas.bounds, on: &canvas, glyphs: .braille)
        let text = canvas.plainText()
        #expect(!text.contains("guess") || text.contains("guessing 3.00"))
        #expect(!text.contains("3.00") || text.contains("guessing 3.00") || text.contains("3.00 "))
        #expect(text.matches(of: /η/).count == text.matches(of: /η 0\.2/).count)
        #expect((width - 14..<width).allSatisfy { !canvas[$0, 1].scalar.properties.isAlphabetic })
    }

    @Test func noiseDoesNotFillALogarithmicPlot() {
        var plot = plot(2.30, 2.32, .log)
        func rows() -> Int {
            var canvas = Canvas(Size(width: 60, height: 14))
            let layout = plot.draw(in: canvas.bounds, on: &canvas, glyphs: .braille)
            return (layout.plot.y..<layout.plot.bottom).count { y in
                (layout.plot.x..<layout.plot.right).contains { (0x2801...0x28FF).contains(canvas[$0, y].scalar.value) }
            }
        }
        #expect(rows() >= 8)
        plot.leastRatio = 1.25
        #expect(rows() <= 2)
    }
}
