import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

/// How parameters have been spread over the run, as ridges.
struct SpreadViewTests {
    /// Gradients of the run's ridges have been clipped, the histogram's have not.
    @Test(arguments: ["norm:0.1", nil]) func clippedGradientsAreCalledSo(_ clip: String?) throws {
        let scenario = Scenario(
            name: "bars", network: "dense:6,relu,dense:3", clip: clip.map { "\($0)" }, batch: 3, pinned: 1)
        var script = ScriptedDashboard(
            Dashboard(size: Size(120, 40)), SessionDriver(try Session(scenario, data: Example.data, history: 1 << 18)))
        try script.press("n*9 \":zoom weights\" Enter v")
        #expect(!script.text.contains("clipped"))
        try script.press("v")
        #expect(script.text.contains("∂L/∂θ clipped") == (clip != nil))
    }

    /// Where there is room, ridges are high, and no moment is left out that the first and last rows promise.
    @Test(arguments: [(Size(80, 24), 2), (Size(120, 40), 3)])
    func ridgesAreAsHighAsThereIsRoomFor(_ size: Size, _ height: Int) throws {
        var script = try Example.script(size)
        try script.press("n*60 \":pane weights\" Enter v v z")
        let rows = script.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let labels = rows.indices.filter { row in
            rows[row].dropFirst().prefix(6).contains { $0.isNumber }
        }
        let distances = zip(labels, labels.dropFirst()).map { $1 - $0 }
        #expect(!distances.isEmpty && distances.allSatisfy { $0 == height })
        let moments = labels.compactMap { Int(rows[$0].dropFirst().prefix(6).filter(\.isNumber)) }
        #expect(moments.first == 0 && moments == moments.sorted() && (moments.last ?? 0) >= 50)
        // The upper rows of a ridge hold its middle only: they are narrower than its foot.
        let foot = try #require(labels.last)
        func filled(_ row: Int) -> Int { rows[row].filter { "▁▂▃▄▅▆▇█".contains($0) }.count }
        #expect(filled(foot) > filled(foot - height + 1))
    }
}
