import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

/// A layer closely, in the Network pane and in a pane of its own.
struct LayerPaneTests {
    private static let recurrent = "lstm:5,dense:3"

    @Test func theNetworkPaneTurnsToTheLayerAndBack() throws {
        var script = try Example.script(network: Self.recurrent)
        try script.press("n v")
        #expect(script.text.contains("Layer 1 · lstm") && script.text.contains("unit"))
        try script.press("v")
        #expect(script.text.contains("Neuron"))
        try script.press("v")
        #expect(script.text.contains("Network ·"))
    }

    @Test func gatesAreShownStepByStepAndTheirErrorsInTheBackwardPass() throws {
        var script = try Example.script(Size(200, 60), network: Self.recurrent)
        // Batch, lstm, dense.
        try script.press("3 s*3 \":pane layer\" Enter z")
        func rows() -> [Substring] { script.text.split(separator: "\n") }
        let probe = LayerProbe(selection: script.view.selection)
        let reading = try #require(script.driver.snapshot([probe])[probe])
        let gate = try #require(reading.parts.first { $0.name == "f" })
        let line = try #require(rows().first { $0.contains(" f ") && $0.filter { $0 == "." }.count >= 8 })
        let shown = line.split(separator: " ").compactMap { Double($0) }
        let expected = gate.values[reading.unit * 8..<(reading.unit + 1) * 8]
        #expect(zip(shown, expected).allSatisfy { abs($0 - Double($1)) <= 0.005 + 1e-6 } && shown.count == 8)
        #expect(!script.text.contains("δ_f"))
        // Loss, and back to the layer.
        try script.press("s*3")
        #expect(script.text.contains("δ_f") && script.text.contains("δ_o"))
    }

    @Test func theSelectedNeuronStandsOutInEveryStripWithoutColor() throws {
        var script = try Example.script(hasColor: false, network: "dense:6,tanh,dense:3")
        try script.press("n \":pane layer\" Enter z Down")
        let columns = script.text.split(separator: "\n").dropFirst().compactMap { row in
            Array(row).firstIndex(of: "┊")
        }
        #expect(columns.count >= 4 && Set(columns).count == 1)
    }

    @Test(arguments: [true, false])
    func theSelectedMapIsMarkedAmongTheLayersMaps(_ hasColor: Bool) throws {
        var script = try Example.script(hasColor: hasColor, network: "conv2d(out:4,kernel:3),relu,flatten,dense:3")
        try script.press("n \":pane layer\" Enter z")
        func marks() -> [Int] {
            script.text.split(separator: "\n").flatMap { row in Array(row).indices.filter { Array(row)[$0] == "▐" } }
        }
        let first = marks()
        // A map has 36 neurons; a key goes from map to map.
        #expect(!first.isEmpty && script.text.contains("map \(script.view.selection.neuron / 36) marked"))
        let neuron = script.view.selection.neuron
        try script.press("Down")
        #expect(script.view.selection.neuron / 36 != neuron / 36)
        #expect(script.text.contains("map \(script.view.selection.neuron / 36) marked") && marks() != first)
    }

    @Test func barsHaveAScaleAndTheLargestNumbers() throws {
        var script = try Example.script(network: "dense:6,tanh,dense:3")
        try script.press("n \":pane layer\" Enter z")
        let probe = LayerProbe(selection: script.view.selection)
        let reading = try #require(script.driver.snapshot([probe])[probe])
        let part = try #require(reading.parts.first { $0.name == "z" })
        let end = NumberFormat.significant(2).string(Double(part.values.map(\.magnitude).max() ?? 0))
        #expect(script.text.contains("+\(end)┤") && script.text.contains("−\(end)┤") && script.text.contains(" 0┤"))
        let largest = try #require(part.values.indices.max { part.values[$0].magnitude < part.values[$1].magnitude })
        let number = NumberFormat.significant(3).signed.string(Double(part.values[largest]))
        #expect(script.text.contains("\(largest) \(number)"))
    }

    /// What has not been computed in this iteration is not shown, though the iteration before has left it.
    @Test func nothingIsShownBeforeItIsComputed() throws {
        var script = try Example.script(network: "dense:6,relu,dense:3")
        try script.press("n \":pane layer\" Enter z 3 s")
        let norms = script.text.split(separator: "\n").filter { $0.contains("‖·‖") }
        #expect(norms.isEmpty)
        try script.press("s")
        #expect(script.text.split(separator: "\n").filter { $0.contains("‖·‖") }.count == 1)
        try script.press("s")
        #expect(script.text.split(separator: "\n").filter { $0.contains("‖·‖") }.count == 2)
    }
}
