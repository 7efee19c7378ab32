import Dashboard
import Datasets
import Inspection
import NeuralNetwork
import TerminalGraphics
import Testing
import Training

/// Drawing a picture, and adding points to a plane.
struct DrawTests {
    @Test func theNetworkReadsTheDrawingInPlaceOfASample() throws {
        var script = try Example.pressing("n*20 d")
        #expect(script.view.focus == .draw)
        let blank = script.text
        try script.press("Enter Right*3 Down*2")
        guard case .drawing(let drawing) = script.view.selection.sample else {
            Issue.record("the drawing is not in view")
            return
        }
        #expect(!drawing.isEmpty)
        #expect(script.text != blank)
        let reading = try #require(script.snapshot[PredictionProbe(sample: .drawing(drawing))])
        #expect(reading.actual.count == 3)
        #expect(abs(reading.actual.reduce(0, +) - 1) < 1e-5)
    }

    @Test func drawingLeavesTrainingAsItIs() throws {
        var drawn = try Example.pressing("n*3 d Space Down Space Right Enter Up*3 2 c m Space")
        let plain = try Example.pressing("n*3")
        #expect(drawn.digest == plain.digest)
        try drawn.press("Escape n*4")
        #expect(drawn.digest == (try Example.pressing("n*7")).digest)
    }

    @Test func itsGradientIsThatOfTheClassItShouldBe() throws {
        var script = try Example.pressing("n*5 d Space Right*2 Space 1")
        let one = try #require(gradient(script))
        try script.press("2")
        let two = try #require(gradient(script))
        #expect(one != two)
        #expect(one.count == 64)
    }

    private func gradient(_ script: ScriptedDashboard) -> [Float]? {
        script.driver.snapshot([PixelGradientProbe(sample: script.view.selection.sample)])[
            PixelGradientProbe(sample: script.view.selection.sample)]?.values
    }

    @Test func escapeLooksAtThePinnedSampleAgainAndKeepsThePicture() throws {
        var script = try Example.pressing("n d Space Escape")
        #expect(script.view.selection.sample == .pinned)
        try script.press("d")
        guard case .drawing(let drawing) = script.view.selection.sample else {
            Issue.record("no drawing")
            return
        }
        #expect(!drawing.isEmpty)
    }

    @Test func aDragDrawsAStroke() throws {
        var script = try Example.pressing("n d")
        let area = try #require(script.dashboard.arrangement.area(of: .draw))
        let start = Point(x: area.x + 4, y: area.y + 2)
        try script.handle(.mouse(MouseEvent(.press, .left, at: start)))
        try script.handle(.mouse(MouseEvent(.drag, .left, at: Point(x: start.x + 9, y: start.y + 3))))
        guard case .drawing(let drawing) = script.view.selection.sample else {
            Issue.record("no drawing")
            return
        }
        #expect(drawing.pixels.filter { $0 == 255 }.count >= 3)
    }

    @Test func strokesCanBeTakenBackAndMadeAgainAndTheRunNoticesNothing() throws {
        var script = try Example.pressing("n*3 ] n d")
        let rate = script.snapshot.status.learningRate
        let empty = drawn(script)
        try script.press("Enter Right*3 Enter")
        let line = drawn(script)
        try script.press("Down*2 Space")
        let dotted = drawn(script)
        try script.press("c")
        #expect(drawn(script) == empty && line != empty && dotted != line)
        try script.press("u")
        #expect(drawn(script) == dotted)
        try script.press("u")
        #expect(drawn(script) == line)
        try script.press("u")
        #expect(drawn(script) == empty)
        try script.press("u")
        #expect(drawn(script) == empty && script.view.message != nil)
        try script.press("C-r C-r C-r C-r")
        #expect(drawn(script) == empty, "cleared again")
        try script.press("u")
        #expect(drawn(script) == dotted)
        #expect(script.iterations == 4 && script.snapshot.status.learningRate == rate)
    }

    @Test func aStrokeOfTheMouseIsTakenBackAsAWhole() throws {
        var script = try Example.pressing("n d")
        let place = try #require(script.dashboard.arrangement.area(of: .draw))
        let start = Point(x: place.x + place.width / 2 - 2, y: place.y + 2)
        try script.handle(.mouse(MouseEvent(.press, .left, at: start)))
        for step in 1...3 { try script.handle(.mouse(MouseEvent(.drag, .left, at: Point(x: start.x + step, y: start.y + 1)))) }
        #expect(drawn(script).contains(255))
        try script.press("u")
        #expect(!drawn(script).contains { $0 > 0 })
    }

