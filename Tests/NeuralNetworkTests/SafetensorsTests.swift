import Basics
import NeuralNetwork
import Testing

struct SafetensorsTests {
    private func network<Scalar: NetworkScalar>(_ scalar: Scalar.Type, seed: UInt64, _ text: String = "dense:4,batchNorm,dense:2")
        throws -> Network<Scalar>
    {
        try Network(NetworkSpec(input: [3], parsing: text), seed: seed)
    }

    private func file(_ header: String, data: [UInt8] = []) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) } + Array(header.utf8) + data
    }

    @Test func whatIsSavedLoadsAgainBitForBit() throws {
        let saved = try network(Float.self, seed: 1)
        saved.buffers[1] = 0.25
        let other = try network(Float.self, seed: 2)
        let bytes = saved.safetensors(metadata: ["network": saved.spec.text])
        let parsed = try Safetensors(parsing: bytes, source: "model")
        #expect(parsed.metadata == ["network": "dense:4,batchNorm,dense:2"])
        try other.load(parsed, source: "model")
        #expect(other.parameters.array == saved.parameters.array)
        #expect(other.buffers.array == saved.buffers.array)
        let double = try network(Double.self, seed: 3)
        try double.load(parsed, source: "model")
        #expect(double.parameters.array == saved.parameters.array.map { Double($0) })
    }

    @Test func namesArePyTorchs() throws {
        let names = try Safetensors(parsing: network(Float.self, seed: 1).safetensors(), source: "model").tensors.map(\.name)
        #expect(names == ["0.weight", "0.bias", "1.weight", "1.bias", "2.weight", "2.bias", "1.running_mean", "1.running_var"])
        let recurrent = try Network<Double>(NetworkSpec(input: [5, 3], parsing: "lstm:4,dense:2"), seed: 1)
        let parsed = try Safetensors(parsing: recurrent.safetensors(), source: "model")
        #expect(
            parsed.tensors.map(\.name) == [
                "0.weight_ih_l0", "0.weight_hh_l0", "0.bias_ih_l0", "0.bias_hh_l0", "1.weight", "1.bias",
            ])
        #expect(parsed.tensors[0].shape == [16, 3] && parsed.tensors[0].type == .float64)
    }

    @Test func halfPrecisionIsRead() throws {
        // 1, -2, the smallest subnormal, infinity; and 1.5, -0.5 in bfloat16.
        let data: [UInt8] = [0x00, 0x3C, 0x00, 0xC0, 0x01, 0x00, 0x00, 0x7C, 0xC0, 0x3F, 0x00, 0xBF]
        let header =
            #"{"h":{"dtype":"F16","shape":[4],"data_offsets":[0,8]},"b":{"dtype":"BF16","shape":[2],"data_offsets":[8,12]},"n":{"dtype":"I64","shape":[],"data_offsets":[0,8]}}"#
        let parsed = try Safetensors(parsing: file(header, data: data), source: "model")
        #expect(parsed.tensors.map(\.name) == ["h", "b"])
        #expect(parsed.values(of: parsed.tensors[0]) == [1, -2, 0x1p-24, .infinity])
        #expect(parsed.values(of: parsed.tensors[1]) == [1.5, -0.5])
    }

    @Test(arguments: [
        ("", "found 0 bytes"),
        ("{", "header within"),
        (#"{"a":1}"#, "expected a dtype"),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, "within 0 bytes"),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,0]}}"#, "as many bytes"),
        (#"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}"#, "whole numbers in shape"),
        (#"{"a":{"dtype":"F32","shape":[1073741824,1073741824,1073741824],"data_offsets":[0,0]}}"#, "as many bytes"),
        (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, "whole numbers in shape"),
        (#"[1,2]"#, "expected an object"),
        (#"{"a":nope}"#, "line 1, column 6"),
    ])
    func brokenFilesAreNamed(header: String, part: String) {
        let bytes = header.isEmpty ? [] : header == "{" ? [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0x7B] : file(header)
        let error = #expect(throws: InputError.self) { try Safetensors(parsing: bytes, source: "bad.safetensors") }
        #expect(error?.description.contains(part) == true, "\(error?.description ?? "no error")")
    }

    @Test(arguments: [
        ("dense:5,batchNorm,dense:2", "expected shape 5×3"), ("dense:4,dense:2", "expected a tensor 1.weight|expected shape"),
        ("dense:4", "found 1.bias"),
    ])
    func aModelOfAnotherNetworkChangesNothing(text: String, part: String) throws {
        let parsed = try Safetensors(parsing: network(Float.self, seed: 1).safetensors(), source: "model")
        let other = try network(Float.self, seed: 2, text)
        let before = other.parameters.array
        let error = #expect(throws: InputError.self) { try other.load(parsed, source: "model") }
        #expect(
            part.split(separator: "|").contains { error?.description.contains($0) == true }, "\(error?.description ?? "no error")"
        )
        #expect(other.parameters.array == before)
    }
}
