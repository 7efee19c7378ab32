import NeuralNetwork
import Testing

struct DropoutTests {
    private func mask(seed: UInt64, iteration: UInt64, count: Int = 4) throws -> [Double] {
        let bench = try Bench<Double>("dropout:0.3,dropout:0.3", input: [500], loss: "mse", count: count)
        bench.workspace.randomness = StepRandomness(seed: seed, iteration: iteration)
        bench.network.forward(in: bench.workspace, mode: .train)
        return try #require(bench.workspace.scratch(path: "0", "mask")).array
    }

    @Test func theMaskIsAFunctionOfSeedIterationAndLayer() throws {
        let first = try mask(seed: 1, iteration: 5)
        #expect(try mask(seed: 1, iteration: 5) == first)
        #expect(try mask(seed: 2, iteration: 5) != first)
        #expect(try mask(seed: 1, iteration: 6) != first)
        let bench = try Bench<Double>("dropout:0.3,dropout:0.3", input: [500], loss: "mse")
        bench.network.forward(in: bench.workspace, mode: .train)
        #expect(bench.workspace.scratch(path: "0", "mask")?.array != bench.workspace.scratch(path: "1", "mask")?.array)
    }

    @Test func aSmallerBatchHasTheSameMaskForItsSamples() throws {
        #expect(try mask(seed: 1, iteration: 5, count: 2) == Array(mask(seed: 1, iteration: 5).prefix(1000)))
    }

    @Test func theDroppedShareIsTheRate() throws {
        let values = try mask(seed: 3, iteration: 0, count: 40)
        let dropped = values.reduce(0) { $0 + (1 - $1) } / Double(values.count)
        #expect(abs(dropped - 0.3) < 5 * (0.21 / Double(values.count)).squareRoot())
    }

    @Test func evaluationPassesEverything() throws {
        let bench = try Bench<Double>("dropout:0.9", input: [50], loss: "mse")
        bench.network.forward(in: bench.workspace, mode: .eval)
        #expect(bench.workspace.output.array == bench.workspace.activation(0).array)
    }
}

struct BatchNormTests {
    @Test func evaluationChangesNothing() throws {
        let bench = try Bench<Double>("dense:4,batchNorm", input: [3], loss: "mse")
        let before = bench.network.buffers.array
        bench.network.forward(in: bench.workspace, mode: .eval)
        #expect(bench.network.buffers.array == before)
        bench.network.forward(in: bench.workspace, mode: .train)
        #expect(bench.network.buffers.array != before)
    }

    @Test func aBatchOfOneKeepsRunningStatisticsFinite() throws {
        let bench = try Bench<Double>("dense:4,batchNorm", input: [3], loss: "mse", count: 1)
        bench.network.forward(in: bench.workspace, mode: .train)
        #expect(bench.network.buffers.buffer.allSatisfy { $0.isFinite })
    }
}

struct NonFiniteTests {
    @Test(arguments: [
        "relu", "leakyRelu", "prelu", "elu", "sigmoid", "tanh", "silu", "gelu", "softplus", "softmax", "layerNorm", "batchNorm",
    ])
    func aNaNGoesThrough(layer: String) throws {
        let bench = try Bench<Float>("\(layer)", input: [4], loss: "mse")
        bench.workspace.input[5] = .nan
        bench.network.forward(in: bench.workspace, mode: .train)
        #expect(bench.workspace.output.buffer.contains { $0.isNaN })
        #expect(Loss<Float>(bench.loss, output: [4]).value(in: bench.workspace).isNaN)
    }

    @Test(arguments: [("relu", 1), ("leakyRelu:0.5", 0.5)])
    func aDerivativeThatSelectsDoesNotMultiplyByNaN(layer: String, factor: Double) throws {
        let bench = try Bench<Double>(layer, input: [1], loss: "mse", count: 1)
        bench.workspace.input[0] = .nan
        bench.network.forward(in: bench.workspace, mode: .train)
        bench.workspace.outputGradient(1).pointer[0] = 3
        bench.network.backward(in: bench.workspace)
        #expect(bench.workspace.outputGradient(0).array == [3 * factor])
    }

    @Test(arguments: [
        (Double.infinity, 0, Double.infinity), (.infinity, 0.5, .infinity), (.infinity, 1, .nan), (-.infinity, 0.5, .nan),
    ])
    func anInfiniteLogitLosesAsMuchAsInPyTorch(logit: Double, target: Double, expected: Double) throws {
        let bench = try Bench<Double>("identity", input: [1], loss: "binaryCrossEntropyWithLogits", count: 1)
        bench.workspace.input[0] = logit
        bench.workspace.targetValues[0] = target
        bench.network.forward(in: bench.workspace, mode: .train)
        let value = Loss<Double>(bench.loss, output: [1]).value(in: bench.workspace)
        #expect(value == expected || value.isNaN && expected.isNaN)
    }

    @Test func hugeLogitsDoNotOverflow() throws {
        let bench = try Bench<Float>("identity", input: [3], loss: "softmaxCrossEntropy", count: 1)
        for (i, logit) in [Float(1000), -1000, 0].enumerated() { bench.workspace.input[i] = logit }
        bench.workspace.targetClasses[0] = 1
        bench.network.forward(in: bench.workspace, mode: .train)
        let loss = Loss<Float>(bench.loss, output: [3])
        #expect(loss.value(in: bench.workspace) == 2000)
        loss.backward(in: bench.workspace)
        #expect(bench.workspace.outputGradient(1).array == [1, -1, 0])
        #expect(loss.probabilities(in: bench.workspace) == [1, 0, 0])
    }
}

struct LossTests {
    @Test(arguments: ["mse", "mae", "huber", "hinge", "softmaxCrossEntropy", "binaryCrossEntropyWithLogits"])
    func theBatchsLossIsTheMeanOfItsSamples(text: String) throws {
        let bench = try Bench<Double>("dense:4,tanh", input: [3], loss: text, count: 5)
        let whole = bench.pass()
        let loss = Loss<Double>(bench.loss, output: [4])
        let mean = (0..<5).reduce(0) { $0 + loss.sampleValue($1, in: bench.workspace) } / 5
        #expect(abs(whole - mean) < 1e-14)
    }

    @Test func anEmptyBatchHasNoLoss() throws {
        let bench = try Bench<Double>("dense:4,tanh", input: [3], loss: "mse")
        bench.workspace.count = 0
        bench.workspace.zeroGradients()
        #expect(bench.pass() == 0)
        #expect(bench.workspace.gradients?.array.allSatisfy { $0 == 0 } == true)
    }

    @Test(arguments: [
        ("mse", false, false), ("softmaxCrossEntropy", true, true), ("softmaxCrossEntropy(target:probabilities)", false, true),
        ("bce", false, false),
    ])
    func aLossKnowsWhatItTakes(text: String, classes: Bool, logits: Bool) throws {
        let spec = try LossSpec(parsing: text)
        #expect(spec.takesClasses == classes && spec.outputIsLogits == logits)
    }
}
