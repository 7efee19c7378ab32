import NeuralNetwork
import Testing

/// The reader and runner of reference files on a small case written by hand: `y = 2x`, one step of SGD.
struct ReferenceCaseTests {
    static let good = #"""
        {"format":"backstep-reference/1","source":"by hand","name":"line","covers":[],"note":"","special":null,
         "tolerance":{"float64":{"relative":1e-9,"absolute":1e-12},"float32":null},
         "network":{"input":[1],"inputKind":"values","layers":[{"type":"dense","out":1,"bias":false}]},
         "loss":{"type":"mse","reduction":"mean"},
         "optimizer":{"type":"sgd","learningRate":0.5,"momentum":0,"nesterov":false,"dampening":0,"weightDecay":0},
         "clip":null,"regularization":null,"schedule":null,
         "parameters":{"0.weight":{"shape":[1,1],"data":[2]}},"buffers":{},
         "steps":[{"mode":"train","input":{"shape":[1,1],"data":[3]},"target":{"shape":[1,1],"data":[5]},"masks":{},"states":{},
          "expect":{"activations":[{"shape":[1,1],"data":[6]}],"innerActivations":{},"attentionWeights":{},"statesAfter":{},
           "dataLoss":1,"penalty":0,"loss":1,"outputGradients":[{"shape":[1,1],"data":[2]}],"innerOutputGradients":{},
           "inputGradient":{"shape":[1,1],"data":[4]},"gradients":{"0.weight":{"shape":[1,1],"data":[6]}},"gradientNorm":6,"learningRate":0.5,
           "parametersAfter":{"0.weight":{"shape":[1,1],"data":[-1]}},"buffersAfter":{},"optimizerStateAfter":{"step":1,"slots":{}}}}]}
        """#

    private func load(_ text: String) throws -> ReferenceCase {
        try ReferenceCase(parsing: Array(text.utf8), source: "line.json")
    }

    @Test func theRightNumbersPass() throws {
        let report = try load(Self.good).run(Double.self)
        #expect(report.passes && report.worstRelativeError == 0)
        #expect(report.quantities.map(\.name).contains("parametersAfter"))
    }

    @Test(arguments: [
        ("activations", #""activations":[{"shape":[1,1],"data":[6]}]"#, #""activations":[{"shape":[1,1],"data":[6.00001]}]"#),
        ("activations", #""activations":[{"shape":[1,1],"data":[6]}]"#, #""activations":[{"shape":[1],"data":[6]}]"#),
        ("loss", #""loss":1,"#, #""loss":1.001,"#),
        ("outputGradients", #""data":[2]}],"innerO"#, #""data":["nan"]}],"innerO"#),
        ("inputGradient", #""data":[4]"#, #""data":[-4]"#),
        (
            "gradients", #""gradients":{"0.weight":{"shape":[1,1],"data":[6]}}"#,
            #""gradients":{"0.weight":{"shape":[1,1],"data":["inf"]}}"#
        ),
        ("gradientNorm", #""gradientNorm":6"#, #""gradientNorm":7"#),
        ("parametersAfter", #""data":[-1]"#, #""data":[-1.1]"#),
        ("optimizerStateAfter", #""step":1"#, #""step":2"#),
    ])
    func aWrongNumberFailsItsQuantity(quantity: String, right: String, wrong: String) throws {
        let text = Self.good.replacing(right, with: wrong)
        #expect(text != Self.good)
        let report = try load(text).run(Double.self)
        #expect(!report.passes)
        #expect(report.quantities.filter { !$0.passes }.map(\.name) == [quantity])
    }

    @Test func aCaseWithoutAToleranceIsSkippedByName() throws {
        let report = try load(Self.good).run(Float.self)
        #expect(report.name == "line" && report.skipped != nil && report.quantities.isEmpty)
    }

    @Test(arguments: [
        ("backstep-reference/1", "backstep-reference/2", #"format "backstep-reference/1""#),
        (#""type":"dense""#, #""type":"dens""#, "did you mean 'dense'?"),
        (#""type":"mse""#, #""type":"ms9""#, "did you mean 'mse'?"),
        (#""type":"sgd""#, #""type":"lion""#, "found 'lion'"),
        (#""parameters":{"0.weight""#, #""parameters":{"1.weight""#, "expected 0.weight of shape [1, 1], found nothing"),
        (#""shape":[1,1],"data":[2]}},"b"#, #""shape":[2,1],"data":[2,1]}},"b"#, "found shape [2, 1]"),
        (#""shape":[1,1],"data":[3]"#, #""shape":[1,1],"data":[3,4]"#, "as many values as shape [1, 1]"),
        (#""shape":[1,1],"data":[3]"#, #""shape":[1,2],"data":[3,4]"#, "expected input of shape [1, 1]"),
        (#""data":[5]"#, #""data":["five"]"#, "steps[0].target.data[0]"),
        (#""mode":"train""#, #""mode":"test""#, #"found "test""#),
        (#""inputKind":"values""#, #""inputKind":"indices""#, #"expected "values", found "indices""#),
        (#""relative":1e-9"#, #""relative":"inf""#, "tolerance.float64.relative: expected a finite number"),
        (#""inputGradient":{"shape":[1,1],"data":[4]}"#, #""inputGradient":null"#, "inputGradient"),
        (#""clip":null"#, #""clip":{"type":"norm","max":9}"#, #"the key "clippedGradients""#),
        (#""momentum":0,"nesterov""#, #""momentum":0.5,"nesterov""#, #"the key "momentum""#),
        (#""steps":"#, #""stops":"#, #"the key "steps""#),
        (#""masks":{}"#, #""masks":{"0":{"shape":[1],"data":[1]}}"#, "mask for a dropout layer"),
        (#"{"format""#, #"["format""#, "JSON line 1"),
    ])
    func whatCannotBeRunIsNamed(right: String, wrong: String, part: String) {
        let text = Self.good.replacing(right, with: wrong)
        #expect(text != Self.good)
        let error = #expect(throws: (any Error).self) { try load(text).run(Double.self) }
        #expect(error.map { "\($0)" }?.contains(part) == true, "\(error.map { "\($0)" } ?? "no error")")
    }
}
