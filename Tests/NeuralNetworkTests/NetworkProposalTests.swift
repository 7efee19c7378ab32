import Basics
import Foundation
import NeuralNetwork
import Testing

/// Networks that are told from names and shapes alone.
struct NetworkProposalTests {
    private func proposal(_ tensors: [(String, [Int])], picture: (rows: Int, columns: Int)? = nil) throws -> NetworkProposal? {
        var (start, members) = (0, [String]())
        for (name, shape) in tensors {
            let size = shape.reduce(1, *) * 4
            members.append(#""\#(name)":{"dtype":"F32","shape":\#(shape),"data_offsets":[\#(start),\#(start + size)]}"#)
            start += size
        }
        let header = Array("{\(members.joined(separator: ","))}".utf8)
        let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
        let bytes = length + header + [UInt8](repeating: 0, count: start)
        return NetworkProposal(try Safetensors(parsing: bytes, source: "f.safetensors"), picture: picture)
    }

    /// A sum's tensors.
    private func sum(_ path: String, _ shape: [Int], bias: Bool = true) -> [(String, [Int])] {
        [("\(path).weight", shape)] + (bias ? [("\(path).bias", [shape[0]])] : [])
    }

    @Test func sumsAreOneBehindTheOther() throws {
        let numbered = try #require(try proposal(sum("0", [8, 4]) + sum("2", [3, 8])))
        #expect(numbered.network == "dense:8,relu,dense:3")
        #expect(numbered.guesses == "activation functions are not in it: relu is a guess")
        // No room for a function between 0 and 1; order of text is not order of numbers.
        #expect(
            try proposal(sum("0", [8, 4]) + sum("1", [6, 8]) + sum("10", [3, 6]))?.network == "dense:8,dense:6,relu,dense:3")
        #expect(try proposal(sum("10", [3, 8]) + sum("2", [8, 4], bias: false))?.network == "dense:8(bias:false),relu,dense:3")
        // Words have no order, widths have one.
        #expect(
            try proposal(sum("body", [6, 8]) + sum("head", [3, 6]) + sum("stem", [8, 4]))?.network
                == "dense:8,relu,dense:6,relu,dense:3")
        #expect(try proposal(sum("a", [4, 4]) + sum("b", [4, 4])) == nil)
    }

    @Test func picturesArePooledUntilTheyFit() throws {
        let lenet = sum("conv1", [6, 1, 5, 5]) + sum("conv2", [16, 6, 5, 5]) + sum("fc1", [120, 256]) + sum("fc2", [10, 120])
        let found = try #require(try proposal(lenet, picture: (28, 28)))
        #expect(
            found.network
                == "conv2d:6x5,relu,maxPool2d:2,conv2d:16x5,relu,maxPool2d:2,flatten,dense:120,relu,dense:10")
        #expect(found.guesses.contains("28×28") && found.guesses.contains("pools"))
        #expect(try proposal(lenet, picture: (7, 7)) == nil)
        // Every proposal is a network.
        #expect(try NetworkSpec(input: [1, 28, 28], parsing: found.network).output == [10])
        let padded = sum("conv1", [4, 1, 3, 3]) + sum("fc", [10, 4 * 14 * 14])
        #expect(try proposal(padded, picture: (28, 28))?.network == "conv2d:4x3(padding:1),relu,maxPool2d:2,flatten,dense:10")
    }

    @Test func normalizationAndTimeAreTold() throws {
        let statistics = [("bn1.running_mean", [8]), ("bn1.running_var", [8])]
        let normalized = sum("bn1", [8]) + statistics + sum("fc1", [8, 4]) + sum("fc2", [3, 8])
        #expect(try proposal(normalized)?.network == "dense:8,batchNorm,relu,dense:3")
        let time = [("r.weight_ih_l0", [16, 3]), ("r.weight_hh_l0", [16, 4]), ("r.bias_ih_l0", [16]), ("r.bias_hh_l0", [16])]
        #expect(try proposal(sum("fc", [2, 4]) + time)?.network == "lstm:4,dense:2")
        #expect(try proposal([("embedding.weight", [9, 4])] + sum("fc", [5, 12]))?.network == "embedding:9x4,flatten,dense:5")
    }

    @Test func whatNoLayerHereHasIsNoNetwork() throws {
        #expect(try proposal([("attn.in_proj_weight", [12, 4]), ("attn.in_proj_bias", [12])]) == nil)
        #expect(try proposal([]) == nil)
        #expect(try proposal([("logit_scale", [])]) == nil)
    }

    /// PyTorch's own files: what is proposed is the network, where names tell it, and what they say comes in.
    @Test(arguments: [
        ("mlp", "dense:6,relu,dense:5,relu,dense:3"),
        ("lenet", "conv2d:4x3(padding:1),relu,maxPool2d:2,conv2d:6x3(padding:1),relu,maxPool2d:2,flatten,dense:10,relu,dense:3"),
    ])
    func pyTorchsFilesAreTold(name: String, network: String) throws {
        let url = ONNXTests.Model.folder.appending(path: "\(name).safetensors")
        let file = try Safetensors(parsing: [UInt8](Data(contentsOf: url)), source: name)
        #expect(NetworkProposal(file, picture: (8, 8))?.network == network)
    }
}
