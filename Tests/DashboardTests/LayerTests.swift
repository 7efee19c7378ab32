import Dashboard
import Inspection
import TerminalGraphics
import Testing

/// A card that says something about one neuron: that one stays lit, the rest is dimmed. All that a lesson's card needs of the
/// dashboard is here.
struct CardLayer: DashboardLayer {
    let text: String
    let neuron: Anchor
    /// Keys that go through to the panes; Enter closes the card, others are taken.
    let allowed: Set<KeyPress>
    var keysTaken = 0

    var news: String? { "a card" }

    mutating func handle(_ event: LayerEvent, _ context: LayerContext) -> LayerAnswer {
        guard case .key(let key, _) = event else { return .stays() }
        if allowed.contains(key) { return .ignored }
        if key.key == .enter { return .closes([.message("well done")]) }
        keysTaken += 1
        return .stays()
    }

    func draw(_ context: LayerContext, on canvas: inout Canvas) {
        let lit = context.areas(of: neuron)
        for y in 0..<canvas.size.height {
            for x in 0..<canvas.size.width where !lit.contains(where: { $0.contains(Point(x: x, y: y)) }) {
                canvas.put(canvas[x, y].scalar, x: x, y: y, context.theme.dim)
            }
        }
        canvas.text(text, x: 2, y: 1, context.theme.highlight(context.theme.focus))
    }
}

/// What lies over the panes draws over them, and sees events before them.
struct LayerTests {
    private static let card = CardLayer(
        text: "look here", neuron: .neuron(column: 1, unit: 2), allowed: [.character("s"), .character("?")])

    private func show(_ card: CardLayer, after keys: String = "n") throws -> (dashboard: Dashboard, snapshot: Snapshot) {
        let script = try Example.pressing(keys)
        var dashboard = script.dashboard
        dashboard.open(card)
        return (dashboard, script.snapshot)
    }

    @Test func aCardLightsOneNeuronWhereverItStandsAndDimsTheRest() throws {
        let (dashboard, snapshot) = try show(Self.card)
        var plain = dashboard
        _ = plain.handle(.key(KeyPress(.enter)), snapshot: snapshot)
        let (covered, bare) = (dashboard.frame(.snapshot(snapshot)), plain.frame(.snapshot(snapshot)))
        let network = try #require(dashboard.arrangement.area(of: .network))
        let faint = dashboard.theme.dim
        var lit: [Point] = []
        for y in 2..<covered.size.height - 1 {
            for x in 0..<covered.size.width {
                #expect(covered[x, y].scalar == bare[x, y].scalar, "\(x), \(y)")
                if covered[x, y] == bare[x, y], bare[x, y].style != faint, bare[x, y].scalar != " " {
                    lit.append(Point(x: x, y: y))
                }
            }
        }
        // Once in the graph, and its picture among the weights.
        #expect(lit.count { network.contains($0) } == 1)
        let weights = try #require(dashboard.arrangement.area(of: .weights))
        #expect(lit.count { weights.contains($0) } > 10)
        #expect(lit.allSatisfy { network.contains($0) || weights.contains($0) })
        #expect(covered.plainText().contains("look here") && covered.plainText().contains("a card"))
    }

    @Test func aCardTakesKeysAndLetsThoseThroughThatItAllows() throws {
        var (dashboard, snapshot) = try show(Self.card)
        #expect(dashboard.handle(.key(.character("n")), snapshot: snapshot).isEmpty)
        #expect(dashboard.handle(.mouse(MouseEvent(.press, at: Point(x: 60, y: 10))), snapshot: snapshot).isEmpty)
        #expect(dashboard.layer(CardLayer.self)?.keysTaken == 1)
        #expect(dashboard.handle(.key(.character("s")), snapshot: snapshot) == [.request(.step(.layer, count: 1, .forward))])
        #expect(dashboard.handle(.key(KeyPress(.enter)), snapshot: snapshot).isEmpty)
        #expect(dashboard.layer(CardLayer.self) == nil && dashboard.view.message == "well done")
        #expect(dashboard.handle(.key(.character("n")), snapshot: snapshot) == [.request(.step(.iteration, count: 1, .forward))])
    }

    @Test func theTopOfTheStackSeesAnEventFirst() throws {
        var (dashboard, snapshot) = try show(Self.card)
        // The help, which the card lets through, lies over it and takes Enter for itself.
        _ = dashboard.handle(.key(.character("?")), snapshot: snapshot)
        #expect(dashboard.help?.topic == .keys && dashboard.layer(CardLayer.self) != nil)
        _ = dashboard.handle(.key(KeyPress(.enter)), snapshot: snapshot)
        #expect(dashboard.help == nil && dashboard.layer(CardLayer.self)?.keysTaken == 0)
        _ = dashboard.handle(.key(KeyPress(.enter)), snapshot: snapshot)
        #expect(dashboard.layer(CardLayer.self) == nil)
    }

    @Test func whatConcernsTheProgramGoesThroughEveryLayerOfTheDashboards() throws {
        for keys in ["?", "g", ":", "l", "m", "'"] {
            let script = try Example.pressing("n " + keys)
            var dashboard = script.dashboard
            #expect(dashboard.handle(.key(.control("l")), snapshot: script.snapshot) == [.redraw], "\(keys)")
            #expect(dashboard.handle(.key(.control("z")), snapshot: script.snapshot) == [.suspend], "\(keys)")
        }
    }

    @Test func underTheHelpThePanesAreOutOfReach() throws {
        var script = try Example.pressing("n d ?")
        let before = script.view
        try script.press("Space u 1")
        #expect(script.view.draw == before.draw && script.view.focus == .draw)
        try script.press("Escape")
        #expect(script.dashboard.isClear && script.view.draw?.isActive == true, "only the help is closed")
    }
}
