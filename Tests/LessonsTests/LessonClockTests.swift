import Inspection
import Lessons
import Testing

@testable import Dashboard

/// Hints of a lesson that come by themselves, by a clock that is made up.
struct LessonClockTests {
    private static let steps = """
          - do: Make the weight 1.
            goal: "w[1,0,0] = 1"
            solution: '":set w[1,0,0] 1" Enter'
            hints:
              - {when: "edited(b[1,0])", say: "That was the bias."}
              - {after: 30s, say: "Which one is w₁[0,0]?"}
              - {after: 90s, say: "e edits it."}
          - say: Well.
        """

    /// The strip some seconds after the step has begun, and whether anything has changed by then.
    private static func tell(
        _ clock: inout LessonClock, _ script: inout ScriptedDashboard, _ began: ContinuousClock.Instant, _ seconds: Int
    ) throws -> Bool {
        var changes = false
        try script.change { changes = clock.tell(&$0, at: began + .seconds(seconds)) }
        return changes
    }

    @Test func aHintComesByItselfWhereTheGoalIsNotReached() throws {
        var (clock, script, began) = (LessonClock(), try Desk.script(Self.steps), ContinuousClock.now)
        #expect(try !Self.tell(&clock, &script, began, 0) && clock.due == began + .seconds(30))
        #expect(try !Self.tell(&clock, &script, began, 29) && !script.strip.contains("Hint"))
        #expect(try Self.tell(&clock, &script, began, 30) && clock.due == began + .seconds(90))
        #expect(script.strip.contains("Hint  Which one is w₁[0,0]?") && script.strip.contains("Make the weight 1."))
        #expect(try !Self.tell(&clock, &script, began, 60))
        try script.press("e \"1\" Enter ;")
        #expect(try !Self.tell(&clock, &script, began, 95) && clock.due == nil && !script.strip.contains("Hint"))
    }

    @Test func aHintThatHasBeenAskedForStays() throws {
        var (clock, script, began) = (LessonClock(), try Desk.script(Self.steps), ContinuousClock.now)
        _ = try Self.tell(&clock, &script, began, 0)
        try script.press("E \"2\" Enter h")
        #expect(script.text.contains("Hint  That was the bias."))
        _ = try Self.tell(&clock, &script, began, 31)
        #expect(script.text.contains("Hint  That was the bias."))
    }

    @Test func aClassIsGivenNone() throws {
        let lesson = try Desk.lesson(Self.steps)
        var (clock, script, began) = (LessonClock(), try Desk.script(lesson), ContinuousClock.now)
        try script.change { dashboard in
            dashboard.isClass = true
            dashboard.open(lesson)
        }
        _ = try Self.tell(&clock, &script, began, 0)
        _ = try Self.tell(&clock, &script, began, 50)
        #expect(!script.text.contains("Hint") && script.text.contains("9 min left") && clock.due == began + .seconds(60))
    }
}
