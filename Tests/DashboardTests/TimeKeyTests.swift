import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

/// Going through time, changing the past, and coming back.
struct TimeKeyTests {
    private func press(_ keys: String) throws -> ScriptedDashboard { try Example.pressing(keys) }

    @Test(arguments: [
        ("n*9 N*4 ]", "b1"), ("n*9 N*4 ] u", "main"), ("n*9 N*4 ] u C-r", "b1"), ("n*9 N*4 ] n u C-r", "b1"), ("n*9 ]", "main"),
        ("n*9 N*4 ] n*2 B Up Enter", "main"), ("n*9 N*4 ] n*2 \":branch main\" Enter", "main"),
        ("n*9 N*4 ] n \":rename careful\" Enter", "careful"), ("n*9 N*4 \":lr 0.5\" Enter n", "b1"),
        ("n*9 N*4 \":set momentum 0.9\" Enter n", "b1"), ("n*9 N*4 \":set batch 4\" Enter n", "b1"),
        ("n*9 N*4 e C-u \"set b[2,0] 0.5\" Enter", "b1"),
    ])
    func whatIsChangedInThePastIsABranch(_ keys: String, _ name: String) throws {
        #expect(try press(keys).session.branchName == name)
    }

    @Test func undoingAndRedoingComeBackToTheSameScreen() throws {
        let before = try press("n*9 N*4")
        #expect(try press("n*9 N*4 ] n*3 u").digest == before.digest)
        #expect(try press("n*9 N*4 ] n*3 u").position == before.position)
        let after = try press("n*9 N*4 ] n*3")
        #expect(try press("n*9 N*4 ] n*3 u C-r n*3").digest == after.digest)
        #expect(try press("u C-r").text.contains("nothing to redo"))
    }

    @Test(arguments: [
        ("n*6 N*2 m a Home ' a", 4), ("n*6 N*2 m a Home g ' a Enter", 4), ("n*6 Home (", 6), ("n*6 Home ( )", 0),
        ("n*6 Home End ( (", 6),
        ("g 1 2 Enter g 3 Enter (", 12), ("n*6 ' z", 6), ("n*6 m Escape ' Escape", 6),
        ("n*6 N*2 \":mark q\" Enter End \":goto 'q\" Enter", 4),
        ("n*5 {", 4), ("n*5 { { }", 4), ("n*5 }", 5), ("{", 0), ("n g + 5 Enter", 6), ("n*9 g - 5 Enter", 4),
        ("n*9 Home g e n d Enter", 9),
        ("g 2 e Enter", 20), ("g 0 . 5 e Enter", 5), ("n*3 g e p o c h Enter", 10), ("n*9 g s t a r t Enter", 0),
    ])
    func momentsAreComeBackTo(_ keys: String, _ iterations: Int) throws {
        let script = try press(keys)
        #expect(script.session.machine.epochs.iterationsPerEpoch(at: 0) == 10)
        #expect(script.iterations == iterations)
        let direct = try press("g \(iterations) Enter")
        #expect(script.digest == direct.digest)
    }

    @Test(arguments: [
        ("\"0.5\"", "0.5"), ("C-w \"0.5\"", "0.5"), ("- 1", "-1"), ("Left Right 7", "VALUE7"), ("Backspace", "VALU"),
        ("Home End 7", "VALUE7"),
        ("Up Down 7", "VALUE7"),
    ])
    func theFirstCharacterTypedReplacesTheValueAndOtherKeysEditIt(_ keys: String, _ expected: String) throws {
        var script = try press("n*3 e")
        let line = try #require(script.dashboard.line?.text)
        let value = try #require(line.split(separator: " ").last)
        try script.press(keys)
        let edited = expected.replacing("VALUE", with: value).replacing("VALU", with: value.dropLast())
        #expect(script.dashboard.line?.text == line.dropLast(value.count) + edited)
    }

