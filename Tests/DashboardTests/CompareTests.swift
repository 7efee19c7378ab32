import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

/// Two runs in lockstep, side by side.
struct CompareTests {
    private func script(
        _ other: String, _ size: Size = Size(120, 40), network: String = "dense:6,relu,dense:3"
    ) throws -> ScriptedDashboard {
        let driver = SessionDriver(try Example.session(network: network), history: 1 << 17)
        try driver.compare(with: other)
        return ScriptedDashboard(Dashboard(size: size), driver)
    }

    /// The digest of the other run, asked as the screen asks.
    private func otherRun(_ script: ScriptedDashboard) throws -> Status { try #require(script.snapshot.otherRuns.first).status }

    @Test(arguments: [
        "network: dense:6,sigmoid,dense:3", "optimizer: adam", "learningRate: 0.01",
        "network: dense:4,tanh,dense:4,tanh,dense:3; l2: 0.01",
    ])
    func bothAreAlwaysAtTheSameIteration(_ other: String) throws {
        var script = try script(other)
        for keys in ["n*3", "s*4", "S*2", "N", "4s s", "Space", "n", "Space Home", "n*2 5S", "End", "3s s s"] {
            try script.press(keys)
            #expect(try otherRun(script).position.iteration == script.position.iteration, "\(keys)")
            #expect(try otherRun(script).phase?.pass == script.snapshot.status.phase?.pass, "\(keys)")
        }
    }

    @Test(arguments: ["Space", "Space Escape*3", "- Space Escape*5"])
    func bothAreDrawnAlikeWhileTheyRun(_ keys: String) throws {
        var script = try script("network: dense:6,sigmoid,dense:6,sigmoid,dense:3", Size(160, 45))
        try script.press(keys)
        #expect(try otherRun(script).isRunning && otherRun(script).speed == script.snapshot.status.speed)
        let titles = script.text.split(separator: "\n")[2].split(separator: "Network · ").dropFirst().map {
            $0.prefix { $0 != "━" && $0 != "─" }
        }
        #expect(titles.count == 2 && titles.first == titles.last, "\(titles)")
    }

    @Test func eachRunsAsItWouldAlone() throws {
        var together = try script("network: dense:6,sigmoid,dense:3")
        try together.press("n*4 s*3 S*5 n*6 N*2")
        let alone = try Example.pressing("n*\(together.iterations)")
        #expect(together.digest == alone.digest)
        var other = try Example.script(network: "dense:6,sigmoid,dense:3")
        try other.press("n*\(together.iterations)")
        let probe = ScoreProbe()
        #expect(together.iterations == other.iterations)
        #expect(together.snapshot.otherRuns.first?[probe] == other.driver.snapshot([probe])[probe])
    }

    @Test func anotherRunThatIsTheSameHasTheSameNumbers() throws {
        var script = try script("learningRate: 0.1")
        try script.press("n*5 s*8")
        let mine = script.snapshot[ScoreProbe()]
        #expect(mine != nil && mine == script.snapshot.otherRuns.first?[ScoreProbe()])
        #expect(script.text.contains("the same scenario"))
    }

    @Test(arguments: [Size(80, 24), Size(120, 40)])
    func eachLossPaneHasTheOthersCurvesOnTheSameAxes(_ size: Size) throws {
        var script = try script("learningRate: 0.001", size)
        try script.press("n*60")
        let area = try #require(
            Arrangement(size, comparing: .samples).area(of: .loss))
        let rows = script.text.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        func half(_ offset: Int) -> [String] {
            (area.y + 1..<area.bottom - 1).map { String(rows[$0][area.x + 1 + offset..<area.right - 1 + offset]) }
        }
        let (left, right) = (half(0), half(size.width / 2))
        func labels(_ rows: [String]) -> [String] {
            rows.filter { $0.contains("┤") }.map { String($0.prefix { $0 != "┤" && $0 != "│" }) }
        }
        #expect(labels(left) == labels(right))
        #expect(left.contains { $0.contains("B") } && right.contains { $0.contains("A") })
        // Where there is little room, too, all three numbers are told.
        #expect(script.text.contains("held-out") && (script.text.contains("right ") || script.text.contains("accuracy ")))
    }

    @Test func layersThatRepeatAreSaidOnce() throws {
        let deep = Array(repeating: "dense:6,relu", count: 4).joined(separator: ",") + ",dense:3"
        let script = try script("network: \(deep.replacing("relu", with: "sigmoid"))", network: deep)
        #expect(script.text.contains("(dense:6,relu)×4,dense:3") && script.text.contains("(dense:6,sigmoid)×4,dense:3"))
    }

    @Test func keysThatChangeTheRunChangeBoth() throws {
        var script = try script("network: dense:6,tanh,dense:3")
        try script.press("n*2 ]")
        #expect(try otherRun(script).baseLearningRate == script.snapshot.status.baseLearningRate)
        try script.press("p")
        #expect(try otherRun(script).pinned == script.snapshot.status.pinned)
        try script.press("R n*3")
        #expect(try otherRun(script).seed == script.snapshot.status.seed)
    }

