import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

struct PaneTests {
    static let sizes = [Size(0, 0), Size(1, 1), Size(3, 2), Size(20, 5), Size(80, 24), Size(500, 200)]

    /// Moments of a run at which there is more or less to see.
    static let moments = ["", "n*3 s*3", "6n s*7 . >", "n s*9 Right k"]

    static let networks = [
        ("dense:6,relu,dense:3", "softmaxCrossEntropy"), ("dense:3,sigmoid", "mse"),
        ("conv:2x3,relu,flatten,dense:3", "softmaxCrossEntropy"),
        ("lstm:4,dense:3", "softmaxCrossEntropy"),
        ("conv:7x3(padding:1),batchnorm,relu,maxpool:2,conv:20x2,relu,flatten,dense:3", "softmaxCrossEntropy"),
        ("dense:5,residual[dense:5,tanh,dense:5],relu,dense:3", "softmaxCrossEntropy"),
        ("gru:6(returns:sequence),selfAttention:2,flatten,dense:3", "softmaxCrossEntropy"),
    ]

    @Test func eachIsInTheCatalogOnce() {
        let names = PaneCatalog.all.map(\.id.rawValue)
        #expect(Set(names).count == names.count)
        for pane in PaneCatalog.all {
            #expect(PaneCatalog.pane(named: pane.id.rawValue)?.shortTitle == pane.shortTitle)
            // A place is named after the pane that it is made for.
            #expect(pane.homes.allSatisfy { PaneCatalog.pane(named: $0.rawValue) != nil }, "\(pane.id)")
        }
    }

    @Test(arguments: PaneID.allCases, networks)
    func drawsInsideItsAreaAtAnySize(_ id: PaneID, _ network: (String, String)) throws {
        for keys in Self.moments {
            var script = try Example.script(network: network.0, loss: network.1)
            try script.press(keys)
            try drawAtAllSizes(script, id)
        }
    }

    private func drawAtAllSizes(_ script: ScriptedDashboard, _ id: PaneID) throws {
        let marker = Cell("@", Style(.rgb(1, 2, 3)))
        for size in Self.sizes {
            let area = Rect(x: 2, y: 1, width: size.width, height: size.height)
            let request = PaneRequest(view: script.view, status: script.snapshot.status, size: size)
            let pane = PaneCatalog[id].prepared(for: request)
            let snapshot = script.driver.snapshot(pane.probes)
            // A screen of half a million cells takes its time: each tier once, with and without color.
            let variants: [(GlyphTier, ImageShading)] =
                size.width > 100
                ? [(.ascii, .glyphs), (.braille, .color)]
                : GlyphTier.allCases.flatMap { [($0, ImageShading.color), ($0, ImageShading.glyphs)] }
            for (glyphs, shading) in variants {
                let context = PaneContext(request: request, snapshot: snapshot, theme: .dark, glyphs: glyphs, shading: shading)
                var canvas = Canvas(Size(size.width + 4, size.height + 2), fill: marker)
                canvas.clipped(to: area) { pane.render(context, in: area, on: &$0) }
                _ = pane.title(context)
                _ = pane.note(context)
                #expect(Self.isUntouched(canvas, outside: area, marker), "\(size), \(glyphs), \(shading)")
            }
        }
    }

    /// One or two inputs, classes and numbers, on the network, the sample and all other panes.
    @Test(arguments: PaneID.allCases, ["moons", "xor", "three", "hills", "wave"])
    func drawsPlanesInsideItsAreaAtAnySize(_ id: PaneID, _ data: String) throws {
        var script = try Planes.script(data)
        for keys in ["", "n*3 s*4"] {
            try script.press(keys)
            try drawAtAllSizes(script, id)
        }
    }

    @Test(arguments: PaneID.allCases)
    func showsSomethingWhereThereIsRoom(_ id: PaneID) throws {
        let script = try Example.pressing("n*3 s*9")
        let request = PaneRequest(view: script.view, status: script.snapshot.status, size: Size(40, 12))
        let pane = PaneCatalog[id].prepared(for: request)
        let context = PaneContext(
            request: request, snapshot: script.driver.snapshot(pane.probes), theme: .dark, glyphs: .braille,
            shading: .color)
        var canvas = Canvas(Size(40, 12))
        pane.render(context, in: canvas.bounds, on: &canvas)
        #expect(canvas.plainText().contains { !$0.isWhitespace })
        #expect(!pane.title(context).isEmpty)
    }

    @Test(arguments: PaneID.allCases)
    func withoutWhatItAskedForItStaysQuiet(_ id: PaneID) throws {
        // A snapshot taken for other panes or another size: a frame late, never a crash.
        let script = try Example.pressing("n s s")
        let empty = script.driver.snapshot([])
        for size in Self.sizes.dropLast() {
            let request = PaneRequest(view: script.view, status: empty.status, size: size)
            let pane = PaneCatalog[id].prepared(for: request)
            let context = PaneContext(request: request, snapshot: empty, theme: .dark, glyphs: .braille, shading: .color)
            var canvas = Canvas(size)
            pane.render(context, in: canvas.bounds, on: &canvas)
            #expect(canvas.size == size)
        }
    }

    private static func isUntouched(_ canvas: Canvas, outside area: Rect, _ marker: Cell) -> Bool {
        let width = canvas.size.width
        return canvas.cells.withUnsafeBufferPointer { cells in
            for y in 0..<canvas.size.height {
                if y >= area.y && y < area.bottom {
                    for x in [0, 1, width - 2, width - 1] where cells[y * width + x] != marker { return false }
                } else {
                    for x in 0..<width where cells[y * width + x] != marker { return false }
                }
            }
            return true
        }
    }
}
