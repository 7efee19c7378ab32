import Datasets
import Foundation
import Inspection
import NeuralNetwork
import Testing
import Training

/// What is told of one layer is what the layer has computed: its parts make each other by the layer's formula.
struct LayerProbeTests {
    /// A session at the end of its second iteration, and what is told of a column.
    private func reading(_ network: String, shape: [Int] = [5], column: Int = 1, sample: SampleChoice = .pinned) throws
        -> LayerProbe.Reading
    {
        let session = try Small.session(network, data: Small.blobs(features: shape.reduce(1, *), shape: shape))
        session.step(.iteration, count: 2)
        let probe = LayerProbe(selection: Selection(column: column, neuron: 1, input: nil, sample: sample))
        return try #require(probe.read(session))
    }

    private func values(_ name: String, _ reading: LayerProbe.Reading) throws -> [Float] {
        try #require(reading.parts.first { $0.name == name }).values
    }

    @Test(arguments: [SampleChoice.pinned, .batch(3)])
    func theGatesOfAnLSTMMakeItsStates(_ sample: SampleChoice) throws {
        let all = try reading("lstm:5,dense:3", shape: [6, 4], sample: sample)
        let (i, f, g, o) = (try values("i", all), try values("f", all), try values("g", all), try values("o", all))
        let (c, h) = (try values("c", all), try values("h", all))
        let time = h.count / 5
        #expect(time == 6)
        for unit in 0..<5 {
            var before: Float = 0
            for step in 0..<time {
                let place = unit * time + step
                #expect(abs(c[place] - (f[place] * before + i[place] * g[place])) < 1e-5)
                #expect(abs(h[place] - o[place] * tanh(c[place])) < 1e-5)
                before = c[place]
            }
        }
        #expect(all.parts.filter(\.isError).map(\.name).prefix(4) == ["δ_i", "δ_f", "δ_g", "δ_o"])
    }

    @Test func theGatesOfAGRUMakeItsStates() throws {
        let all = try reading("gru:5,dense:3", shape: [6, 4])
        let (z, n, h) = (try values("z", all), try values("n", all), try values("h", all))
        let time = h.count / 5
        for unit in 0..<5 {
            for step in 1..<time {
                let place = unit * time + step
                #expect(abs(h[place] - ((1 - z[place]) * n[place] + z[place] * h[place - 1])) < 1e-5)
            }
        }
    }

    @Test func attentionIsSharedOutWhole() throws {
        let all = try reading("selfAttention:2,flatten,dense:3", shape: [6, 4])
        let part = try #require(all.parts.first { $0.name == "A" })
        guard case .pictures(let image) = part.arrangement else {
            Issue.record("\(part.arrangement)")
            return
        }
        for row in 0..<image.height {
            let sum = part.values[row * image.width..<(row + 1) * image.width].reduce(0, +)
            #expect(abs(sum - 1) < 1e-5)
        }
        #expect(Set(all.parts.map(\.name)).isSuperset(of: ["Q", "K", "V", "a", "∂L/∂Q", "∂L/∂K", "∂L/∂V"]))
    }

    @Test func aResidualLayerAddsWhatItSays() throws {
        let all = try reading("dense:6,residual[dense:6,tanh],dense:3", column: 2)
        let (x, f, y) = (try values("a₁", all), try values("F(a₁)", all), try values("a", all))
        for index in y.indices { #expect(abs(y[index] - x[index] - f[index]) < 1e-5) }
    }

    @Test func anErrorGoesThroughTheSlopeOfTheActivation() throws {
        let all = try reading("dense:6,tanh,dense:3")
        let (a, dLda, delta) = (try values("a", all), try values("∂L/∂a", all), try values("δ = ∂L/∂z", all))
        for index in a.indices { #expect(abs(delta[index] - dLda[index] * (1 - a[index] * a[index])) < 1e-5) }
        let norm = try #require(all.parts.first { $0.name == "a" }).norm
        #expect(abs(norm - a.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()) < 1e-6)
    }

    @Test func aConvolutionShowsTheKernelOfTheSelectedMap() throws {
        let all = try reading("conv:3x2,relu,flatten,dense:3", shape: [1, 6, 6])
        #expect(try values("w", all).count == 4)
        #expect(all.parts.contains { $0.name == "z" } && all.parts.contains { $0.name == "a" })
    }
}
