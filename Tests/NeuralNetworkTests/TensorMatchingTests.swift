import Basics
import NeuralNetwork
import Testing

struct TensorMatchingTests {
    /// A file with these tensors, each 4 bytes an element.
    private func file(_ tensors: [(String, [Int])], type: String = "F32") throws -> Safetensors {
        var (start, members) = (0, [String]())
        for (name, shape) in tensors {
            let size = shape.reduce(1, *) * 4
            members.append(#""\#(name)":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":[\#(start),\#(start + size)]}"#)
            start += size
        }
        let header = Array("{\(members.joined(separator: ","))}".utf8)
        let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
        let data = (0..<start).map { UInt8($0 % 4 == 3 ? 0x3F : 0) }
        return try Safetensors(parsing: length + header + data, source: "f.safetensors")
    }

    private func network() throws -> Network<Float> {
        try Network(
            NetworkSpec(input: [2], layers: LayerChain(parsing: "dense:4,tanh,dense:2").layers), initializer: .he, seed: 1)
    }

    private let shapes = [[4, 2], [4], [2, 4], [2]]

    @Test(arguments: ["", "module.", "_orig_mod.", "model.", "_orig_mod.module.", "net.layers."])
    func whatOtherProgramsPutInFrontIsLeftOut(_ prefix: String) throws {
        let names = ["0.weight", "0.bias", "2.weight", "2.bias"].map { prefix + $0 }
        let network = try network()
        try network.load(try file(Array(zip(names, shapes))), source: "f")
        #expect(network.parameters.values(0..<network.parameters.count).allSatisfy { $0 == 0.5 })
    }

    /// Modules of other names are told by their shapes, whatever order they come in, and said.
    @Test(arguments: [["fc1", "fc2"], ["encoder", "head"]], [false, true])
    func otherNamesAreMatchedByTheirShapes(modules: [String], isTurned: Bool) throws {
        let names = modules.flatMap { ["\($0).weight", "\($0).bias"] }
        let tensors = Array(zip(names, shapes))
        let network = try network()
        let renamed = try network.load(try file(isTurned ? tensors.reversed() : tensors), source: "f")
        #expect(renamed == ["\(modules[0]) is 0", "\(modules[1]) is 2"])
        #expect(network.parameters.values(0..<network.parameters.count).allSatisfy { $0 == 0.5 })
    }

    /// Of those that have the same shapes numbers tell the order, and words do not.
    @Test func noOrderIsGuessed() throws {
        let spec = try NetworkSpec(input: [2], layers: LayerChain(parsing: "dense:2,tanh,dense:2,tanh,dense:2").layers)
        func load(_ names: [String]) throws -> [String] {
            try Network<Float>(spec, seed: 1).load(
                try file(names.flatMap { [("\($0).weight", [2, 2]), ("\($0).bias", [2])] }), source: "f")
        }
        #expect(try load(["fc10", "fc2", "fc1"]) == ["fc1 is 0", "fc2 is 2", "fc10 is 4"])
        let error = try #require(throws: InputError.self) { try load(["in", "middle", "out"]) }
        #expect(error.advice == "shapes fit in their order: save in.weight as 0.weight, in.bias as 0.bias and so on")
    }

    /// PyTorch has query, key and value in one tensor.
    @Test func attentionOfPyTorchIsUnpacked() throws {
        let spec = try NetworkSpec(input: [3, 2], parsing: "selfAttention,flatten,dense:2")
        let network = try Network<Float>(spec, seed: 1)
        let tensors: [(String, [Int])] = [
            ("0.in_proj_bias", [6]), ("0.in_proj_weight", [6, 2]), ("0.out_proj.bias", [2]), ("0.out_proj.weight", [2, 2]),
            ("2.bias", [2]), ("2.weight", [2, 6]),
        ]
        let file = try file(tensors)
        try network.load(file, source: "f")
        #expect(network.parameters.values(0..<network.parameters.count).allSatisfy { $0 == 0.5 })
        // Each third is its own.
        let header =
            #"{"0.in_proj_weight":{"dtype":"F32","shape":[6,2],"data_offsets":[0,48]},"0.out_proj.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[48,64]}}"#
        var numbered = (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) } + Array(header.utf8)
        for value in 0..<16 { withUnsafeBytes(of: Float(value).bitPattern.littleEndian) { numbered += Array($0) } }
        let plain = try Network<Float>(NetworkSpec(input: [3, 2], parsing: "selfAttention(bias:false)"), seed: 1)
        try plain.load(Safetensors(parsing: numbered, source: "f"), source: "f")
        #expect(plain.parameters.array == (0..<16).map(Float.init))
    }

    /// Whatever a module is called in which PyTorch's attention is.
    @Test(arguments: ["attn", "blocks.0.attn", "encoder.self_attn"])
    func attentionOfAnyNameIsUnpacked(_ name: String) throws {
        let spec = try NetworkSpec(input: [3, 2], parsing: "selfAttention,flatten,dense:2")
        let network = try Network<Float>(spec, seed: 1)
        let renamed = try network.load(
            file([
                ("\(name).in_proj_bias", [6]), ("\(name).in_proj_weight", [6, 2]), ("\(name).out_proj.bias", [2]),
                ("\(name).out_proj.weight", [2, 2]), ("head.bias", [2]), ("head.weight", [2, 6]),
            ]), source: "f")
        #expect(network.parameters.values(0..<network.parameters.count).allSatisfy { $0 == 0.5 })
        #expect(renamed == ["\(name) is 0", "head is 2"])
    }

    @Test func namesAndShapesStandSideBySide() throws {
        let names = ["fc1.kernel", "fc1.bias", "fc2.kernel", "fc2.bias"]
        let error = try #require(throws: InputError.self) { try network().load(try file(Array(zip(names, shapes))), source: "f") }
        #expect(error.expected == "a tensor 0.weight of shape 4×2 for network dense:4,tanh,dense:2")
        #expect(error.found == "only fc1.kernel 4×2, fc1.bias 4, fc2.kernel 2×4, fc2.bias 2")
        #expect(error.advice == "shapes fit in their order: save fc1.kernel as 0.weight, fc1.bias as 0.bias and so on")
        let other = try #require(throws: InputError.self) { try network().load(try file([("a", [3, 3])]), source: "f") }
        #expect(other.advice == "give the network that the weights are of")
    }

    @Test func aTypeThatIsNotReadIsNamed() throws {
        let names = ["0.weight", "0.bias", "2.weight", "2.bias"]
        let error = try #require(throws: InputError.self) {
            try network().load(try file(Array(zip(names, shapes)), type: "I32"), source: "f")
        }
        #expect(error.found == "none; 0.weight (I32) is not read")
    }

    @Test(arguments: [
        ("version https://git-lfs.github.com/spec/v1\noid", "a Git LFS pointer"), ("<html><body>403", "a web page"),
        ("PK\u{3}\u{4}aaaaaaaaaaaaaaaaaaaaaaaaaaarchive/data.pkl", "a PyTorch file"),
    ]) func whatIsNoSafetensorsFileIsNamed(text: String, words: String) throws {
        let error = try #require(throws: InputError.self) { try Safetensors(parsing: Array(text.utf8), source: "f") }
        #expect(error.description.contains(words), "\(error)")
    }
}
