import Basics
import Lessons
import Testing

/// Lesson files: strictly read, and every slip told with its place.
struct LessonReadingTests {
    private func message(_ yaml: String) -> String {
        do {
            _ = try Lesson(yaml: yaml, source: "made.yaml")
            return "read"
        } catch { return error.description }
    }

    private func lesson(_ steps: String, scenario: String = "{network: dense:1}") -> String {
        "lesson: 1\nid: a\ntitle: A\nscenario: \(scenario)\nsteps:\n\(steps)"
    }

    @Test(arguments: [
        (
            "  - say: hello\n    keyz: s",
            "made.yaml:7:5: key: expected a key of a step of the kind say, found 'keyz'; did you mean 'keys'?"
        ),
        ("  - sai: hello", "made.yaml:6:5: key: expected a key of a step, found 'sai'; did you mean 'say'?"),
        ("  - predict: how much?", "made.yaml:6:5: expected answer in a step of the kind predict, found none"),
        (
            "  - predict: x\n    as: nmber\n    answer: loss",
            "made.yaml:7:9: as: expected the form of an answer, found 'nmber'; did you mean 'number'?"
        ),
        ("  - say: a {loss", "made.yaml:6:10: expected numbers as {expression}, found expected } behind {loss"),
        (
            "  - do: x\n    goal: loss > 0\n    solution: s\n    hints: [{after: soon, say: y}]",
            "made.yaml:9:21: expected after: seconds, such as 40s, found 'soon'"
        ),
        ("  - because: [only one]", "made.yaml:6:14: expected because: a list of reasons, the right one first, found a list"),
        ("  - do: x\n    solution: s", "made.yaml:6:5: expected goal in a step of the kind do, found none"),
        (
            "  - fill: x\n    select: \"w[1,0,0]\"\n    blank: [dw, z]\n    answer: loss",
            "made.yaml:8:12: expected as many answers as blanks, at least one, found a list"
        ),
        ("  - observe: x\n    choices: [a, b]\n    answer: c", "made.yaml:8:13: expected answer: one of the choices, found 'c'"),
        ("  - say: x\n    literal: perhaps", "made.yaml:7:14: expected literal: true or false, found 'perhaps'"),
    ])
    func aSlipIsToldWithItsPlace(_ steps: String, _ expected: String) {
        #expect(message(lesson(steps)) == expected)
    }

    @Test func whatALessonNeedsIsAskedFor() {
        #expect(message("lesson: 1\nid: a\ntitle: A\nsteps: []").contains("expected scenario in a lesson"))
        #expect(message("id: a").contains("expected lesson in a lesson"))
        #expect(message(lesson("  []")).contains("expected steps in a lesson"))
        #expect(message("lesson: 2\nid: a").contains("expected lesson: a whole number from 1 to 1"))
    }

    @Test func aFillIsAQuestionForEachBlankAndHidesWhatComesLater() throws {
        let lesson = try Lesson(
            yaml: lesson(
                "  - fill: now\n    select: \"w[1,0,1]\"\n    blank: [delta, g, dw]\n    answer: [\"1\", \"2\", \"3\"]"),
            source: "made.yaml")
        #expect(
            lesson.steps.map { $0.hide.map(\.text) } == [
                ["delta[1,0]", "g[1,0,1]", "dw[1,0,1]"], ["g[1,0,1]", "dw[1,0,1]"], ["dw[1,0,1]"],
            ])
    }

    @Test(
        arguments: [
            ("a is {a[1,0]}", nil), ("a is 0.5", "0.5"), ("up to 10 of them", nil), ("11 of them", "11"), ("digit 5, −2", nil),
            ("2·(a − y) is 3.25", "3.25"), ("one. Two.", nil), ("in 2026", "2026"), ("twice 2.", nil),
        ] as [(String, String?)])
    func numbersThatTheSessionCouldKnowAreFoundInWords(_ text: String, _ number: String?) throws {
        #expect(try LessonText(text, at: TextPlace(line: 1, column: 1)).typedNumber == number)
    }

    @Test func aTextHasItsNumbersAsTheyAreRead() throws {
        let text = try LessonText("a {a}, b {b:2}, c {c:0}, d {d}", at: TextPlace(line: 1, column: 1))
        #expect(text.filled { ["a": -0.5, "b": 0.125, "c": -3.7][$0] } == "a −0.5, b 0.13, c −4, d ?")
    }
}
