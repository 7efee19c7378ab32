import Basics
import NeuralNetwork
import Testing

/// What is explained is what was computed: every layer, loss and optimizer of the catalogs, every number of its explanation.
struct ExplanationTests {
    /// Computes every line anew from its numbers.
    private func check(_ lines: [ExplainLine], gives value: Double?, _ tolerance: Double, _ what: @autoclosure () -> String) {
        for line in lines {
            let again = line.arithmetic.value
            let scale = max(line.arithmetic.magnitude, abs(line.value), 1e-3)
            #expect(
                abs(again - line.value) <= tolerance * scale,
                "\(what()): \(line.name) = \(line.formula) = \(again), not \(line.value)")
        }
        if let value { #expect(lines.last?.value == value, "\(what())") }
    }

    private func checkEverything<Scalar: NetworkScalar>(_ bench: Bench<Scalar>, _ mode: Mode, _ tolerance: Double) {
        bench.pass(mode: mode)
        let (network, workspace) = (bench.network, bench.workspace)
        for layer in network.layers.indices {
            let name = "layer \(layer) \(network.spec.layers[layer].text)"
            for sample in 0..<workspace.count {
                let pass = workspace.pass(layer: layer, sample: sample)
                let output = workspace.activation(layer + 1)[sample]
                for unit in output.indices {
                    let lines = pass.explainOutput(unit)
                    #expect(!lines.isEmpty, "\(name) explains nothing")
                    check(lines, gives: Double(output[unit]), tolerance, "\(name), output \(unit)")
                }
                guard workspace.hasOutputGradient(layer), !(layer == 0 && network.spec.inputKind == .indices) else { continue }
                let gradient = workspace.outputGradient(layer)[sample]
                for unit in gradient.indices {
                    let lines = pass.explainInputGradient(unit)
                    #expect(!lines.isEmpty, "\(name) explains no error")
                    check(lines, gives: Double(gradient[unit]), tolerance, "\(name), error \(unit)")
                }
            }
        }
        guard let gradients = workspace.gradients else { return }
        for offset in 0..<gradients.count {
            guard let (pass, index) = workspace.pass(ofParameter: offset, sample: 0) else {
                Issue.record("parameter \(offset) belongs to no layer")
                continue
            }
            let lines = pass.explainGradient(ofParameter: index)
            #expect(!lines.isEmpty, "parameter \(offset) of \(network.layout.entry(at: offset)?.name ?? "")")
            check(lines, gives: Double(gradients[offset]), tolerance, network.layout.entry(at: offset)?.name ?? "")
        }
    }

    @Test(arguments: Networks.everyLayer, [Mode.train, .eval]) func everyLayerExplainsItself(
        _ network: Networks.Case, _ mode: Mode
    ) throws {
        checkEverything(try Bench<Double>(network.text, input: network.input, loss: "mse"), mode, 1e-9)
    }

