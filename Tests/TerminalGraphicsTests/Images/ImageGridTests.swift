import TerminalGraphics
import Testing

@Suite struct ImageGridTests {
    /// Pictures of one strength each: 0/count, 1/count, …
    func pictures(_ count: Int, _ side: Int, captions: Bool = false, selected: Int? = nil, minimum: Int = 2) -> ImageGrid {
        let values = (0..<count).flatMap { Array(repeating: Float($0 + 1) / Float(count), count: side * side) }
        return ImageGrid(
            values[...], count: count, rows: side, columns: side, colormap: .gray, normalization: .linear(0, 1), shading: .glyphs,
            captions: captions ? (0..<count).map(String.init) : [], selected: selected, minimumColumns: minimum)
    }

    @Test func allFitAsLargeAsPossible() {
        var layout: ImageGrid.Layout?
        #expect(
            grid(21, 4) { layout = pictures(4, 2, captions: true, selected: 2).draw(in: $0.bounds, on: &$0, glyphs: .blocks) }
                == """
                 ░░░░ ▒▒▒▒▐▓▓▓▓▌████
                 ░░░░ ▒▒▒▒▐▓▓▓▓▌████
                  0    1    2    3

                """)
        #expect(layout?.scale == .enlarged(2))
        #expect(layout?.note == nil)
        #expect(layout?.tiles[2] == Rect(x: 11, y: 0, width: 4, height: 2))
    }

    @Test func tooManyAreReducedThenLeftOut() {
        let many = pictures(12, 4)
        #expect(many.layout(in: Rect(x: 0, y: 0, width: 15, height: 3)).tiles.first?.x == 2, "in the middle")
        let layout = many.layout(in: Rect(x: 0, y: 0, width: 13, height: 3))
        #expect(layout.scale == .reduced(2))
        #expect(layout.tiles.count == 8 && layout.perRow == 4)
        #expect(layout.note == "1–8 of 12 · downsampled 2×")
    }

    @Test func theSelectedPictureIsAmongThoseShown() {
        for selected in 0..<12 {
            let layout = pictures(12, 4, selected: selected).layout(in: Rect(x: 0, y: 0, width: 13, height: 3))
            #expect((layout.first..<layout.first + layout.tiles.count).contains(selected), "\(selected)")
        }
    }

    @Test func tilesStayInsideAndApart() {
        for width in 0...40 {
            for height in 0...12 {
                let area = Rect(x: 3, y: 2, width: width, height: height)
                let tiles = pictures(9, 5, captions: height % 2 == 0).layout(in: area).tiles
                for (index, tile) in tiles.enumerated() {
                    #expect(area.intersection(tile) == tile && !tile.isEmpty, "\(width)x\(height)")
                    #expect(tiles[..<index].allSatisfy { $0.intersection(tile).isEmpty })
                }
            }
        }
    }

    @Test(arguments: tinySizes) func staysInsideItsArea(size: Size) {
        #expect(staysInside(size) { pictures(5, 28, captions: true, selected: 4).draw(in: $0, on: &$1, glyphs: $2) })
        #expect(staysInside(size) { pictures(0, 3).draw(in: $0, on: &$1, glyphs: $2) })
    }
}
