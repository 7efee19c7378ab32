import Dashboard
import Inspection
import TerminalGraphics
import Testing

/// Where things stand, and what stands at a cell, are two directions of one list.
struct AnchorTests {
    private struct Shown {
        var anchors: [PlacedAnchor]
        var text: [String]
    }

    private func show(_ id: PaneID, _ script: ScriptedDashboard, _ area: Rect, view index: Int = 0) -> Shown {
        var view = script.view
        view.views[id] = index
        let pane = PaneCatalog[id].prepared(for: PaneRequest(view: view, status: script.snapshot.status, size: area.size))
        let context = PaneContext(
            request: pane.request, snapshot: script.driver.snapshot(pane.probes), theme: .dark, glyphs: .braille, shading: .color)
        var canvas = Canvas(Size(area.right, area.bottom))
        pane.render(context, in: area, on: &canvas)
        let text = canvas.plainText().split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        return Shown(anchors: pane.anchors(context, in: area), text: text)
    }

    @Test(arguments: PaneID.allCases, PaneTests.networks)
    func everyAnchorStandsInItsPaneAndAClickOnItFindsIt(_ id: PaneID, _ network: (String, String)) throws {
        var script = try Example.script(network: network.0, loss: network.1)
        for keys in ["n*3 s*3", "s*4 z"] {
            try script.press(keys)
            for size in PaneTests.sizes + [Size(50, 20), Size(120, 40)] where size.width < 200 {
                for index in 0..<max(1, PaneCatalog[id].views.count) {
                    let area = Rect(x: 3, y: 2, width: size.width, height: size.height)
                    check(show(id, script, area, view: index).anchors, in: area, "\(size), view \(index)")
                }
            }
        }
    }

    private func check(_ anchors: [PlacedAnchor], in area: Rect, _ what: String) {
        for placed in anchors where !placed.area.isEmpty {
            let inside = placed.area.intersection(area)
            guard inside == placed.area else { continue }
            #expect(anchors.areas(of: placed.anchor).contains(placed.area))
            guard placed.reach != nil else { continue }
            let middle = Point(x: placed.area.x + placed.area.width / 2, y: placed.area.y + placed.area.height / 2)
            // Half a cell can belong to another one, and a row to a weight in it.
            let hit = anchors.hit(at: middle)
            let covers = hit.map { anchors.areas(of: $0).contains { $0.contains(middle) } } ?? false
            #expect(covers, "\(placed.anchor) at \(placed.area) is not found: \(what)")
        }
        let onScreen = anchors.filter { $0.area.intersection(area) == $0.area }
        #expect(anchors.isEmpty || area.height < 20 || !onScreen.isEmpty, "\(what)")
    }

    @Test func whatIsPointedAtIsWhatIsDrawnThere() throws {
        let script = try Example.pressing("n*3 s*9")
        let area = Rect(x: 1, y: 1, width: 60, height: 20)
        let prediction = show(.prediction, script, area)
        for (unit, name) in ["a", "b", "c"].enumerated() {
            let place = try #require(prediction.anchors.areas(of: .neuron(column: 2, unit: unit)).first)
            #expect(prediction.text[place.y + (place.height - 1) / 2].contains("\(name) "), "\(unit)")
        }
        let gradients = show(.gradients, script, area)
        for (column, name) in [(1, "1 dense"), (2, "2 dense")] {
            let place = try #require(gradients.anchors.areas(of: .layer(column)).first)
            #expect(gradients.text[place.y].contains(name))
        }
        let explain = show(.explain, script, area)
        for name in ["z", "a", "δ", "∂L/∂w", "Δw"] {
            let place = try #require(explain.anchors.areas(of: .line(name)).first, "\(name)")
            // The batch's gradient stands behind its heading.
            let line = explain.text[place.y].replacing("BATCH  ", with: "")
            #expect(line.hasPrefix("  " + name), "\(name)")
        }
        let weights = show(.weights, script, area)
        let unit = script.view.selection.neuron
        let tile = try #require(weights.anchors.areas(of: .neuron(column: 1, unit: unit)).first)
        #expect(weights.text[tile.y].contains("▸\(unit)◂"))
    }

    @Test func everyNeuronAndLayerOfASmallNetworkStandsInTheGraph() throws {
        let script = try Example.pressing("n")
        let anchors = show(.network, script, Rect(x: 0, y: 0, width: 60, height: 24)).anchors
        for unit in 0..<6 { #expect(!anchors.areas(of: .neuron(column: 1, unit: unit)).isEmpty) }
        for unit in 0..<3 { #expect(!anchors.areas(of: .neuron(column: 2, unit: unit)).isEmpty) }
        for column in 0...2 { #expect(!anchors.areas(of: .layer(column)).isEmpty) }
    }

    @Test func curvesStandUnderTheirNames() throws {
        let anchors = show(.loss, try Example.pressing("20n"), Rect(x: 0, y: 0, width: 60, height: 24)).anchors
        let (loss, accuracy) = (anchors.areas(of: .line("loss")), anchors.areas(of: .line("accuracy")))
        #expect(loss.count == 1 && accuracy.count == 1 && loss.first?.bottom == accuracy.first?.y)
    }

    /// Not only in the graph: whatever shows a neuron, a layer or a weight lets it be clicked.
    @Test func clicksSelectInEveryPaneThatShowsWhatCanBeSelected() throws {
        var script = try Example.pressing("n*3")
        func click(_ pane: PaneID, _ row: Int, _ column: Int) throws {
            let area = try #require(script.dashboard.arrangement.area(of: pane))
            try script.handle(.mouse(MouseEvent(.press, at: Point(x: area.x + column, y: area.y + row))))
        }
        let room = try #require(script.dashboard.arrangement.area(of: .prediction)).height - 2
        try click(.prediction, 1 + 2 * min(3, room / 3), 4)
        #expect(script.view.selection.column == 2 && script.view.selection.neuron == 2)
        try click(.gradients, 2, 2)
        #expect(script.view.selection.column == 1)
        try click(.gradients, 3, 2)
        #expect(script.view.selection.column == 2)
        try script.press("\":pane weights\" Enter")
        try click(.weights, 1, 8)
        #expect(script.view.selection.column == 2 && script.view.selection.input != nil)
    }
}
