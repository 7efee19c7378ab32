import Basics
import Dashboard
import Inspection
import NeuralNetwork
import TerminalGraphics
import Testing

@testable import Remote

/// Several processes: what comparing them shows, and which of them is looked at.
extension RemoteScreenTests {
    @Test func theFirstStepIsRecordedOnceAllRanksHaveMadeAnUpdate() {
        let holder = MeetingHolder(Meeting(2, step: 0))
        let driver = RemoteDriver(holder, program: "python train.py")
        for place in 0..<2 { holder.meeting.send(frame(Self.model), from: place) }
        func isAsked() -> Bool {
            feed(driver, holder)
            return holder.meeting.ranks[0].received.contains {
                switch $0 {
                case .observe, .arm: true
                default: false
                }
            }
        }
        holder.meeting.update([0])
        holder.meeting.send(holder.meeting.ranks[0].tick(), from: 0)
        #expect(!isAsked() && driver.status.notice == nil, "rank 1 has not begun")
        holder.meeting.update()
        holder.meeting.tick()
        #expect(isAsked())
    }

    static func own(step: Int, _ norm: Float) -> [UInt8] {
        frame(#"{"t":"frame","gen":1,"step":\#(step),"probe":"own","grad":"final"}"#, "g_own", [3], [norm, 1, 1])
    }

    @Test func troubleOfRanksIsSaidWithoutBeingAskedFor() throws {
        let (driver, _) = withRecord(2, sums: ["7", "8"])
        let text = screen(driver, Size(width: 120, height: 40)).text
        #expect(text.contains("rank 1 has other weights than rank 0, first in 0.bias: see Ranks"))
        let probe = DiagnosisProbe()
        let findings = try #require(driver.snapshot([probe])[probe]).findings
        #expect(findings.map(\.rule) == ["replicas-differ", "same-samples"])
        let (alike, _) = withRecord(2)
        #expect(alike.status.notice == "ranks 0 and 1 had the same samples: see Ranks")
    }

    @Test func theRankThatANaNCameFromIsNamed() throws {
        let (driver, holder) = withRecord(2)
        for place in 0..<2 { holder.meeting.send(Self.own(step: 111, place == 1 ? .nan : 0.5), from: place) }
        for place in 0..<2 { holder.meeting.send(Self.own(step: 115, .nan), from: place) }
        holder.meeting.send(Self.norms(step: 112, .nan), from: 0)
        feed(driver, holder)
        #expect(driver.status.nonFinite?.hasSuffix("rank 1 alone had it in its own gradient, update 111") == true)
        let probe = DiagnosisProbe()
        #expect(driver.snapshot([probe])[probe]?.findings.first?.rule == "non-finite")
        var script = screen(driver)
        try script.press("\":break nan\" Enter")
        #expect(driver.status.notice?.contains("is true already; Space holds") == true)
    }

    @Test func theRankThatIsGoneFirstIsTheReason() {
        let (driver, holder) = withRecord(2)
        holder.meeting.send(frame(#"{"t":"bye","why":"killed"}"#), from: 1)
        holder.meeting.send(frame(#"{"t":"event","what":"exception","step":100,"text":"RuntimeError: peer closed"}"#), from: 0)
        holder.meeting.send(frame(#"{"t":"bye","why":"exit"}"#), from: 0)
        feed(driver, holder)
        #expect(driver.status.notice?.contains("rank 1 is gone: killed") == true, "\(driver.status.notice ?? "")")
    }

    @Test func aRankThatIsChosenShowsItsOwnNumbers() throws {
        let (driver, holder) = withRecord(2)
        holder.meeting.send(Self.norms(step: 111, 7), from: 1)
        feed(driver, holder)
        let probe = GradientsProbe(historyColumns: 0)
        func first() -> Double? { driver.snapshot([probe])[probe]?.layers[0].norm }
        var script = screen(driver, Size(width: 120, height: 40))
        #expect(first() == 5 && script.text.contains("rank 0  update"))
        try script.press("\":pane ranks\" Enter z Down")
        #expect(first() == 7 && script.text.contains("▸1") && script.text.contains("rank 1  update"))
        try script.press("Down")
        #expect(driver.rank == 1, "there is no other below")
        try script.press("\":rank 0\" Enter")
        #expect(first() == 5 && driver.status.attached?.recorded == 110)
        try script.press("\":rank 9\" Enter")
        #expect(script.text.contains("there is no rank 9: this run has 0 to 1"))
    }

    @Test func aReplicaThatDiffersIsNamed() throws {
        let (driver, _) = withRecord(2, sums: ["7", "8"])
        var script = screen(driver, Size(width: 200, height: 60))
        try script.press("\":pane ranks\" Enter z")
        #expect(script.text.contains("rank 1 has other weights than rank 0, first in 0.bias"))
        #expect(script.text.contains("ranks 0 and 1 had the same inputs"), "their checksums are the same")
    }

    @Test func aSilentRankIsAskedWhereItStands() throws {
        let (driver, holder) = withRecord(2)
        holder.meeting.ranks[1].answer = { sequence, question in
            guard question == .stacks else { return [] }
            return frame(
                #"{"t":"stacks","seq":\#(sequence),"step":100,"threads":[["backstep-io",[["b.py",1,"run"]]],"#
                    + #"["MainThread",[["loader.py",33,"wait"],["train.py",9,"main"]]]]}"#)
        }
        holder.meeting.send(frame(#"{"t":"event","what":"silent","step":100,"text":"no update for 40 s"}"#), from: 1)
        feed(driver, holder)
        feed(driver, holder)
        var script = screen(driver, Size(width: 200, height: 60))
        try script.press("\":pane ranks\" Enter z")
        #expect(script.text.contains("rank 1 made no update, and stood in wait loader.py:33, called by main train.py:9"))
    }
}
