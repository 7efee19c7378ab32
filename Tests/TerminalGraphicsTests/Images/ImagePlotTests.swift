import TerminalGraphics
import Testing

@Suite struct ImagePlotTests {
    let black = Color.hex(0x000000)
    let white = Color.hex(0xFFFFFF)
    var map: Colormap { Colormap(through: [black, white]) }

    func plot(_ values: [Float], _ rows: Int, _ columns: Int, signed: Bool = false, _ shading: ImageShading = .color) -> ImagePlot
    {
        ImagePlot(
            PixelGrid(values, rows: rows, columns: columns), colormap: map, normalization: signed ? .symmetric(1) : .linear(0, 1),
            shading: shading)
    }

    @Test func aCellHoldsTwoPixels() {
        let drawn = canvas(2, 1) { plot([0, 1, 1, 1], 2, 2).draw(in: $0.bounds, on: &$0, glyphs: .blocks) }
        #expect(drawn[0, 0] == Cell("▀", Style(black, on: white)))
        #expect(drawn[1, 0] == Cell(" ", Style(.terminal, on: white)))
    }

    @Test func anOddLastRowLeavesTheLowerHalfOpen() {
        let drawn = canvas(1, 2) { plot([0, 0, 1], 3, 1).draw(in: $0.bounds, on: &$0, glyphs: .blocks) }
        #expect(drawn[0, 1] == Cell("▀", Style(white)))
    }

    @Test func largerAreasRepeatPixelsByWholeNumbers() {
        var placement: ImagePlot.Placement?
        let text = grid(9, 3) { placement = plot([1, 0, 0, 1], 2, 2, .glyphs).draw(in: $0.bounds, on: &$0, glyphs: .blocks) }
        #expect(placement?.scale == .enlarged(3))
        #expect(placement?.area == Rect(x: 1, y: 0, width: 6, height: 3))
        #expect(text == " ███\n ▒▒▒▒▒▒\n    ███")
    }

    @Test func smallerAreasShowMeansAndSaySo() {
        let picture = plot([1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0], 4, 4)
        var placement: ImagePlot.Placement?
        let drawn = canvas(2, 1) { placement = picture.draw(in: $0.bounds, on: &$0, glyphs: .blocks) }
        #expect(placement?.scale == .reduced(2))
        #expect(placement?.scale.note == "downsampled 2×")
        #expect(drawn[0, 0] == Cell("▀", Style(white, on: black)))
        #expect(drawn[1, 0] == Cell("▀", Style(black, on: .hex(0x404040))))
    }

    @Test func resamplingKeepsTheMean() {
        let values = (0..<35).map { Float($0 * $0 % 17) }
        let picture = PixelGrid(values, rows: 5, columns: 7)
        for (rows, columns) in [(3, 4), (1, 1), (10, 14), (2, 7), (7, 5)] {
            let other = picture.resampled(rows: rows, columns: columns)
            let mean = other.values.reduce(0, +) / Float(rows * columns)
            #expect(abs(mean - values.reduce(0, +) / 35) < 1e-4)
        }
    }

    @Test func notANumberIsShownAsSuch() {
        #expect(grid(3, 1) { plot([0, .nan, 0, 0, 0, .infinity], 2, 3).draw(in: $0.bounds, on: &$0, glyphs: .blocks) } == " ××")
        #expect(grid(3, 1) { plot([0, .nan, 0, 0, 0, .infinity], 2, 3).draw(in: $0.bounds, on: &$0, glyphs: .ascii) } == " ??")
        #expect(PixelGrid([1, .nan], rows: 1, columns: 2).resampled(rows: 1, columns: 1)[0, 0].isNaN)
    }

    @Test func withoutColorsSignIsACharacter() {
        let ramp: [Float] = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1]
        let picture = plot(ramp + ramp, 2, 9, signed: true, .glyphs)
        #expect(grid(9, 1) { picture.draw(in: $0.bounds, on: &$0, glyphs: .blocks) } == "≡=-· ░▒▓█")
        #expect(grid(9, 1) { picture.draw(in: $0.bounds, on: &$0, glyphs: .ascii) } == "%=~' .+*#")
        let unsigned = plot((0..<20).map { Float($0 % 10) / 9 }, 2, 10)
        #expect(grid(10, 1) { unsigned.draw(in: $0.bounds, on: &$0, glyphs: .ascii) } == " .:-=+*#%@")
    }

    @Test func oppositeSignsInACellDoNotVanish() {
        #expect(grid(1, 1) { plot([1, -1], 2, 1, signed: true, .glyphs).draw(in: $0.bounds, on: &$0, glyphs: .blocks) } == "█")
    }

    @Test func picturesAreEnlargedByWholeFactors() {
        let picture = plot(Array(repeating: 0, count: 16), 4, 4)
        let area = Rect(x: 5, y: 5, width: 9, height: 4)
        #expect(picture.placement(in: area).area == Rect(x: 5, y: 5, width: 8, height: 4))
    }

    @Test(arguments: tinySizes) func staysInsideItsArea(size: Size) {
        #expect(staysInside(size) { plot(Array(repeating: 0.5, count: 28 * 28), 28, 28).draw(in: $0, on: &$1, glyphs: $2) })
        #expect(staysInside(size) { plot([], 0, 3).draw(in: $0, on: &$1, glyphs: $2) })
        #expect(staysInside(size) { plot([.nan], 1, 1, .glyphs).draw(in: $0, on: &$1, glyphs: $2) })
    }
}
