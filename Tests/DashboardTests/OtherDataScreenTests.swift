import Dashboard
import Datasets
import Inspection
import TerminalGraphics
import Testing
import Training

/// Screens after a new beginning on other data: what they show is something that there still is.
struct OtherDataScreenTests {
    private func script(_ size: Size) throws -> ScriptedDashboard {
        let script = try Example.script(size, network: "dense:20,relu,dense:3")
        script.sessionDriver.dataOf = { Planes.data[$0.data ?? ""] ?? Example.data }
        return script
    }

    @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)]) func thePlaneComesAndGoesWithPoints(_ size: Size) throws {
        var script = try script(size)
        try script.press("n*2 Down*15 \":scenario data moons\" Enter Enter n")
        #expect(script.dashboard.shows(.plane) && !script.dashboard.shows(.sample))
        #expect(script.snapshot.status.dataName == "moons" && script.iterations == 1)
        let selected = try #require(Selected(script))
        #expect(selected.neuron < selected.units)
        while script.view.focus != .plane { try script.press("Tab") }
        try script.press("\":scenario data bars\" Enter Enter n")
        #expect(script.snapshot.status.dataName == "bars")
        #expect(!script.dashboard.shows(.plane) && script.dashboard.shows(.sample) && script.view.focus != .plane)
    }

    @Test func aDrawingEndsWithThePictures() throws {
        var script = try script(Size(120, 40))
        try script.press("n d Space")
        try script.press("\":scenario data moons\" Enter Enter n")
        #expect(script.view.selection.sample == .pinned && script.view.draw?.isActive == false)
    }

    @Test func theNamesOfDataAreCompleted() throws {
        var script = try script(Size(120, 40))
        try script.press("\":scenario data spi\" Tab")
        #expect(script.dashboard.line?.text.hasPrefix("scenario data spirals") == true)
    }
}

extension Dashboard {
    fileprivate func shows(_ pane: PaneID) -> Bool { arrangement.places.contains { $0.pane == pane } }
}

/// The selected neuron, and how many its column has.
private struct Selected {
    var neuron: Int
    var units: Int

    init?(_ script: ScriptedDashboard) {
        let (columns, selection) = (script.snapshot.status.columns, script.view.selection)
        guard columns.indices.contains(selection.column) else { return nil }
        (neuron, units) = (selection.neuron, columns[selection.column].units)
    }
}
