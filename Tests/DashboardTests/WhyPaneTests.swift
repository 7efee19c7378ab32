import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

/// Findings and cures on the screen, and what other panes say beside them.
struct WhyPaneTests {
    private static func pressing(_ network: String, _ keys: String, _ size: Size = Size(120, 40)) throws -> ScriptedDashboard {
        var script = try Example.script(size, network: network)
        try script.press(keys)
        return script
    }

    private static let deep = String(repeating: "dense:6,sigmoid,", count: 8) + "dense:3"

    @Test func theHeadingNamesAllLayersThatGradientsFlags() throws {
        let script = try Self.pressing(Self.deep, "60n \":why\" Enter")
        let reading = try #require(GradientsProbe(historyColumns: 4).read(script.session))
        let flagged = reading.layers.filter { $0.verdict == .vanishing }.map(\.column)
        #expect(flagged.count > 2)
        let first = try #require(flagged.first)
        let last = try #require(flagged.last)
        #expect(script.text.contains("✗ vanishing, layers \(first)–\(last)"))
    }

    @Test func placesAreRangesOrLists() {
        func place(_ layers: [Int]) -> String? {
            Finding("vanishing", .fault, layer: layers.first, layers: layers, evidence: "", cause: "").place
        }
        #expect(place([]) == nil && place([3]) == "layer 3")
        #expect(place([1, 2]) == "layers 1, 2" && place([1, 2, 3]) == "layers 1–3" && place([1, 3, 4]) == "layers 1, 3, 4")
    }

    @Test func theKeyTurnsBetweenFindingsAndCures() throws {
        var script = try Self.pressing(Self.deep, "60n \":cure\" Enter")
        #expect(script.text.contains("iterations each") && script.text.contains("tried"))
        try script.press("v")
        #expect(script.text.contains("because") && !script.text.contains("iterations each"))
        try script.press("v Enter")
        #expect(script.snapshot.status.cures == nil && script.iterations == 0, "a network begins anew")
        #expect(script.snapshot.status.networkText.contains("relu"))
    }

    @Test func aFewIterationsAreNotCalledHealthy() throws {
        let few = try Example.pressing("n n n \":why\" Enter", size: Size(80, 24)).text
        #expect(few.contains("· too early") && !few.contains("healthy"), "\(few)")
        let many = try Example.pressing("40n \":why\" Enter", size: Size(80, 24)).text
        #expect(!many.contains("too early"), "\(many)")
    }

    @Test func healthyIsNotAllThatIsSaidOfAClippedGradient() throws {
        #expect(try Example.pressing("40n", size: Size(120, 40)).text.contains("● healthy ╮"))
        var scenario = Scenario(name: "bars", network: "dense:6,relu,dense:3", clip: "norm:0.3", batch: 3, pinned: 1)
        scenario.loss = "softmaxCrossEntropy"
        let session = try Session(scenario, data: Example.data, history: 1 << 18, checkpointInterval: 1)
        var script = ScriptedDashboard(Dashboard(size: Size(120, 40)), SessionDriver(session, history: 1 << 18))
        try script.press("40n")
        #expect(script.text.contains("● healthy, then clipped"))
    }
}
