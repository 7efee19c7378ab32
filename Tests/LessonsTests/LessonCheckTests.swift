import Assets
import Basics
import Dashboard
import Inspection
import Lessons
import TerminalGraphics
import Testing

/// The check of lessons: all that come with the program are sound, and planted mistakes are found.
struct LessonCheckTests {
    private static let sizes = [Size(width: 80, height: 24), Size(width: 120, height: 40)]

    @Test(arguments: Assets.lessons.map(\.name))
    func everyLessonIsSound(_ name: String) throws {
        let yaml = try #require(Assets.lessons.first { $0.name == name }).yaml
        let lesson = try Lesson(yaml: yaml, source: name + ".yaml")
        #expect(lesson.id == name)
        let faults = try LessonCheck.faults(of: lesson, sizes: Self.sizes) { try Desk.script($0, $1) }
        #expect(faults.map(\.description) == [])
    }

    @Test(arguments: Assets.lessons.map(\.name))
    func everyLessonFitsBeforeAClass(_ name: String) throws {
        let yaml = try #require(Assets.lessons.first { $0.name == name }).yaml
        let lesson = try Lesson(yaml: yaml, source: name + ".yaml")
        var script = try Desk.script(lesson)
        try script.change { dashboard in
            dashboard.isClass = true
            dashboard.open(lesson)
        }
        for _ in 0..<3 * lesson.steps.count {
            guard let player = script.player, !player.isFinished else { break }
            if player.isAsking { try script.press("1 2 Space 1 9 Enter 2 2 Space 9 Enter") }
            let page = try #require(script.player).page
            for key in page.keys { #expect(script.strip.contains(key.what), "\(player.index): \(key)\n\(script.strip)") }
            let words = player.step.question == nil ? [] : player.shownText.split(whereSeparator: \.isWhitespace)
            let text = script.text
            #expect(words.allSatisfy { text.contains($0) }, "the question stands there before its answer and behind it")
            let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
            let rule = try #require(rows.lastIndex { $0.contains(" \(player.stepNumber) of ") })
            #expect(rule >= 12, "panes are left to be seen\n\(text)")
            #expect(!rows[rule...].contains { $0.hasSuffix("…") && $0 != " …" }, "\(text)")
            try script.press("PgDn")
        }
        #expect(script.player?.isFinished == true)
    }

    /// A mistake in each step.
    private static let planted = """
          - say: The loss is 0.25 here.
            keys: s*4
          - say: "One. Two. Three. Four. Five. Six. Seven. {w[1,0,0]} and {w[1,0,1]} and {b[1,0]} are the numbers that the neuron has now, and they are the only ones that it will ever have, whatever anybody does with them later on, in this lesson or in the next one, or in any lesson that will ever be written about it."
          - say: Look at the gradients.
            light: [pane gradients]
          - say: "The loss is {loss} and δ is {delta[1,0]}."
          - predict: What is w₁[0,0] times 2?
            hide: [loss]
            answer: "2*w[1,0,0]"
            wrong: [{value: "w[1,0,0]+w[1,0,0]", idea: A1}, {value: "7", idea: A2, show: {keys: s, see: "loss > 9"}}]
          - predict: Which?
            options:
              - {text: "{w[1,0,0]}", right: true}
              - {text: "{w[1,0,0]*1}"}
          - because: [it is so, it is not so]
          - say: |
              A line that is as long as this one here is longer than what the strip has room for.
              A second line.
          - do: Step on.
            goal: "phase = backward"
            solution: s*2
            mustNot: ['":goto 0 backward" Enter']
          - do: Let it be.
            goal: "iteration >= 0"
            solution: s
          - do: Reach what nobody can.
            goal: "loss < 0"
            solution: n
          - predict: What is L?
            at: 0 loss
            answer: loss
          - predict: Again, what is L?
            at: 0 loss
            hide: ["w[1,0,0]"]
            answer: "delta[1,0]"
        """

    @Test func plantedMistakesAreFound() throws {
        let faults = try LessonCheck.faults(of: Desk.lesson(Self.planted), sizes: Self.sizes) { try Desk.script($0, $1) }
        let text = faults.map(\.message).joined(separator: "\n")
        for expected in [
            "the number 0.25 is typed", "the text takes 4 rows", "light 'pane gradients' is not on the screen at 80×24",
            "{delta[1,0]} is not known at this moment", "the wrong answer 'w[1,0,0]+w[1,0,0]' is right",
            "the demonstration ends where 'loss > 9' does not hold", "the wrong option '0.5' is the right one",
            "'\":goto 0 backward\" Enter' reaches the goal", "reached by accident: 's",
            "the goal is reached before anything has been done",
            "the solution does not reach the goal", "the answer is not known at this moment",
            "'w[1,0,0]' cannot be hidden",
            "nothing is said of why the answer is right", "nothing is said of why 'it is not so' is wrong",
            "takes 83 columns, there is room for 78",
            "the answer, 0.250, can be read at 80×24",
        ] { #expect(text.contains(expected), "\(expected) in\n\(text)") }
    }

    /// Three outputs, of which the right one has a quarter: actual − desired is δ there.
    private static let classes = """
        lesson: 1
        id: made
        title: Made for tests
        scenario:
          samples: [{x: 1, y: dog}]
          classes: [cat, dog, fox]
          network: dense:3
          weights: {w1: [[0.6931472], [0], [0]], b1: [0, 0, 0]}
          loss: softmaxCrossEntropy
          batch: 1
        screen: {panes: [prediction, network]}
        start: 0 loss
        steps:
          - predict: What is δ at dog?
            hide: ["delta[1,1]", "da[1,1]"]
            answer: "p[1] - y[1]"
            why: What it says, minus what it should say.
        """

    @Test func whatTellsAnAnswerIsHiddenWithIt() throws {
        let lesson = try Lesson(yaml: Self.classes, source: "made.yaml")
        var script = try Desk.script(lesson)
        #expect(script.panes.contains("0.25") && !script.panes.contains("−0.75"))
        #expect(try LessonCheck.faults(of: lesson, sizes: Self.sizes) { try Desk.script($0, $1) } == [])
        try script.press("?")
        #expect(script.panes.contains("−0.75"), "\(script.text)")
    }

    @Test func anUnreadableExpressionIsToldWithItsPlace() throws {
        let lesson = try Desk.lesson("  - say: \"{los}\"\n  - do: x\n    goal: \"edited(w[1,0,9])\"\n    solution: s")
        let faults = try LessonCheck.faults(of: lesson, sizes: Self.sizes) { try Desk.script($0, $1) }
        #expect(
            faults.map(\.message) == [
                "'los': no quantity is called 'los'; did you mean loss?",
                "'edited(w[1,0,9])': layer 1 has inputs 0 to 1, found 9",
            ])
    }
}