    private func drawn(_ script: ScriptedDashboard) -> [UInt8] { script.view.draw?.drawing.pixels ?? [] }

    /// A canvas whose pixels would be smaller than half a cell is no canvas: it takes the whole screen, and gives it back.
    @Test(arguments: [(Size(80, 24), true), (Size(120, 40), false), (Size(200, 60), false)])
    func theCanvasHasAPlaceForEveryPixelAndShowsTheirGradient(_ size: Size, _ isZoomed: Bool) throws {
        var bytes: [UInt8] = []
        for pixel in 0..<20 * 784 { bytes.append(UInt8(pixel * 7 % 251)) }
        let set = Dataset(
            name: "gray", source: "made for tests", sampleShape: [1, 28, 28], classNames: ["a", "b"], features: .bytes(bytes),
            targets: .classes((0..<20).map { Int32($0 % 2) }))
        let session = try Session(
            Scenario(name: "gray", network: "dense:3,relu,dense:2", batch: 4, pinned: 0),
            data: DatasetPair(train: set, heldOut: set),
            history: 1 << 18)
        var script = ScriptedDashboard(Dashboard(size: size), SessionDriver(session, history: 1 << 18))
        try script.press("n d Space")
        #expect(script.view.isZoomed == isZoomed)
        #expect(script.text.contains("∂L/∂"))
        try script.press("Escape")
        #expect(!script.view.isZoomed && script.view.selection.sample == .pinned)
    }

    @Test(arguments: [(2, 2), (20, 9), (7, 25)]) func centeringPutsTheCenterOfMassInTheMiddle(_ row: Int, _ column: Int) {
        var drawing = Drawing(ImageShape(height: 28, width: 28))
        drawing.ink(row: row, column: column)
        #expect(drawing.seen == drawing.pixels)
        drawing.isCentered = true
        #expect(drawing.seen.indices.max { drawing.seen[$0] < drawing.seen[$1] } == 14 * 28 + 14)
    }

    @Test func erasingTakesInkAwayAndClearingAll() {
        var drawing = Drawing(ImageShape(height: 28, width: 28))
        drawing.stroke(from: (5, 5), to: (5, 20))
        let full = drawing.pixels.count { $0 > 0 }
        drawing.erase(row: 5, column: 5)
        #expect(drawing.pixels.count { $0 > 0 } < full && drawing[5, 5] == 0)
        drawing.clear()
        #expect(drawing.isEmpty)
        // The rubber is a cross of five pixels.
        for row in 0..<28 { drawing.stroke(from: (row, 0), to: (row, 27)) }
        drawing.erase(row: 10, column: 10)
        let erased = drawing.pixels.indices.filter { drawing.pixels[$0] == 0 }
        #expect(erased == [9 * 28 + 10, 10 * 28 + 9, 10 * 28 + 10, 10 * 28 + 11, 11 * 28 + 10])
    }

    @Test func pointsHaveNothingToDraw() throws {
        var script = try Planes.script("moons")
        try script.press("d")
        #expect(script.view.draw == nil)
        #expect(script.view.message?.contains("pictures") == true)
    }

    // MARK: Points

    @Test func anAddedPointIsTrainedOnFromTheBeginning() throws {
        var script = try Planes.script("moons", Size(160, 50))
        let plain = try Planes.pressing("n*5", "moons")
        try script.press("n*5")
        while script.view.focus != .plane { try script.press("Tab") }
        let count = script.snapshot.status.trainCount
        try script.press("Left*3 Up a")
        #expect(script.snapshot.status.trainCount == count + 1)
        #expect(script.iterations == 5)
        #expect(script.digest != plain.digest)
        // The same point leads to the same run.
        let again = try Planes.pressing("n*5", "moons", then: "Left*3 Up a")
        #expect(again.digest == script.digest)
    }