    /// The bias stands behind the weights: one more than the layer has inputs.
    @Test func theBiasCanBeSelectedAndStaysSoInTheNextIteration() throws {
        var script = try press("n*3")
        let selection = script.view.selection
        let inputs = script.snapshot.status.columns[selection.column - 1].units
        let ranking = try #require(script.snapshot[RankingProbe(selection: selection)])
        let place = try #require(ranking.firstIndex(of: inputs))
        for _ in 0..<place { try script.press(">") }
        #expect(script.view.selection.input == inputs)
        try script.press("n")
        #expect(script.view.selection.input == inputs)
    }

    @Test func theSelectedWeightIsEditedFromItsPresentValue() throws {
        var script = try press("n*3 e")
        let line = try #require(script.dashboard.line?.text)
        let reading = try #require(script.snapshot[ParameterProbe(selection: script.view.selection)])
        let weight = try #require(reading.weight)
        #expect(line == "set \(weight) \(reading.weightValue)")
        // What is typed takes the present value's place.
        try script.press("\"0.125\" Enter")
        #expect(script.dashboard.line == nil)
        let index = try #require(script.session.index(of: weight))
        #expect(script.session.parameter(at: index) == 0.125)
        #expect(script.text.contains("→ 0.125"))
        try script.press("u")
        #expect(script.session.parameter(at: index) != 0.125)
        #expect(script.digest == (try press("n*3").digest))
    }

    /// At the end of an iteration the weights are those that its update has made; offering those from before would undo it.
    @Test(arguments: [
        "n*50 e Enter", "n E Enter", "e Enter", "3 n*3 s*5 e Enter", "n*3 s*9 e Enter", "n*3 s*10 S e Enter",
        "Space Space e Enter",
    ])
    func theOfferedValueChangesNothing(_ keys: String) throws {
        var plain = try press(String(keys.dropLast(8)))
        let script = try press(keys)
        #expect(script.session.interventions.isEmpty)
        #expect(script.text.contains("already"))
        try plain.press("n")
        var next = script
        try next.press("n")
        #expect(next.digest == plain.digest)
    }

    @Test(arguments: [
        ("\":set\" Enter", "expected what to set"), ("\":set w[1,0,0]\" Enter", "expected a value"),
        ("\":set w[1,0,0] nan\" Enter", "expected a finite number"), ("\":set momentun 0.9\" Enter", "did you mean momentum"),
        ("\":set momentum 7\" Enter", "momentum"), ("\":set optimizer adan\" Enter", "adam"),
        ("\":branch x\" Enter", "no branch"),
        ("\":mark ab\" Enter", "one letter"), ("\":set w[1,0,9999] 1\" Enter", "there is no w₁[0,9999]"),
    ])
    func whatCannotBeSetIsSaid(_ keys: String, _ message: String) throws {
        let script = try press(keys)
        #expect(script.text.contains(message))
        #expect(script.session.interventions.isEmpty)
    }

    @Test func theCurveIsPressedAndDraggedToGoThere() throws {
        var script = try press("g 4 0 Enter z")
        let area = try #require(script.dashboard.arrangement.places.first).area
        #expect(script.view.focus != .loss)
        script = try press("g 4 0 Enter \":zoom loss\" Enter")
        func at(_ x: Int, _ kind: MouseEvent.Kind) -> InputEvent {
            .mouse(MouseEvent(kind, .left, at: Point(x: x, y: area.y + 6)))
        }
        try script.handle(at(area.x + area.width / 4, .press))
        let first = script.iterations
        #expect(first > 3 && first < 20)
        try script.handle(at(area.x + area.width * 3 / 4, .drag))
        #expect(script.iterations > 20 && script.iterations < 40)
        #expect(script.digest == (try press("g \(script.iterations) Enter").digest))
        try script.press("(")
        #expect(script.iterations == 40, "a drag is one way")
        // Beside the curves nothing moves.
        try script.handle(at(area.x + 1, .press))
        #expect(script.iterations == 40)
    }

    @Test func quittingAsksWhereChangesWouldBeLost() throws {
        var script = try press("n ] q")
        #expect(!script.hasQuit && script.text.contains("loses 1 change: q quits, Esc stays, :w NAME saves"))
        #expect(try press("n ] q s q").hasQuit == false)
        try script.press("q")
        #expect(script.hasQuit)
        #expect(try press("n q").hasQuit)
    }

