import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

/// Keys, and what they lead to: a seed and keys in, a view and a position out.
struct KeyTests {
    @Test(arguments: [
        ("", 0, 0), ("s", 0, 1), ("s s", 0, 2), ("s S", 0, 0), ("S", 0, 0), ("10s", 0, 10), ("11s", 1, 1), ("03s", 0, 3),
        ("n", 0, 10),
        ("n n", 1, 10), ("n N", 0, 0), ("n N N N", 0, 0), ("n s", 1, 1), ("n S", 0, 9), ("n s N", 0, 10), ("s*2 n", 0, 10),
        ("s*2 N", 0, 0),
        ("1n", 0, 10), ("05n", 4, 10), ("010n", 9, 10), ("05n 02N", 2, 10), ("12n 05N", 6, 10),
        ("4 s", 0, 4), ("4 s s", 0, 5), ("4 s*3", 0, 8), ("4 s*4", 0, 10), ("4 s*4 S", 0, 8), ("4 s*5", 1, 4), ("5 s", 0, 10),
        ("5 s*3 S", 1, 10),
        ("6 s", 9, 10), ("6 Escape 02s", 19, 10), ("6 Escape 10s", 99, 10), ("6 Escape 02s S", 9, 10), ("6 s s S S", 0, 0),
        ("3 s", 0, 1),
        ("6 Escape 3 s", 0, 1),
        ("3 Escape 4 s", 0, 4), ("30n", 29, 10), ("50n", 49, 10), ("34s", 3, 4), ("8s", 0, 8), ("5n", 0, 10), ("60s", 5, 10),
        ("5 s 4 s", 1, 4), ("n*4 Home", 0, 0), ("n*4 Home End", 3, 10), ("n*4 N N End", 3, 10),
        ("g 7 Enter", 6, 10),
        ("g 7 Escape", 0, 0), ("n g 9 C-c", 0, 10), ("n*3 g Enter", 2, 10), ("g 1 2 Enter", 11, 10),
        ("g 1 2 Backspace Enter", 0, 10),
        ("g x 2 Enter", 1, 10), ("g 9 x q ? 1 Enter", 90, 10), ("n g 0 Enter", 0, 0), ("1 Escape s", 0, 1),
        ("1 Escape 0 n", 0, 10),
        ("F10", 0, 10), ("F11 F11", 0, 2), ("F11 F11 S-F11", 0, 1), ("Space", 9, 10), ("Space Space", 9, 10),
        ("Space Tab z", 29, 10),
        ("? s Escape s", 0, 1), ("n*3 r", 0, 0), ("n*3 R", 0, 0),
    ])
    func leadToAMoment(_ keys: String, _ iteration: Int, _ done: Int) throws {
        #expect(try Example.pressing(keys).position == Position(iteration: iteration, done: done))
    }

