import Datasets
import Inspection
import NeuralNetwork
import Testing
import Training

/// Where the first NaN or infinity appears, and that training stops there.
struct PostMortemTests {
    private static func session(
        _ network: String, loss: String = "softmaxCrossEntropy", initializer: String? = nil, rate: Double = 0.1,
        data: DatasetPair = Small.blobs(),
        optimizer: String = "sgd"
    ) throws -> Session {
        try Small.session(
            network, data: data, loss: loss, optimizer: optimizer, initializer: initializer, rate: rate, history: 4 << 10)
    }

    private func run(_ session: Session) throws -> SessionDriver {
        let driver = SessionDriver(session)
        try driver.perform(.setSpeed(.full))
        try driver.perform(.toggleRun)
        var turns = 0
        while driver.isRunning && turns < 2000 {
            driver.runOn(observed: turns % 3 == 0)
            turns += 1
        }
        return driver
    }

    /// Sets with one broken number: in the ninth training sample, feature 3.
    private static func broken(_ value: Float) -> DatasetPair {
        let sound = Small.blobs()
        guard case .values(var values) = sound.train.features else { return sound }
        values[8 * 5 + 3] = value
        let train = Dataset(
            name: "blobs", source: "made in a test", sampleShape: [5], classNames: sound.train.classNames,
            features: .values(values),
            targets: sound.train.targets)
        return DatasetPair(train: train, heldOut: sound.heldOut)
    }

