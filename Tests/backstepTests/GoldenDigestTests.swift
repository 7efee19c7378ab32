import KernelLevels
import NeuralNetwork
import TestSupport
import Testing

/// The bits of twelve varied runs after a thousand iterations: the same at every level of instructions, on every machine, from
/// now on.
struct GoldenDigestTests {
    struct Run: Sendable, CustomTestStringConvertible {
        let name: String
        let arguments: [String]
        let digest: String

        init(_ name: String, _ arguments: String, _ digest: String) {
            (self.name, self.digest) = (name, digest)
            self.arguments = arguments.split(separator: " ").map(String.init)
        }

        var testDescription: String { name }
    }

    private static let digits = "--data digits --train-count 1000"

    static let runs = [
        Run("zeros left out, softmax", "digit-5 \(digits)", "9c0f5c7a34df084c5a9659b5366e0e92a40d7263e1af07ba66a13d17a1ed47a2"),
        Run("one sample at a time", "xor", "0662dc6cd59802ae73dd38765b9f3f6aeef3d6f8366796b7aa6857a2f9e837b8"),
        Run("tanh", "spirals", "1e4d72eba67edab142772ad44dd20806ece004719e8ac7ba23f5bc28c5d34760"),
        Run(
            "batch normalization, sigmoid", "batch-norm-cure \(digits) --batch 8",
            "376aaa44d69897bf96a0401102da0bfa8ac79f797a029ba182159e0812549d8b"),
        Run(
            "residual layers", "residual \(digits) --batch 8", "d7af20633145280fdcd0e0fbc3df8cb2b2f98a60dd08ba10d38d3d78c38dc262"),
        Run(
            "convolution and pools", "lenet \(digits) --batch 2",
            "fb725a0a7a511feffa1d5094a709343dfa1b9d9f2fe680ce7ebbff56819764c1"),
        Run("LSTM", "lstm-echo", "b3d39e4071c2d1f8effae4fdb243af657ed2df9bad88a31d6113501bc60f3fa6"),
        Run("embedding, attention", "attention", "035f60efa4a474b86fc371ad63752e64bc41a2a41982a439a543f19f48e59594"),
        Run("dropout", "dropout \(digits)", "3785ea5a6038056edc31a2e858975c6fdb852aa2d3954bfb7ffe7713ac0de51e"),
        Run(
            "strided convolution, GELU, ELU, layer normalization, NAdam",
            "\(digits) --network conv:4x3(stride:2),gelu,avgpool:2,flatten,dense:16,elu,layernorm,dense:10 --optimizer nadam --batch 4",
            "bd35a9b6f5cbaaf0afcf51ed243e3759ad801e44a56489c0039c8f1ab8c36750"),
        Run(
            "one digit at a time, SiLU, momentum, clipping, L2, cosine",
            "\(digits) --network dense:32,silu,dense:10 --optimizer sgd(momentum:0.9) --learning-rate 0.01 --clip norm:1 --l2 0.0001 --schedule cosine --batch 1",
            "ad687f6e09d57aef887b28cd61ba289a97a4f8f2786ecb429dddb66d093e2fad"),
        Run(
            "GRU, softplus, AdaDelta", "rnn-echo --network gru:12,dense:8,softplus,dense:4 --optimizer adadelta",
            "821bf2322d36fe57ada1648045e24ea8c007731b3f498d2c02dd8594381f275d"),
    ]

    @Test(arguments: runs, KernelLevel.available)
    func aRunHasItsBitsAtEveryLevel(_ run: Run, _ level: KernelLevel) async throws {
        let result = try await Command.backstep(
            ["frame"] + run.arguments + ["--keys", "n*1000", "--digest"], environment: [KernelLevel.variable: level.rawValue]
        ).run()
        #expect(result.isSuccess, "\(result)")
        #expect(result.outputLines.last == "parameters \(run.digest)", "\(run.name) at \(level.rawValue)")
    }
}
