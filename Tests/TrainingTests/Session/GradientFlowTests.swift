import Datasets
import Inspection
import Testing
import Training

/// What the Gradients pane calls networks that are known to be well or ill.
@Suite struct GradientFlowTests {
    static let deep = (1...10).map { _ in "dense:32,sigmoid" }.joined(separator: ",") + ",dense:10"
    static let digits = DatasetPair(
        train: SyntheticDigits(seed: 1).dataset(0..<96), heldOut: SyntheticDigits(seed: 1).dataset(1000..<1020))

    /// A network whose error vanishes on its way.
    static func vanishing(checkpointInterval: Int) throws -> Session {
        try Session(
            Scenario(network: "\(deep)", initializer: "normal(std:0.1)"), data: digits, history: 1 << 24,
            checkpointInterval: checkpointInterval)
    }

    @Test(arguments: [
        (deep, "normal(std:0.1)", GradientVerdict.vanishing), (deep, "normal(std:0.01)", .vanishing),
        (deep, "normal(std:10)", .exploding), (deep, "normal(std:1)", .healthy), (deep, "default", .vanishing),
        ("dense:128,relu,dense:10", "normal(std:2)", .exploding),
        ("dense:128,relu,dense:64,relu,dense:10", "normal(std:10)", .exploding),
        ("dense:128,relu,dense:10", "default", .healthy), ("dense:32,tanh,dense:16,tanh,dense:10", "default", .healthy),
    ]) func aNetworkThatIsIllIsCalledByItsIllness(_ network: String, _ initializer: String, _ verdict: GradientVerdict) throws {
        let scenario = Scenario(network: "\(network)", initializer: initializer == "default" ? nil : "\(initializer)")
        let session = try Session(scenario, data: Self.digits)
        for _ in 0..<3 {
            session.step(.iteration)
            let reading = try #require(session.ask(GradientsProbe(historyColumns: 0)))
            #expect(reading.overall == verdict, "\(reading.layers.map { ($0.norm ?? 0, $0.relativeError ?? 0) })")
        }
    }

    @Test func aDeepSigmoidVanishesLayerByLayerTowardsTheInput() throws {
        let session = try Session(Scenario(network: "\(Self.deep)", initializer: "normal(std:0.1)"), data: Self.digits)
        session.step(.iteration)
        let layers = try #require(session.ask(GradientsProbe(historyColumns: 0))).layers
        let errors = layers.compactMap(\.relativeError)
        #expect(errors == errors.sorted(), "the error shrinks at every layer on its way back")
        #expect(layers.first?.verdict == .vanishing)
        #expect(layers.last?.verdict == .healthy)
    }

    @Test(arguments: [("constant:0.01", GradientVerdict.alike), ("normal(std:0.01)", .healthy)])
    func neuronsThatBeginAsCopiesOfOneStayCopies(_ initializer: String, _ verdict: GradientVerdict) throws {
        let session = try Session(Scenario(network: "dense:32,relu,dense:10", initializer: "\(initializer)"), data: Self.digits)
        // At first the outputs' errors, which sum to 0, cancel on their way through weights that are all alike.
        session.step(.iteration, count: 3)
        for _ in 0..<20 {
            session.step(.iteration)
            let layers = try #require(session.ask(GradientsProbe(historyColumns: 0))).layers
            #expect(layers.map(\.verdict) == [verdict, .healthy], "the outputs have targets of their own")
        }
    }

    @Test func aLayerOfDeadUnitsIsCalledDead() throws {
        let session = try Small.session("dense:4,relu,dense:3", initializer: "zeros")
        session.step(.iteration)
        let layers = try #require(session.ask(GradientsProbe(historyColumns: 0))).layers
        #expect(layers[0].verdict == .dead)
        #expect(layers[1].verdict == .biasOnly, "what is behind dead units gets zeros: its biases alone can move")
        #expect(layers[1].norm ?? 0 > 0)
    }

    /// Outputs that are as desired send no error back: of nothing no part arrives, and none is NaN.
    @Test func ofAnErrorOfZeroNoRatioIsGiven() throws {
        let values = (0..<20).map { Float($0) / 10 - 1 }
        let set = Dataset(
            name: "flat", source: "made in a test", sampleShape: [1], features: .values(values),
            targets: .vectors(values.map { _ in 0 }, width: 1))
        let session = try Small.session(
            "dense:3,tanh,dense:1", data: DatasetPair(train: set, heldOut: set), loss: "mse", initializer: "zeros")
        session.step(.iteration)
        let reading = try #require(GradientsProbe(historyColumns: 0).read(session))
        for layer in reading.layers { #expect(layer.verdict == .dead && layer.relativeError == nil && layer.norm == 0) }
    }
}