    @Test(arguments: [
        ("1", "20s", Grain.term), ("2", "3s", .layer), ("4", "2s", .neuron), ("5", "12n", .iteration), ("3", "10", .layer),
    ])
    func aPauseMakesAGrainFinalAndTheNextDigitBeginsAnew(_ first: String, _ then: String, _ grain: Grain) throws {
        var script = try Example.script()
        try script.press(first)
        var dashboard = script.dashboard
        #expect(dashboard.view.count.mayBecomeCount)
        dashboard.pause()
        for key in try KeySequence.parse(then) { _ = dashboard.handle(.key(key), snapshot: script.snapshot) }
        #expect(dashboard.view.grain == grain)
        if then.hasSuffix("0") { #expect(dashboard.view.count.value == 10) }
    }

    @Test func withoutAPauseDigitsAreACountAndTheGrainIsAsBefore() throws {
        var script = try Example.script()
        try script.press("1 2")
        #expect(script.view.grain == .layer && script.view.count.value == 12)
        var dashboard = script.dashboard
        dashboard.pause()
        #expect(dashboard.view.count.value == 12, "a count is not forgotten")
    }

    @Test func aStepBackShowsTheSameScreenAgain() throws {
        // On a screen without curves, which know how far a run has been.
        var script = try Example.pressing("n*2 s*3")
        let before = script.text
        try script.press("s s S S")
        #expect(script.text == before)
        let end = try Example.pressing("n*2")
        try script.press("N")
        #expect(script.digest == end.digest)
    }

    @Test(arguments: [
        ("", PaneID.network), ("Tab", .explain), ("S-Tab", .prediction), ("Tab*7", .network), ("Tab*3 S-Tab*3", .network),
        ("x", .explain), ("k", .explain), ("Tab*2", .gradients), ("Tab*2 t", .activations), ("Tab*2 t t", .optimizer),
        ("t", .network), ("Tab*2 T Tab", .loss), ("Tab*3 t", .branches), ("Tab*2 t Tab S-Tab", .activations),
        ("l Enter", .network),
        ("l Down Enter", .explain), ("l m Enter", .mistakes), ("l Escape", .network), ("l Up Enter", .prediction),
        (": p a n e Space l o s s Enter", .loss), ("l m Space", .mistakes),
    ])
    func moveTheFocus(_ keys: String, _ pane: PaneID) throws {
        #expect(try Example.pressing(keys).view.focus == pane)
    }

    @Test(arguments: [Size(50, 14), Size(80, 24), Size(120, 40), Size(200, 60)])
    func tabGoesThroughThePanesOnTheScreen(_ size: Size) throws {
        var script = try Example.script(size)
        let shown = script.dashboard.arrangement.places.map(\.pane)
        var seen: [PaneID] = []
        for _ in shown {
            try script.press("Tab")
            seen.append(script.view.focus)
        }
        #expect(Set(seen) == Set(shown))
        #expect(script.dashboard.arrangement.places.map(\.pane) == shown)
    }

    @Test func turningAndZoomedTabComeByEveryPane() throws {
        var small = try Example.pressing("x", size: Size(50, 14))
        var zoomed = try Example.pressing("z")
        var (turned, passed): ([PaneID], [PaneID]) = ([], [])
        for _ in PaneID.allCases {
            try small.press("t")
            turned.append(small.view.focus)
            try zoomed.press("Tab")
            passed.append(zoomed.view.focus)
            #expect(small.dashboard.arrangement.area(of: small.view.focus) != nil)
        }
        #expect(Set(turned).union([.network]) == Set(PaneID.allCases))
        #expect(Set(passed) == Set(PaneID.allCases))
    }

    @Test func aPaneOpenedHereTakesThePlaceInFocus() throws {
        var script = try Example.script(Size(120, 40))
        let area = script.dashboard.arrangement.area(of: .network)
        try script.press("l m Space")
        #expect(script.dashboard.arrangement.area(of: .mistakes) == area)
        // A place that would be left empty gets what stood here.
        let before = script.dashboard.arrangement
        try script.press("l s a m p l e Space")
        #expect(script.dashboard.arrangement.area(of: .sample) == area)
        #expect(script.dashboard.arrangement.area(of: .mistakes) == before.area(of: .sample))
    }

    @Test func aClickOnAnotherNameTurnsToIt() throws {
        var script = try Example.pressing("Tab*2", size: Size(120, 40))
        let area = try #require(script.dashboard.arrangement.area(of: .gradients))
        let line = script.text.split(separator: "\n", omittingEmptySubsequences: false)[area.y]
        let column = try #require(line.range(of: "Activ").map { line.distance(from: line.startIndex, to: $0.lowerBound) })
        try script.handle(.mouse(MouseEvent(.press, at: Point(x: column, y: area.y))))
        #expect(script.view.focus == .activations && script.dashboard.arrangement.area(of: .activations) == area)
    }

    @Test(arguments: [
        ("z", true), ("z z", false), ("z Escape", false), ("Enter", true), ("x", false), ("x x", true), ("x x x", false),
        ("z Tab", true),
    ])
    func zoom(_ keys: String, _ isZoomed: Bool) throws {
        let script = try Example.pressing(keys)
        #expect(script.view.isZoomed == isZoomed)
        #expect((script.dashboard.arrangement.places.count == 1) == isZoomed)
        #expect(script.dashboard.arrangement.area(of: script.view.focus) != nil)
    }

    @Test(arguments: [("Right", 2), ("Right Right", 2), ("Right Left", 1), ("Left", 1)])
    func arrowsMoveTheSelectionThroughTheLayers(_ keys: String, _ column: Int) throws {
        #expect(try Example.pressing(keys).view.selection.column == column)
    }

    @Test func upAndDownGoRoundTheNeuronsOfALayer() throws {
        let first = try Example.script().view.selection.neuron
        #expect(try Example.pressing("Down").view.selection.neuron == (first + 1) % 6)
        #expect(try Example.pressing("Down*6").view.selection.neuron == first)
        #expect(try Example.pressing("Up Down").view.selection.neuron == first)
    }

    @Test func weightsAreWalkedFromTheStrongest() throws {
        let script = try Example.pressing("n")
        let ranking = try #require(script.snapshot[RankingProbe(selection: script.view.selection)])
        #expect(try Example.pressing("n >").view.selection.input == ranking[1])
        #expect(try Example.pressing("n > > <").view.selection.input == ranking[1])
        // Of another neuron it is the strongest again.
        let below = try Example.pressing("n > Down")
        let others = try #require(below.snapshot[RankingProbe(selection: below.view.selection)])
        #expect(below.view.selection.input == others[0])
    }

    @Test(
        arguments: [
            ("n .", .batch(0)), ("n . .", .batch(1)), ("n .*9", .batch(2)), ("n . ,", .pinned), ("n ,", .pinned), (".", .pinned),
            ("n . p", .pinned),
        ] as [(String, SampleChoice)])
    func samplesOfTheBatchAreLookedAtInTurn(_ keys: String, _ sample: SampleChoice) throws {
        #expect(try Example.pressing(keys).view.selection.sample == sample)
    }

    @Test func helpScrollsAndCloses() throws {
        var script = try Example.pressing("?", size: Size(60, 14))
        let top = script.text
        #expect(top.contains("the selected weight: by how much"))
        try script.press("Down")
        let next = script.text
        #expect(next != top)
        try script.press("Up")
        #expect(script.text == top)
        // However far down it was asked to go, one key up is one line up.
        try script.press("Down*200")
        let bottom = script.text
        #expect(bottom.contains("quit"))
        try script.press("Up")
        #expect(script.text != bottom)
        try script.press("Home")
        #expect(script.text == top)
        try script.press("Escape")
        #expect(!script.text.contains("step one grain forward"))
        #expect(script.position == .start, "a key in the help is for the help")
    }

    @Test(arguments: [("]", 0.2), ("[", 0.05), ("] ]", 0.5), ("] ] ]", 1), ("[ [ [ ]", 0.02)])
    func theLearningRateGoesBySteps(_ keys: String, _ rate: Double) throws {
        #expect(abs(try Example.pressing(keys).snapshot.status.learningRate - rate) < 1e-12)
    }

    @Test func theSpeedGoesDownAndUp() throws {
        var script = try Example.script()
        let speed = script.driver.speed
        try script.press("-")
        #expect(script.driver.speed != speed)
        try script.press("+")
        #expect(script.driver.speed == speed)
    }

    @Test func anotherSampleIsPinned() throws {
        var script = try Example.pressing("n")
        let first = script.session.pinned
        try script.press("p")
        let second = script.session.pinned
        #expect(first != second)
        #expect(Example.data.label(of: second) == Example.data.label(of: first))
        try script.press("P")
        #expect(Example.data.label(of: script.session.pinned) != Example.data.label(of: first))
        #expect(script.iterations == 1, "what is pinned changes nothing in training")
        #expect(script.digest == (try Example.pressing("n").digest))
    }

    @Test func quittingIsTheEndOfAScript() throws {
        var script = try Example.pressing("n q")
        #expect(script.hasQuit)
        try script.press("n n")
        #expect(script.iterations == 1)
    }

    @Test func aPasteIsNotTyping() throws {
        var script = try Example.pressing("n")
        let before = script.text
        try script.handle(.paste("nnnnq"))
        #expect(script.text == before && !script.hasQuit)
    }

    @Test func aClickFocusesWhatIsUnderIt() throws {
        var script = try Example.script(Size(120, 40))
        for pane in PaneID.allCases {
            // Panes that take turns are clicked where they stand.
            guard let area = script.dashboard.arrangement.area(of: pane) else { continue }
            try script.handle(.mouse(MouseEvent(.press, at: Point(x: area.x + area.width / 2, y: area.y + area.height / 2))))
            #expect(script.view.focus == pane)
        }
    }

    @Test func onATinyScreenKeysDoNothingUnseen() throws {
        var script = try Example.script(Size(30, 8))
        try script.press("n*3 s z Space ?")
        #expect(script.position == .start && script.dashboard.help == nil && !script.view.isZoomed)
        try script.handle(.resize(Size(80, 24)))
        #expect(script.text.contains("it 0"))
        try script.handle(.resize(Size(1, 1)))
        try script.press("q")
        #expect(script.hasQuit)
    }
}
