import Dashboard
import Inspection
import Lessons
import TerminalGraphics
import Testing
import Training

/// A lesson as somebody goes through it: keys in, a strip and a run out.
struct LessonPlayTests {
    private static let steps = """
          - say: "Weight {w[1,0,0]}. Press s four times."
            keys: s*3
          - predict: What is the loss?
            hide: [loss]
            answer: "(a[1,0]-y[0])*(a[1,0]-y[0])"
            why: The error squared.
            wrong:
              - {value: "a[1,0]-y[0]", idea: A4, say: That is the error., show: {keys: s, see: "loss > 0"}}
          - observe: L is now
            keys: s
            answer: loss
          - do: Make the output 0 with the bias.
            goal: "a[1,0] = 0 and edited(b[1,0])"
            solution: '":set b[1,0] -2" Enter'
            hints:
              - {when: "edited(w[1,0,0])", say: "That was a weight: {w[1,0,0]}."}
              - {say: "Which bias makes z negative?"}
          - because: [relu is flat below 0, the weight is small]
          - recall: "What is {p} times 2?"
            draw: {p: [3, 4]}
            answer: "2*p"
        """

    @Test func aStepsOwnKeysArePressedByThePersonOrByThePlayer() throws {
        var script = try Desk.script(Self.steps)
        #expect(script.strip.contains("Weight 0.5. Press s four times.") && script.strip.contains("1 of 5 ─ say"))
        try script.press("s s s")
        #expect(script.snapshot.status.position == Position(iteration: 0, done: 3))
        try script.press(";")
        #expect(script.player?.index == 1)
        var other = try Desk.script(Self.steps, keys: ";")
        #expect(other.snapshot.status.position == Position(iteration: 0, done: 3), "the player has pressed them")
        #expect(other.player?.index == 0)
        try other.press(";")
        #expect(other.player?.index == 1 && other.strip.contains("What is the loss?"))
    }

    @Test func aRightAnswerIsSaidAndCounted() throws {
        var script = try Desk.script(Self.steps, keys: "; ; . 2 5 Enter")
        #expect(script.strip.contains("you: .25 (think so)   ✓ so it is") && script.strip.contains("The error squared."))
        try script.press("; . 2 5 ! Enter")
        #expect(script.strip.contains("(sure)"))
        #expect(script.player?.outcomes.map(\.isRight) == [true, true])
        #expect(script.player?.outcomes.map(\.confidence) == [.thinksSo, .sure])
    }

    @Test func aWrongAnswerIsRefutedOnACopyOfTheRunThatLeavesNoTrace() throws {
        var script = try Desk.script(Self.steps, keys: "; ;")
        let (before, record) = (script.session, script.session.record(withDigest: true))
        let view = script.dashboard.view
        try script.press("- . 5 ! Enter")
        #expect(script.session !== before, "it is shown in a copy")
        #expect(script.strip.contains("you: −.5 (sure)   it is: 0.25   not what you expected"))
        #expect(script.strip.contains("That is the error."))
        #expect(script.snapshot.status.batchLoss == 0.25, "the demonstration has been played")
        #expect(script.player?.outcomes.map(\.idea) == ["A4"])
        try script.press("j")
        #expect(script.session === before)
        #expect(script.session.record(withDigest: true) == record)
        #expect(script.dashboard.view.selection == view.selection && script.dashboard.view.panes == view.panes)
        #expect(script.session.branches.count == 1 && !script.session.undo())
    }

    /// Of z = 0.5 relu's slope is 1; whoever has not computed z is not told that it is above 0.
    @Test func theCaseOfAFunctionIsNotToldBeforeItIsKnown() throws {
        let lesson = try Desk.lesson("  - say: Look.\n    keys: s*5", more: "screen: {panes: [network, explain]}")
        var script = try Desk.script(lesson, Size(width: 120, height: 40))
        #expect(script.panes.contains("f′(z)  ") && !script.panes.contains("z > 0"))
        try script.press("s*5")
        #expect(script.panes.contains("f′(z) = 1, z > 0"))
    }

    @Test func aLayerThatIsNotANumberIsNone() throws {
        var script = try Desk.script(
            """
              - predict: Which layer?
                keys: n
                as: which-layer
                answer: (loss - loss) / (loss - loss)
            """)
        try script.press("1 Enter")
        #expect(script.strip.contains("it is: ?"))
    }

    @Test func notToKnowIsAnAnswer() throws {
        let script = try Desk.script(Self.steps, keys: "; ; ?")
        #expect(script.strip.contains("you: I don’t know   it is: 0.25"))
        #expect(!script.strip.contains("expected"))
        #expect(script.player?.outcomes.map(\.isRight) == [false])
    }

