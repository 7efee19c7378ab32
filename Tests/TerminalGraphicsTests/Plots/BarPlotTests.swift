import TerminalGraphics
import Testing

@Suite struct BarPlotTests {
    let gradients = BarPlot(
        [
            .init("1 dense", 3.1e-3), .init("2 dense", 1.2e-2), .init("3 relu", 0), .init("4 dense", 5), .init("5", .nan),
            .init("6", .infinity),
        ],
        axis: Axis(.log, 1e-6, 1), band: .init(1e-4...1e-1, .plain), guides: [.init(1e-3, .plain)], showsAxis: true)

    func draw(_ plot: BarPlot, _ width: Int, _ height: Int, _ glyphs: GlyphTier = .blocks) -> String {
        grid(width, height) { plot.draw(in: $0.bounds, on: &$0, glyphs: glyphs) }
    }

    @Test func logarithmicBarsShowBandGuideAndWhatIsBeyond() {
        #expect(
            draw(gradients, 50, 7) == """
                1 dense █████████████████│██▍░░░░░░░░░      0.0031
                2 dense █████████████████│█████▊░░░░░░       0.012
                3 relu  ◀          ░░░░░░│░░░░░░░░░░░░           0
                4 dense █████████████████│████████████████▶    5.0
                5       nan        ░░░░░░░░░░░░░░░░░░░         nan
                6       █████████████████│████████████████▶      ∞
                        1e-6     1e-4        0.01         1
                """)
    }

    @Test func asciiBarsCountTheOnesWithoutRoom() {
        #expect(
            draw(gradients, 50, 5, .ascii) == """
                1 dense #################|##::::::::::      0.0031
                2 dense #################|######::::::       0.012
                3 relu  <          ::::::|::::::::::::           0
                : +3
                        1e-6     1e-4        0.01         1
                """)
    }

    @Test func signedBarsGrowFromZeroToBothSides() {
        let plot = BarPlot(
            [.init("0", 0.02), .init("5", -0.93), .init("6", 0.4), .init("7", 0), .init("8", -0.001), .init("9", .nan)],
            axis: Axis(.linear, -1, 1), format: .fixed(2).signed, showsAxis: true)
        #expect(
            draw(plot, 40, 7) == """
                0                 ▍                +0.02
                5  ▏██████████████▏                −0.93
                6                 ██████▍          +0.40
                7                 ▏                 0.00
                8                ▉▏                −0.00
                9                 nan                nan
                  −1              0              1
                """)
        #expect(
            draw(plot, 40, 3, .ascii) == """
                0                 -                +0.02
                : +5
                  -1              0              1
                """)
    }

    @Test func leftGrowingPartsAreDrawnInReverse() {
        let plot = BarPlot([.init("", -0.5, color: .hex(0xFF0000))], axis: Axis(.linear, -1, 1), valueWidth: 0)
        let drawn = canvas(9, 1) { plot.draw(in: $0.bounds, on: &$0, glyphs: .blocks) }
        #expect(drawn[2, 0] == Cell("▊", Style(.hex(0xFF0000), on: .terminal, .reverse)))
        #expect(drawn.plainText() == "  ▊██▏")
    }

    @Test func everyEighthHasItsLength() {
        let plot = BarPlot((0...8).map { .init("", Double($0) / 8, valueText: .empty) }, axis: Axis(.linear, 0, 5), valueWidth: 0)
        #expect(draw(plot, 5, 9) == "▏\n▏\n▎\n▍\n▌\n▋\n▊\n▉\n█")
    }

    @Test func linesKeepBarsApart() {
        let plot = BarPlot(
            [.init("", 0.5), .init("", 0.02), .init("", -1), .init("", -0.35), .init("", 0)], axis: Axis(.linear, -1, 1),
            guides: [.init(0.25, .plain)],
            valueWidth: 0, shape: .line)
        #expect(
            draw(plot, 8, 5) == """
                    ━┿
                    ╸│
                ━━━━▏│
                  ╺━▏│
                    ▏│
                """)
    }

    @Test func narrowAreasGiveUpBarsBeforeValues() {
        #expect(
            draw(gradients, 22, 2) == """
                1 dense ███│▏░  0.0031
                ⋮ +5
                """)
        #expect(
            draw(gradients, 10, 2) == """
                1 … 0.0031
                ⋮ +5
                """)
    }

    @Test func layoutFindsTheBarOfAClick() {
        let layout = gradients.layout(in: Rect(x: 10, y: 5, width: 50, height: 5))
        #expect(layout.shown == 3)
        #expect(layout.bar(at: Point(x: 12, y: 6)) == 1)
        #expect(layout.bar(at: Point(x: 12, y: 8)) == nil)
        #expect(layout.bar(at: Point(x: 9, y: 6)) == nil)
    }

    @Test(arguments: tinySizes) func staysInsideItsArea(size: Size) {
        #expect(staysInside(size) { gradients.draw(in: $0, on: &$1, glyphs: $2) })
        #expect(staysInside(size) { BarPlot([]).draw(in: $0, on: &$1, glyphs: $2) })
        #expect(staysInside(size) { BarPlot([.init("a", -.infinity), .init("b", 2)]).draw(in: $0, on: &$1, glyphs: $2) })
    }
}
