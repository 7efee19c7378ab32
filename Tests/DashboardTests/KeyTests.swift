import Dashboard
import TerminalGraphics
import Testing
import Training

/// Keys pressed one after the other, and what is true then.
struct KeyTests {
    @Test func noKeyMeansTwoThings() {
        #expect(Bindings.table.conflicts.map(\.description) == [])
    }

    @Test(arguments: [
        ("", 0, 0), ("s", 0, 1), ("s s", 0, 2), ("s S", 0, 0), ("S", 0, 0), ("10s", 0, 10), ("11s", 1, 1), ("03s", 0, 3), ("n", 0, 10),
        ("n n", 1, 10), ("n N", 0, 0), ("n s", 1, 1), ("n s N", 0, 10), ("05n", 4, 10), ("05n 02N", 2, 10), ("4 s", 0, 4), ("4 s s", 0, 5),
        ("4 s*3", 0, 8), ("4 s*4", 0, 10), ("4 s*4 S", 0, 8), ("5 s", 0, 10), ("6 s", 9, 10), ("6 02s", 19, 10), ("6 02s S", 9, 10),
        ("6 s s S S", 0, 0), ("3 s", 0, 1), ("6 3 s", 0, 1), ("n*4 Home", 0, 0), ("n*4 Home End", 3, 10), ("g 7 Enter", 6, 10),
        ("g 7 Escape", 0, 0), ("g 1 2 Backspace Enter", 0, 10), ("g x 2 Enter", 1, 10), ("n g 0 Enter", 0, 0), ("1 Escape s", 0, 1),
        ("F10", 0, 10), ("F11 F11", 0, 2), ("F11 F11 S-F11", 0, 1), ("Space", 9, 10), ("Space Space", 9, 10), ("? s Escape s", 0, 1),
    ])
    func keysLeadThere(_ keys: String, _ iteration: Int, _ done: Int) throws {
        let script = try Example.pressing(keys, try Example.script())
        #expect(script.snapshot.status.position == Position(iteration: iteration, done: done))
    }

    @Test(arguments: [
        ("Right", 2, 0), ("Right Right", 2, 0), ("Right Left", 1, 0), ("Left", 1, 0),
    ])
    func arrowsMoveTheSelectionThroughTheLayers(_ keys: String, _ column: Int, _ unused: Int) throws {
        let script = try Example.pressing(keys, try Example.script())
        #expect(script.dashboard.view.selection.column == column)
    }

    @Test func upAndDownGoRoundTheNeuronsOfALayer() throws {
        let start = try Example.script()
        let first = start.dashboard.view.selection.neuron
        #expect(try Example.pressing("Down", start).dashboard.view.selection.neuron == (first + 1) % 6)
        #expect(try Example.pressing("Down*6", start).dashboard.view.selection.neuron == first)
        #expect(try Example.pressing("Up Down", start).dashboard.view.selection.neuron == first)
    }

    @Test func weightsAreWalkedFromTheStrongest() throws {
        let script = try Example.pressing("n", try Example.script())
        let ranking = try #require(script.snapshot[RankingProbe(selection: script.dashboard.view.selection)])
        #expect(try Example.pressing("n >", try Example.script()).dashboard.view.selection.input == ranking[1])
        #expect(try Example.pressing("n > > <", try Example.script()).dashboard.view.selection.input == ranking[1])
    }

    @Test func samplesOfTheBatchAreLookedAtInTurn() throws {
        let expected: [(String, SampleChoice)] = [
            ("n .", .batch(0)), ("n . .", .batch(1)), ("n .*9", .batch(2)), ("n . ,", .pinned), ("n ,", .pinned), (".", .pinned),
            ("n . p", .pinned),
        ]
        for (keys, sample) in expected {
            #expect(try Example.pressing(keys, try Example.script()).dashboard.view.selection.sample == sample, "\(keys)")
        }
    }

    @Test func tabFocusesEveryPaneInTurn() throws {
        var seen: [PaneID] = []
        var script = try Example.script(Size(width: 80, height: 24))
        for _ in PaneID.allCases {
            seen.append(script.dashboard.view.focus)
            script = try Example.pressing("Tab", script)
            let shown = script.dashboard.arrangement.places.map(\.pane)
            #expect(shown.contains(script.dashboard.view.focus), "the focused pane is on the screen")
        }
        #expect(Set(seen).count == PaneID.allCases.count)
        #expect(script.dashboard.view.focus == seen[0])
        #expect(try Example.pressing("Tab S-Tab", script).dashboard.view.focus == seen[0])
    }

    @Test func everyKeyOfTheHelpDoesSomething() throws {
        let before = try Example.pressing("n*3 s*4", try Example.script())
        for binding in Bindings.table.bindings {
            for key in binding.keys {
                var script = try Example.pressing("n*3 s*4", try Example.script())
                let effects = { (dashboard: Dashboard) -> [Effect] in
                    var dashboard = dashboard
                    return dashboard.handle(.key(key), snapshot: script.snapshot)
                }(script.dashboard)
                try script.press(key)
                let isSeen = script.dashboard.view != before.dashboard.view || !effects.isEmpty
                // What is at its end already, or is closed already, stays.
                let mayRest: [Command] = [.cancel, .moveColumn(-1), .moveWeight(-1), .moveSample(-1), .digit(3)]
                #expect(isSeen || mayRest.contains(binding.command), "\(key): \(binding.help)")
            }
        }
    }

    @Test(arguments: [("]", 0.2), ("[", 0.05), ("] ]", 0.5), ("] ] ]", 1), ("[ [ [ ]", 0.02)])
    func theLearningRateGoesBySteps(_ keys: String, _ rate: Double) throws {
        let script = try Example.pressing(keys, try Example.script())
        #expect(abs(script.snapshot.status.learningRate - rate) < 1e-12)
    }

    @Test func nothingHappensOnAScreenThatIsTooSmall() throws {
        let script = try Example.pressing("s n ? x", try Example.script(Size(width: 20, height: 5)))
        #expect(script.snapshot.status.position == .start)
        #expect(script.dashboard.view.help == nil)
        #expect(script.frame.plainText().hasPrefix("backstep needs 40x12"))
        #expect(try Example.pressing("q", script).hasQuit)
    }

    @Test func aPasteTypesNothing() throws {
        var script = try Example.script()
        try script.handle(.paste("nnnnqqq"))
        #expect(script.snapshot.status.position == .start)
        #expect(!script.hasQuit)
    }

    @Test func aClickFocusesThePaneUnderIt() throws {
        var script = try Example.script()
        for place in script.dashboard.arrangement.places {
            try script.handle(.mouse(MouseEvent(.press, at: Point(x: place.area.x + 2, y: place.area.y + 2))))
            #expect(script.dashboard.view.focus == place.pane)
        }
    }
}