    @Test(arguments: [("dense:3", [4]), ("conv2d:2x3", [1, 5, 5])] as [(String, Shape)])
    func sumsAreOfWeightsWithInputsAndWithErrors(_ text: String, _ shape: Shape) throws {
        let bench = try Bench<Double>(text, input: shape, loss: "mse")
        bench.pass(mode: .train)
        let pass = bench.workspace.pass(layer: 0, sample: 0)
        guard case .products(let forward, "w", "x")? = pass.explainOutput(1).last?.arithmetic,
            case .products(let backward, "w", "δ")? = pass.explainInputGradient(1).last?.arithmetic
        else {
            Issue.record("no sums of w·x and w·δ")
            return
        }
        let parameters = bench.network.parameters
        for term in forward.terms + backward.terms { #expect(term.weight == term.parameter.map { parameters[$0] }) }
    }

    @Test(arguments: Networks.everyLayer) func andInFloatWithinItsRounding(_ network: Networks.Case) throws {
        checkEverything(try Bench<Float>(network.text, input: network.input, loss: "mse"), .train, 3e-5)
    }

    @Test(arguments: Networks.everyLayer) func anOutputsParametersAreThoseThatChangeIt(_ network: Networks.Case) throws {
        let bench = try Bench<Double>(network.text, input: network.input, loss: "mse", count: 1)
        bench.pass(mode: .eval)
        let layer = 0
        let range = bench.network.parameterRange(ofLayer: layer)
        guard !range.isEmpty, network.text.hasPrefix("residual") == false, network.text.contains("ttention") == false else {
            return
        }
        let before = bench.workspace.activation(1)[0].map { $0 }
        for unit in before.indices.prefix(6) {
            let named = Set(bench.workspace.pass(layer: layer, sample: 0).parameters(of: unit))
            for offset in range
            where !named.contains(offset - range.lowerBound) && !network.text.hasPrefix("rnn") && !network.text.hasPrefix("lstm")
                && !network.text.hasPrefix("gru")
            {
                let kept = bench.network.parameters[offset]
                bench.network.parameters[offset] = kept + 0.5
                bench.network.forward(in: bench.workspace, mode: .eval)
                #expect(bench.workspace.activation(1)[0][unit] == before[unit])
                bench.network.parameters[offset] = kept
            }
        }
    }

    @Test(arguments: GradientCheckTests.losses) func everyLossExplainsItself(_ loss: String) throws {
        for network in [Networks.Case("dense:5,tanh,dense:4", [3]), Networks.Case("dense:3,tanh,dense:4", [2, 3])] {
            let bench = try Bench<Double>(network.text, input: network.input, loss: loss)
            bench.pass()
            let function = Loss<Double>(bench.loss, output: bench.network.spec.output)
            for sample in 0..<bench.workspace.count {
                check(
                    [function.explain(sample: sample, in: bench.workspace)],
                    gives: function.sampleValue(sample, in: bench.workspace), 1e-9, loss)
                let scale = function.errorScale(ofBatch: bench.workspace.count)
                let gradient = bench.workspace.outputGradient(bench.network.layers.count)[sample]
                for unit in gradient.indices {
                    check(
                        [function.explainGradient(unit: unit, sample: sample, in: bench.workspace)],
                        gives: gradient[unit] * scale, 1e-9, loss)
                }
            }
        }
    }

    private static let optimizers = [
        "sgd", "sgd(weightDecay:0.1)", "sgd(momentum:0.9)", "sgd(momentum:0.9,dampening:0.2,weightDecay:0.1)",
        "sgd(momentum:0.8,nesterov:true)",
        "adagrad", "adagrad(learningRateDecay:0.1,initialAccumulator:0.2,weightDecay:0.1)", "rmsprop",
        "rmsprop(centered:true,momentum:0.9,weightDecay:0.1)", "rmsprop(momentum:0.5)", "adadelta", "adadelta(weightDecay:0.1)",
        "adam",
        "adam(weightDecay:0.1)", "amsgrad", "adamw", "adamw(weightDecay:0.3,amsgrad:true)", "nadam", "nadam(weightDecay:0.1)",
    ]

    @Test(arguments: optimizers) func everyOptimizerExplainsItself(_ text: String) throws {
        let optimizer: any Optimizer<Double> = try OptimizerSpec(parsing: text).make(parameterCount: 6)
        let (parameters, gradients) = (FlatStore<Double>(count: 6), FlatStore<Double>(count: 6))
        var source = RandomSource(seed: 3, 5)
        for index in 0..<6 { parameters[index] = source.uniform(-1, 1) }
        for _ in 0..<4 {
            for index in 0..<6 { gradients[index] = source.uniform(-1, 1) }
            let (weights, before) = (parameters.array, optimizer.slots.map { $0.store.array })
            optimizer.beginStep()
            optimizer.update(0..<6, learningRate: 0.05, parameters: parameters, gradients: gradients)
            for index in 0..<6 {
                let moment = ParameterUpdate(
                    weight: weights[index], gradient: gradients[index], learningRate: 0.05, step: optimizer.step,
                    before: before.map { $0[index] },
                    after: optimizer.slots.map { $0.store[index] }, updated: parameters[index],
                    scalars: optimizer.scalars.map(\.value))
                check(optimizer.explain(moment), gives: parameters[index], 1e-9, text)
                var foretold = moment
                (foretold.after, foretold.updated) = (nil, nil)
                check(optimizer.explain(foretold), gives: nil, 1e-9, text)
                #expect(
                    abs((optimizer.explain(foretold).last?.value ?? .nan) - parameters[index]) < 1e-12,
                    "what is to come is foretold")
            }
        }
    }
}
