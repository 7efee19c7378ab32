import Assets
import Basics
import Dashboard
import Lessons
import TerminalGraphics
import Testing

/// Lessons gone through, and when they come again.
struct ProgressTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("2000-02-29", 11_016), ("2000-03-01", 11_017), ("2026-11-30", 20_787), ("2100-03-01", 47_541),
    ])
    func aDayIsReadAsItIsWritten(_ text: String, _ number: Int) {
        #expect(Day(text)?.number == number && Day(number: number).description == text)
    }

    @Test(arguments: ["", "2026", "2026-13-01", "yesterday", "2026-11-xx"])
    func whatIsNoDayIsNone(_ text: String) { #expect(Day(text) == nil) }

    @Test func itIsReadAsItIsWritten() throws {
        var progress = LessonProgress()
        var entry = LessonProgress.Entry(step: 14, steps: 14)
        (entry.right, entry.questions, entry.done, entry.reviews, entry.due) = (9, 11, Day("2026-11-30"), 2, Day("2026-12-07"))
        progress.lessons = ["chain": entry, "sum": .init(step: 3, steps: 10)]
        progress.lessons["sum"]?.leftAt = 2
        progress.noteKnown("delta")
        progress.sureAndWrong = ["A1": 2]
        progress.told = Day("2026-11-29")
        #expect(try LessonProgress(yaml: progress.yaml, source: "lessons.yaml") == progress)
    }

    @Test func anotherFileIsRefused() {
        for text in ["", "version: 2", "{", "- a"] {
            #expect(throws: InputError.self) { try LessonProgress(yaml: text, source: "lessons.yaml") }
        }
    }

    @Test func whatIsRightComesLaterAndWhatIsWrongTheNextDay() {
        var progress = LessonProgress()
        let day = Day(number: 100)
        progress.lessons["a"] = .init(step: 1, steps: 1)
        var dues: [Int] = []
        for isRight in [true, true, true, true, false, true] {
            progress.review("a", isRight: isRight, today: day)
            dues.append((progress.lessons["a"]?.due?.number ?? 0) - day.number)
        }
        #expect(dues == [3, 7, 21, 21, 1, 3])
        #expect(progress.due(on: day + 2) == [] && progress.due(on: day + 3) == ["a"])
    }

    private static let steps = """
          - say: Hello.
          - observe: What is b?
            answer: "b[1,0]"
            wrong: [{value: "w[1,0,0] + 1", idea: A7}]
          - recall: "What is {p} times 2?"
            draw: {p: [3, 4, 5, 6]}
            answer: "2*p"
        """

    @Test func aLessonIsWrittenDownAsFarAsItHasBeenGoneThrough() throws {
        var script = try Desk.script(Self.steps)
        try script.change { $0.today = Day(number: 100) }
        #expect(script.dashboard.progress.lessons["made"]?.step == 1)
        try script.press("; 1 . 5 ! Enter ;")
        let entry = try #require(script.dashboard.progress.lessons["made"])
        #expect(entry.done == Day(number: 100) && entry.due == Day(number: 101) && entry.right == 0 && entry.questions == 1)
        #expect(script.dashboard.progress.sureAndWrong == ["A7": 1], "an idea that one was sure of")
    }

    @Test func questionsComeBackWithOtherNumbers() throws {
        var script = try Desk.script(Self.steps, keys: "\":lesson off\" Enter")
        let done = Day(number: 100)
        try script.change { dashboard in
            dashboard.progress.lessons["made"] = .init(step: 2, steps: 2)
            dashboard.progress.review("made", isRight: false, today: done)
            dashboard.today = done
        }
        try script.press("\":review\" Enter")
        #expect(script.dashboard.lesson == nil && script.text.contains("nothing is due"))
        var asked: Set<String> = []
        for days in 1...9 {
            try script.change { $0.today = done + days }
            try script.press("\":review\" Enter")
            let player = try #require(script.player)
            asked.insert(player.shownText)
            #expect(player.lesson.title.hasPrefix("Review") && player.stepCount == 1)
            try script.press("\":lesson off\" Enter")
        }
        #expect(asked.count > 1, "\(asked)")
        try script.press("\":review\" Enter")
        for key in try #require(script.player).keysOfRightAnswer { try script.press(key) }
        try script.press(";")
        #expect(script.dashboard.progress.lessons["made"]?.due == done + 9 + 3)
    }

    @Test func whatIsKnownBeforeALessonIsMarked() throws {
        var script = try Desk.script(Self.steps, keys: "\":lesson off\" Enter")
        try script.change { $0.today = Day(number: 100) }
        try script.press("\":learn\" Enter p")
        for key in try #require(script.player).keysOfRightAnswer { try script.press(key) }
        try script.press(";")
        #expect(script.dashboard.progress.lessons["made"]?.isKnown == true)
        #expect(!script.dashboard.progress.isOpen("made"))
    }

    private static let way = """
          - say: Go.
            keys: s*4
          - do: Make the weight 1.
            goal: "w[1,0,0] = 1"
            solution: '":set w[1,0,0] 1" Enter'
          - predict: What is δ?
            hide: ["delta[1,0]"]
            answer: "da[1,0]*fp[1,0]"
            then: s
          - say: "δ was ?, and is {delta[1,0]}; w is {w[1,0,0]}."

        """

    @Test func aLessonGoesOnWhereItWasLeft() throws {
        var script = try Desk.script(Self.way, keys: "; ; \":set w[1,0,0] 1\" Enter ; ? ;")
        #expect(script.dashboard.progress.lessons["made"]?.leftAt == 4)
        let (strip, position) = (script.strip, script.snapshot.status.position)
        try script.press("\":learn made\" Enter")
        #expect(script.strip.contains("You were at step 4 of 4.") && script.snapshot.status.position == .start)
        #expect(script.dashboard.progress.lessons["made"]?.leftAt == 4, "who leaves again loses nothing")
        try script.press("n n ;")
        #expect(script.strip == strip && script.snapshot.status.position == position)
        try script.press("Backspace")
        #expect(script.player?.index == 2 && script.strip.contains("What is δ?") && script.session.parameter(at: 0) == 1)
        #expect(!script.panes.contains("δ −"), "what is asked is hidden again")
    }

    @Test func aLessonThatWasLeftCanBeginAgain() throws {
        var script = try Desk.script(Self.way, keys: "; ; \":learn made\" Enter")
        #expect(script.strip.contains("You were at step 2 of 4."))
        try script.press("Backspace")
        #expect(script.strip.contains("Go.") && script.player?.index == 0)
        try script.press("; ;")
        #expect(script.player?.index == 1 && script.session.parameter(at: 0) == 0.5)
        try script.press("; ? ; ;")
        #expect(script.player?.isFinished == true && script.dashboard.progress.lessons["made"]?.leftAt == nil)
        try script.press("\":learn made\" Enter")
        #expect(script.strip.contains("Go."), "what is done begins anew")
    }

    private static let hunts = """
          - say: Hunt.
          - observe: b is
            variant: first
            answer: "b[1,0]"
          - observe: w is
            variant: second
            answer: "w[1,0,0]"
          - say: Found.
        """

    @Test func aSecondPlayHasAnotherVariant() throws {
        var script = try Desk.script(Self.hunts, more: "variants: [first, second]", keys: ";")
        for text in ["b is", "w is", "b is"] {
            #expect(script.strip.contains(text) && script.strip.contains("2 of 3"))
            try script.press("? ; ; \":learn made\" Enter ;")
        }
        #expect(script.dashboard.progress.lessons["made"]?.plays == 3)
        let read = try LessonProgress(yaml: script.dashboard.progress.yaml, source: "lessons.yaml")
        #expect(read == script.dashboard.progress)
        try script.change { dashboard in
            dashboard.isClass = true
            dashboard.progress.lessons["made"]?.plays = 1
            dashboard.open(dashboard.lessons[0])
        }
        try script.press("PgDn")
        #expect(script.strip.contains("b is"), "before a class it is always the same")
        #expect(throws: InputError.self) { try Desk.lesson(Self.hunts) }
    }

    @Test func eachVariantIsChecked() throws {
        let lesson = try Desk.lesson(
            Self.hunts.replacing("answer: \"w[1,0,0]\"", with: "answer: \"g[1,0,0]\""), more: "variants: [first, second]")
        let faults = try LessonCheck.faults(of: lesson, sizes: [Size(width: 80, height: 24)]) { try Desk.script($0, $1) }
        #expect(faults.map(\.message) == ["the answer is not known at this moment"])
    }

    @Test(arguments: Assets.lessons.map(\.name))
    func whereverALessonWasLeftItsTextsAreTheSame(_ name: String) throws {
        let yaml = try #require(Assets.lessons.first { $0.name == name }).yaml
        let lesson = try Lesson(yaml: yaml, source: name + ".yaml")
        var played = try Desk.script(lesson)
        while let player = played.player, !player.isFinished, player.stepNumber < player.stepCount {
            if player.step.question != nil {
                for key in player.keysOfRightAnswer { try played.press(key) }
            } else if let task = player.step.task {
                try played.press(task.solution.text)
            } else if player.step.keys != nil {
                try played.press(";")
            }
            try played.press(";")
        }
        let progress = played.dashboard.progress
        #expect(progress.stepLeft(of: lesson) == played.player?.stepCount)
        var again = try Desk.script(lesson)
        try again.change { dashboard in
            dashboard.progress = progress
            dashboard.open(lesson)
        }
        try again.press(";")
        #expect(again.player?.index == played.player?.index && again.player?.shownText == played.player?.shownText)
        #expect(again.snapshot.status.position == played.snapshot.status.position)
        #expect(again.session.parametersDigest() == played.session.parametersDigest())
        #expect(again.dashboard.view.panes == played.dashboard.view.panes)
    }
}
