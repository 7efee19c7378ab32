import CAllocationCounter
import NeuralNetwork
import Testing

struct WorkspaceTests {
    static let mlp = "dense:8,relu,dense:5"

    @Test func backwardAddsToParameterGradients() throws {
        let bench = try Bench<Double>(Self.mlp, input: [6], loss: "softmaxCrossEntropy")
        bench.workspace.zeroGradients()
        bench.pass()
        let once = try #require(bench.workspace.gradients).array
        bench.pass()
        for (twice, once) in zip(try #require(bench.workspace.gradients).array, once) { #expect(abs(twice - 2 * once) <= 1e-14) }
    }

    @Test func discardedGradientsAreReplacedNotAddedTo() throws {
        let bench = try Bench<Double>(Self.mlp, input: [6], loss: "softmaxCrossEntropy")
        bench.workspace.zeroGradients()
        bench.pass()
        let once = try #require(bench.workspace.gradients).array
        bench.workspace.discardGradients()
        bench.pass()
        #expect(try #require(bench.workspace.gradients).array == once)
    }

    @Test func aSmallerBatchUsesOnlyItsOwnSamples() throws {
        let whole = try Bench<Double>(Self.mlp, input: [6], loss: "softmaxCrossEntropy", count: 5)
        let part = try Bench<Double>(Self.mlp, input: [6], loss: "softmaxCrossEntropy", count: 5)
        for i in (2 * 6)..<(5 * 6) { part.workspace.input[i] = .nan }
        part.workspace.count = 2
        whole.workspace.count = 2
        #expect(whole.pass() == part.pass())
        #expect(whole.workspace.gradients?.array == part.workspace.gradients?.array)
        #expect(part.workspace.output.count == 2)
    }

    @Test(arguments: Networks.everyLayer)
    func anEmptyBatchHasZeroGradients(network: Networks.Case) throws {
        let bench = try Bench<Float>(network.text, input: network.input, loss: "mse")
        bench.pass()
        bench.workspace.count = 0
        bench.workspace.discardGradients()
        bench.pass()
        #expect(bench.workspace.gradients?.array.allSatisfy { $0 == 0 } == true)
    }

    @Test(arguments: Networks.everyLayer)
    func aWorkspaceWithoutInputGradientHasTheSameParameterGradients(network: Networks.Case) throws {
        let whole = try Bench<Double>(network.text, input: network.input, loss: "mse")
        whole.pass()
        let lean = whole.network.makeWorkspace(capacity: 3, inputGradient: false)
        lean.randomness = whole.workspace.randomness
        for i in 0..<(3 * network.input.count) { lean.input[i] = whole.workspace.input[i] }
        for i in lean.targetValues.indices { lean.targetValues[i] = whole.workspace.targetValues[i] }
        let loss = Loss<Double>(whole.loss, output: whole.network.spec.output)
        whole.network.forward(in: lean, mode: .train)
        loss.backward(in: lean)
        whole.network.backward(in: lean)
        #expect(!lean.hasOutputGradient(0))
        #expect(lean.gradients?.array == whole.workspace.gradients?.array)
    }

    @Test(arguments: Networks.everyLayer)
    func everySampleIsComputedAsIfAlone(network: Networks.Case) throws {
        let batch = try Bench<Double>(network.text, input: network.input, loss: "mse")
        batch.network.forward(in: batch.workspace, mode: .eval)
        let outputs = batch.workspace.output
        let single = batch.network.makeWorkspace(capacity: 1, parameterGradients: false)
        for sample in 0..<3 {
            for i in 0..<network.input.count { single.input[i] = batch.workspace.input[sample * network.input.count + i] }
            batch.network.forward(in: single, mode: .eval)
            for (one, many) in zip(single.output.buffer, outputs[sample]) { #expect(abs(one - many) <= 1e-14) }
        }
    }

    @Test func layerByLayerIsTheSameAsAtOnce() throws {
        let (a, b) = (try Bench<Float>(Self.mlp, input: [6], loss: "mse"), try Bench<Float>(Self.mlp, input: [6], loss: "mse"))
        a.pass()
        let loss = Loss<Float>(b.loss, output: b.network.spec.output)
        for layer in b.network.layers.indices { b.network.forward(layer: layer, in: b.workspace, mode: .train) }
        loss.backward(in: b.workspace)
        for layer in b.network.layers.indices.reversed() { b.network.backward(layer: layer, in: b.workspace) }
        #expect(a.workspace.gradients?.array == b.workspace.gradients?.array)
    }

    @Test func theSameStepsGiveTheSameBits() throws {
        func train() throws -> [Float] {
            let bench = try Bench<Float>(Self.mlp, input: [6], loss: "softmaxCrossEntropy")
            let optimizer = try OptimizerSpec(parsing: "sgd(momentum:0.9)").make(
                parameterCount: bench.network.parameters.count, Float.self)
            for _ in 0..<20 { try bench.step(optimizer) }
            return bench.network.parameters.array
        }
        #expect(try train() == train())
    }

    /// Under a sanitizer nobody can count.
    @Test(.enabled(if: backstep_allocation_count() >= 0), arguments: Networks.everyLayer)
    func stepsAllocateNothingAfterTheFirst(network: Networks.Case) throws {
        let bench = try Bench<Float>(network.text, input: network.input, loss: "mse", count: 4)
        let loss = Loss<Float>(bench.loss, output: bench.network.spec.output)
        let optimizer = OptimizerSpec.sgd.make(parameterCount: bench.network.parameters.count, Float.self)
        let gradients = try #require(bench.workspace.gradients)
        func step() {
            bench.workspace.zeroGradients()
            bench.network.forward(in: bench.workspace, mode: .train)
            _ = loss.value(in: bench.workspace)
            loss.backward(in: bench.workspace)
            bench.network.backward(in: bench.workspace)
            optimizer.beginStep()
            optimizer.update(0..<gradients.count, learningRate: 0.01, parameters: bench.network.parameters, gradients: gradients)
        }
        step()
        let before = backstep_allocation_count()
        for _ in 0..<10 { step() }
        #expect(backstep_allocation_count() - before == 0)
    }

    @Test func gradientsOfOneSampleAreZerosWhereNothingArrives() throws {
        let bench = try Bench<Float>("dense:32,relu,dense:5", input: [128], loss: "softmaxCrossEntropy", count: 1)
        let gradients = try #require(bench.workspace.gradients)
        func pass(_ lit: Range<Int>) {
            for i in 0..<128 { bench.workspace.input[i] = lit.contains(i) ? 0.5 : 0 }
            bench.workspace.discardGradients()
            bench.pass()
        }
        pass(0..<20)
        #expect((0..<20).contains { gradients[$0] != 0 || gradients[128 + $0] != 0 || gradients[256 + $0] != 0 })
        pass(60..<70)
        for row in 0..<32 { for i in 0..<128 where !(60..<70).contains(i) { #expect(gradients[row * 128 + i] == 0) } }
        // What somebody else writes counts, in the update and for the next pass.
        gradients[5] = 3
        let before = bench.network.parameters[5]
        let optimizer = OptimizerSpec.sgd.make(parameterCount: bench.network.parameters.count, Float.self)
        optimizer.beginStep()
        optimizer.update(0..<gradients.count, learningRate: 1, parameters: bench.network.parameters, gradients: gradients)
        #expect(bench.network.parameters[5] == before - 3)
        pass(60..<70)
        #expect(gradients[5] == 0)
    }

    @Test(.enabled(if: backstep_allocation_count() >= 0)) func theAllocationCounterCounts() {
        let before = backstep_allocation_count()
        let array = (0..<100).map { [Double](repeating: Double($0), count: 50) }
        #expect(backstep_allocation_count() - before >= array.count)
    }
}

extension Bench {
    func step(_ optimizer: any Optimizer<Scalar>) throws {
        workspace.zeroGradients()
        pass()
        optimizer.beginStep()
        let gradients = try #require(workspace.gradients)
        optimizer.update(0..<gradients.count, learningRate: 0.05, parameters: network.parameters, gradients: gradients)
    }
}