    @Test(arguments: ["", "g 5", "?", "l", ":", "m", "\":lr 0.5\"", "z", "r", "q"])
    func controlCTwiceQuitsWhateverIsOpen(_ keys: String) throws {
        for work in ["n", "n ]", "n m a"] {
            let script = try press("\(work) \(keys) C-c C-c")
            #expect(script.hasQuit, "\(work) \(keys)")
        }
    }

    /// What would be lost, and what the screen says of it before it is.
    @Test(arguments: [
        ("n*9 N*4 ] n m a", "loses 1 change, 1 branch, 1 mark: KEY DOES, Esc stays, :w NAME saves"),
        ("]", "loses 1 change: KEY DOES"), ("n m a m b", "loses 2 marks: KEY DOES"),
        ("n*9 N*4 ] N ]", "loses 2 changes, 2 branches: KEY DOES"),
    ])
    func whatLosesWorkAsksAndDoesItWhenItIsAskedAgain(_ work: String, _ question: String) throws {
        for (key, answer, name, recorded) in [
            ("r", "r", "r", "restarts"), ("R", "R", "R", "restarts"), ("\":restart\" Enter", "Enter", "Enter", "restarts"),
            ("\":seed 7\" Enter", "Enter", "Enter", "restarts"), ("q", "q", "q", "quits"),
            ("\":quit\" Enter", "Enter", "Enter", "quits"),
            ("\":quit\" Enter", "q", "Enter", "quits"),
        ] {
            let before = try press(work)
            var script = try press("\(work) \(key)")
            let text = question.replacing("KEY", with: name).replacing("DOES", with: recorded)
            #expect(script.text.contains(text), "\(work) \(key): \(script.text)")
            #expect(!script.hasQuit && script.digest == before.digest && script.position == before.position)
            // No other key is a yes: Escape does nothing else, and what comes then asks anew.
            var kept = try press("\(work) \(key) Escape")
            #expect(!kept.hasQuit && kept.digest == before.digest && !kept.text.contains("loses"))
            try kept.press(key)
            #expect(!kept.hasQuit && kept.digest == before.digest && kept.text.contains("loses"))
            try script.press(answer)
            if recorded == "quits" {
                #expect(script.hasQuit)
            } else {
                #expect(!script.hasQuit && script.iterations == 0 && !script.snapshot.status.isUnsaved)
            }
        }
    }

    /// A file that is kept as one goes has everything, and would have the new run instead.
    @Test func beginningAnewAsksThoughEverythingIsInItsFile() throws {
        let store = SessionStore(keepsNamedFile: true, write: { _, _ in .failed("") })
        var script = ScriptedDashboard(
            Dashboard(size: Size(width: 120, height: 40)), SessionDriver(try Example.session(), store: store))
        try script.press("n*9 N*4 ] n m a R")
        #expect(script.text.contains("loses 1 change, 1 branch, 1 mark: R restarts") && script.iterations == 6)
        try script.press("Escape q")
        #expect(script.hasQuit, "quitting loses nothing")
    }

    @Test(arguments: ["r", "R", "\":restart\" Enter", "\":seed 7\" Enter"])
    func whereNothingIsLostNothingIsAsked(_ key: String) throws {
        for work in ["n*3", "n ] r r n"] {
            let script = try press("\(work) \(key)")
            #expect(script.iterations == 0 && !script.text.contains("loses"), "\(work) \(key)")
        }
    }

    @Test func anotherScenarioAsksForChangesMadeBeforeTheFirstStep() throws {
        var script = try press("] \":scenario batch 2\" Enter")
        #expect(script.snapshot.status.isUnsaved && script.text.contains("1 change"))
        try script.press("Enter")
        #expect(!script.snapshot.status.isUnsaved)
    }

    @Test func theListShowsWhatWasChangedAndHowFarEachGot() throws {
        let text = try press("n*20 N*8 ] n*3 B").text
        #expect(text.contains("main") && text.contains("12: η 0.2"))
        #expect(text.contains("▸ b1"))
        #expect(try press("B B").view.focus == .network)
    }
}
