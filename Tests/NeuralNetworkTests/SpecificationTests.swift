import NeuralNetwork
import Testing

struct SpecificationTests {
    @Test(arguments: [
        ("dense:128,relu,dense:10", "dense:128,relu,dense:10"),
        (" dense : 128 , relu,dense( out : 10 ) ", "dense:128,relu,dense:10"),
        ("DENSE:4(bias:false), ReLU", "dense:4(bias:false),relu"),
        ("linear:3,logistic", "dense:3,sigmoid"),
    ])
    func networksReadBackAsTheyAreWritten(text: String, canonical: String) throws {
        let spec = try NetworkSpec(input: [6], parsing: text)
        #expect(spec.text == canonical)
        #expect(try NetworkSpec(input: [6], parsing: spec.text) == spec)
    }

    @Test(arguments: [
        ("dens:128", "did you mean 'dense'?"),
        ("dense:128,rellu", "did you mean 'relu'?"),
        ("dense:0", "a whole number not below 1"),
        ("dense:-3", "found '-3'"),
        ("dense:1e99", "a whole number not below 1"),
        ("dense", "dense(out:10)"),
        ("", "at least one layer"),
        ("dense:4,", "found nothing"),
        ("dense:4,,relu", "found nothing"),
        ("dense(units:4)", "one of out, bias"),
        ("dense(out:4", "')'"),
        ("dense:4)", "the end or ','"),
        ("relu:3", "'relu' without ':…'"),
        ("dense(out:4,out:5)", "out once"),
        ("dense:4(bias:maybe)", "true or false"),
        ("xyzzy", "known: dense"),
    ])
    func aMistakeIsNamedWithWhatWouldBeRight(text: String, part: String) {
        let error = #expect(throws: SpecificationError.self) { try NetworkSpec(input: [6], parsing: text) }
        #expect(error?.description.contains(part) == true, "\(error?.description ?? "no error")")
        #expect(error?.description.contains("\n") == false)
    }

    @Test(arguments: ["sgd", "sgd(momentum:0.9)", "sgd(learningRate:0.1,momentum:0.9,nesterov:true)"])
    func optimizersReadBackAsTheyAreWritten(text: String) throws {
        let spec = try OptimizerSpec(parsing: text)
        #expect(spec.text == text)
        #expect(try OptimizerSpec(json: JSONValue(parsing: spec.json.text), subject: "optimizer") == spec)
    }

    @Test func jsonWithoutAnAttributeTakesItsDefaultAndUnknownKeysAreIgnored() throws {
        let json = try JSONValue(parsing: #"{"type":"dense","out":3,"color":"blue"}"#)
        #expect(try LayerSpec(json: json, subject: "layer").text == "dense:3")
    }

    @Test func anUnknownTypeInJSONIsNamed() throws {
        let json = try JSONValue(parsing: #"{"type":"conv9d","out":3}"#)
        let error = #expect(throws: SpecificationError.self) { try LayerSpec(json: json, subject: "file.json") }
        #expect(error?.description.contains("'conv9d'") == true)
    }

    @Test(arguments: [("sofmax", "softmax"), ("Relu", "relu"), ("identitty", "identity"), ("zzzzzz", nil)])
    func theNearestNameIsFound(name: String, nearest: String?) {
        #expect(NearestName.find(name, in: LayerSpec.names) == nearest)
    }

    @Test func aNetworkKnowsItsShapesAndParameters() throws {
        let spec = try NetworkSpec(input: [784], parsing: "dense:128,relu,dense:10")
        #expect(spec.outputShapes == [[128], [128], [10]])
        #expect(spec.parameterCount == 784 * 128 + 128 + 128 * 10 + 10)
        let network = try Network<Float>(spec, seed: 1)
        #expect(network.layout.entries.map(\.name) == ["0.weight", "0.bias", "2.weight", "2.bias"])
        #expect(network.parameterRange(ofLayer: 1).isEmpty)
        #expect(network.parameterRange(ofLayer: 2) == (784 * 128 + 128)..<spec.parameterCount)
    }
}
