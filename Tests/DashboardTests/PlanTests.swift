import Dashboard
import Inspection
import Synchronization
import TerminalGraphics
import Testing

/// What a pane reads is what its plan has asked for.
struct PlanTests {
    /// The probes whose answers have been looked at.
    private final class Reads: Sendable {
        private let probes = Mutex<[any Probe]>([])

        func add(_ probe: any Probe) { probes.withLock { $0.append(probe) } }
        var all: [any Probe] { probes.withLock { $0 } }
    }

    @Test(arguments: PaneID.allCases, PaneTests.networks)
    func aPaneReadsOnlyWhatItsPlanAsks(_ id: PaneID, _ network: (String, String)) throws {
        for keys in PaneTests.moments + ["n*2 ] n N*2 [ n", "n*2 x x k"] {
            var script = try Example.script(network: network.0, loss: network.1)
            try script.press(keys)
            try check(id, script, "'\(keys)', \(network.0)")
        }
    }

    @Test(arguments: PaneID.allCases, ["moons", "xor", "three", "hills", "wave"])
    func aPaneReadsOnlyWhatItsPlanAsksOnPoints(_ id: PaneID, _ data: String) throws {
        var script = try Planes.script(data)
        try script.press("n*3 s*4")
        try check(id, script, data)
    }

    @Test func aPaneReadsOnlyWhatItsPlanAsksInAComparison() throws {
        var script = try Example.script()
        try script.press("n*3 \":compare optimizer: adam\" Enter n*2")
        for id in PaneID.allCases { try check(id, script, "compared") }
    }

    @Test func aPaneReadsOnlyWhatItsPlanAsksOfADrawing() throws {
        let script = try Example.pressing("n*3 d Space Right Space")
        for id in PaneID.allCases { try check(id, script, "drawn") }
    }

    private func check(_ id: PaneID, _ script: ScriptedDashboard, _ what: String) throws {
        let sizes = PaneTests.sizes + [Size(27, 10), Size(50, 20), Size(120, 40)]
        for size in sizes where size.width < 200 {
            for index in 0..<max(1, PaneCatalog[id].views.count) {
                for shown in [[], Set(PaneID.allCases)] {
                    var view = script.view
                    view.views[id] = index
                    let request = PaneRequest(view: view, status: script.snapshot.status, size: size, shown: shown)
                    try check(PaneCatalog[id].prepared(for: request), script, "\(what), \(size), view \(index)")
                }
            }
        }
    }

    private func check(_ pane: any PreparedPane, _ script: ScriptedDashboard, _ what: String) throws {
        let reads = Reads()
        let asked = pane.probes + pane.probes.map { OtherRunProbe($0) }
        var context = PaneContext(
            request: pane.request, snapshot: script.driver.snapshot(asked), theme: .dark, glyphs: .braille, shading: .color)
        if script.view.isComparing { context.otherRunName = "B" }
        context.onRead = { reads.add($0) }
        var canvas = Canvas(pane.request.size)
        _ = (pane.title(context), pane.note(context))
        pane.render(context, in: canvas.bounds, on: &canvas)
        _ = pane.anchors(context, in: canvas.bounds)
        let planned = Set(pane.probes.map { AnyHashable($0) })
        for read in reads.all where !planned.contains(AnyHashable(read)) {
            Issue.record("\(read) is read and was not asked for: \(what)")
        }
        #expect(pane.probes.isEmpty || !reads.all.isEmpty, "\(what): nothing that was asked for is looked at")
    }
}
