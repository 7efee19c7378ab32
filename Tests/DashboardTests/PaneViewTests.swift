import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

/// Views, cursors and settings of panes: keys in, what is shown out.
struct PaneViewTests {
    /// Every view of every pane, on every kind of network: nothing outside its area, at any size.
    @Test(arguments: PaneCatalog.all.filter { !$0.views.isEmpty }.map(\.id), PaneTests.networks)
    func everyViewKeepsToItsAreaAtAnySize(_ id: PaneID, _ network: (String, String)) throws {
        let pane = try #require(PaneCatalog.all.first { $0.id == id })
        var script = try Example.script(network: network.0, loss: network.1)
        try script.press("n*5 s*3")
        let marker = Cell("@", Style(.rgb(1, 2, 3)))
        for index in pane.views.indices {
            var view = script.view
            view.views[id] = index
            for size in PaneTests.sizes where size.width < 200 {
                let area = Rect(x: 1, y: 1, width: size.width, height: size.height)
                let request = PaneRequest(view: view, status: script.snapshot.status, size: size)
                let pane = pane.prepared(for: request)
                let snapshot = script.driver.snapshot(pane.probes)
                for (glyphs, shading) in [(GlyphTier.ascii, ImageShading.glyphs), (.braille, .color)] {
                    let context = PaneContext(
                        request: request, snapshot: snapshot, theme: .dark, glyphs: glyphs, shading: shading)
                    var canvas = Canvas(Size(size.width + 2, size.height + 2), fill: marker)
                    canvas.clipped(to: area) { pane.render(context, in: area, on: &$0) }
                    _ = (pane.title(context), pane.note(context))
                    let edge = (0..<canvas.size.width).allSatisfy {
                        canvas[$0, 0] == marker && canvas[$0, canvas.size.height - 1] == marker
                    }
                    #expect(edge, "\(size) view \(index)")
                }
            }
        }
    }

    @Test func aKeyGoesThroughTheViewsOfTheFocusedPane() throws {
        var script = try Example.pressing("n*4 :")
        try script.press("\"pane weights\" Enter")
        let first = script.text
        try script.press("v")
        #expect(script.text.contains("gradients") && script.text != first)
        try script.press("v")
        #expect(script.text.contains("over time"))
        try script.press("v")
        #expect(script.view.views[.weights] == 0)
        try script.press("V")
        #expect(script.view.views[.weights] == 2)
    }

    @Test func theSampleUnderTheCursorIsPinned() throws {
        var script = try Example.pressing("n \":pane samples\" Enter Right Right Down p")
        let cursor = try #require(script.view.cursors[.samples])
        #expect(cursor >= 2 && script.snapshot.status.pinned == .heldOut(cursor))
        // One that is trained on can be, too.
        try script.press("v Left p")
        #expect(script.snapshot.status.pinned == .train(cursor - 1))
    }

    @Test func aSettingIsChangedLiveOrAfterAsking() throws {
        var script = try Example.pressing("n*3 \":pane scenario\" Enter")
        try script.press("\":set lr 0.25\" Enter")
        #expect(script.snapshot.status.learningRate == 0.25 && script.iterations == 3)
        try script.press("\":scenario batch 5\" Enter")
        #expect(script.iterations == 3 && script.dashboard.line?.error != nil, "asked first")
        try script.press("Enter")
        #expect(script.iterations == 0 && script.snapshot.status.batch == 5 && script.dashboard.line == nil)
    }

    @Test func theEditKeyOpensTheChosenSetting() throws {
        var script = try Example.pressing("n \":pane scenario\" Enter Down Down Down e")
        #expect(script.dashboard.line?.text == "set lr \(script.snapshot.status.learningRate)")
        try script.press("Escape Up*9 e")
        #expect(script.dashboard.line?.text == "scenario data bars")
    }

    @Test func curvesAreLookedAtCloselyAndSmoothed() throws {
        var script = try Example.pressing("50n Tab*3")
        let whole = script.text
        try script.press("PageUp")
        #expect(script.view.curves.zoomLevel == 1 && script.text != whole && script.text.contains("1/2"))
        try script.press("PageDown PageDown a")
        #expect(script.view.curves.zoomLevel == 0 && script.text.contains("smooth"))
        try script.press("a a a")
        #expect(script.view.curves.smoothing == 0)
    }

    @Test func behindADropoutThatPassesPixelsOnWeightsArePictures() throws {
        var script = try Example.script(network: "dropout:0.2,dense:6,relu,dense:3")
        try script.press("n")
        #expect(script.view.selection.column == 2, "the first column that learns")
        #expect(script.text.contains("× 1.00  a₁["))
        try script.press("\":zoom weights\" Enter")
        #expect(script.text.contains("Weights w₂ · 0–5 of 6"), "\(script.text)")
    }

    @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
    func theSignsOfSettingsAreAlwaysExplained(_ size: Size) throws {
        let text = try Example.pressing("\":pane scenario\" Enter", size: size).text
        #expect(text.contains("changes live") && text.contains("begins anew"))
    }

    @Test func anOptimizersFormulaKeepsItsHats() throws {
        var script = try Example.script(Size(120, 40))
        try script.press("\":set optimizer adam\" Enter n \":pane optimizer\" Enter")
        #expect(script.text.contains("m′ / (√v′ + ε)"), "\(script.text)")
    }

    @Test(arguments: [Size(80, 24), Size(120, 40)])
    func confusionAloneHasCellsToBeSeenFromAfar(_ size: Size) throws {
        let text = try Example.pressing("60n \":zoom confusion\" Enter", size: size).text
        let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
        let places = rows.indices.filter { rows[$0].contains("[4]") }
        #expect(places.count == 3 && places[1] - places[0] == 3 && places[2] - places[1] == 3, "\(text)")
    }
}