    /// Of 600 points one in many is drawn; what somebody has just added is seen all the same, where it was put.
    @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
    func anAddedPointIsSeenWhereItWasPutHoweverManyThereAre(_ size: Size) throws {
        let count = 600
        let features = (0..<count * 2).map { Float(($0 * 37) % 101) / 50 - 1 }
        let set = Dataset(
            name: "many", source: "made for tests", sampleShape: [2], classNames: ["0", "1"], features: .values(features),
            targets: .classes((0..<count).map { Int32($0 % 2) }))
        let session = try Session(
            Scenario(name: "many", network: "dense:2", batch: 4, pinned: 0), data: DatasetPair(train: set, heldOut: set))
        var script = ScriptedDashboard(Dashboard(size: size), SessionDriver(session, history: 1 << 18))
        while script.view.focus != .plane { try script.press("Tab") }
        let place = try #require(script.dashboard.arrangement.area(of: .plane))
        let corner = Point(x: place.x + place.width / 2, y: place.y + 1)
        let before = planePoints(script)
        // Class 1, at the upper edge, beyond all others: seen under the cursor, and when that has gone away.
        try script.press("A")
        try script.handle(.mouse(MouseEvent(.press, .left, at: corner)))
        #expect(script.frame[corner.x, corner.y].scalar == "■")
        try script.press("Down*3")
        #expect(script.frame[corner.x, corner.y].scalar == "■")
        let after = planePoints(script)
        #expect(after.count == before.count + 1 && Array(after.filter { !$0.isAdded }) == before)
    }

    private func planePoints(_ script: ScriptedDashboard) -> [PlaneProbe.Point] {
        script.driver.snapshot([PlaneProbe(columns: 4, rows: 4)])[PlaneProbe(columns: 4, rows: 4)]?.points ?? []
    }

    @Test func whatWasChangedIsChangedAgainOnMoreData() throws {
        var script = try Planes.pressing("n*3 ] n*4 N*6 [ n*2 m a", "moons", then: "")
        let before = script.session.record(withDigest: false)
        let rate = script.snapshot.status.learningRate
        #expect(before.branches.count == 2)
        while script.view.focus != .plane { try script.press("Tab") }
        try script.press("Left*3 Up a")
        let after = script.session.record(withDigest: false)
        #expect(after.added.count == 1)
        #expect(after.branches == before.branches && after.present == before.present && after.marks == before.marks)
        #expect(script.iterations == 3 && script.snapshot.status.learningRate == rate)
        // The same changes made on that data from the beginning give the same run.
        let again = try Session(after.scenario, data: script.session.data, seed: after.seed)
        try again.replay(after, source: "test")
        #expect(again.parametersDigest() == script.digest)
        try script.press("u")
        #expect(script.session.branchName == "main", "a change can still be taken back")
    }

    @Test func anAddedPointCanBeTakenBack() throws {
        let plain = try Planes.pressing("n*5", "moons")
        var script = try Planes.pressing("n*5", "moons", then: "Left*3 Up a Right*2 A a")
        #expect(script.text.contains("take it back"))
        try script.press("Backspace")
        #expect(script.session.data.added.count == 1 && script.iterations == 5)
        try script.press("Backspace")
        #expect(script.digest == plain.digest)
        try script.press("Backspace")
        #expect(script.snapshot.status.notice?.contains("no point") == true && script.digest == plain.digest)
    }

    @Test func targetsThatAreNumbersTakePointsToo() throws {
        let script = try Planes.pressing("n*2", "hills", then: "A A a")
        #expect(script.snapshot.status.trainCount == 25)
        guard case .values(let values)? = script.session.data.added.first?.target else {
            Issue.record("a point of numbers has numbers as its target")
            return
        }
        #expect(values.count == 1 && values[0] > 0)
    }

    @Test(arguments: ["moons", "hills"]) func aSessionFileBringsAddedPointsBack(_ data: String) throws {
        let script = try Planes.pressing("n*5", data, then: "Left*3 Up a Right a A a n n")
        let session = script.session
        #expect(session.data.added.count == 3)
        let record = session.record(withDigest: true)
        let read = try SessionRecord(yaml: record.yaml, source: "written")
        #expect(read == record)
        var pair = try Planes.pressing("", data).session.data
        for sample in read.added { pair = try #require(pair.adding(sample)) }
        let again = try Session(read.scenario, data: pair, seed: read.seed)
        #expect(try again.replay(read, source: "written"))
        #expect(again.parametersDigest() == session.parametersDigest())
    }
}

extension Planes {
    /// A screen after keys, and after more of them with the plane focused.
    static func pressing(_ keys: String, _ data: String, then more: String? = nil) throws -> ScriptedDashboard {
        var script = try script(data, Size(160, 50))
        try script.press(keys)
        guard let more else { return script }
        while script.view.focus != .plane { try script.press("Tab") }
        try script.press(more)
        return script
    }
}
