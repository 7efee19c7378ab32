import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

@Suite("The mouse")
struct MouseTests {
    @Test func aClickOnANeuronSelectsIt() throws {
        var script = try Example.script()
        let network = try #require(script.dashboard.arrangement.area(of: .network))
        var seen: Set<Int> = []
        for y in network.y..<network.bottom {
            for x in network.x..<network.right {
                try script.handle(.mouse(MouseEvent(.press, at: Point(x: x, y: y))))
                #expect(script.dashboard.view.focus == .network)
                seen.insert(script.dashboard.view.selection.column * 1000 + script.dashboard.view.selection.neuron)
            }
        }
        #expect(seen.count > 5, "\(seen)")
    }

    @Test func theWheelLooksAtCurvesMoreClosely() throws {
        var script = try Example.pressing("50n", Example.script())
        let loss = try #require(script.dashboard.arrangement.area(of: .loss))
        let point = Point(x: loss.x + 8, y: loss.y + 4)
        let before = script.dashboard.view.selection
        for _ in 0..<2 { try script.handle(.mouse(MouseEvent(.scrollUp, .none, at: point))) }
        #expect(script.dashboard.view.curves.zoomLevel == 2)
        try script.handle(.mouse(MouseEvent(.scrollDown, .none, at: point)))
        #expect(script.dashboard.view.curves.zoomLevel == 1 && script.dashboard.view.selection == before)
    }

    /// A wheel that is turned too far over a text must not throw the reader out of it.
    @Test(arguments: ["weights", "explain", "network", "activations"])
    func theWheelNeitherZoomsNorEndsIt(_ pane: String) throws {
        var script = try Example.pressing("n*2 \":zoom \(pane)\" Enter")
        let area = try #require(script.dashboard.arrangement.places.first).area
        func turn(_ kind: MouseEvent.Kind) throws {
            try script.handle(.mouse(MouseEvent(kind, .none, at: Point(x: area.x + 5, y: area.y + 3))))
        }
        for _ in 0..<3 { try turn(.scrollDown) }
        #expect(script.dashboard.view.zoomedPane?.rawValue == pane)
        try script.press("z")
        for _ in 0..<3 { try turn(.scrollUp) }
        #expect(script.dashboard.view.zoomedPane == nil)
    }

    @Test func theWheelScrollsWhatAPaneLists() throws {
        var script = try Example.script()
        try script.press("\":pane samples\" Enter")
        let samples = try #require(script.dashboard.arrangement.area(of: .samples))
        let before = script.text
        try script.handle(.mouse(MouseEvent(.scrollDown, .none, at: Point(x: samples.x + 2, y: samples.y + 2))))
        #expect(script.dashboard.view.zoomedPane == nil && script.text != before)
    }
}
