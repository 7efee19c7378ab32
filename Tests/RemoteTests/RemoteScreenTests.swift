import Basics
import Dashboard
import Inspection
import NeuralNetwork
import TerminalGraphics
import Testing

@testable import Remote

/// The hub of a meeting, for a driver.
final class MeetingHolder: HubHolder {
    var meeting: Meeting
    init(_ meeting: Meeting) { self.meeting = meeting }
    var hub: Hub {
        get { meeting.hub }
        set { meeting.hub = newValue }
    }
    var now: Double { meeting.now }
}

/// A frame with a tensor of 32-bit numbers.
func frame(_ header: String, _ name: String, _ shape: [Int], _ values: [Float]) -> [UInt8] {
    let body = values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }
    let tensors = #""tensors":{"\#(name)":{"dtype":"F32","shape":\#(shape),"begin":0,"end":\#(body.count)}}"#
    return frame(String(header.dropLast()) + "," + tensors + "}", body: body)
}

/// The screen on a run whose ranks are the test's own: what each key asks of ranks, and what is drawn of what they tell.
struct RemoteScreenTests {
    static let model =
        #"{"t":"model","modules":[["0","Linear",-1,{"in":4,"out":3}],["1","Tanh",-1,{}],["2","Linear",-1,{"in":3,"out":2}]],"#
        + #""parameters":[["0.weight",0,[3,4],"BF16",[3,4],[0,0],"replicate"],["0.bias",0,[3],"BF16",[3],[0],"replicate"],"#
        + #"["2.weight",2,[2,3],"BF16",[2,3],[0,0],"replicate"]],"optimizers":[{"type":"Adam","parameters":3}],"wrapper":"none"}"#