    @Test func whatIsWatchedIsWatchedInBoth() throws {
        var script = try script("network: dense:6,sigmoid,dense:3", Size(200, 60))
        try script.press("\":watch |g[1]|\" Enter \":break loss < 0.5\" Enter 5n \":pane watches\" Enter")
        #expect(script.text.ranges(of: "loss < 0.5").count == 2, "\(script.text)")
        let watches = try #require(
            script.snapshot.otherRuns.first?[WatchesProbe(columns: 0)]
                ?? script.driver.snapshot([OtherRunProbe(WatchesProbe(columns: 0))]).otherRuns.first?[WatchesProbe(columns: 0)])
        var alone = try Example.script(network: "dense:6,sigmoid,dense:3")
        try alone.press("\":watch |g[1]|\" Enter \":break loss < 0.5\" Enter 5n")
        #expect(watches.rows.map(\.value) == WatchesProbe(columns: 0).read(alone.session)?.rows.map(\.value))
        #expect(watches.rows.allSatisfy { $0.value != nil })
        try script.press("\":delete all\" Enter")
        #expect(!script.text.contains("loss < 0.5"))
    }

    @Test func whatTheOtherNetworkDoesNotHaveIsWatchedInOne() throws {
        var script = try script("network: dense:3", Size(200, 60))
        try script.press("\":watch |g[2]|\" Enter \":watch loss\" Enter 3n \":pane watches\" Enter")
        #expect(script.text.contains("|g[2]|"))
        let rows = script.driver.snapshot([OtherRunProbe(WatchesProbe(columns: 0))]).otherRuns.first?[WatchesProbe(columns: 0)]?
            .rows
        #expect(rows?.map(\.id) == [2])
    }

    @Test func aWatchFromBeforeTheComparisonIsInBoth() throws {
        var script = try Example.script(Size(200, 60))
        try script.press("\":watch loss\" Enter 3n \":compare optimizer: adam\" Enter n")
        let rows = script.driver.snapshot([OtherRunProbe(WatchesProbe(columns: 0))]).otherRuns.first?[WatchesProbe(columns: 0)]?
            .rows
        #expect(rows?.first?.value != nil)
    }

    @Test func aChangeSaysWhichRunsItIsOf() throws {
        var script = try script("network: dense:6,tanh,dense:3")
        try script.press("n*2 \":set optimizer adam\" Enter")
        #expect(script.text.contains("A alone: adam"))
        // And what they differ in is what is in force.
        #expect(script.text.contains("optimizer adam") && script.text.contains("optimizer sgd"))
        try script.press("n ]")
        #expect(script.text.contains("both runs: η"))
        try script.press("\":set w[2,0,1] 0.5\" Enter")
        #expect(script.text.contains("both runs: w₂[0,1]"))
    }

    @Test func theScreenSaysWhatDiffersAndWhoIsAhead() throws {
        var script = try script("optimizer: adam; learningRate: 0.01")
        try script.press("n*10")
        let text = script.text
        #expect(text.contains("optimizer sgd") && text.contains("optimizer adam"))
        #expect(text.contains("learningRate 0.1") && text.contains("learningRate 0.01"))
        #expect(text.contains("train loss") && text.contains("better"))
        #expect(text.components(separatedBy: "Network").count == 3)
    }

    @Test(arguments: ["learningRate: 0.0001", "learningRate: 0.5", "optimizer: adam; learningRate: 0.03"])
    func whoIsAheadIsWhoHasTheLowerLossAndTheHigherAccuracy(_ other: String) throws {
        var script = try script(other, Size(200, 60))
        try script.press("n*30")
        let a = try #require(script.snapshot[ScoreProbe()])
        let b = try #require(script.snapshot.otherRuns.first?[ScoreProbe()])
        func verdict(_ first: Double?, _ second: Double?) -> String {
            first == second ? "" : first ?? 0 < second ?? 0 ? "A" : "B"
        }
        let loss = try #require(script.text.firstMatch(of: /train loss [0-9.e−-]+ : [0-9.e−-]+(?: ([AB]) better)?/))
        #expect(loss.1.map(String.init) ?? "" == verdict(a.trainLoss, b.trainLoss))
        let accuracy = try #require(script.text.firstMatch(of: /accuracy [0-9.]+ % : [0-9.]+ %(?: ([AB]) better)?/))
        #expect(accuracy.1.map(String.init) ?? "" == verdict(b.accuracy, a.accuracy))
    }

    @Test func theLineBeginsAndEndsIt() throws {
        var script = try Example.pressing("n*3 \":compare optimizer: adam\" Enter")
        #expect(script.view.isComparing)
        #expect(try otherRun(script).completedIterations == 3)
        try script.press("\":compare off\" Enter")
        #expect(!script.view.isComparing)
    }

    @Test(arguments: ["optimizer: adamm", "network: dense:6,relu,dense:2", "nonsense", "colour: red"])
    func whatCannotBeComparedIsSaidInALine(_ other: String) throws {
        let script = try Example.pressing("n \":compare \(other)\" Enter")
        #expect(!script.view.isComparing)
        let notice = try #require(script.snapshot.status.notice)
        #expect(!notice.isEmpty && !notice.contains("\n"))
    }

    @Test(arguments: [Size(0, 0), Size(1, 1), Size(40, 12), Size(80, 24), Size(120, 40), Size(200, 60), Size(500, 200)])
    func drawsAtAnySize(_ size: Size) throws {
        for (keys, network) in [
            ("n s*9 Right*3 Down*5 > k", "dense:6,relu,dense:6,relu,dense:3"), ("n*2 z", "conv:4x3,relu,flatten,dense:3"),
        ] {
            var script = try script("network: dense:3", size, network: network)
            try script.press(keys)
            #expect(script.frame.size == size)
        }
        let driver = SessionDriver(
            try Session(Planes.scenario("moons"), data: Planes.data["moons"] ?? Example.data, history: 1 << 18))
        try driver.compare(with: "initializer: normal(std:2)")
        var planes = ScriptedDashboard(Dashboard(size: size), driver)
        try planes.press("n*3 Tab*3")
        #expect(planes.frame.size == size)
    }
}
