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
}
