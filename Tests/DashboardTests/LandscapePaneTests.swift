import Dashboard
import Inspection
import TerminalGraphics
import Testing

/// The loss as ground, and the loss over the learning rate.
struct LandscapePaneTests {
    private static func pressing(_ keys: String) throws -> ScriptedDashboard {
        var script = try Planes.script("moons")
        try script.press(keys)
        return script
    }

    private static func landscape(_ script: ScriptedDashboard) throws -> Landscape {
        let probes = script.dashboard.probes(for: script.snapshot.status)
        let probe = try #require(probes.compactMap { $0 as? LandscapeProbe }.first)
        return try #require(script.snapshot[probe])
    }

    @Test func theLossHereStandsBesideItsSign() throws {
        let script = try Self.pressing("60n \":landscape\" Enter")
        let landscape = try Self.landscape(script)
        #expect(landscape.iteration == 60)
        #expect(script.text.contains("◉ here, L \(NumberFormat.significant(3).string(landscape.center))"))
        #expect(script.text.contains("the way from ○") && script.text.contains("✚ after the next step"))
        #expect(script.text.contains("mean of \(landscape.samples) training samples"))
    }

    @Test func theSignOfHereStandsInTheMiddle() throws {
        for keys in ["", " v", " v v", " PageUp", " PageDown"] {
            let script = try Self.pressing("60n \":landscape\" Enter\(keys)")
            let rows = script.text.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
            let ground = rows.indices.filter { row in rows[row].first == "┃" }
            let row = try #require(ground.first { rows[$0].contains("◉") }, "\(keys)")
            let column = try #require(rows[row].firstIndex(of: "◉"))
            #expect(abs(column - script.dashboard.size.width / 2) <= 1, "\(keys)")
        }
    }

    @Test func theKeysTurnAndZoom() throws {
        var script = try Self.pressing("60n \":landscape\" Enter")
        let way = try Self.landscape(script)
        #expect((way.across.share ?? 0) > (way.up.share ?? 1))
        try script.press("PageUp")
        #expect(try Self.landscape(script).across.reach == way.across.reach / 2)
        #expect(try Self.landscape(script).center == way.center)
        try script.press("PageDown PageDown")
        #expect(try Self.landscape(script).across.reach == way.across.reach * 2)
        try script.press("PageUp v")
        #expect(try Self.landscape(script).across.unit.contains("as long as the weights"))
        try script.press("v")
        #expect(try Self.landscape(script).across.name.hasPrefix("w₁["))
    }

    @Test func aWeightIsHeldAsTheAxisUp() throws {
        var script = try Self.pressing(
            "20n \":select w1[0,0]\" Enter \":landscape\" Enter w \":select w2[1,3]\" Enter")
        try script.press("\":landscape\" Enter")
        let landscape = try Self.landscape(script)
        #expect(landscape.across.name == "w₂[1,3]" && landscape.up.name == "w₁[0,0]")
    }

    @Test func inASCIILinesAreTheirNumbers() throws {
        let script = try Self.pressing("60n \":glyphs ascii\" Enter \":landscape\" Enter")
        #expect(script.text.unicodeScalars.allSatisfy { $0.isASCII })
        #expect(script.text.contains("lines of equal loss at 1="))
        #expect(script.text.contains("@ here, L ") && script.text.contains("o the way from S"))
        let digits = script.text.split(separator: "\n").filter { $0.hasPrefix("|") }.prefix(10).joined().filter(\.isNumber)
        #expect(Set(digits).count > 2)
    }

    @Test func withoutAStepTakenItSaysThatDirectionsAreRandom() throws {
        #expect(try Self.pressing("\":landscape\" Enter").text.contains("no way has been taken yet"))
    }

    // MARK: Rate

    @Test func theSuggestedRateIsMarkedAndTaken() throws {
        var script = try Example.pressing("\":lr find\" Enter", size: Size(120, 40))
        let test = try #require(script.snapshot.status.rateTest)
        let suggestion = try #require(test.suggestion)
        #expect(script.text.contains("suggested η \(suggestion)"))
        #expect(script.text.contains("η now") && script.text.contains("1e-6"))
        #expect(script.text.contains("noise scale"))
        #expect(script.iterations == 0)
        try script.press("Enter")
        #expect(script.snapshot.status.baseLearningRate == suggestion && script.iterations == 0)
    }

    @Test func rateAndLandscapeStandAmongTheNamesOnceAskedFor() throws {
        var script = try Example.script(Size(200, 60))
        #expect(!script.text.contains(" Landscape") && !script.text.contains(" Rate "))
        try script.press("\":landscape\" Enter z")
        for pane in PaneCatalog.all where ["rate", "landscape"].contains(pane.id.rawValue) {
            #expect(pane.isAnnounced(script.view) == (pane.id == script.view.focus))
        }
    }
}
