import NeuralNetwork
import Testing

/// What a person calls a parameter: the letter of its layer's formulas, the gate, and its place.
@Suite struct ParameterSymbolTests {
    @Test(arguments: [
        ("dense:3", [5], "0.weight", 7, "w[1,2]"), ("dense:3", [5], "0.bias", 2, "b[2]"),
        ("conv:2x3", [1, 5, 5], "0.weight", 14, "w[1,0,1,2]"),
        ("dense:4,batchNorm", [5], "1.weight", 3, "γ[3]"), ("dense:4,layerNorm", [5], "1.bias", 1, "β[1]"),
        ("dense:4,prelu(shared:false)", [5], "1.weight", 2, "α[2]"),
        ("rnn:3", [4, 2], "0.weightInput", 5, "w[2,1]"), ("rnn:3", [4, 2], "0.weightHidden", 4, "u[1,1]"),
        ("rnn:3", [4, 2], "0.biasInput", 1, "b_x[1]"), ("rnn:3", [4, 2], "0.biasHidden", 1, "b_h[1]"),
        ("lstm:3", [4, 2], "0.weightInput", 0, "w_i[0,0]"), ("lstm:3", [4, 2], "0.weightInput", 9, "w_f[1,1]"),
        ("lstm:3", [4, 2], "0.weightHidden", 35, "u_o[2,2]"), ("gru:3", [4, 2], "0.weightHidden", 18, "u_n[0,0]"),
        ("selfAttention", [4, 6], "0.query.weight", 8, "w_q[1,2]"), ("selfAttention", [4, 6], "0.output.bias", 3, "b_o[3]"),
        ("residual[dense:5,relu,dense:5]", [5], "0.2.weight", 6, "w[1,1]"),
    ])
    func isWrittenInTheLettersOfItsLayer(_ text: String, _ input: [Int], _ tensor: String, _ element: Int, _ symbol: String)
        throws
    {
        let network = try Network<Double>(NetworkSpec(input: Shape(input), parsing: text), seed: 1)
        let entry = try #require(network.layout[tensor])
        let found = try #require(network.symbol(ofParameter: entry.range.lowerBound + element))
        #expect(found.symbol.description == symbol)
    }

    @Test func ofALayerInsideAnotherItsPlaceIsKnown() throws {
        let network = try Network<Double>(NetworkSpec(input: [5], parsing: "dense:5,residual[dense:5,relu,dense:5]"), seed: 1)
        let entry = try #require(network.layout["1.2.weight"])
        let found = try #require(network.symbol(ofParameter: entry.range.lowerBound))
        #expect(found.inside == [2])
        #expect(found.layer.spec.name == "dense")
        #expect(network.symbol(ofParameter: network.layout.count) == nil)
    }
}
