import Foundation
import NeuralNetwork
import Testing

/// Reference files that do not fit themselves: one clear error each, never a trap.
struct VerifyTests {
    /// A perceptron's first step, whole.
    private static let whole = """
        {"format":"backstep-reference/1","name":"and","tolerance":{"float64":{"relative":1e-9,"absolute":1e-12},"float32":null},
        "network":{"input":[1],"inputKind":"values","layers":[{"type":"dense","out":1,"bias":false}]},
        "loss":{"type":"mse","reduction":"mean"},
        "optimizer":{"type":"sgd","learningRate":0.5,"momentum":0,"nesterov":false,"dampening":0,"weightDecay":0},
        "clip":null,"regularization":null,"schedule":null,"parameters":{"0.weight":{"shape":[1,1],"data":[2]}},"buffers":{},
        "steps":[{"mode":"train","input":{"shape":[1,1],"data":[1]},"target":{"shape":[1,1],"data":[1]},"masks":{},"states":{},
        "expect":{"activations":[{"shape":[1,1],"data":[2]}],"innerActivations":{},"attentionWeights":{},"statesAfter":{},
        "dataLoss":1,"penalty":0,"loss":1,"outputGradients":[{"shape":[1,1],"data":[2]}],"innerOutputGradients":{},
        "inputGradient":{"shape":[1,1],"data":[4]},"gradients":{"0.weight":{"shape":[1,1],"data":[2]}},"gradientNorm":2,"learningRate":0.5,
        "parametersAfter":{"0.weight":{"shape":[1,1],"data":[1]}},"buffersAfter":{},"optimizerStateAfter":{"step":1,"slots":{}}}}]}
        """

    private func report(_ text: String) throws -> ReferenceReport {
        try ReferenceCase(parsing: Array(text.utf8), source: "and.json").run(Double.self)
    }

    @Test func theWholeCasePasses() throws {
        #expect(try report(Self.whole).passes)
    }

    @Test(arguments: [
        (
            #""activations":[{"shape":[1,1],"data":[2]}]"#,
            #""activations":[{"shape":[1,1],"data":[2]},{"shape":[1,1],"data":[2]}]"#
        ),
        (#""activations":[{"shape":[1,1],"data":[2]}]"#, #""activations":[]"#),
        (
            #""outputGradients":[{"shape":[1,1],"data":[2]}]"#,
            #""outputGradients":[{"shape":[1,1],"data":[2]},{"shape":[1,1],"data":[2]}]"#
        ),
        (#""gradients":{"0.weight":{"shape":[1,1],"data":[2]}}"#, #""gradients":{}"#),
        (#""parametersAfter":{"0.weight":{"shape":[1,1],"data":[1]}}"#, #""parametersAfter":{}"#),
        (#""type":"dense""#, #""type":"dens""#), (#""out":1"#, #""out":1000000000000"#), (#""out":1"#, #""out":1073741824"#),
        (#""input":[1]"#, #""input":[]"#),
        (#""steps":["#, #""steps":[7,"#),
    ])
    func aListThatDoesNotFitTheNetworkIsOneError(original: String, replacement: String) throws {
        try #require(Self.whole.contains(original))
        let error = try #require(throws: (any Error).self) {
            _ = try report(Self.whole.replacingOccurrences(of: original, with: replacement))
        }
        #expect(!"\(error)".contains("\n"))
    }

    @Test func aWrongNumberFails() throws {
        let report = try report(Self.whole.replacingOccurrences(of: #""gradientNorm":2"#, with: #""gradientNorm":2.00001"#))
        #expect(!report.passes)
        #expect(report.worst?.name == "gradientNorm")
    }
}
