import Basics
import NeuralNetwork
import Testing

/// Networks beyond reason are refused before anything is taken for them.
struct NetworkLimitsTests {
    @Test(arguments: Networks.everyLayer)
    func aWorkspaceTakesWhatWasForetold(network: Networks.Case) throws {
        let spec = try NetworkSpec(input: network.input, parsing: network.text)
        let built = try Network<Float>(spec, seed: 1)
        for capacity in [1, 7] {
            for (gradients, inputGradient) in [(true, true), (true, false), (false, false)] {
                let workspace = built.makeWorkspace(
                    capacity: capacity, parameterGradients: gradients, inputGradient: inputGradient)
                let foretold = try spec.workspaceBytes(
                    Float.self, capacity: capacity, parameterGradients: gradients, inputGradient: inputGradient)
                #expect(Double(workspace.byteCount) == foretold)
            }
        }
    }

    @Test func aWorkspaceBeyondEveryMemoryIsForetoldWithoutTakingIt() throws {
        let spec = try NetworkSpec(input: [1], parsing: "dense:1000000000,relu,dense:1")
        #expect(try spec.workspaceBytes(Float.self, capacity: 1_000_000) > 1e16)
    }

    @Test func fiftyLayersInsideOneAnotherAreBuiltAndNoMore() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "residual[", count: depth - 1) + "dense:2" + String(repeating: "]", count: depth - 1)
        }
        #expect(try NetworkSpec(input: [2], parsing: nested(50)).parameterCount == 6)
        for depth in [51, 100_000] {
            let error = try #require(throws: InputError.self) { _ = try NetworkSpec(input: [2], parsing: nested(depth)) }
            #expect(error.description.hasPrefix("network of"))
            #expect(error.description.contains("at most 50 layers inside one another"))
        }
    }

    @Test func layersBuiltInCodeAreCountedToo() throws {
        var inner = try LayerSpec(parsing: "dense:2")
        for _ in 0..<60 { inner = try LayerSpec("residual", ["layers": .layers([inner])]) }
        #expect(throws: InputError.self) { _ = try NetworkSpec(input: [2], layers: [inner]) }
    }

    @Test func tenThousandLayersAreBuiltAndNoMore() throws {
        let layer = try LayerSpec(parsing: "relu")
        #expect(try NetworkSpec(input: [2], layers: Array(repeating: layer, count: 10_000)).layers.count == 10_000)
        let error = try #require(throws: InputError.self) {
            _ = try NetworkSpec(input: [2], layers: Array(repeating: layer, count: 10_001))
        }
        #expect(error.description.contains("at most 10000 layers"))
    }

    @Test(arguments: [("dense:99999999999", "out"), ("dense:1e12", "out"), ("conv:6x99999999999", "kernel")])
    func aSizeBeyondAllReasonIsToldItsUpperBound(text: String, name: String) throws {
        let error = try #require(throws: InputError.self) { _ = try NetworkSpec.layers(parsing: text) }
        #expect(error.expected.hasPrefix("\(name) to be "))
        #expect(error.expected.hasSuffix(", at most 1073741824"))
    }
}
