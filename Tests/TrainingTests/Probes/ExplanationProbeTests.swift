import Basics
import Inspection
import NeuralNetwork
import Testing
import Training

/// What stands in an explanation can be computed again by hand from what stands there: from numbers of three digits to a result
/// of three.
@Suite struct ExplanationProbeTests {
    struct Run: Sendable, CustomTestStringConvertible {
        var network: String
        var optimizer: String
        var shape: [Int]
        var clip: String?
        var testDescription: String { "\(network) by \(optimizer)" }

        func session() throws -> Session {
            let data = Small.blobs(features: shape.reduce(1, *), shape: shape)
            return try Small.session(
                network, data: data, optimizer: optimizer, clip: clip, l2: clip == nil ? 0 : 0.01, rate: 0.01)
        }
    }

    private static let runs = [
        Run(network: "dense:6,batchNorm,relu,dropout:0.3,dense:3", optimizer: "adam", shape: [5]),
        Run(
            network: "conv2d:3x2,relu,maxPool2d:2,flatten,dense:3", optimizer: "sgd(momentum:0.9)", shape: [1, 5, 5],
            clip: "norm:0.1"),
        Run(network: "lstm:5,dense:3", optimizer: "rmsprop", shape: [4, 3], clip: "value:0.01"),
        Run(network: "residual[dense:6,tanh,dense:6],layerNorm,dense:3,softmax", optimizer: "nadam", shape: [6]),
        Run(network: "dense:4,residual[dense:5,relu,dense:4|dense:4],dense:3", optimizer: "amsgrad", shape: [4]),
        Run(network: "dense:4,selfAttention:2,flatten,dense:3", optimizer: "adamw", shape: [3, 2]),
        Run(network: "gru:4,dense:3", optimizer: "rmsprop(centered:true,momentum:0.9)", shape: [4, 2]),
    ]

    @Test(arguments: runs) func displayedFactorsGiveTheDisplayedResult(_ run: Run) throws {
        let session = try run.session()
        session.run(to: 3)
        var source = RandomSource(seed: 11, 3)
        var lines = 0
        for _ in 0..<200 {
            session.step(.layer, count: 1 + source.integer(below: 4))
            let column = 1 + source.integer(below: session.columns.count - 1)
            let count = session.status.batchCount
            let sample: SampleChoice = source.uniform() < 0.5 || count == 0 ? .pinned : .batch(source.integer(below: count))
            var selection = Selection(
                column: column, neuron: source.integer(below: session.columns[column].units), input: source.integer(below: 40),
                sample: sample)
            // Every second time a number on the way through the layer, where there are some.
            let stages = session.columns[column].stages
            if stages.count > 1, source.uniform() < 0.5 {
                let stage = source.integer(below: stages.count - 1)
                selection.inner = StageUnit(stage: stage, unit: source.integer(below: stages[stage].units))
            }
            let reading = try #require(session.ask(ExplanationProbe(selection: selection, paths: 3)))
            for section in reading.sections where section.isKnown {
                for line in section.lines {
                    let (low, high) = Shown.range(of: line.arithmetic)
                    let slack = 2e-5 * line.arithmetic.magnitude + Shown.half(line.value) + 1e-12
                    #expect(
                        line.value >= low - slack && line.value <= high + slack || !low.isFinite || !high.isFinite,
                        "\(line.name) = \(line.formula) = \(line.value), from what is shown \(low) to \(high)")
                    lines += 1
                }
            }
        }
        #expect(lines > 500)
    }

    @Test(arguments: runs) func everyUnitOfEveryColumnIsExplainedAtEveryMoment(_ run: Run) throws {
        let session = try run.session()
        while session.completedIterations < 2 {
            for column in session.columns.dropFirst() {
                for neuron in 0..<column.units {
                    let reading = try #require(
                        session.ask(ExplanationProbe(selection: Selection(column: column.index, neuron: neuron, input: nil))))
                    #expect(reading.sections.contains { $0.kind == .forward && !$0.lines.isEmpty })
                    #expect(
                        (reading.parameter == nil) == session.network.parameterRange(ofLayer: column.layers.lowerBound).isEmpty)
                }
            }
            session.step(.layer)
        }
    }

    @Test(arguments: runs) func theUpdateEndsWithTheParameterThatTrainingHasWritten(_ run: Run) throws {
        let session = try run.session()
        session.step(.iteration, count: 3)
        for column in session.columns.dropFirst() where !session.network.parameterRange(ofLayer: column.layers.lowerBound).isEmpty
        {
            for input in 0..<4 {
                let reading = try #require(
                    session.ask(ExplanationProbe(selection: Selection(column: column.index, neuron: 0, input: input))))
                let update = try #require(reading.sections.last { $0.kind == .update })
                let written = session.network.parameters.array
                let last = try #require(update.lines.last)
                #expect(written.contains(Float(last.value)), "the core's own number")
            }
        }
    }

    @Test func theWaysFromTheLossSumUpToTheError() throws {
        let session = try Small.session("dense:4,tanh,dense:3,sigmoid", loss: "mse")
        session.step(.iteration, count: 2)
        for neuron in 0..<4 {
            let selection = Selection(column: 1, neuron: neuron, input: 0)
            let paths = try #require(session.ask(ExplanationProbe(selection: selection, paths: 9))).paths
            let delta = try #require(session.explained(1, neuron, 0)).delta
            #expect(paths.count == 3)
            #expect(agree(paths.reduce(0) { $0 + $1.contribution }, delta, 1e-4, near: 1e-7))
            #expect(zip(paths, paths.dropFirst()).allSatisfy { $0.contribution.magnitude >= $1.contribution.magnitude })
        }
    }
}