    @Test func nothingThatIsAskedCanBeSeenBefore() throws {
        var script = try Desk.script(Self.steps, keys: "; ; Escape")
        for keys in [
            "s", "n", "x", "\":watch loss\" Enter", "\":panes loss watches\" Enter", "\":panes gradients neuron\" Enter",
        ] {
            try script.press(keys)
            #expect(!script.panes.contains("0.250"), "after \(keys)")
        }
        #expect(script.snapshot.status.batchLoss == nil)
        try script.press("j . 2 5 Enter s")
        #expect(script.panes.contains("0.250"))
    }

    /// ∂L/∂w = −2 is asked for first, then Δw = 0.2.
    @Test func whatAFillAsksForNextStaysHiddenBehindTheFirstAnswer() throws {
        var script = try Desk.script(
            """
              - fill: And now?
                keys: n
                select: "w[1,0,0]"
                blank: [g, dw]
                answer: ["g[1,0,0]", "dw[1,0,0]"]
            """)
        #expect(!script.text.contains("0.200") && !script.text.contains("−2.00"))
        try script.press("- 2 Enter")
        #expect(script.text.contains("−2.00") && !script.text.contains("0.200"))
        try script.press("; 0 . 2 Enter")
        #expect(script.text.contains("0.200"))
    }

    @Test func escapeHandsTheKeysToTheScreenAndBack() throws {
        var script = try Desk.script(Self.steps, keys: "; ; 1 Escape")
        #expect(script.player?.hasKeys == false)
        try script.press("s")
        #expect(script.snapshot.status.position.done == 4, "s steps, and is no letter of an answer")
        try script.press("Escape 2")
        #expect(script.player?.entry.typed == "12")
    }

    @Test func comingBackTakesTheRunToTheStepsMoment() throws {
        var script = try Desk.script(Self.steps, keys: "; ; Escape n n \":set w[1,0,0] 3\" Enter Right j")
        #expect(script.snapshot.status.position == Position(iteration: 0, done: 3))
        #expect(script.session.parameter(at: 0) == 0.5)
        try script.press("Backspace")
        #expect(script.player?.index == 0 && script.snapshot.status.position == .start)
    }

    @Test func aGoalIsReachedInAnyWayAndHintsAnswerWhatWasDone() throws {
        var script = try Desk.script(Self.steps, keys: "; ; . 2 5 Enter ; . 2 5 Enter ;")
        #expect(script.strip.contains("─ do ─"))
        try script.press("h")
        #expect(script.strip.contains("Hint  Which bias makes z negative?"))
        try script.press("\":set w[1,0,0] 0.25\" Enter h")
        #expect(script.strip.contains("Hint  That was a weight: 0.25."))
        try script.press("u E \"-7\" Enter")
        #expect(script.strip.contains("Reached.") && script.strip.contains("─ reached ─"))
    }

    @Test func aWayIsShownAndTheMomentHandedBack() throws {
        var script = try Desk.script(Self.steps, keys: "; ; . 2 5 Enter ; . 2 5 Enter ;")
        let before = script.session
        try script.press("H")
        #expect(script.strip.contains("a way") && script.session !== before)
        try script.press(";")
        #expect(script.session === before && script.player?.isReached == false && script.strip.contains("─ do ─"))
    }

    @Test func theLastPageSaysHowItWent() throws {
        var script = try Desk.script(Self.steps, keys: "; ; ? ; . 2 5 Enter ; ;")
        let right = try #require(script.player?.page.lines.last)
        guard case .options(let options) = right else { throw Unexpected() }
        let place = try #require(options.firstIndex { $0.text == "relu is flat below 0" })
        try script.press("\(place + 1) \(place + 1) \(place + 1) Enter ;")
        #expect(script.player?.isFinished == true)
        #expect(script.strip.contains("2 of 3 answers were right at once."))
        #expect(script.dashboard.progress.lessons["made"]?.right == 2)
    }

    @Test func whatHasBeenAskedForIsShownRightAfterTheAnswer() throws {
        let steps = """
              - say: Go.
                keys: s*3
              - predict: What is L?
                hide: [loss]
                answer: "(a[1,0]-y[0])*(a[1,0]-y[0])"
                then: s
                wrong: [{value: "1", show: n}]
              - observe: "L was {loss@before}, and is {loss}."
                choices: [so it is, not so]
                answer: so it is
            """
        for (answer, demonstrations) in [(". 2 5", 0), ("7", 0), ("1", 1)] {
            var script = try Desk.script(steps, keys: "; ; \(answer) Enter")
            let session = script.session
            if demonstrations > 0 {
                #expect(script.snapshot.status.completedIterations == 1)
                try script.press(";")
                #expect(script.session !== session)
            }
            #expect(script.snapshot.status.position.done == 4 && script.panes.contains("0.250"))
            #expect(script.strip.contains("you: ") && script.strip.contains("─ seen ─"))
            try script.press(";")
            #expect(script.strip.contains("L was ?, and is 0.25."), "before, it was not known")
        }
    }

    @Test func aRunThatIsDoneAgainHasTheLessonsMoments() throws {
        let script = try Desk.script(Self.steps, keys: "; ; Escape n n r j")
        #expect(script.snapshot.status.position == Position(iteration: 0, done: 3))
    }

