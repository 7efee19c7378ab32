import NeuralNetwork
import Testing

/// The layers of a language model that are no sums.
struct SequenceLayerTests {
    private func pass(_ text: String, _ input: [Double], shape: Shape, gradient: [Double]) throws -> (
        Network<Double>, Workspace<Double>
    ) {
        let network = try Network<Double>(NetworkSpec(input: shape, parsing: text), seed: 1)
        let workspace = network.makeWorkspace(capacity: input.count / shape.count)
        for (place, value) in input.enumerated() { workspace.input[place] = value }
        network.forward(in: workspace, mode: .train)
        for (place, value) in gradient.enumerated() { workspace.outputGradient(1).pointer[place] = value }
        network.backward(in: workspace)
        return (network, workspace)
    }

    @Test func eachPlaceHasSomethingOfItsOwnAdded() throws {
        let input = [1.0, 2, 3, 4, 5, 6, 7, 8]
        let (network, workspace) = try pass("position", input, shape: [2, 2], gradient: [1, 0, 0, 2, 3, 0, 0, 4])
        let p = (0..<4).map { network.parameters[$0] }
        #expect(workspace.output.array == zip(input, p + p).map(+))
        #expect(workspace.outputGradient(0).array == [1, 0, 0, 2, 3, 0, 0, 4])
        let gradients = try #require(workspace.gradients)
        #expect((0..<4).map { gradients[$0] } == [4, 0, 0, 6])
    }

    @Test func theLastStepAloneGoesOn() throws {
        let (_, workspace) = try pass("lastStep", [1, 2, 3, 4, 5, 6, 7, 8], shape: [2, 2], gradient: [1, 2, 3, 4])
        #expect(workspace.output.array == [3, 4, 7, 8])
        #expect(workspace.outputGradient(0).array == [0, 0, 1, 2, 0, 0, 3, 4])
    }

    /// A causal network says the same of a window's end whatever comes behind it.
    @Test func aCausalBlockDoesNotLookAhead() throws {
        let layers = "residual[layerNorm,selfAttention:2(causal:true)],residual[layerNorm,dense:8,gelu,dense:4]"
        let first = (0..<12).map { Double(($0 * 7) % 5) / 3 }
        var second = first
        for place in 8..<12 { second[place] += Double(place) }
        let network = try Network<Double>(NetworkSpec(input: [3, 4], parsing: layers), seed: 1)
        let workspace = network.makeWorkspace(capacity: 1)
        let outputs = [first, second].map { input in
            for (place, value) in input.enumerated() { workspace.input[place] = value }
            network.forward(in: workspace, mode: .train)
            return workspace.output.array
        }
        #expect(Array(outputs[0][..<8]) == Array(outputs[1][..<8]) && outputs[0][8] != outputs[1][8])
    }
}
