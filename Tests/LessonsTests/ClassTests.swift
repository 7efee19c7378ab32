import Dashboard
import Inspection
import Lessons
import TerminalGraphics
import Testing

/// A lesson before a class: votes, a clicker, notes.
struct ClassTests {
    private static let steps = """
          - say: Press s.
            keys: s*4
          - predict: Which way does L go?
            note: Wait for all hands.
            options:
              - {text: up, right: true, say: It says so.}
              - {text: down, idea: A1, say: Not so., show: s}
          - predict: How large is it?
            hide: [loss]
            answer: loss
          - fill: And now?
            select: "w[1,0,0]"
            blank: [g]
            answer: ["g[1,0,0]"]
        """

    private static func script(_ keys: String) throws -> ScriptedDashboard {
        let lesson = try Desk.lesson(steps)
        var script = try Desk.script(lesson)
        try script.change { dashboard in
            dashboard.isClass = true
            dashboard.open(lesson)
        }
        try script.press(keys)
        return script
    }

    @Test(arguments: [(0, "9 min left"), (4, "5 min left"), (9, "0 min left"), (11, "2 min over")])
    func theMinutesThatAreLeftAreTold(_ passed: Int, _ told: String) throws {
        var script = try Self.script("")
        var changes = false
        try script.change { changes = $0.notePassed(minutes: passed) }
        #expect(changes == (passed > 0))
        #expect(script.strip.contains("1 of 4 · \(told)"))
        var alone = try Desk.script(Self.steps)
        try alone.change { changes = $0.notePassed(minutes: passed) }
        #expect(!changes)
        #expect(!alone.strip.contains(" min "))
    }

    @Test func aClickerStepsTheLesson() throws {
        var script = try Self.script("PgDn PgDn")
        #expect(script.player?.index == 1 && script.snapshot.status.hasLoss)
        try script.press("PgUp")
        #expect(script.player?.index == 0 && script.snapshot.status.position == .start)
    }

    @Test func votesStandBesideEachOtherAndTheRightOneIsRevealed() throws {
        var script = try Self.script("PgDn PgDn 1 2 Space 3 Enter")
        #expect(script.player?.votes[1] == [[12, 3]])
        try script.press("2 Space 1 3 Enter")
        #expect(script.player?.votes[1] == [[12, 3], [2, 13]])
        #expect(script.text.contains("▇ 12") && script.text.contains("▇ 13") && !script.text.contains("✓"))
        #expect(script.text.contains("1st ▇") && script.text.contains("2nd ▇"), "they are told apart without a color")
        try script.press("Space")
        #expect(script.text.contains("✓") && script.text.contains("It says so."))
        #expect(script.text.contains("Which way does L go?"), "the question stays where its answer is")
        #expect(script.player?.outcomes.isEmpty == true, "nobody is graded")
    }

    @Test func aVoteReplacesNoOtherOneAndCanBeTakenBack() throws {
        var script = try Self.script("PgDn PgDn 1 Space 2 Enter 3 Space 4 Enter 5 Space 6 Enter")
        #expect(script.player?.votes[1] == [[1, 2], [3, 4], [5, 6]])
        #expect(script.text.contains("3rd ▇"))
        try script.press("7")
        #expect(script.player?.votes[1]?.count == 3 && script.text.contains("Backspace takes the last one back"))
        try script.press("Backspace")
        #expect(script.player?.votes[1] == [[1, 2], [3, 4]] && script.player?.index == 1)
        try script.press("7 Space 8 Enter Backspace Backspace Backspace Backspace")
        #expect(script.player?.index == 0, "with nothing left to take back it is the step before")
    }

    @Test func countsAreOneForEachAnswer() throws {
        let script = try Self.script("PgDn PgDn 1 Space 2 Space 3 Enter")
        #expect(script.player?.votes[1] == nil && script.strip.contains("There are 2 answers"), "\(script.text)")
    }

    private static let others = """
          - predict: Which sign has w?
            as: sign
            answer: "w[1,0,0]"
          - predict: How large?
            answer: "w[1,0,0]"
          - predict: What comes first?
            as: order
            answer: [forward, backward]
        """

    @Test func aSignIsVotedOnAndANumberIsSaid() throws {
        let lesson = try Desk.lesson(Self.others)
        var script = try Desk.script(lesson)
        try script.change { dashboard in
            dashboard.isClass = true
            dashboard.open(lesson)
        }
        try script.press("1 Space 2 Space 3 Enter")
        #expect(script.player?.votes[0] == [[1, 2, 3]] && script.text.contains("▲ above 0") && script.text.contains("▇ 3"))
        try script.press("Space")
        #expect(script.text.contains("▲ above 0 ✓") && script.text.contains("Which sign has w?"))
        for _ in 0..<2 {
            try script.press("PgDn 1 Space 2 Enter")
            #expect(script.player?.votes.count == 1 && script.player?.entry.typed == "")
            #expect(script.text.contains("No hands are counted here") && script.player?.isAsking == true)
            try script.press("Space Space")
            #expect(script.text.contains("It is: "))
        }
    }

    @Test func aNumberIsRevealedAndSeenInThePanesFromThenOn() throws {
        var script = try Self.script("PgDn PgDn Space PgDn")
        #expect(script.snapshot.status.batchLoss == nil)
        try script.press("PgDn")
        #expect(script.text.contains("It is: 0.25") && script.snapshot.status.batchLoss == 0.25)
    }

    @Test func whatIsToBeFilledInIsNamed() throws {
        let script = try Self.script("PgDn PgDn Space PgDn PgDn PgDn")
        #expect(script.player?.index == 3)
        #expect(script.text.contains("∂L/∂w = ?"), "\(script.text)")
    }

    @Test func notesHaveTheAnswerAndWhatGoesWrong() throws {
        let script = try Self.script("PgDn PgDn")
        let notes = try #require(script.player?.teacherNotes)
        for text in ["2 of 4", "Right: up", "Wrong: down  Not so.", "Wait for all hands."] { #expect(notes.contains(text)) }
        #expect(script.dashboard.progress.lessons["made"]?.step == 1, "a class is written down nowhere")
    }
}
