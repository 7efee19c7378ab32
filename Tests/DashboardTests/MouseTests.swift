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

    @Test func theWheelBringsThePaneUnderItNearAndBack() throws {
        var script = try Example.script()
        let weights = try #require(script.dashboard.arrangement.area(of: .weights))
        let point = Point(x: weights.x + 2, y: weights.y + 2)
        let before = script.dashboard.view.selection
        func turn(_ kind: MouseEvent.Kind) throws { try script.handle(.mouse(MouseEvent(kind, .none, at: point))) }
        try turn(.scrollDown)
        #expect(script.dashboard.view.zoomedPane == nil, "it is as far as it can be")
        for _ in 0..<2 {
            try turn(.scrollUp)
            #expect(script.dashboard.view.zoomedPane == .weights)
        }
        try turn(.scrollDown)
        #expect(script.dashboard.view.zoomedPane == nil && script.dashboard.view.selection == before)
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