    /// Three modules forward and back, of a batch of two.
    static func record(step: Int) -> [UInt8] {
        frame(
            #"{"t":"record","id":1,"step":\#(step),"micro":1,"states":[[0,0,0,1,6],[1,0,0,1,6],[2,0,0,1,4],[2,1,0,1,4],[1,1,0,1,6],"#
                + #"[0,1,0,1,6]],"batch":["12"]}"#, "norm", [6], [6, 3, 2, 0.2, 0.02, 0.002])
    }

    static func norms(step: Int, _ gradient: Float) -> [UInt8] {
        frame(
            #"{"t":"frame","gen":1,"step":\#(step),"probe":"norms","grad":"final"}"#, "g,w", [2, 3],
            [gradient, 0, 0.01, 10, 0, 1])
    }

    @Test func aBreakpointHoldsAllRanksOnceItHasBecomeTrue() throws {
        let (driver, holder) = withRecord(2)
        var script = screen(driver, Size(width: 200, height: 60))
        try script.press("\":break |g1| > 6\" Enter \":watch |w1|\" Enter \":pane watches\" Enter z")
        #expect(script.text.contains("|g1|") && script.text.contains("10"))
        holder.meeting.send(Self.norms(step: 111, 5), from: 0)
        feed(driver, holder)
        #expect(holder.meeting.run?.stop.isIdle == true)
        holder.meeting.send(Self.norms(step: 112, 7), from: 0)
        feed(driver, holder)
        for _ in 0..<40 where holder.meeting.run?.held == nil { holder.meeting.update() }
        feed(driver, holder)
        #expect(holder.meeting.ranks.allSatisfy { $0.isHeld })
        #expect(driver.status.notice?.contains("breakpoint 1: |g1| > 6, at update 112") == true, "\(driver.status.notice ?? "")")
        let probe = WatchesProbe(columns: 8)
        let rows = try #require(driver.snapshot([probe])[probe]).rows
        #expect(rows.map(\.isHit) == [true, false] && rows.map(\.value) == [7, 10])
        // What is true already does not hold again.
        try script.press("Space")
        feed(driver, holder)
        holder.meeting.send(Self.norms(step: 120, 8), from: 0)
        feed(driver, holder)
        for _ in 0..<40 { holder.meeting.update() }
        #expect(holder.meeting.ranks.allSatisfy { !$0.isHeld })
    }

    @Test func watchesOfWhatIsNotKnownSayThatAndTrapNever() throws {
        let (driver, holder) = run()
        var script = screen(driver, Size(width: 200, height: 60))
        try script.press("\":watch |g1|\" Enter")
        #expect(script.text.contains("nothing has been recorded"))
        try script.press("Escape Escape \":break loss > 3\" Enter")
        #expect(driver.status.notice?.contains("this run does not say its loss") == true, "\(driver.status.notice ?? "")")
        holder.meeting.send(Self.record(step: 110), from: 0)
        feed(driver, holder)
        try script.press("\":watch w1[0,0]\" Enter")
        #expect(script.text.contains("|w₁| is the norm"))
    }

    @Test func whatARunNotesIsShown() throws {
        let (driver, holder) = withRecord()
        holder.meeting.send(
            frame(
                #"{"t":"tick","step":120,"n":1,"s_step":0.01,"lr":[0.1],"loss":[0.5,0.6,0.7],"notes":[["val loss",118,0.8125],["top-1\u001b[2J",119,0.75],["bad"]]}"#
            ), from: 0)
        feed(driver, holder)
        var script = screen(driver, Size(width: 120, height: 40))
        try script.press("\":pane loss\" Enter z")
        #expect(script.text.contains("val loss 0.8125 at 118") && script.text.contains(" 0.7500 at 119"))
        let probe = CurvesProbe(columns: 10)
        let reading = try #require(driver.snapshot([probe])[probe])
        #expect(reading.heldOut.map(\.loss) == [0.8125] && reading.heldOut[0].iteration == 118)
    }

    func run(_ world: Int = 1) -> (RemoteDriver, MeetingHolder) {
        let holder = MeetingHolder(Meeting(world))
        let driver = RemoteDriver(holder, program: "python train.py")
        for place in 0..<world { holder.meeting.send(frame(Self.model), from: place) }
        holder.meeting.tick()
        feed(driver, holder)
        return (driver, holder)
    }

    /// Hands news to the driver, and what it wants to the ranks.
    func feed(_ driver: RemoteDriver, _ holder: MeetingHolder) {
        holder.meeting.settle()
        driver.take(holder.meeting.takeEvents())
        holder.meeting.settle()
    }

    func withRecord(_ world: Int = 1, sums: [String] = ["7", "7"]) -> (RemoteDriver, MeetingHolder) {
        let (driver, holder) = run(world)
        for place in 0..<world {
            holder.meeting.send(
                frame(
                    #"{"t":"frame","gen":1,"step":105,"probe":"norms","grad":"final"}"#, "g,w", [2, 3], [3, 4, 0.01, 10, 0, 1]),
                from: place)
            if world > 1 {
                holder.meeting.send(
                    frame(#"{"t":"frame","gen":1,"step":104,"probe":"checksum","sums":["1","\#(sums[place])","3"]}"#), from: place
                )
            }
            holder.meeting.send(Self.record(step: 110), from: place)
        }
        feed(driver, holder)
        return (driver, holder)
    }

    func screen(_ driver: RemoteDriver, _ size: Size = Size(width: 120, height: 40)) -> ScriptedDashboard {
        ScriptedDashboard(Dashboard(size: size), driver)
    }

    @Test(arguments: [
        Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 200, height: 60), Size(width: 40, height: 12),
    ]) func theTitleSaysWhatTrainsAndHowFar(_ size: Size) {
        let (driver, _) = withRecord()
        let text = screen(driver, size).text
        #expect(text.contains("python") && text.contains("100"))
        #expect(text.contains("python train.py") || size.width < 80)
    }

    @Test func everyPaneCanBeShownOrSaysWhyNot() throws {
        for driver in [run().0, withRecord().0, withRecord(2).0, RemoteDriver(MeetingHolder(Meeting(1, linked: 0)))] {
            for pane in PaneCatalog.all {
                var script = screen(driver, Size(width: 200, height: 60))
                try script.press("\":pane \(pane.id.rawValue)\" Enter z")
                let inside = script.text.split(separator: "\n").dropFirst(2).dropLast(4).joined()
                #expect(inside.contains { $0.isLetter }, "\(pane.id)")
            }
        }
    }

    @Test func everyKeyDoesSomethingOrNothingButNoHarm() throws {
        for binding in Bindings.table.bindings {
            guard let key = binding.keys.first else { continue }
            let (driver, holder) = withRecord()
            var script = screen(driver)
            try script.press(key)
            try script.press("Escape")
            feed(driver, holder)
            #expect(!script.text.isEmpty, "\(key)")
        }
    }

    /// What is left out where there is no room is the reason, not the key.
    @Test(arguments: [Size(width: 80, height: 24), Size(width: 200, height: 60)])
    func atItsBeginningAStepSaysWhichKeyGoesOn(_ size: Size) throws {
        let (driver, _) = withRecord()
        driver.refusal = "0.weight is of type BF16: it is not computed again here"
        var script = screen(driver, size)
        try script.press("Home")
        #expect(script.text.contains("Update 110:  s goes through its modules, forward and then back."))
        #expect(script.text.contains("BF16") == (size.width > 80))
    }

    @Test func aRecordedStepIsWalkedForwardAndBack() throws {
        let (driver, _) = withRecord()
        var script = screen(driver)
        #expect(driver.status.position.done == driver.status.machine.doneBeforeUpdates && driver.status.attached?.recorded == 110)
        for done in (1..<8).reversed() {
            try script.press("S")
            #expect(driver.status.position.done == done)
        }
        for done in 2...4 {
            try script.press("s")
            #expect(driver.status.position.done == done)
        }
        #expect(script.text.contains("Forward, Linear 2"))
        #expect(script.text.contains("2.45"), "the rms of the first module's output: 6/√6")
    }

    @Test func theEndOfARecordedStepLeadsToTheNext() throws {
        let (driver, holder) = withRecord()
        var script = screen(driver)
        try script.press("s")
        feed(driver, holder)
        #expect(holder.meeting.ranks[0].received.contains { if case .observe = $0 { true } else { false } })
        holder.meeting.send(Self.record(step: 130), from: 0)
        feed(driver, holder)
        #expect(driver.status.attached?.recorded == 130 && driver.status.position.done == 1)
        try script.press("N")
        #expect(driver.status.attached?.recorded == 110 && script.text.contains("recorded step 1 of 2"))
    }

    @Test func spaceHoldsAllRanksAndLetsThemGo() throws {
        let (driver, holder) = withRecord(2)
        var script = screen(driver)
        try script.press("Space")
        feed(driver, holder)
        for _ in 0..<40 where holder.meeting.run?.held == nil { holder.meeting.update() }
        feed(driver, holder)
        let step = try #require(holder.meeting.run?.held?.step)
        for _ in 0..<12 { holder.meeting.pass(1) }
        try script.press("i")
        #expect(script.text.contains("held at update \(step) on 2 of 2 ranks, 00:12"))
        try script.press("Space")
        feed(driver, holder)
        #expect(holder.meeting.ranks.allSatisfy { !$0.isHeld })
    }

    @Test func gradientsAreJudgedByTheRecordedErrors() throws {
        let (driver, _) = withRecord()
        let probe = GradientsProbe(historyColumns: 0)
        let reading = try #require(driver.snapshot([probe])[probe])
        #expect(reading.layers.map(\.norm) == [5, 0.01].map { Double(Float($0)) })
        // rms of δ of the first module over the last one's: 0.002/√6 over 0.2/√4.
        let relative = try #require(reading.layers[0].relativeError)
        #expect(abs(relative - 0.002 / 6.0.squareRoot() / 0.1) < 1e-6)
    }

    @Test func anExceptionIsTheReasonOfAnEnd() {
        let (driver, holder) = withRecord()
        holder.meeting.send(
            frame(#"{"t":"event","what":"exception","step":100,"text":"ValueError: shapes\u001b[2J differ"}"#), from: 0)
        holder.meeting.send(frame(#"{"t":"bye","why":"exit"}"#), from: 0)
        feed(driver, holder)
        #expect(driver.status.notice == #"rank 0 is gone: ValueError: shapes\u{1b}[2J differ"#)
    }

    @Test func aProgramThatEndsBeforeItsFirstUpdateIsQuoted() {
        let driver = RemoteDriver(MeetingHolder(Meeting(1, linked: 0)), program: "python train.py")
        driver.commandEnd = "exit code 1: RuntimeError: shapes differ: 4 and 5, which is a long sentence about what went wrong"
        let text = screen(driver, Size(width: 80, height: 24)).text
        #expect(text.contains("It has ended:  exit code 1: RuntimeError: shapes differ: 4 and 5, which is a l"))
        #expect(!text.contains("n records the next update"))
    }

    @Test func theEndIsSaidAndTheScreenStays() {
        let (driver, holder) = withRecord()
        holder.meeting.send(frame(#"{"t":"bye","why":"exit"}"#), from: 0)
        feed(driver, holder)
        #expect(screen(driver).text.contains("it is gone: exit at update 100"))
        driver.commandEnd = "exit code 1"
        #expect(screen(driver).text.contains("exit code 1 at update 100"))
    }
}
