import Basics
import NeuralNetwork
import Testing

/// The closed forms of PyTorch's `torch.nn.init`: mean, standard deviation and bounds.
struct InitializerTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let text: String
        let shape: Shape
        let fanIn: Int
        let fanOut: Int
        var gain = 2.0.squareRoot()
        let deviation: Double
        var mean = 0.0
        /// Nil for a normal.
        var bound: Double?
        var testDescription: String { "\(text) \(shape)" }
    }

    static let cases: [Case] = [
        Case(text: "xavier", shape: [16, 784], fanIn: 784, fanOut: 16, deviation: 0.05, bound: 0.08660254038),
        Case(
            text: "xavier(gain:1.6666666667)", shape: [16, 784], fanIn: 784, fanOut: 16, deviation: 0.08333333333,
            bound: 0.1443375673),
        Case(text: "xavierNormal", shape: [10, 16], fanIn: 16, fanOut: 10, deviation: 0.2773500981),
        Case(text: "glorotUniform", shape: [8, 3, 3, 3], fanIn: 27, fanOut: 72, deviation: 0.1421338109, bound: 0.246182982),
        Case(text: "he", shape: [16, 784], fanIn: 784, fanOut: 16, deviation: 0.05050762723),
        Case(text: "he(fan:out)", shape: [16, 784], fanIn: 784, fanOut: 16, deviation: 0.3535533906),
        Case(text: "he", shape: [16, 8, 5, 5], fanIn: 200, fanOut: 400, deviation: 0.1),
        Case(text: "he(gain:1)", shape: [16, 784], fanIn: 784, fanOut: 16, deviation: 0.03571428571),
        Case(text: "heUniform", shape: [10, 16], fanIn: 16, fanOut: 10, deviation: 0.3535533906, bound: 0.6123724357),
        Case(text: "kaimingUniform", shape: [128, 20], fanIn: 20, fanOut: 128, deviation: 0.316227766, bound: 0.5477225575),
        Case(text: "lecun", shape: [16, 784], fanIn: 784, fanOut: 16, deviation: 0.03571428571),
        Case(text: "lecunUniform", shape: [8, 3, 3, 3], fanIn: 27, fanOut: 72, deviation: 0.1924500897, bound: 0.3333333333),
        Case(text: "torch", shape: [10, 16], fanIn: 16, fanOut: 10, deviation: 0.25 / 3.0.squareRoot(), bound: 0.25),
        Case(text: "ones", shape: [4, 4], fanIn: 4, fanOut: 4, deviation: 0, mean: 1),
        Case(text: "normal", shape: [10, 16], fanIn: 16, fanOut: 10, deviation: 1),
        Case(text: "normal(std:0.01,mean:0.5)", shape: [10, 16], fanIn: 16, fanOut: 10, deviation: 0.01, mean: 0.5),
        Case(text: "uniform", shape: [10, 16], fanIn: 16, fanOut: 10, deviation: 1 / 12.0.squareRoot(), mean: 0.5, bound: 0.5),
        Case(
            text: "uniform(low:-2,high:4)", shape: [4, 4], fanIn: 4, fanOut: 4, deviation: 6 / 12.0.squareRoot(), mean: 1,
            bound: 3),
        Case(text: "zeros", shape: [4, 4], fanIn: 4, fanOut: 4, deviation: 0),
        Case(text: "constant(0.5)", shape: [4, 4], fanIn: 4, fanOut: 4, deviation: 0, mean: 0.5),
    ]

    @Test(arguments: cases)
    func drawsHaveTheExpectedMeanSpreadAndBounds(expected: Case) throws {
        let spec = try InitializerSpec(parsing: expected.text)
        let n = 60_000
        var values = [Double](repeating: .nan, count: n)
        var source = RandomSource(seed: 42)
        let weight = WeightShape(shape: expected.shape, fanIn: expected.fanIn, fanOut: expected.fanOut)
        spec.fill(&values, weight: weight, gain: expected.gain, &source)
        let mean = values.reduce(0, +) / Double(n)
        let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(n)).squareRoot()
        let s = expected.deviation
        #expect(abs(mean - expected.mean) <= 5 * s / Double(n).squareRoot() + 1e-12)
        #expect(abs(deviation - s) <= 5 * s * ((expected.bound == nil ? 0.5 : 0.2) / Double(n)).squareRoot() + 1e-9 * s + 1e-12)
        if let bound = expected.bound {
            let largest = values.map { abs($0 - expected.mean) }.max() ?? 0
            #expect(largest <= bound * (1 + 1e-9))
            #expect(largest >= 0.998 * bound)
        }
    }

    /// Each tensor as PyTorch 2.15's own layer starts it: `(name, bound of a uniform)`, 0 for zeros, nil for N(0, 1).
    @Test(
        arguments: [
            ("dense:400", [100], ["weight": 0.1, "bias": 0.1]),
            ("conv:64x5", [8, 12, 12], ["weight": 1 / 200.0.squareRoot(), "bias": 1 / 200.0.squareRoot()]),
            ("rnn:64", [3, 4], ["weightInput": 0.125, "weightHidden": 0.125, "biasInput": 0.125, "biasHidden": 0.125]),
            ("lstm:64", [3, 4], ["weightInput": 0.125, "weightHidden": 0.125, "biasInput": 0.125, "biasHidden": 0.125]),
            ("gru:64", [3, 4], ["weightInput": 0.125, "weightHidden": 0.125, "biasInput": 0.125, "biasHidden": 0.125]),
            ("embedding:500x8", [3], ["weight": nil]),
            (
                "selfAttention:4", [5, 64],
                [
                    "query.weight": 0.153_093_108_9, "key.weight": 0.153_093_108_9, "value.weight": 0.153_093_108_9,
                    "query.bias": 0,
                    "key.bias": 0, "value.bias": 0, "output.weight": 0.125, "output.bias": 0,
                ]
            ),
        ] as [(String, Shape, [String: Double?])])
    func torchStartsEachKindOfLayerAsPyTorchDoes(_ text: String, _ input: Shape, _ bounds: [String: Double?]) throws {
        let network = try Network<Double>(NetworkSpec(input: input, parsing: text), initializer: "torch", seed: 11)
        #expect(Set(network.layout.entries.map { $0.name.dropFirst(2) }.map(String.init)) == Set(bounds.keys))
        for entry in network.layout.entries {
            let values = entry.range.map { network.parameters[$0] }
            let largest = values.map(abs).max() ?? 0
            let deviation = (values.reduce(0) { $0 + $1 * $1 } / Double(values.count)).squareRoot()
            let bound = try #require(bounds[String(entry.name.dropFirst(2))])
            if let bound {
                #expect(largest <= bound && largest >= 0.9 * bound, "\(text) \(entry.name): \(largest)")
                #expect(abs(deviation - bound / 3.0.squareRoot()) <= 0.2 * bound, "\(text) \(entry.name)")
            } else {
                #expect(abs(deviation - 1) < 0.05 && largest > 2.5, "\(text) \(entry.name): \(deviation)")
            }
        }
    }

    @Test(arguments: [[5, 3], [3, 5], [4, 4], [4, 2, 3, 3], [1, 7]] as [Shape])
    func orthogonalWeightsAreOrthogonal(shape: Shape) throws {
        var values = [Double](repeating: 0, count: shape.count)
        var source = RandomSource(seed: 8)
        try InitializerSpec(parsing: "orthogonal(1.5)").fill(
            &values, weight: WeightShape(shape: shape, fanIn: 1, fanOut: 1), gain: 1, &source)
        let (rows, columns) = (shape[0], shape.count / shape[0])
        let (vectors, length) = (min(rows, columns), max(rows, columns))
        func element(_ vector: Int, _ i: Int) -> Double { values[rows <= columns ? vector * columns + i : i * columns + vector] }
        for a in 0..<vectors {
            for b in 0..<vectors {
                let dot = (0..<length).reduce(0) { $0 + element(a, $1) * element(b, $1) }
                #expect(abs(dot - (a == b ? 2.25 : 0)) < 1e-12)
            }
        }
    }

    @Test func orthogonalWeightsHaveTheExpectedSpreadOverManyDraws() throws {
        let spec = try InitializerSpec(parsing: "orthogonal(1.5)")
        var squares = 0.0
        for seed in 0..<3000 {
            var values = [Double](repeating: 0, count: 15)
            var source = RandomSource(seed: UInt64(seed))
            spec.fill(&values, weight: WeightShape(shape: [5, 3], fanIn: 3, fanOut: 5), gain: 1, &source)
            squares += values[4] * values[4]
        }
        #expect(abs((squares / 3000).squareRoot() - 0.6708203932) < 0.03)
    }

    @Test func theTorchDefaultDrawsBiasesToo() throws {
        let network = try Network<Double>(
            NetworkSpec(input: [100], parsing: "dense:50(bias:true)"), initializer: InitializerSpec(parsing: "torch"), seed: 1)
        let bias = network.parameters[try #require(network.layout["0.bias"]).range]
        #expect(bias.allSatisfy { $0 != 0 && abs($0) <= 0.1 })
    }

    @Test func theSameSeedGivesTheSameWeightsAndOthersGiveOthers() throws {
        let spec = try NetworkSpec(input: [20], parsing: "dense:20,relu,dense:20")
        let first = try Network<Double>(spec, seed: 1)
        #expect(try Network<Double>(spec, seed: 1).parameters.array == first.parameters.array)
        #expect(try Network<Double>(spec, seed: 2).parameters.array != first.parameters.array)
        let weights = ["0.weight", "2.weight"].compactMap { first.layout[$0] }.map { Array(first.parameters[$0.range]) }
        #expect(weights.count == 2 && weights[0] != weights[1])
    }

    @Test func floatAndDoubleNetworksOfOneSeedStartAlike() throws {
        let spec = try NetworkSpec(input: [20], parsing: "dense:20,relu,dense:20")
        let double = try Network<Double>(spec, seed: 3).parameters.array
        #expect(try Network<Float>(spec, seed: 3).parameters.array == double.map { Float($0) })
    }

    @Test(arguments: [("relu", 2.0.squareRoot()), ("tanh", 5.0 / 3), ("sigmoid", 1.0), ("identity", 1.0)])
    func heTakesTheGainOfTheActivationThatFollows(activation: String, gain: Double) throws {
        let spec = try NetworkSpec(input: [400], parsing: "dense:400,\(activation)")
        let network = try Network<Double>(spec, seed: 5)
        let entry = try #require(network.layout["0.weight"])
        let deviation = (network.parameters[entry.range].reduce(0) { $0 + $1 * $1 } / Double(entry.range.count)).squareRoot()
        #expect(abs(deviation * 20 / gain - 1) < 0.01)
        #expect(network.parameters[entry.range.upperBound...].allSatisfy { $0 == 0 }, "biases start at zero")
    }
}

extension FlatStore {
    fileprivate subscript(range: PartialRangeFrom<Int>) -> UnsafeMutableBufferPointer<Scalar> { self[range.lowerBound..<count] }
}
