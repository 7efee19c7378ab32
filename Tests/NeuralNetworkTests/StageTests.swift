import NeuralNetwork
import Testing

/// What layers compute on the way to their outputs is told as it was computed: gates through time, scores, layers inside others.
struct StageTests {
    static let networks: [Networks.Case] =
        Networks.everyLayer.filter { network in
            ["residual", "rnn", "lstm", "gru", "ttention"].contains { network.text.contains($0) }
        } + [
            Networks.Case("rnn:4", [5, 2]), Networks.Case("lstm:3,dense:2", [4, 2]), Networks.Case("gru:3,dense:2", [4, 2]),
            Networks.Case("dense:4,residual[dense:5,relu,dropout:0.3,dense:4,tanh],dense:3", [3]),
            Networks.Case("residual[lstm:2(returns:sequence),tanh]", [3, 2]),
        ]

    private func check(_ lines: [ExplainLine], _ what: String) {
        for line in lines {
            let scale = max(line.arithmetic.magnitude, abs(line.value), 1e-3)
            #expect(
                abs(line.arithmetic.value - line.value) <= 1e-9 * scale,
                "\(what): \(line.name) = \(line.formula) = \(line.arithmetic.value), not \(line.value)")
        }
    }

    @Test(arguments: networks) func everySumOfEveryStageIsWhatTheLayerMadeOfIt(_ network: Networks.Case) throws {
        let bench = try Bench<Double>(network.text, input: network.input, loss: "mse")
        bench.pass()
        var sums = 0
        for layer in bench.network.layers.indices {
            let top = bench.network.layers[layer]
            for (isForward, stages) in [(true, top.forwardStages), (false, top.backwardStages)] {
                if !isForward, !bench.workspace.hasOutputGradient(layer) { continue }
                let pass = bench.workspace.pass(layer: layer, sample: 1)
                for (number, stage) in stages.enumerated() {
                    for unit in 0..<stage.units {
                        for (sum, count) in stage.sums.counts(of: unit).enumerated() {
                            let place = StageIndex(isForward: isForward, stage: number, unit: unit, sum: sum)
                            let isOwn = number == stages.count - 1 && stages.count == 1
                            let found = pass.stageSum(place)
                            let products = found?.sum ?? (isForward ? pass.forwardSum(unit) : pass.backwardSum(unit))
                            #expect(found != nil || isOwn, "\(network.text) \(place)")
                            #expect(products?.terms.count == count, "\(network.text) \(place)")
                            #expect((products?.bias != nil) == stage.hasBias)
                            guard let found else { continue }
                            #expect(found.labels.count == count)
                            #expect(
                                abs(found.sum.total - found.value) <= 1e-9 * max(1, abs(found.value)), "\(network.text) \(place)")
                            if let result = found.result { check([result], "\(network.text) \(place)") }
                            sums += 1
                        }
                    }
                }
            }
        }
        #expect(sums > 0)
    }

    @Test(arguments: networks) func everyNumberOnTheWayIsExplainedForwardAndBack(_ network: Networks.Case) throws {
        let bench = try Bench<Double>(network.text, input: network.input, loss: "mse")
        bench.pass()
        for layer in bench.network.layers.indices {
            let stages = bench.network.layers[layer].forwardStages
            let pass = bench.workspace.pass(layer: layer, sample: 2)
            let range = bench.network.parameterRange(ofLayer: layer)
            for (number, stage) in stages.dropLast().enumerated() {
                for unit in 0..<stage.units {
                    let what = "\(network.text), layer \(layer), \(stage.name), \(unit)"
                    let lines = pass.explainStage(number, unit)
                    #expect(!lines.isEmpty, "\(what)")
                    check(lines, what)
                    let errors = pass.explainStageError(number, unit)
                    let hasError =
                        bench.workspace.hasOutputGradient(layer + 1) && !(layer == 0 && network.text.hasPrefix("residual"))
                    if hasError { #expect(!errors.isEmpty, "\(what) has no error") }
                    check(errors, what)
                    #expect(pass.parameters(ofStage: number, unit).allSatisfy { (0..<range.count).contains($0) })
                }
            }
        }
    }

    /// The gradient of each bias is the sum over time of its gate's error, which follows from ∂L/∂h.
    @Test(arguments: ["rnn:3", "lstm:3", "gru:3", "rnn:3(returns:sequence)", "gru:3(returns:sequence)"])
    func theErrorOfEveryStateIsTheOneThatTheGatesHaveUsed(_ text: String) throws {
        let bench = try Bench<Double>(text, input: [4, 2], loss: "mse", count: 1)
        bench.pass()
        let pass = bench.workspace.pass(layer: 0, sample: 0)
        let entry = try #require(bench.network.layout.entries.first { $0.name == "0.biasInput" })
        let gradients = try #require(bench.workspace.gradients)
        let isSequence = text.contains("sequence")
        for unit in 0..<3 {
            var sum = 0.0
            for time in 0..<4 {
                let place = isSequence ? time * 3 + unit : unit
                let stage = isSequence ? 0 : time
                let lines = isSequence || time == 3 ? pass.explainOutput(place) : pass.explainStage(stage, unit)
                let error = try #require(pass.explainStageError(stage, place).last).value
                func value(_ name: String) throws -> Double { try #require(lines.last { $0.name == name }).value }
                switch text.prefix(3) {
                case "rnn": sum += error * (1 - (try value("h")) * (try value("h")))
                case "gru": sum += error * (1 - (try value("z"))) * (1 - (try value("n")) * (try value("n")))
                default:
                    let (o, h) = (try value("o"), try value("h"))
                    sum += error * h / o * o * (1 - o)
                }
            }
            let gate = text.hasPrefix("lstm") ? 3 : text.hasPrefix("gru") ? 2 : 0
            let gradient = gradients[entry.range.lowerBound + gate * 3 + unit]
            #expect(abs(sum - gradient) <= 1e-12 + 1e-9 * abs(gradient), "unit \(unit): \(sum), not \(gradient)")
        }
    }

    @Test func aResidualLayersStagesAreItsLayersWithTheirFunctions() throws {
        let bench = try Bench<Double>(
            "dense:4,residual[dense:5,relu,dropout:0.3,dense:4|dense:4],dense:3", input: [3], loss: "mse")
        let layer = bench.network.layers[1]
        #expect(layer.forwardStages.map(\.name) == ["0 dense relu dropout", "3 dense", "shortcut.0 dense", ""])
        #expect(layer.forwardStages.map(\.units) == [5, 4, 4, 4])
        #expect(layer.forwardStages.map(\.functions) == [2, 0, 0, 0])
        #expect(layer.forwardStages.map(\.reads) == [.input, .stage(0), .input, .several])
        #expect(layer.backwardStages.map(\.arrivesAt) == [0, nil, nil, nil])
        #expect(layer.backwardStages.map(\.functions) == [2, 0, 0, 0])
        bench.pass()
        // What flows into the sum is what the layers inside explain.
        let pass = bench.workspace.pass(layer: 1, sample: 0)
        for unit in 0..<4 {
            let factors = try #require(pass.explainOutput(unit).last).arithmetic.factors
            #expect(factors.map(\.origin) == [.stage(1, unit: unit), .stage(2, unit: unit)])
            #expect(factors[0].value == pass.explainStage(1, unit).last?.value)
            #expect(factors[1].value == pass.explainStage(2, unit).last?.value)
        }
        // An inner weight's gradient is its neuron's error times what it multiplies, over the batch.
        let entry = try #require(bench.network.layout.entries.first { $0.name == "1.3.weight" })
        let gradients = try #require(bench.workspace.gradients)
        for unit in 0..<4 {
            var sum = 0.0
            for sample in 0..<3 {
                let pass = bench.workspace.pass(layer: 1, sample: sample)
                sum +=
                    try #require(pass.explainStageError(1, unit).last).value * (try #require(pass.explainStage(0, 2).last).value)
            }
            #expect(abs(sum - gradients[entry.range.lowerBound + unit * 5 + 2]) < 1e-12)
        }
    }
}
