import NeuralNetwork
import Testing

struct OptimizerTests {
    static let all = [
        "sgd", "sgd(momentum:0.9)", "nesterov", "sgd(momentum:0.9,dampening:0.5,weightDecay:0.01)", "adagrad", "rmsprop",
        "rmsprop(centered:true,momentum:0.5)",
        "adadelta", "adam", "amsgrad", "adam(weightDecay:0.01)", "adamw", "nadam",
    ]

    private func trained(_ text: String, layerwise: Bool, steps: Int = 12) throws -> [Double] {
        let bench = try Bench<Double>("dense:6,tanh,dense:3", input: [4], loss: "mse")
        let optimizer = try OptimizerSpec(parsing: text).make(parameterCount: bench.network.parameters.count, Double.self)
        let gradients = try #require(bench.workspace.gradients)
        for _ in 0..<steps {
            bench.workspace.zeroGradients()
            bench.pass()
            optimizer.beginStep()
            let ranges =
                layerwise ? bench.network.layers.indices.map { bench.network.parameterRange(ofLayer: $0) } : [0..<gradients.count]
            for range in ranges {
                optimizer.update(range, learningRate: 0.01, parameters: bench.network.parameters, gradients: gradients)
            }
        }
        return bench.network.parameters.array
    }

    @Test(arguments: all)
    func layerByLayerIsTheSameAsAllAtOnce(text: String) throws {
        #expect(try trained(text, layerwise: true) == trained(text, layerwise: false))
    }

    @Test(arguments: all)
    func itMakesTheLossSmaller(text: String) throws {
        let bench = try Bench<Double>("dense:6,tanh,dense:3", input: [4], loss: "mse")
        let spec = try OptimizerSpec(parsing: text)
        let optimizer = spec.make(parameterCount: bench.network.parameters.count, Double.self)
        let before = bench.pass()
        for _ in 0..<100 { try bench.step(optimizer) }
        #expect(bench.pass() < 0.8 * before)
    }

    @Test(arguments: all)
    func restoredStateContinuesTheSameWay(text: String) throws {
        let bench = try Bench<Double>("dense:6,tanh,dense:3", input: [4], loss: "mse")
        let spec = try OptimizerSpec(parsing: text)
        let first = spec.make(parameterCount: bench.network.parameters.count, Double.self)
        for _ in 0..<5 { try bench.step(first) }
        // A checkpoint: parameters, slots, step and scalars.
        let parameters = bench.network.parameters.array
        let second = spec.make(parameterCount: bench.network.parameters.count, Double.self)
        for (slot, saved) in zip(second.slots, first.slots) { slot.store.copy(from: saved.store) }
        second.step = first.step
        second.scalars = first.scalars
        for _ in 0..<5 { try bench.step(first) }
        let onward = bench.network.parameters.array
        for (index, value) in parameters.enumerated() { bench.network.parameters[index] = value }
        for _ in 0..<5 { try bench.step(second) }
        #expect(bench.network.parameters.array == onward)
    }

    @Test(arguments: all)
    func resetForgetsEverything(text: String) throws {
        let bench = try Bench<Double>("dense:6,tanh,dense:3", input: [4], loss: "mse")
        let start = bench.network.parameters.array
        let optimizer = try OptimizerSpec(parsing: text).make(parameterCount: start.count, Double.self)
        for _ in 0..<3 { try bench.step(optimizer) }
        let after = bench.network.parameters.array
        optimizer.reset()
        for (index, value) in start.enumerated() { bench.network.parameters[index] = value }
        for _ in 0..<3 { try bench.step(optimizer) }
        #expect(bench.network.parameters.array == after)
    }

    @Test func aCoefficientOfZeroMeansThatTheTermIsAbsent() throws {
        let network = try Network<Double>(NetworkSpec(input: [1], parsing: "dense:1(bias:false)"), seed: 1)
        network.parameters[0] = .infinity
        let gradients = FlatStore<Double>(count: 1, repeating: 1)
        let optimizer = OptimizerSpec.sgd.make(parameterCount: 1, Double.self)
        optimizer.beginStep()
        optimizer.update(0..<1, learningRate: 0.1, parameters: network.parameters, gradients: gradients)
        #expect(network.parameters[0] == .infinity)
    }
}

struct ScheduleTests {
    @Test(arguments: [
        ("constant", 0, 0.1), ("constant", 1000, 0.1), ("step:10", 9, 0.1), ("step:10", 10, 0.01), ("step:4x0.5", 11, 0.025),
        ("exponential:0.5", 3, 0.0125),
        ("cosine:100", 0, 0.1), ("cosine:100", 50, 0.05), ("cosine:100", 100, 0.0), ("cosine:100", 500, 0.0),
        ("cosine(steps:100,minimum:0.02)", 50, 0.06), ("warmup:10", 0, 0.0), ("warmup:10", 5, 0.05), ("warmup:10", 50, 0.1),
        ("linearWarmup(steps:10,startFactor:0.5)", 0, 0.05),
    ])
    func theRateFollowsTheFormula(text: String, step: Int, rate: Double) throws {
        #expect(abs(try ScheduleSpec(parsing: text).rate(0.1, step: step) - rate) < 1e-15)
    }
}

struct ClippingTests {
    private func clipped(_ text: String, _ values: [Double]) throws -> [Double] {
        let gradients = FlatStore<Double>(count: values.count)
        for (index, value) in values.enumerated() { gradients[index] = value }
        try ClipSpec(parsing: text).apply(to: gradients, norm: GradientNorm.of(gradients))
        return gradients.array
    }

    @Test func aLongGradientIsShortenedToTheNormAndKeepsItsDirection() throws {
        let result = try clipped("norm:1", [3, 4])
        #expect(abs(result[0] - 0.6) < 1e-6 && abs(result[1] - 0.8) < 1e-6)
    }

    @Test(arguments: ["norm:6", "value:5", "none"])
    func aShortGradientStays(text: String) throws { #expect(try clipped(text, [3, 4]) == [3, 4]) }

    @Test func valuesAreClampedOneByOneAndNaNStaysNaN() throws {
        let result = try clipped("value:0.5", [3, -4, 0.25, .nan])
        #expect(Array(result[0..<3]) == [0.5, -0.5, 0.25] && result[3].isNaN)
    }

    @Test func aNaNNormMakesEverythingNaN() throws {
        #expect(try clipped("norm:1", [.nan, 1]).allSatisfy(\.isNaN))
    }

    @Test func theNormOfManyElementsIsExactToRounding() {
        let gradients = FlatStore<Float>(count: 1003, repeating: 2)
        #expect(abs(GradientNorm.of(gradients) - 2 * 1003.0.squareRoot()) < 1e-12 * 64)
        #expect(GradientNorm.of(gradients, 3..<7) == 4)
    }
}
