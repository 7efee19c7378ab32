import Basics
import NeuralNetwork
import Testing

struct SpecificationTests {
    @Test(arguments: [
        ("dense:128,relu,dense:10", "dense:128,relu,dense:10"),
        (" dense : 128 , relu,dense( out : 10 ) ", "dense:128,relu,dense:10"),
        ("DENSE:4(bias:false), ReLU", "dense:4(bias:false),relu"),
        ("linear:3,logistic", "dense:3,sigmoid"),
        ("residual[dense:6,relu,dense:6],dropout", "residual[dense:6,relu,dense:6],dropout"),
        ("dropout:0.5,leakyrelu:0.01,elu(alpha:2)", "dropout,leakyRelu,elu:2"),
    ])
    func networksReadBackAsTheyAreWritten(text: String, canonical: String) throws {
        let spec = try NetworkSpec(input: [6], parsing: text)
        #expect(spec.text == canonical)
        #expect(try NetworkSpec(input: [6], parsing: spec.text) == spec)
    }

    @Test(arguments: [
        ("conv:6x5,relu,maxpool:2,flatten,dense:10", "conv2d:6x5,relu,maxPool2d:2,flatten,dense:10"),
        ("conv2d(out:6,kernel:5x3,stride:2,padding:1x0)", "conv2d:6x5x3(stride:2,padding:1x0)"),
        ("avgpool:3(stride:1)", "avgPool2d:3(stride:1)"),
        ("residual[conv:1x3(padding:1)|identity]", "residual[conv2d:1x3(padding:1)]"),
        ("residual(layers:[conv:2x1],shortcut:[conv:2x1(bias:false)])", "residual[conv2d:2x1|conv2d:2x1(bias:false)]"),
    ])
    func imageNetworksReadBackAsTheyAreWritten(text: String, canonical: String) throws {
        let spec = try NetworkSpec(input: [1, 12, 12], parsing: text)
        #expect(spec.text == canonical)
        #expect(try NetworkSpec(input: [1, 12, 12], parsing: spec.text) == spec)
    }

    @Test(arguments: [
        ("conv1d:4x5(padding:same)", "conv1d:4x5(padding:2)"), ("conv1d(out:4,kernel:5,stride:2)", "conv1d:4x5(stride:2)"),
        ("conv1d:4x3(dilation:3,padding:same)", "conv1d:4x3(dilation:3,padding:3)"), ("maxpool1d:2", "maxPool1d:2"),
    ])
    func networksOverSignalsReadBackAsTheyAreWritten(text: String, canonical: String) throws {
        let spec = try NetworkSpec(input: [2, 12], parsing: text)
        #expect(spec.text == canonical && (spec.output == [4, 12] || !text.contains("same")))
        #expect(try NetworkSpec(input: [2, 12], parsing: spec.text) == spec)
    }

