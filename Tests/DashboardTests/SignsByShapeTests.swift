import Dashboard
import Datasets
import Inspection
import NeuralNetwork
import TerminalGraphics
import Testing
import Training

/// Signs are told by shapes and sides; colors say them once more.
struct SignsByShapeTests {
    @Test func targetsBelowZeroHaveAShapeOfTheirOwn() throws {
        let values: [Float] = [-1, -1, -1, 1, 1, -1, 1, 1]
        let set = Dataset(
            name: "slopes", source: "made for tests", sampleShape: [2], features: .values(values),
            targets: .vectors([-2, 2, -2, 2], width: 1))
        let scenario = Scenario(name: "slopes", network: "dense:1", loss: "mse", batch: 2)
        let session = try Session(scenario, data: DatasetPair(train: set, heldOut: set.prefix(1)), history: 1 << 18)
        var script = ScriptedDashboard(Dashboard(size: Size(120, 40)), SessionDriver(session, history: 1 << 18))
        try script.press("\":zoom plane\" Enter")
        #expect(script.text.contains("targets ● ≥ 0  ■ < 0"))
        let drawn = script.text.split(separator: "\n").dropLast(4).joined()
        #expect(drawn.contains("●") && drawn.contains("■"))
    }

    @Test func classMeansBelowZeroGrowToTheLeft() throws {
        var (left, right) = (0, 0)
        for neuron in 0..<6 {
            var script = try Example.script(network: "dense:6,tanh,dense:3")
            try script.press("n*3 \":select neuron 1 \(neuron)\" Enter v v z")
            let reading = try #require(script.snapshot[NeuronProbe(selection: script.view.selection)], "the view asks for it")
            guard reading.classMeans.contains(where: { $0 < 0 }) else { continue }
            let rows = script.text.split(separator: "\n").map(String.init)
            for (name, mean) in zip(["a", "b", "c"], reading.classMeans) where mean.magnitude > 0.1 {
                let number = NumberFormat.significant(2).string(mean)
                let row = try #require(rows.last { $0.contains(" \(name) ") && $0.contains(number) }, "\(name) \(number)")
                let isLeft = row.contains("█│")
                #expect(isLeft == (mean < 0) && row.contains("│█") == (mean > 0), "\(name) \(mean): \(row)")
                left += isLeft ? 1 : 0
                right += isLeft ? 0 : 1
            }
        }
        #expect(left > 0 && right > 0)
    }
}