    @Test(
        arguments: [
            ("dense:4,dense:3", "mse", "constant(1e20)", 0.1, NonFiniteTensor.output, 2, Phase.forward(1)),
            ("dense:4,dense:3", "mse", "constant(1e13)", 0.1, .gradient, 2, .backward(1)),
            ("dense:6,tanh,dense:3", "softmaxCrossEntropy", nil, 1e39, .weights, 1, .update(0)),
            ("dense:6,relu,dense:6,relu,dense:3", "mse", nil, 1e4, nil, nil, nil),
        ] as [(String, String, String?, Double, NonFiniteTensor?, Int?, Phase?)])
    func itIsFoundInTheStateThatMadeIt(
        _ network: String, _ loss: String, _ initializer: String?, _ rate: Double, _ place: NonFiniteTensor?, _ column: Int?,
        _ phase: Phase?
    ) throws {
        let driver = try run(try Self.session(network, loss: loss, initializer: initializer, rate: rate))
        let found = try #require(driver.session.postMortem)
        if let place { #expect(found.place == place) }
        if let phase { #expect(driver.session.machine.phase(at: found.position) == phase) }
        if let column { #expect(found.column == column) }
        #expect(!found.value.isFinite && found.count >= 1 && found.count <= found.total)
        // Before that state everything that can be seen is finite; after it, it is not.
        let status = driver.status
        #expect(status.postMortem == found && status.nonFinite == found.headline)
        try driver.perform(.goToNonFinite)
        #expect(driver.session.position == found.position)
        try driver.perform(.step(.layer, count: 1, .back))
        #expect(isFinite(driver.session))
    }

    /// All that probes tell of the batch at the present moment.
    private func isFinite(_ session: Session) -> Bool {
        let norms = session.ask(GradientsProbe(historyColumns: 0))?.layers ?? []
        return norms.allSatisfy { ($0.norm ?? 0).isFinite && $0.parameterNorm.isFinite && ($0.updateRatio ?? 0).isFinite }
            && (session.status.batchLoss ?? 0).isFinite
    }

    @Test(arguments: [Float.nan, .infinity, -.infinity])
    func aBrokenSampleIsNamed(_ value: Float) throws {
        let driver = try run(try Self.session("dense:6,tanh,dense:3", data: Self.broken(value)))
        let found = try #require(driver.session.postMortem)
        #expect(found.place == .input && found.sample == 8 && found.neuron == 3 && found.count == 1)
        #expect(
            found.headline.hasPrefix(
                value.isNaN ? "NaN first in the input" : value > 0 ? "∞ first in the input" : "−∞ first in the input"))
    }

    @Test func trainingStopsOnceAndGoesOnIfAsked() throws {
        let driver = try run(try Self.session("dense:6,relu,dense:6,relu,dense:3", loss: "mse", rate: 1e4))
        let stopped = driver.session.completedIterations
        #expect(!driver.isRunning && stopped < 100 && driver.notice == "! goes to where it appeared")
        let digest = driver.session.parametersDigest()
        let direct = try Self.session("dense:6,relu,dense:6,relu,dense:3", loss: "mse", rate: 1e4)
        direct.step(.iteration, count: stopped)
        #expect(direct.parametersDigest() == digest)
        try driver.perform(.toggleRun)
        for _ in 0..<5 { driver.runOn(observed: true) }
        #expect(driver.isRunning && driver.session.completedIterations == stopped + 5)
    }

    @Test func theGrowthIsOfTheIterationsBefore() throws {
        let driver = try run(try Self.session("dense:6,relu,dense:6,relu,dense:3", loss: "mse", rate: 30))
        let found = try #require(driver.session.postMortem)
        #expect(found.growth.map(\.column) == [1, 2, 3])
        for layer in found.growth {
            for values in [layer.activations, layer.gradients, layer.weights] { #expect(values.count == found.iterations.count) }
        }
        #expect(found.iterations.upperBound == found.position.iteration + 1)
        // The numbers are those of the iterations they are said to be of.
        let other = try Self.session("dense:6,relu,dense:6,relu,dense:3", loss: "mse", rate: 30)
        other.step(.iteration, count: found.iterations.lowerBound)
        let driver2 = SessionDriver(other)
        var largest = 0.0
        for neuron in 0..<6 {
            for input in 0..<5 {
                try driver2.perform(.removeWatch(nil))
                try driver2.perform(
                    .addWatch(
                        try WatchExpression(parsing: "|w[1,\(neuron),\(input)]|", in: other.watchScope), isBreakpoint: false))
                largest = max(largest, other.ask(WatchesProbe(columns: 0))?.rows[0].value ?? 0)
            }
        }
        #expect(found.growth[0].weights[0] >= largest && largest > 0)
    }

    @Test func aSearchForABreakpointStopsThereToo() throws {
        let driver = SessionDriver(try Self.session("dense:6,relu,dense:6,relu,dense:3", loss: "mse", rate: 1e4))
        try driver.perform(
            .addWatch(try WatchExpression(parsingCondition: "lr < 0", in: driver.session.watchScope), isBreakpoint: true))
        try driver.perform(.continueToBreakpoint(.forward))
        #expect(driver.session.postMortem != nil && driver.session.completedIterations < 100)
        // And NaN is a condition itself, hit where training stops.
        let other = SessionDriver(try Self.session("dense:6,relu,dense:6,relu,dense:3", loss: "mse", rate: 1e4))
        try other.perform(
            .addWatch(try WatchExpression(parsingCondition: "nan", in: other.session.watchScope), isBreakpoint: true))
        try other.perform(.continueToBreakpoint(.forward))
        let hit = other.session.completedIterations
        #expect(hit == driver.session.completedIterations)
        try other.perform(.goTo(iterations: hit + 20))
        try other.perform(.continueToBreakpoint(.back))
        #expect(other.session.completedIterations == hit)
    }

    @Test func anotherFutureForgetsIt() throws {
        let driver = try run(try Self.session("dense:6,relu,dense:6,relu,dense:3", loss: "mse", rate: 1e4))
        #expect(driver.session.postMortem != nil)
        try driver.perform(.goTo(iterations: 0))
        try driver.perform(.setLearningRate(0.01))
        #expect(driver.session.postMortem == nil && driver.status.nonFinite == nil)
        try driver.perform(.goTo(iterations: 40))
        #expect(driver.status.nonFinite == nil)
        try driver.perform(.goToNonFinite)
        #expect(driver.session.completedIterations == 40 && driver.notice == "all numbers are finite so far")
    }

    @Test func withoutAScreenItIsToldInWords() throws {
        let trainer = try Trainer(Small.scenario("dense:6,tanh,dense:3", rate: 1e39), data: Small.blobs())
        #expect(trainer.nonFiniteText == nil)
        trainer.finishIteration()
        #expect(trainer.nonFiniteText == "NaN or ∞ first in the weights of layer 1 (dense), in iteration 1")
        trainer.finishIteration()
        #expect(trainer.nonFiniteText?.hasSuffix("in iteration 1") == true)
    }
}
