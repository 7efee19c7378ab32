import Dashboard
import Datasets
import Inspection
import TerminalGraphics
import Testing
import Training

/// Places in which panes had nothing to say: each says at least why.
struct BlankPaneTests {
    private func text(_ keys: String, _ size: Size, network: String, loss: String = "softmaxCrossEntropy") throws -> String {
        try Example.pressing(keys, Example.script(size, network: network, loss: loss)).text
    }

    /// In the update, where there is room for that alone.
    @Test func aLayerWithoutWeightsIsExplainedInTheUpdate() throws {
        let shown = try text("n*2 Left", Size(51, 12), network: "softmax,relu,dense:3")
        #expect(shown.contains("relu(z)") || shown.contains("∂L/∂a"), "\(shown)")
    }

    @Test func aSampleThatTheBatchDoesNotHaveIsSaidByEveryPaneOfIt() throws {
        let shown = try text("n .*2 Home", Size(150, 48), network: "dense:6,relu,dense:3")
        // Sample, Network, Prediction and Explain.
        #expect(shown.ranges(of: "no batch has been taken").count == 4, "\(shown)")
    }

    @Test func gradientsOfANetworkWithoutWeightsAreSaidToBeNone() throws {
        var scenario = Scenario(name: "none")
        (scenario.network, scenario.loss, scenario.batch) = ("softmax,sigmoid", "mse", 3)
        let set = Dataset(
            name: "points", source: "made for tests", sampleShape: [2], classNames: [],
            features: .values([0, 1, 1, 0, 0.5, 0.25]),
            targets: .vectors([1, 0, 0, 1, 1, 0], width: 2))
        let session = try Session(scenario, data: DatasetPair(train: set, heldOut: set), history: 1 << 16)
        let script = ScriptedDashboard(Dashboard(size: Size(120, 40)), SessionDriver(session, history: 1 << 16))
        #expect(script.text.contains("no layer has weights"), "\(script.text)")
    }

    @Test func aWeightThatIsNoNumberHasNoHill() throws {
        let shown = try text(
            "n \":lr 1e38\" Enter n*3 s*2 h", Size(120, 40), network: "dense:6,relu,dense:3")
        #expect(shown.contains("no finite number"), "\(shown)")
    }

    @Test func inOneRowALayerOfSequencesSaysItsParts() throws {
        let session = try Session(
            { () -> Scenario in
                var scenario = Scenario(name: "rows")
                (scenario.network, scenario.batch) = ("lstm:4,dense:3", 3)
                return scenario
            }(), data: Example.sequences, history: 1 << 16)
        var script = ScriptedDashboard(Dashboard(size: Size(73, 13)), SessionDriver(session, history: 1 << 16))
        try script.press("n*3 \":pane layer\" Enter")
        #expect(script.text.contains("x i f g o c h"), "\(script.text)")
    }
}
