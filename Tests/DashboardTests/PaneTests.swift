import Dashboard
import TerminalGraphics
import Testing
import Training

struct PaneTests {
    private static let sizes = [(0, 0), (1, 1), (3, 2), (20, 5), (80, 24), (500, 200)].map { Size(width: $0.0, height: $0.1) }
    private static let networks = [
        ("dense:6,relu,dense:3", "softmaxCrossEntropy"), ("dense:3,sigmoid", "mse"), ("conv:2x3,relu,flatten,dense:3", "softmaxCrossEntropy"),
        ("lstm:4,dense:3", "softmaxCrossEntropy"),
    ]

    @Test(arguments: PaneID.allCases, networks)
    func aPaneDrawsNothingOutsideItsArea(_ id: PaneID, _ network: (String, String)) throws {
        let pane = try #require(PaneCatalogue.all.first { $0.id == id })
        let marker = Cell("§", Style(.hex(0x123456)))
        for keys in ["", "n n", "n s*7"] {
            let script = try Example.pressing(keys, try Example.script(network: network.0, loss: network.1))
            for size in Self.sizes {
                for (glyphs, hasColor) in [(GlyphTier.braille, true), (.blocks, true), (.ascii, false)] {
                    let request = PaneRequest(view: script.dashboard.view, status: script.driver.status, size: size)
                    let context = PaneContext(
                        request: request, snapshot: script.driver.snapshot(pane.probes(request)), theme: .dark, glyphs: glyphs,
                        shading: hasColor ? .color : .glyphs)
                    var canvas = Canvas(Size(width: size.width + 4, height: size.height + 4), fill: marker)
                    let area = Rect(x: 2, y: 2, width: size.width, height: size.height)
                    canvas.clipped(to: area) { pane.render(context, in: area, on: &$0) }
                    for y in 0..<canvas.size.height {
                        for x in 0..<canvas.size.width where !area.contains(Point(x: x, y: y)) {
                            #expect(canvas[x, y] == marker, "\(id) at \(size) drew at \(x),\(y)")
                        }
                    }
                }
            }
        }
    }

    @Test func theSameSnapshotGivesTheSameCells() throws {
        let script = try Example.pressing("n*3 s*4", try Example.script())
        #expect(script.frame == script.frame)
        #expect(script.frame == (try Example.pressing("n*3 s*4", try Example.script()).frame))
    }

    @Test(arguments: [(80, 24), (120, 40), (200, 60)])
    func anAsciiScreenIsAscii(_ width: Int, _ height: Int) throws {
        let script = try Example.pressing(
            "n*3 s*5 ?", try Example.script(Size(width: width, height: height), glyphs: .ascii, hasColor: false))
        for cell in script.frame.cells { #expect(cell.scalar.isASCII, "\(cell.scalar)") }
    }

    @Test func everyPaneIsInTheCatalogueOnce() {
        #expect(PaneCatalogue.all.map(\.id).sorted { $0.rawValue < $1.rawValue } == PaneID.allCases.sorted { $0.rawValue < $1.rawValue })
    }
}