    @Test func aLitPaneIsUnderlinedInItsNameAndARowOfTheScreenHasNoMarks() throws {
        let steps = """
              - say: Look.
                panes: [network, explain]
                keys: s*4
                light: [pane explain]
              - say: And there.
                light: [rail, title]
            """
        var script = try Desk.script(steps, keys: ";")
        let frame = script.frame
        let underlined = (0..<19).map { y in
            (0..<80).filter { frame[$0, y].style.attributes.contains(.underline) }.map { Character(frame[$0, y].scalar) }
        }
        #expect(underlined.count { !$0.isEmpty } == 1)
        #expect(String(underlined.flatMap(\.self)).hasPrefix("Explain"))
        try script.press(";")
        #expect(!script.text.contains("⟨") && script.frame[2, 0].style.attributes.contains(.underline))
    }

    @Test func aWrongReasonIsToldWhatIsWrongWithIt() throws {
        let steps = """
              - because:
                  - it is so
                  - {text: it is not, say: "See {w[1,0,0]}.", idea: A1}
                why: That is why.
            """
        for (answer, words) in [("it is so", "That is why."), ("it is not", "See 0.5.")] {
            var script = try Desk.script(steps)
            guard case .options(let options)? = script.player?.page.lines.last else { throw Unexpected() }
            try script.press("\(try #require(options.first { $0.text == answer }).key) Enter")
            #expect(script.strip.contains(words), "\(script.strip)")
            #expect(script.player?.outcomes.first?.isRight == (answer == "it is so"))
        }
    }

    @Test func aLowScreenHasALowStripThatFoldsWhileSomebodyLooksAround() throws {
        let lesson = try Desk.lesson("  - say: Short.\n  - predict: Which?\n    choices: [one, two]\n    answer: one")
        var script = try Desk.script(lesson, Size(width: 80, height: 20))
        func rule() -> Int? {
            script.text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(" of 2 ─") }
        }
        #expect(rule() == 17)
        try script.press(";")
        #expect(rule() == 16 && script.text.contains("2) two"))
        try script.press("Escape")
        #expect(rule() == 17 && script.text.contains("Which?") && !script.text.contains("2) two"))
        try script.press("Escape")
        #expect(rule() == 16)
    }

    @Test(arguments: [
        "[one, two, three]", "[one that is rather long indeed, two, three that is long enough for two rows]",
        "[one is by far too long to have any other option beside it in this row, two, three]",
    ])
    func anOptionIsChosenByAClick(_ choices: String) throws {
        var script = try Desk.script("  - predict: Which?\n    choices: \(choices)\n    answer: two")
        for number in 1...3 {
            let rows = script.text.split(separator: "\n", omittingEmptySubsequences: false)
            let row = try #require(rows.lastIndex { $0.contains("\(number)) ") })
            let column = try #require(rows[row].firstRange(of: "\(number)) ")).lowerBound
            let x = rows[row].distance(from: rows[row].startIndex, to: column) + 1
            for click in 1...2 {
                try script.handle(.mouse(MouseEvent(.press, at: Point(x: x, y: row))))
                #expect(script.player?.entry.chosen == number - 1 && script.player?.entry.confidence?.rawValue == click)
            }
        }
    }

    @Test func aKeyOfTheScreenInAnAnswerIsToldWhereItWorks() throws {
        for form in ["choices: [one, two]\n    answer: one", "answer: \"b[1,0]\""] {
            var script = try Desk.script("  - predict: Which?\n    \(form)", keys: "q")
            #expect(script.strip.contains("Escape looks around; q quits there."))
            try script.press("Escape q")
            #expect(script.hasQuit)
        }
    }

    @Test func optionsStandApart() throws {
        let script = try Desk.script("  - predict: Which?\n    choices: [one that is long, b, c]\n    answer: b")
        #expect(script.strip.contains("one that is long   ") && script.strip.contains("b   "))
    }

    @Test func whatALessonSetsIsNoSettingOfThePerson() throws {
        let lesson = try Desk.lesson("  - say: Go.", more: "screen: {grain: term}")
        var script = try Desk.script(lesson)
        #expect(script.dashboard.view.grain == .term)
        #expect(script.dashboard.chosenSettings(script.snapshot.status).grain == nil)
        try script.press("\":lesson off\" Enter")
        #expect(script.dashboard.chosenSettings(script.snapshot.status).grain == nil)
        let alone = Dashboard(size: Size(width: 80, height: 24))
        #expect(alone.chosenSettings(script.snapshot.status).grain == .layer, "without a lesson it is one")
    }

    @Test func leavingTheLessonLeavesTheRun() throws {
        var script = try Desk.script(Self.steps, keys: "; ;")
        try script.press("\":lesson off\" Enter s")
        #expect(script.dashboard.lesson == nil && script.snapshot.status.batchLoss == 0.25)
        #expect(script.text.contains("? help"))
    }
}

struct Unexpected: Error {}
