import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

/// Networks of many layers in the Network pane.
struct DeepNetworkTests {
    private static let sigmoids = Array(repeating: "dense:4,sigmoid", count: 9).joined(separator: ",") + ",dense:3"
    private static let residuals =
        "dense:6," + Array(repeating: "residual[dense:6,tanh]", count: 4).joined(separator: ",") + ",dense:3"

    /// The Network pane's rows.
    private func pane(_ script: ScriptedDashboard) throws -> [String] {
        let area = try #require(script.dashboard.arrangement.area(of: .network))
        return script.text.split(separator: "\n", omittingEmptySubsequences: false)[area.y..<area.bottom].map {
            String(Array($0)[area.x..<min($0.count, area.right)])
        }
    }

    @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
    func allLayersOfADeepNetworkAreShown(_ size: Size) throws {
        var script = try Example.script(size, network: Self.sigmoids)
        try script.press("n")
        let heads = try pane(script)[1].split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
        #expect(Set(1...8).isSubset(of: Set(heads)))
        #expect(try !pane(script).contains { $0.contains("more layer") })
    }

    private func ramp(_ layers: Int, _ layer: String, _ size: Size, keys: String) throws -> [String] {
        let network = Array(repeating: layer, count: layers - 1).joined(separator: ",") + ",dense:3"
        let session = try Session(
            Scenario(name: "ramps", network: "\(network)", batch: 3, pinned: 1), data: Example.ramps, history: 1 << 18)
        var script = ScriptedDashboard(Dashboard(size: size), SessionDriver(session, history: 1 << 18))
        try script.press(keys)
        return try pane(script)
    }

    @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)], [4, 11])
    func thePictureOfTheInputStaysLegible(_ size: Size, _ layers: Int) throws {
        let rows = try ramp(layers, "dense:24,tanh", size, keys: "s")
        let runs = rows.map { $0.split(whereSeparator: { $0 != "▀" }).map(\.count).max() ?? 0 }
        #expect(runs.count { $0 >= 14 } >= 6, "\(rows.joined(separator: "\n"))")
    }

    @Test(arguments: [Size(80, 24), Size(120, 40), Size(137, 44), Size(200, 60)], [3, 5, 8, 11, 24])
    func columnsStandEvenly(_ size: Size, _ layers: Int) throws {
        for row in try ramp(layers, "dense:24,tanh", size, keys: "Down") {
            let places = row.enumerated().filter { $0.element == "○" || $0.element == "…" }.map(\.offset)
            let distances = Set(zip(places.dropFirst(), places).map { $0 - $1 })
            // Where columns are folded, one place is empty but for its middle.
            let isEven =
                distances.count <= 1 || layers == 24 && distances.max() == 2 * (distances.min() ?? 0) && distances.count == 2
            #expect(isEven, "\(row)")
        }
    }

    @Test func ofVeryManyLayersTheFirstTheLastAndTheSelectedAreDrawn() throws {
        let keys = "s" + String(repeating: " Right", count: 12)
        let rows = try ramp(60, "dense:24,tanh", Size(120, 40), keys: keys)
        let heads = rows[1].split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
        #expect(Set([1, 13, 60]).isSubset(of: Set(heads)) && rows[1].contains("…"))
        #expect(rows.contains { $0.contains("more layers") })
    }

    @Test func anErrorThatVanishesFadesAndSaysItsPowersOfTen() throws {
        var script = try Example.script(network: Self.sigmoids)
        // To the end of the backward pass: batch, 19 layers forward, loss, 19 back.
        try script.press("3 s*40")
        let rows = try pane(script)
        #expect(rows[2].contains("max|δ|"))
        let powers = rows[2].replacing("−", with: "-").split(separator: " ").compactMap { Int($0.dropFirst(2)) }
        #expect(powers.count >= 3 && powers == powers.sorted() && (powers.first ?? 0) < -4)
        let reading = NetworkProbe(rows: 4, edges: 0, selection: script.view.selection)
        let columns = try #require(script.driver.snapshot([reading])[reading]).columns
        let scale = try #require(columns[1].first).deltaScale
        #expect(scale > 0 && scale < 1e-4)
    }

    @Test func whatIsInsideOfTheSelectedResidualLayerUnfolds() throws {
        var script = try Example.script(network: Self.residuals)
        try script.press("n Right Right")
        let rows = try pane(script)
        #expect(["F₁", "den"].contains { rows[1].contains($0) } && ["F₂", "tan"].contains { rows[1].contains($0) })
        // The way around every residual layer, with a sum where it ends.
        #expect(rows[3].filter { $0 == "⊕" }.count == 4)
    }

    @Test func innerLayersHoldWhatTheCoreHasComputed() throws {
        var script = try Example.script(network: Self.residuals)
        try script.press("3 s*22 Right")
        let probe = NetworkProbe(rows: 10, edges: 4, selection: script.view.selection)
        let reading = try #require(script.driver.snapshot([probe])[probe])
        #expect(reading.inner.map(\.kind) == ["dense", "tanh"])
        let (before, after, inside) = (reading.columns[1], reading.columns[2], try #require(reading.inner.last).units)
        for index in before.indices {
            // y = F(x) + x, of the same numbers.
            #expect(abs(after[index].activation - before[index].activation - inside[index].activation) < 1e-5)
            #expect(inside[index].delta == after[index].delta)
        }
        #expect(!reading.inner[0].connections.isEmpty)
    }

    @Test func aLayerWithoutWeightsShowsThoseOfTheNext() throws {
        var script = try Example.script(network: "dropout:0.2,dense:6,relu,dense:3")
        try script.press("n Left \":pane weights\" Enter")
        #expect(!script.text.contains("no weights in this layer"))
        #expect(script.text.contains("layer 2 ±"))
    }

    /// What is small and what is large differ in more than color.
    @Test func sizesOfActivationsAreInTheirGlyphs() throws {
        var script = try Example.script(hasColor: false, network: "dense:16,tanh,dense:3")
        try script.press("n*20")
        let text = try pane(script).joined()
        #expect(text.contains("●") && (text.contains("•") || text.contains("·")) && text.contains("◆") && text.contains("◇"))
    }
}