    @Test(arguments: Networks.everyLayer)
    func everyNetworkReadsBackFromItsTextAndItsJSON(network: Networks.Case) throws {
        let spec = try NetworkSpec(input: network.input, parsing: network.text)
        #expect(try NetworkSpec(input: network.input, parsing: spec.text) == spec)
        for layer in spec.layers { #expect(try LayerSpec(json: JSONValue(parsing: layer.json.text), subject: "layer") == layer) }
    }

    /// The padding that keeps a picture's size is a number once its kernel is known.
    @Test(arguments: [
        ("conv:6x3(padding:same)", "conv2d:6x3(padding:1)"), ("conv:6x5x1(padding:same)", "conv2d:6x5x1(padding:2x0)"),
        ("conv(padding:same,kernel:7,out:2)", "conv2d:2x7(padding:3)"),
        ("conv:2x2(dilation:2,padding:same)", "conv2d:2x2(dilation:2,padding:1)"),
    ]) func theSamePaddingIsANumber(text: String, written: String) throws {
        let spec = try NetworkSpec(input: [1, 9, 9], parsing: text)
        #expect(spec.text == written && spec.output.dimensions.suffix(2) == [9, 9])
    }

    @Test(arguments: ["conv:6x4(padding:same)", "conv:6x3(stride:2,padding:same)", "maxPool:3(padding:same)"])
    func theSamePaddingIsRefusedWhereThereIsNone(text: String) throws {
        let error = try #require(throws: InputError.self) { try NetworkSpec(input: [1, 9, 9], parsing: text) }
        #expect(error.expected.contains("odd sizes and a stride of 1"))
    }

    @Test(arguments: [
        "softmaxCrossEntropy(smoothing:0.1)", "softmaxCrossEntropy(weights:1x2.5x0)",
        "softmaxCrossEntropy(target:probabilities,reduction:sum,smoothing:0.25,weights:2x1)",
    ]) func lossesReadBackAsTheyAreWritten(text: String) throws {
        let spec = try LossSpec(parsing: text)
        #expect(spec.text == text)
        #expect(try LossSpec(json: JSONValue(parsing: spec.json.text), subject: "loss") == spec)
    }

    @Test(arguments: [
        ("softmaxCrossEntropy(smoothing:1)", "[0, 1)"), ("softmaxCrossEntropy(weights:1x-2)", "each a finite number not below 0"),
        ("softmaxCrossEntropy(weights:many)", "numbers such as"),
    ]) func aLossThatCannotBeIsNamed(text: String, words: String) throws {
        let error = try #require(throws: InputError.self) { try LossSpec(parsing: text) }
        #expect(error.description.contains(words), "\(error)")
    }

    @Test func theTableOfNetworksHasEveryLayer() throws {
        func names(_ layers: [LayerSpec]) -> [String] {
            layers.flatMap {
                [$0.name] + ($0.name == "residual" ? names(($0.layers("layers") ?? []) + ($0.layers("shortcut") ?? [])) : [])
            }
        }
        let covered = try Networks.everyLayer.flatMap { names(try NetworkSpec.layers(parsing: $0.text)) }
        #expect(Set(LayerSpec.names).subtracting(covered).isEmpty)
    }

    @Test(
        arguments: [
            ("dense:4", [1, 28, 28], "flatten"),
            ("conv:6x5", [784], "1×28×28"),
            ("conv:6x9", [1, 4, 4], "at most 4×4"),
            ("maxpool:2(padding:2)", [1, 8, 8], "half the kernel"),
            ("lstm:4", [7], "time×features"),
            ("attention:3", [5, 4], "divisible by 3"),
            ("dense:4,embedding:3x3", [5], "first layer"),
            ("residual[dense:4]", [5], "same output shape"),
            ("residual[dense:4|dense:3]", [5], "same output shape"),
            ("layerNorm(shape:3)", [5], "end of the input's"),
            ("dense:1000000000,dense:1000000000", [5], "at most"),
            ("dropout:1", [5], "[0, 1)"),
            ("batchnorm", [2, 3, 4, 5], "features, channels×length or channels"),
        ] as [(String, Shape, String)])
    func aLayerThatDoesNotFitSaysWhatWould(text: String, input: Shape, part: String) {
        let error = #expect(throws: InputError.self) { try NetworkSpec(input: input, parsing: text) }
        #expect(error?.description.contains(part) == true, "\(error?.description ?? "no error")")
    }

    @Test(
        arguments: [
            ("dense:9", [784]), ("conv:3x3,relu,flatten,dense:9", [1, 28, 28]), ("dropout,dense:9", [784]), ("lstm:4", [28, 28]),
        ] as [(String, Shape)])
    func imagesGoInAsTheFirstLayerNeedsThem(text: String, input: Shape) throws {
        let layers = try NetworkSpec.layers(parsing: text)
        #expect(NetworkSpec.naturalInput(for: layers, data: [1, 28, 28]) == input)
        #expect(throws: Never.self) { try NetworkSpec(input: input, layers: layers) }
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
        let error = #expect(throws: InputError.self) { try NetworkSpec(input: [6], parsing: text) }
        #expect(error?.description.contains(part) == true, "\(error?.description ?? "no error")")
        #expect(error?.description.contains("\n") == false)
    }

    @Test(arguments: [
        "sgd", "sgd(momentum:0.9)", "sgd(learningRate:0.2,momentum:0.9,nesterov:true)", "adam(beta1:0.8)", "adam(amsgrad:true)",
        "nadam",
    ])
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
        let error = #expect(throws: InputError.self) { try LayerSpec(json: json, subject: "file.json") }
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
