import Dashboard
import Inspection
import Lessons
import TerminalGraphics
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

    /// Presses the next few keys of those that a lesson has still to press.
    private func playSome(_ count: Int, _ dashboard: inout Dashboard, _ script: ScriptedDashboard) {
        for _ in 0..<count { _ = dashboard.playNext(script.snapshot) }
    }

    private static let typed = """
          - predict: Which?
            then: '":panes network watches" Enter'
            choices: [one, two]
            answer: one
          - say: Go on.

        """

    @Test(arguments: [";", "x", "Enter", "1", "Escape"])
    func aKeyPressedWhileTheLessonTypesIsNotMixedWithWhatItTypes(_ key: String) throws {
        let script = try Desk.script(Self.lesson(Self.typed))
        var dashboard = script.dashboard
        _ = dashboard.handle(.key(KeyPress(.character("?"))), snapshot: script.snapshot)
        #expect(dashboard.isPlaying)
        playSome(5, &dashboard, script)
        #expect(dashboard.layer(LineLayer.self) != nil, "it is typing")
        for own in try KeySequence.parse(key) { _ = dashboard.handle(.key(own), snapshot: script.snapshot) }
        while dashboard.isPlaying { playSome(1, &dashboard, script) }
        #expect(dashboard.layer(LineLayer.self) == nil)
        #expect(dashboard.view.panes.map(\.rawValue) == ["network", "watches"])
    }

    @Test func aLineIsNotLeftOpenWhereADemonstrationIsCutShort() throws {
        let steps = """
              - predict: Which?
                options: [{text: "1", right: true}, {text: "2", show: ":panes Enter s"}]
              - say: Go on.

            """
        let script = try Desk.script(Self.lesson(steps.replacing("\":panes Enter s\"", with: "'\":panes network\" Enter s'")))
        var dashboard = script.dashboard
        for key in try KeySequence.parse("2 Enter") { _ = dashboard.handle(.key(key), snapshot: script.snapshot) }
        playSome(4, &dashboard, script)
        #expect(dashboard.layer(LineLayer.self) != nil)
        _ = dashboard.handle(.key(KeyPress(.character(";"))), snapshot: script.snapshot)
        #expect(dashboard.layer(LineLayer.self) == nil && !dashboard.isPlaying)
    }

    private static let skipped = """
          - do: Make the weight 1.
            goal: "w[2,0,1] = 1"
            solution: '":set w[2,0,1] 1" Enter'
          - say: "Now it is {w[2,0,1]}."
          - say: "And is {w[2,0,1]}."

        """

    @Test(arguments: [";", "\":set w[2,0,1] 7\" Enter ;", "H ; ;"])
    func whatFollowsADeedThatIsSkippedIsTrue(_ keys: String) throws {
        let script = try Desk.script(Self.lesson(Self.skipped), keys: keys)
        #expect(script.strip.contains("Now it is 1."))
        #expect(script.session.value(of: .parameter(.value, offset: 7, layer: 2)) == 1)
    }

    @Test func whoeverHasLookedAroundComesBackWhenTheLessonGoesOn() throws {
        var script = try Desk.script(Self.lesson(Self.skipped), keys: ";")
        let position = script.snapshot.status.position
        try script.press("n n \":set w[2,0,1] 5\" Enter")
        #expect(script.snapshot.status.position != position)
        try script.press(";")
        #expect(script.strip.contains("And is 1.") && script.snapshot.status.position == position)
        script = try Desk.script(
            Self.lesson("      - say: Go.\n        keys: s*2\n      - say: \"Done {iteration}.\"\n"), keys: "s s n n ;")
        #expect(script.snapshot.status.position == Position(iteration: 0, done: 2))
        #expect(script.strip.contains("Done 0."))
    }

    private static let reached = """
          - do: Make the weight 1.
            goal: "w[2,0,1] = 1"
            solution: '":set w[2,0,1] 1" Enter'
          - say: "Now it is {w[2,0,1]}, and was {w[2,0,1]@before}."
            keys: u
          - say: "Again {w[2,0,1]}."

        """

    @Test(arguments: ["\":set w[2,0,1] 7\" Enter", "n n", "u", "Right 6", "x z"])
    func whatIsDoneOnceTheGoalIsReachedDoesNotReachTheNextStep(_ keys: String) throws {
        var script = try Desk.script(Self.lesson(Self.reached), keys: "\":set w[2,0,1] 1\" Enter")
        let view = script.dashboard.view
        #expect(script.player?.isReached == true)
        try script.press("\(keys) ;")
        #expect(script.strip.contains("Now it is 1, and was −0.5."))
        #expect(script.dashboard.view.grain == view.grain && script.dashboard.view.selection == view.selection)
        #expect(script.dashboard.view.isZoomed == view.isZoomed)
        try script.press("u ;")
        #expect(script.strip.contains("Again −0.5."), "the change can be taken back there")
    }

    @Test(arguments: ["n n", "1", "\":set w[2,0,1] 7\" Enter", "n s", "1 s", "s"])
    func theKeysOfAStepLeadFromItsOwnMoment(_ keys: String) throws {
        let steps = "      - say: Go.\n        keys: s*2\n      - say: \"L is {loss}, done {iteration}.\"\n        keys: s\n"
        var script = try Desk.script(Self.lesson(steps), keys: keys)
        try script.press(";")
        #expect(script.snapshot.status.position == Position(iteration: 0, done: 2), "the lesson has pressed them")
        #expect(script.session.parameter(at: 7) == -0.5)
        script = try Desk.script(Self.lesson(steps), keys: "1 s s")
        #expect(script.snapshot.status.position == Position(iteration: 0, done: 2), "as long as the lesson's steps are")
        script = try Desk.script(Self.lesson(steps), keys: "n s s")
        #expect(script.snapshot.status.position.iteration > 0 && script.player?.isWaiting == true, "these are other steps")
    }

    @Test func enterGoesOnWhereThereIsSomethingToBeRead() throws {
        let steps =
            "      - say: One.\n      - say: Two.\n        keys: s\n      - do: Three.\n        goal: iteration = 3\n        solution: n*3\n"
        var script = try Desk.script(Self.lesson(steps), keys: "Enter")
        #expect(script.strip.contains("Two.") && !script.dashboard.view.isZoomed)
        try script.press("Enter")
        #expect(script.snapshot.status.position.done == 1, "its keys are pressed")
        try script.press("Enter")
        #expect(script.strip.contains("Three."))
        try script.press("Enter")
        #expect(script.strip.contains("Three.") && !script.dashboard.view.isZoomed, "what is to be done is not skipped by it")
        try script.press("z")
        #expect(script.dashboard.view.isZoomed)
    }

    @Test func newsDoNotStandInPlaceOfTheKeys() throws {
        let script = try Desk.script(Self.lesson(Self.skipped), keys: "E \"2\" Enter")
        #expect(script.strip.contains("b") && script.strip.contains("h hint") && script.strip.contains("→"))
    }
}
