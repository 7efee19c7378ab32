import Basics
import Foundation
import NeuralNetwork
import Testing

/// Networks that PyTorch and Keras have written as ONNX, in `Tests/Models`, with what they say of them.
struct ONNXTests {
    /// A file there, and the numbers beside it.
    struct Model {
        static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(
            path: "Models")

        let bytes: [UInt8]
        let facts: JSONValue

        init(_ name: String) throws {
            bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: "\(name).onnx")))
            facts = try JSONValue(parsing: Array(Data(contentsOf: Self.folder.appending(path: "\(name).json"))))
        }

        func numbers(_ key: String) -> [Double] {
            guard case .array(let elements)? = facts[key] else { return [] }
            return elements.compactMap { if case .number(let number) = $0 { number } else { nil } }
        }

        func read() throws -> ONNXNetwork { try ONNXTests.read(bytes) }
    }

    static func read(_ bytes: [UInt8]) throws -> ONNXNetwork {
        try ONNXNetwork(parsing: bytes, source: "f.onnx") { name in
            throw InputError(.missing, name, expected: "a file", found: "none")
        }
    }

    /// Files that `make_hostile.py` has made: some ask for petabytes, some for what makes no sense.
    @Test(arguments: [
        ("endless-attention", "a causal mask of 200000000 positions, or none"), ("endless-split", "4 outputs in parts"),
        ("split-into-nothing", "expected parts, found none"), ("endless-order", "4 inputs"),
    ])
    func aHostileFileIsRefusedInALine(_ name: String, _ words: String) throws {
        let bytes = [UInt8](try Data(contentsOf: Model.folder.appending(path: "hostile/\(name).onnx")))
        let error = try #require(throws: InputError.self) { try Self.read(bytes) }
        #expect(error.description.contains(words) && !error.description.contains("\n"), "\(error.description)")
    }

    @Test(arguments: [
        ("mlp", "4→dense:6,relu,dense:5,tanh,dense:3"),
        (
            "lenet",
            "1×12×12→conv2d:4x3(padding:1),tanh,avgPool2d:2,conv2d:6x3,relu,maxPool2d:2,flatten,dense:10,relu,dense:3"
        ),
        (
            "residual",
            "1×6×6→conv2d:4x3(padding:1),groupNorm:2,relu,residual[conv2d:4x3(padding:1,bias:false)],relu,"
                + "residual[conv2d:6x3(stride:2,padding:1),relu,conv2d:6x3(padding:1)|conv2d:6x1(stride:2)],relu,avgPool2d:3,"
                + "flatten,dense:3"
        ),
        ("last", "5×3→lstm:4,dense:3"),
        ("words", "4→embedding:7x4,layerNorm,gru:5,dense:3"),
        ("encoder", "5×8→residual[layerNorm,selfAttention:2],residual[layerNorm,dense:12,gelu,dense:8],flatten,dense:3"),
        ("encoder-older", "5×8→residual[layerNorm,selfAttention:2],residual[layerNorm,dense:12,gelu,dense:8],flatten,dense:3"),
        ("causal", "5×8→selfAttention:2(causal:true),flatten,dense:3"),
        ("causal-older", "5×8→selfAttention:2(causal:true),flatten,dense:3"),
        ("letters", "5→embedding:6x8,position,residual[layerNorm,selfAttention:2(causal:true)],lastStep,dense:6"),
        ("letters-older", "5→embedding:6x8,position,residual[layerNorm,selfAttention:2(causal:true)],lastStep,dense:6"),
        (
            "signal",
            "2×16→conv1d:4x3(padding:1),relu,maxPool1d:2,conv1d:6x3(dilation:2),relu,avgPool1d:4,flatten,dense:3"
        ),
        (
            "functions",
            "4→dense:5,gelu,dense:5,silu,dense:4(bias:false),softplus,dense:4,prelu,elu,dense:4,leakyRelu:0.1,layerNorm,dense:3"
        ),
        (
            "functions-older",
            "4→dense:5,gelu,dense:5,silu,dense:4(bias:false),softplus,dense:4,prelu,elu,dense:4,leakyRelu:0.1,layerNorm,dense:3"
        ),
        (
            "keras",
            "2×6×6→conv2d:3x3(padding:1),relu,residual[conv2d:3x3(padding:1)],maxPool2d:2,flatten,dense:3,softmax"
        ),
    ])
    func theNetworkIsReadAndGivesTheSameOutputs(name: String, network: String) throws {
        let model = try Model(name)
        let read = try model.read()
        #expect(read.network.spec.description == network)
        let (input, output) = (model.numbers("input"), model.numbers("output"))
        let workspace = read.network.makeWorkspace(capacity: input.count / read.network.spec.input.count)
        for (place, value) in input.enumerated() { workspace.input[place] = Float(value) }
        read.network.forward(in: workspace, mode: .eval)
        var own = workspace.output.array.map(Double.init)
        #expect(!own.isEmpty && own.count == output.count)
        if read.remarks.contains(where: { $0.hasPrefix("log softmax") }) {
            // What the file gives is the logarithm of the softmax of what the network gives.
            for row in stride(from: 0, to: own.count, by: 3) {
                let sum = own[row..<row + 3].reduce(0) { $0 + exp($1) }
                for place in row..<row + 3 { own[place] -= log(sum) }
            }
        }
        for (own, other) in zip(own, output) { #expect(abs(own - other) < 1e-5, "\(own), not \(other)") }
    }

    /// The same weights as safetensors, under the names that their module gives them.
    @Test(arguments: ["mlp", "lenet", "residual"]) func weightsUnderPyTorchsNamesGiveTheSameOutputs(name: String) throws {
        let model = try Model(name)
        let bytes = [UInt8](try Data(contentsOf: Model.folder.appending(path: "\(name).safetensors")))
        let network = try Network<Float>(try model.read().network.spec, seed: 9)
        let renamed = try network.load(Safetensors(parsing: bytes, source: name), source: name)
        // What the file of the network does not have, such as dropout, counts in PyTorch's names.
        #expect(renamed == ["mlp": [], "lenet": ["10 is 9"]][name, default: renamed] && renamed.isEmpty == (name == "mlp"))
        let (input, output) = (model.numbers("input"), model.numbers("output"))
        let workspace = network.makeWorkspace(capacity: input.count / network.spec.input.count)
        for (place, value) in input.enumerated() { workspace.input[place] = Float(value) }
        network.forward(in: workspace, mode: .eval)
        for (own, other) in zip(workspace.output.array, output) { #expect(abs(Double(own) - other) < 1e-5) }
    }

    /// The gradient's proof, and PyTorch's own weights after a step.
    @Test(arguments: ["mlp", "lenet", "residual"]) func aStepIsPyTorchs(name: String) throws {
        let model = try Model(name)
        let read = try model.read()
        let (input, classes) = (model.numbers("input"), model.numbers("classes"))
        let network = try Network<Double>(read.network.spec, seed: 1)
        for place in 0..<network.parameters.count { network.parameters[place] = Double(read.network.parameters[place]) }
        let workspace = network.makeWorkspace(capacity: classes.count)
        for (place, value) in input.enumerated() { workspace.input[place] = value }
        for (place, value) in classes.enumerated() { workspace.targetClasses[place] = Int32(value) }
        let loss = Loss<Double>("softmaxCrossEntropy", output: network.spec.output)
        #expect(GradientCheck(network, in: workspace, loss: "softmaxCrossEntropy").run(stride: 3).worstRelativeError < 1e-6)
        workspace.zeroGradients()
        network.forward(in: workspace, mode: .train)
        loss.backward(in: workspace)
        network.backward(in: workspace)
        let gradients = try #require(workspace.gradients)
        let step = model.numbers("step")
        #expect(step.count == network.parameters.count)
        for place in 0..<step.count {
            #expect(abs(network.parameters[place] - 0.1 * gradients[place] - step[place]) < 1e-6)
        }
    }

    @Test func whatIsNoLayerHereIsNamed() throws {
        // Relu as an operator that nobody knows.
        var bytes = try Model("mlp").bytes
        let name = Array("Relu".utf8)
        let place = try #require((0..<bytes.count - 4).first { Array(bytes[$0..<$0 + 4]) == name })
        bytes.replaceSubrange(place..<place + 4, with: Array("Rely".utf8))
        let error = try #require(throws: InputError.self) { try Self.read(bytes) }
        #expect(error.subject.hasPrefix("f.onnx, node ") && error.subject.hasSuffix("Rely"))
        #expect(error.kind == .malformed)
    }

    /// Numbers in a file of their own are found beside it, and nowhere else.
    @Test(arguments: ["../weights", "/etc/passwd", "a/b", "..", ""]) func noFileSaysToReadElsewhere(path: String) throws {
        // A model with a graph with one tensor of one float32 that is external.
        func block(_ field: UInt8, _ content: [UInt8]) -> [UInt8] { [field << 3 | 2, UInt8(content.count)] + content }
        let location = block(13, block(1, Array("location".utf8)) + block(2, Array(path.utf8)))
        let tensor: [UInt8] = [1 << 3, 1, 2 << 3, 1] + block(8, Array("w".utf8)) + location + [14 << 3, 1]
        let error = try #require(throws: InputError.self) { try Self.read(block(7, block(5, tensor))) }
        #expect(error.expected == "numbers in the same folder")
    }

    @Test(arguments: [
        ("", "no graph"), ("PK\u{3}\u{4}aaaaaaaaaaaaaaaaaaaaaaaaaaarchive/data.pkl", "a PyTorch file"),
        ("<html><body>403", "a web page"),
    ]) func whatIsNoONNXFileIsNamed(text: String, words: String) throws {
        let error = try #require(throws: InputError.self) { try Self.read(Array(text.utf8)) }
        #expect(error.description.contains(words), "\(error)")
    }

    /// Cut anywhere or changed anywhere, a file is read or refused in one line.
    @Test(arguments: ["mlp", "last", "words", "functions-older"]) func noFileStopsTheProgram(name: String) throws {
        let bytes = try Model(name).bytes
        var source = RandomSource(seed: 5)
        var refused = 0
        func tries(_ bytes: [UInt8]) {
            do { _ = try Self.read(bytes) } catch let error as InputError {
                refused += 1
                #expect(!error.description.contains("\n"))
            } catch { Issue.record("\(error)") }
        }
        for length in stride(from: 0, to: bytes.count, by: 7) { tries(Array(bytes[..<length])) }
        for _ in 0..<400 {
            var changed = bytes
            for _ in 0...source.integer(below: 3) {
                changed[source.integer(below: bytes.count)] = UInt8(source.integer(below: 256))
            }
            tries(changed)
        }
        #expect(refused > 100)
    }
}

/// Networks of every layer, written as ONNX and read again.
struct ONNXGraphTests {
    @Test(arguments: [
        ("dense:5,relu,dense:4(bias:false),tanh,dense:4,sigmoid,dense:3,softmax", [4]),
        ("dense:5,leakyRelu:0.2,dense:4,elu:0.7,dense:4,gelu,dense:4,gelu(approximation:tanh),dense:3,silu,identity", [4]),
        ("dense:5,prelu,dropout:0.3,dense:6,prelu(shared:false),softplus,layerNorm,groupNorm:2,batchNorm,dense:3", [4]),
        ("conv2d:3x2(stride:2x1,padding:1x0),batchNorm,relu,groupNorm:3,prelu(shared:false),flatten,dense:2", [2, 5, 4]),
        (
            "conv2d:3x2(bias:false),maxPool2d:2,avgPool2d:2x1(padding:1x0,countIncludePad:false),layerNorm(shape:3x2x1)",
            [1, 6, 4]
        ),
        ("residual[dense:4,tanh,dense:4],residual[dense:3,residual[dense:3]|dense:3],tanh", [4]),
        ("rnn:4(returns:sequence),gru:3(returns:sequence),lstm:5(returns:sequence,bias:false),dense:2", [3, 2]),
        ("conv2d:3x2(dilation:2x1,padding:1),relu,flatten,dense:2", [2, 6, 4]),
        (
            "conv1d:4x3(dilation:2,padding:2),batchNorm,relu,maxPool1d:2,conv1d:3x2(bias:false),avgPool1d:2,flatten,dense:3",
            [2, 12]
        ),
        ("lstm:4", [3, 2]), ("gru:4", [3, 2]), ("rnn:4(activation:relu)", [3, 2]),
        ("embedding:6x3,layerNorm,gru:4,dense:2", [4]),
        ("selfAttention:2(causal:true)", [3, 4]), ("dense:6,selfAttention:3(bias:false),tanh,flatten,dense:2", [3, 4]),
        ("selfAttention", [3, 4]),
        (
            "embedding:6x8,position,residual[layerNorm,selfAttention:2(causal:true)],residual[layerNorm,dense:12,gelu,dense:8],"
                + "lastStep,dense:6",
            [5]
        ),
    ])
    func whatIsWrittenIsReadAgain(layers: String, input: [Int]) throws {
        let network = try Network<Float>(NetworkSpec(input: Shape(input), parsing: layers), seed: 3)
        var source = RandomSource(seed: 4)
        for place in 0..<network.parameters.count { network.parameters[place] += Float(source.uniform(-0.2, 0.2)) }
        for place in 0..<network.buffers.count { network.buffers[place] += Float(source.uniform(0.1, 0.5)) }
        let read = try ONNXTests.read(network.onnx())
        #expect(read.remarks.isEmpty)
        #expect(read.network.spec.output == network.spec.output)
        var outputs: [[Float]] = []
        let inputs = (0..<3 * network.spec.input.count).map { _ in
            network.spec.inputKind == .indices ? Float(source.integer(below: 6)) : Float(source.uniform(-1, 1))
        }
        for network in [network, read.network] {
            let workspace = network.makeWorkspace(capacity: 3)
            for (place, value) in inputs.enumerated() { workspace.input[place] = value }
            network.forward(in: workspace, mode: .eval)
            outputs.append(workspace.output.array)
        }
        #expect(zip(outputs[0], outputs[1]).allSatisfy { abs($0 - $1) < 1e-5 })
        // But for α, which no file says it started with.
        let own = network.spec.text.replacingOccurrences(of: "identity", with: "")
        #expect(read.network.spec.text + (own.hasSuffix(",") ? "," : "") == own)
    }

    @Test func aProgramForPyTorchIsShort() throws {
        let layers = "residual[dense:4,tanh,dense:4(bias:false)],gru:3,dense:2"
        let network = try Network<Float>(NetworkSpec(input: [3, 4], parsing: layers), seed: 3)
        let text = TorchProgram.text(network, weights: "w.safetensors", module: "w", note: "A note.")
        #expect(
            text.contains(
                """
                model = nn.Sequential(
                    Residual(
                        nn.Linear(4, 4),
                        nn.Tanh(),
                        nn.Linear(4, 4, bias=False),
                    ),
                    GRU(4, 3),
                    nn.Linear(3, 2),
                )
                """))
        #expect(text.contains("class Residual(nn.Sequential):") && text.contains("class GRU(nn.GRU):"))
        #expect(text.contains("model(torch.zeros(1, 3, 4))") && text.contains("A note.") && text.contains(#""w.safetensors""#))
        #expect(!text.contains("functional"))
    }
}
