import TerminalGraphics
import Testing

@Suite struct LinePlotTests {
    func draw(_ plot: LinePlot, _ width: Int, _ height: Int, _ glyphs: GlyphTier = .braille) -> String {
        grid(width, height) { plot.draw(in: $0.bounds, on: &$0, glyphs: glyphs) }
    }

    func curve(_ name: String, _ values: [Double], every step: Double = 10, dotted: Bool = false) -> LinePlot.Series {
        LinePlot.Series(name, .samples(values.enumerated().map { .init(Double($0.offset) * step, $0.element) }), isDotted: dotted)
    }

    var loss: LinePlot.Series { curve("train", (0..<200).map { 2.3 / (1 + Double($0) / 10) + 0.02 }) }

    @Test func aSmallPlotHasCurveLabelsAndNewestValue() {
        #expect(
            draw(LinePlot([loss], yScale: .log, cursor: 500), 30, 6) == """
                    │⣇   ┃
                  1 ┤⠘⢦⡀ ┃
                0.5 ┤  ⠙⢦⣀
                    │    ⠈⠙⠲⠤⣄⣀
                    │    ┃     ⠉⠉⠒⠒⠦⠤⠤⣄⣀ 0.130
                     0      1000
                """)
    }

    @Test func aLargePlotHasLegendLinesMarksAndTicks() {
        let other = curve("held-out", (0..<200).map { 2.3 / (1 + Double($0) / 14) + 0.1 }, dotted: true)
        let marks = (1...6).map { LinePlot.Mark(Double($0) * 313, isMinor: true) } + [.init(900, label: "η 0.01")]
        #expect(
            draw(LinePlot([loss, other], yScale: .log, marks: marks, cursor: 500), 60, 12, .ascii) == """
                                                         - train  . held-out
                  2 +:      :    |  :      :η 0.01 :       :       :
                    |'.     :    |  :      ::      :       :       :
                  1 + '::   :    |  :      ::      :       :       :
                    |   ':.:: .  |  :      ::      :       :       :
                0.5 +      ''... '  .      ::      :       :       :
                    |       :  '':...  '  '::.  .  .       :       :
                    |       :    |  '''':....      '  '  ' :'  .  .: . 0.251
                0.2 +       :    |  :      :'''''':......  :       :
                    |       :    |  :      ::      :    ''''''''':.... 0.130
                    ++-----------+-----------+-----------+------------
                     0          500        1000        1500
                """)
    }

    @Test func whatIsNotFiniteLeavesAGapAndAMark() {
        let values = (0..<40).map { (20..<23).contains($0) ? .nan : $0 == 30 ? .infinity : Double($0 * $0) }
        #expect(
            draw(LinePlot([curve("a", values)]), 30, 6) == """
                2000 ┤              ▲
                     │                 ⣀⠔ 1521
                1000 ┤              ⡀⠔⠊
                     │           ⠤⠒⠉
                   0 ┤⣀⣀⣀⡠⠤⠤⠒⠒⠉××
                      0       200
                """)
    }

    @Test func zeroIsBelowALogarithmicAxis() {
        let text = draw(LinePlot([curve("a", [1, 0.1, 0, 0.1, 1])], yScale: .log), 24, 5, .ascii)
        #expect(text.contains("v"))
    }

    @Test(arguments: [[], [.nan], [.nan, .nan], [.infinity, -.infinity]] as [[Double]])
    func withoutFiniteValuesThereIsStillAPlot(values: [Double]) {
        let text = draw(LinePlot([curve("a", values)]), 30, 6)
        #expect(values.isEmpty ? text.contains("no data yet") : text.contains("×") || text.contains("▲"))
    }

    @Test func constantsRunThroughTheMiddle() {
        #expect(
            draw(LinePlot([curve("a", [3, 3, 3])]), 30, 6) == """
                3.5 ┤
                    │
                3.0 ┤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤ 3.00
                    │
                2.5 ┤
                     0                 20
                """)
    }

    @Test func aSeriesCanHaveItsOwnRange() {
        let accuracy = LinePlot.Series("accuracy", .samples([.init(0, 0), .init(100, 1)]), ownRange: 0...1, format: .percent(0))
        #expect(
            draw(LinePlot([curve("loss", [300, 100], every: 100), accuracy], showsLegend: false), 30, 5, .blocks) == """
                300 ┤▀▀▄▄           ▄▄▀▀ 100 %
                    │    ▀▀▀▄▄▄▄▄▀▀▀
                    │    ▄▄▄▀▀▀▀▀▄▄▄
                100 ┤▄▄▀▀           ▀▀▄▄ 100
                     0               100
                """)
    }

    @Test func columnsDrawMeansAndShadeTheirSpread() {
        let series = LinePlot.Series(
            "a", .columns([.init(min: 0, max: 4, mean: 2), nil, .init(min: 2, max: 2, mean: 2)], over: 0...3),
            band: .hex(0x202020), format: nil)
        let drawn = canvas(3, 2) { LinePlot([series]).draw(in: $0.bounds, on: &$0, glyphs: .blocks) }
        #expect(drawn[0, 0].style.background == .hex(0x202020) && drawn[0, 1].style.background == .hex(0x202020))
        #expect(drawn[1, 0].style.background == .terminal && drawn[2, 0].style.background == .terminal)
        #expect(drawn.plainText().contains("▀ ▀") || drawn.plainText().contains("▄ ▄"))
    }

    @Test func crowdedMinorMarksAreThinnedOut() {
        func marks(_ count: Int) -> Int {
            let plot = LinePlot(
                [LinePlot.Series("", .samples([.init(0, 1), .init(1000, 1)]), format: nil)],
                marks: (1...count).map { .init(Double($0) * 1000 / Double(count + 1), isMinor: true) })
            return draw(plot, 40, 6).split(separator: "\n")[0].filter { $0 == "┊" }.count
        }
        #expect(marks(4) == 4)
        #expect(marks(9) == 4)
        #expect(marks(1000) == 5)
    }

    @Test func theCursorAndClicksAgree() throws {
        let plot = LinePlot([loss])
        let layout = plot.layout(in: Rect(x: 5, y: 2, width: 60, height: 12), glyphs: .braille)
        for column in layout.plot.x..<layout.plot.right {
            #expect(layout.column(of: layout.x(ofColumn: column)) == column)
        }
        #expect(layout.column(of: -1) == nil && layout.column(of: .nan) == nil)
    }

    @Test func farAwayPointsAreHarmless() {
        let wild = LinePlot.Series(
            "w", .samples([.init(0, 0), .init(1e300, 1e300), .init(-1e300, -1e300), nil, .init(.nan, 1), .init(1, 1)]))
        for dotted in [false, true] {
            var series = wild
            series.isDotted = dotted
            #expect(!draw(LinePlot([series], xRange: 0...1, yRange: 0...1), 40, 10).isEmpty)
        }
    }

    @Test func labelsOfXNeverTouch() {
        for width in 20...180 {
            let text = draw(LinePlot([curve("", [1, 2, 3], every: 61_728)]), width, 6, .ascii)
            let labels = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
            #expect(labels.split(separator: " ").allSatisfy { $0.count <= 7 }, "\(width): \(labels)")
        }
    }

    @Test(arguments: tinySizes) func staysInsideItsArea(size: Size) {
        let plot = LinePlot(
            [loss, curve("nan", [.nan, 1, .infinity, -1])], marks: [.init(100, label: "long label")], cursor: 50)
        #expect(staysInside(size) { plot.draw(in: $0, on: &$1, glyphs: $2) })
        #expect(staysInside(size) { LinePlot([]).draw(in: $0, on: &$1, glyphs: $2) })
    }
}
