import Dashboard
import Inspection
import Lessons
import Testing
import Training

/// Lessons whose run gets other settings on the way, by a step or by a person.
struct LessonRunTests {
    private static func lesson(_ steps: String) throws -> Lesson {
        try Lesson(
            yaml: """
                lesson: 1
                id: made
                title: Made for tests
                scenario:
                  samples: [{x: [2, 1], y: 1}]
                  network: dense:2,relu,dense:1
                  weights: {w1: [[1, -1], [0.5, 1]], w2: [[1, -0.5]]}
                  loss: mse
                  batch: 1
                steps:
                \(steps)
                """, source: "made.yaml")
    }

    private static let first = """
          - predict: "Weight {w[2,0,1]}?"
            light: ["w[2,0,1]"]
            answer: "w[2,0,1] + delta[1,1] + |w2| + dead(layer 2) + fp[2,0]"

        """

    private func network(_ script: ScriptedDashboard) -> String { "\(script.session.scenario.network)" }

    @Test func aSmallerNetworkThanTheLessonsIsNoFault() throws {
        var script = try Desk.script(Self.lesson(Self.first))
        try script.press("Escape \":scenario network dense:1\" Enter n s*3")
        #expect(network(script) == "dense:1")
        #expect(script.player?.presentValue("w[2,0,1]") == nil, "it has no such weight")
        #expect(script.strip.contains("Weight −0.5?"))
    }

    @Test func comingBackBringsTheRunThatTheStepBeganWith() throws {
        var script = try Desk.script(Self.lesson(Self.first))
        let before = script.session
        try script.press("Escape \":scenario network dense:1\" Enter n*3 j")
        #expect(script.session === before && network(script) == "dense:2,relu,dense:1")
        #expect(script.player?.presentValue("w[2,0,1]") == -0.5)
    }

    private static let steps =
        first + """
              - predict: And now?
                scenario: {learningRate: 0.5, network: "dense:1"}
                keys: n
                options:
                  - {text: "one", right: true}
                  - {text: "two", show: {keys: '":scenario network dense:3,dense:1" Enter Enter n', see: "iteration = 1"}}
              - do: Reach it.
                goal: "iteration = 2"
                solution: n
              - say: Home again.
                at: 0 loss
            """

    @Test func aStepBeginsAnewWithItsSettings() throws {
        var script = try Desk.script(Self.lesson(Self.steps), keys: "? ;")
        #expect(network(script) == "dense:1" && script.session.scenario.learningRate == 0.5)
        #expect(script.snapshot.status.position.iteration == 0 && script.session.completedIterations == 1)
        try script.press("Backspace")
        #expect(network(script) == "dense:2,relu,dense:1", "the step before has its own run")
        try script.press("? ; ? ; n ;")
        #expect(network(script) == "dense:2,relu,dense:1", "a moment of the lesson is one of its first run")
        #expect(script.snapshot.status.phase == .loss)
    }

    @Test func aDemonstrationThatChangesTheNetworkLeavesTheRunAlone() throws {
        var script = try Desk.script(Self.lesson(Self.steps), keys: "? ;")
        let before = script.session
        let place = try #require(script.player?.step.question)
        guard case .choice(let options) = place.form, let shown = script.player?.shownOptions(options) else {
            Issue.record("no choice")
            return
        }
        try script.press("\((shown.firstIndex { !$0.isRight } ?? 0) + 1) Enter")
        #expect(network(script) == "dense:3,dense:1")
        try script.press(";")
        #expect(script.session === before && network(script) == "dense:1")
    }

    @Test func whatALessonHasKeptIsGivenUpWithIt() throws {
        var script = try Desk.script(Self.lesson(Self.first))
        weak let before = script.session
        try script.press("Escape \":scenario network dense:1\" Enter \":lesson off\" Enter")
        #expect(before == nil)
    }

    @Test func aRunThatIsNotFiniteAnyMoreIsSeenToStandStill() throws {
        let first = Self.first.replacing("answer: \"", with: "answer: \"loss + ")
        let script = try Desk.script(
            Self.lesson(first), keys: "Escape \":lr 1e30\" Enter n*3 s*5 \":watch loss\" Enter")
        let layer = try #require(script.dashboard.lesson)
        #expect(layer == layer)
        #expect(script.snapshot.status.nonFinite != nil && script.player?.presentValue("loss") == nil)
    }

    @Test func aStepChoosesHowMuchIsLearnedFrom() throws {
        let step = "  - say: Few.\n    scenario: {data: moons, trainCount: 30}\n"
        let script = try Desk.script(Self.lesson(Self.first + step), keys: "? ;")
        #expect(script.session.data.train.count == 30 && script.session.scenario.trainCount == 30)
    }

    @Test func settingsAreNamesWithAValueEach() {
        #expect(throws: (any Error).self) { try Self.lesson("  - say: x\n    scenario: moons") }
    }
}
