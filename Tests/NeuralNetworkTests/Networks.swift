import NeuralNetwork
import Testing

/// Small networks that between them have every layer of the catalog, with its variants.
enum Networks {
    struct Case: CustomTestStringConvertible, Sendable {
        let text: String
        let input: Shape
        var testDescription: String { "\(input) \(text)" }

        init(_ text: String, _ input: Shape) { (self.text, self.input) = (text, input) }
    }

    static let everyLayer: [Case] =
        [
            "identity", "sigmoid", "tanh", "relu", "leakyRelu:0.2", "prelu", "elu:0.7", "gelu", "gelu(approximation:tanh)",
            "silu",
            "softplus", "softplus(beta:2.5)",
            "softmax", "dropout:0.4", "layerNorm", "layerNorm(affine:false)", "batchNorm",
            "batchNorm(affine:false,epsilon:0.001)",
        ].map { Case("dense:5,\($0),dense:4", [3]) } + [
            Case("dense:4(bias:false)", [3]),
            Case("sigmoid,dense:4,relu", [3]),
            Case("dense:3,tanh,dense:4", [2, 3]),
            Case("flatten,dense:4", [2, 2, 3]),
            Case("conv2d:3x2,tanh,flatten,dense:4", [2, 4, 4]),
            Case("conv2d:2x3x2(stride:2x1,padding:1x0,bias:false),tanh,flatten,dense:4", [1, 5, 4]),
            Case("conv2d:2x3(stride:3,padding:2),relu,flatten,dense:4", [2, 6, 5]),
            Case("conv2d:2x3(padding:1),maxPool2d:2,flatten,dense:4", [1, 5, 5]),
            Case("maxPool2d:3(stride:2,padding:1),flatten,dense:4", [2, 5, 4]),
            Case("conv2d:2x2,avgPool2d:2(stride:1),flatten,dense:4", [1, 5, 5]),
            Case("avgPool2d:3(stride:2,padding:1,countIncludePad:false),flatten,dense:4", [2, 5, 4]),
            Case("conv2d:3x2,batchNorm,relu,flatten,dense:4", [1, 4, 4]),
            Case("conv2d:2x2,layerNorm(shape:2x3x3),silu,flatten,dense:4", [1, 4, 4]),
            Case("conv2d:2x2(dilation:2),tanh,flatten,dense:4", [2, 5, 4]),
            Case("conv2d:2x3x2(dilation:2x1,stride:1x2,padding:2x1),tanh,flatten,dense:4", [1, 5, 4]),
            Case("conv1d:3x3,tanh,flatten,dense:4", [2, 6]),
            Case("conv1d:3x3(stride:2,padding:1,bias:false),relu,maxPool1d:2,flatten,dense:4", [2, 8]),
            Case(
                "conv1d:2x3(dilation:2,padding:same),avgPool1d:3(stride:2,padding:1,countIncludePad:false),flatten,dense:4",
                [1, 7]),
            Case("conv1d:4x2,batchNorm,relu,groupNorm:2,prelu(shared:false),flatten,dense:4", [1, 5]),
            Case("dense:4,layerNorm,dense:4", [3, 2]),
            Case("conv2d:4x2,groupNorm:2,relu,flatten,dense:4", [1, 4, 4]),
            Case("conv2d:2x2,prelu(shared:false),flatten,dense:4", [1, 4, 4]),
            Case("dense:6,groupNorm:2(affine:false),dense:4", [3]),
            Case("residual[dense:3,tanh,dense:3],dense:4", [3]),
            Case("dense:4,residual[dense:4,tanh,dense:4|dense:4(bias:false),sigmoid]", [3]),
            Case("dense:4,residual[residual[tanh,dense:4],identity],dense:4", [3]),
            Case("residual[conv2d:3x3(padding:1,stride:2),tanh|conv2d:3x1(stride:2)],flatten,dense:4", [2, 4, 4]),
            Case("residual[flatten,dense:4|flatten,dense:4(bias:false)],tanh", [2, 3]),
            Case("embedding:6x3,flatten,dense:4", [4]),
            Case("embedding:6x4,position,gelu,lastStep,dense:4", [3]),
            Case("conv2d:2x3x1(padding:same),tanh,flatten,dense:4", [1, 4, 4]),
            Case("embedding:6x4,residual[layerNorm,selfAttention:2(causal:true)],dense:4", [3]),
            Case("rnn:4(returns:sequence),dense:4", [3, 2]),
            Case("rnn:4(activation:relu,bias:false)", [3, 2]),
            Case("lstm:4(returns:sequence),dense:4", [3, 2]),
            Case("dense:3,lstm:4(bias:false)", [4, 2]),
            Case("gru:4(returns:sequence),dense:4", [3, 2]),
            Case("gru:4(bias:false),tanh", [4, 2]),
            Case("selfAttention:2,dense:4", [3, 4]),
            Case("tanh,selfAttention:1(causal:true,bias:false)", [3, 4]),
        ]
}