/// What a number of three digits may have been, and what may come of calculating with such numbers.
private enum Shown {
    static func half(_ value: Double) -> Double {
        guard value != 0, value.isFinite else { return 0 }
        var unit = 1.0
        while value.magnitude >= unit * 10 { unit *= 10 }
        while value.magnitude < unit { unit /= 10 }
        return unit / 200
    }

    private static func around(_ value: Double) -> (Double, Double) { (value - half(value), value + half(value)) }

    static func range(of arithmetic: Arithmetic) -> (Double, Double) {
        switch arithmetic {
        case .factor(let factor): return factor.name.isEmpty ? (factor.value, factor.value) : around(factor.value)
        case .sum(let parts):
            return parts.map { range(of: $0) }.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
        case .product(let parts): return parts.map { range(of: $0) }.reduce((1, 1), times)
        case .quotient(let a, let b):
            let divisor = range(of: b)
            if divisor.0 <= 0 && divisor.1 >= 0 { return (-.infinity, .infinity) }
            return times(range(of: a), (1 / divisor.1, 1 / divisor.0))
        case .negative(let a):
            let inner = range(of: a)
            return (-inner.1, -inner.0)
        case .function(let function, let a):
            let inner = range(of: a)
            switch function {
            case .square:
                let ends = [inner.0 * inner.0, inner.1 * inner.1]
                return (inner.0 <= 0 && inner.1 >= 0 ? 0 : min(ends[0], ends[1]), max(ends[0], ends[1]))
            case .root: return (max(0, inner.0).squareRoot(), max(0, inner.1).squareRoot())
            case .logarithm: return (inner.0 <= 0 ? -.infinity : function(inner.0), function(inner.1))
            default: return (function(inner.0), function(inner.1))
            }
        case .largest(let parts):
            let ranges = parts.map { range(of: $0) }
            return (ranges.map(\.0).max() ?? 0, ranges.map(\.1).max() ?? 0)
        case .smallest(let parts):
            let ranges = parts.map { range(of: $0) }
            return (ranges.map(\.0).min() ?? 0, ranges.map(\.1).min() ?? 0)
        case .mean(let sum, let count, let weight, let factor):
            return times(range(of: .products(sum, weight: weight, factor: factor)), (1 / count, 1 / count))
        case .products(let sum, _, _):
            let largest = sum.terms.sorted { $0.product.magnitude > $1.product.magnitude }
            let rest = around(largest.dropFirst(2).reduce(0) { $0 + $1.product })
            let bias = around(sum.bias ?? 0)
            return largest.prefix(2).map { times(around($0.weight), around($0.factor)) }
                .reduce((rest.0 + bias.0, rest.1 + bias.1)) { ($0.0 + $1.0, $0.1 + $1.1) }
        }
    }

    private static func times(_ a: (Double, Double), _ b: (Double, Double)) -> (Double, Double) {
        let ends = [a.0 * b.0, a.0 * b.1, a.1 * b.0, a.1 * b.1]
        return (ends.min() ?? 0, ends.max() ?? 0)
    }
}
