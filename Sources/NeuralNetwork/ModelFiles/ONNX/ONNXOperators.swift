/// The operators that are read, by the names that ONNX gives them. A new one is one line here.
enum ONNXOperators {
    /// Takes a node into a network, or throws with its name.
    typealias Reading = @Sendable (inout ONNXImport, ONNXNode) throws -> Void

    /// The reading of a node's operator; nil of one that is not known.
    fileprivate static func reading(of node: ONNXNode) -> Reading? { node.isStandard ? readings[node.operation] : nil }

    private static let readings: [String: Reading] = [
        // Sums and windows.
        "Gemm": { try $0.readGemm($1) },
        "MatMul": { try $0.readMatMul($1) },
        "Conv": { try $0.readConvolution($1) },
        "MaxPool": { try $0.readPool($1, .maximum) },
        "AveragePool": { try $0.readPool($1, .average) },
        "GlobalMaxPool": { try $0.readGlobalPool($1, .maximum) },
        "GlobalAveragePool": { try $0.readGlobalPool($1, .average) },
        "ReduceMean": { try $0.readMean($1) },
        "Gather": { try $0.readGather($1) },
        "Split": { try $0.readSplit($1) },

        // Functions.
        "Relu": { try $0.elementwise($1, "relu") },
        "Sigmoid": { try $0.elementwise($1, "sigmoid") },
        "Tanh": { try $0.elementwise($1, "tanh") },
        "LeakyRelu": { try $0.elementwise($1, "leakyRelu", ["slope": .number($1.decimal("alpha") ?? 0.01)]) },
        "Elu": { try $0.elementwise($1, "elu", ["alpha": .number($1.decimal("alpha") ?? 1)]) },
        "Gelu": { try $0.elementwise($1, "gelu", ["approximation": .word($1.text("approximate") ?? "none")]) },
        "Softplus": { try $0.elementwise($1, "softplus") },
        "PRelu": { try $0.readPReLU($1) },
        "Softmax": { try $0.readSoftmax($1) },
        "LogSoftmax": { try $0.readLogSoftmax($1) },
        "Dropout": { try $0.readDropout($1) },
        "BatchNormalization": { try $0.readBatchNormalization($1) },
        "InstanceNormalization": { try $0.readInstanceNormalization($1) },
        "GroupNormalization": { try $0.readGroupNormalization($1) },
        "LayerNormalization": { try $0.readLayerNormalization($1) },

        // Arithmetic: a bias, a residual sum, or part of a function.
        "Add": { try $0.readAdd($1) },
        "Sub": { try $0.readArithmetic($1) },
        "Mul": { try $0.readMul($1) },
        "Div": { try $0.readArithmetic($1) },
        "Pow": { try $0.readPower($1) },
        "Sqrt": { try $0.readSquareRoot($1) },
        "Erf": { try $0.readErrorFunction($1) },
        "Greater": { try $0.readGreater($1) },
        "Where": { try $0.readWhere($1) },

        // Time.
        "RNN": { try $0.readRecurrent($1, .rnn) },
        "LSTM": { try $0.readRecurrent($1, .lstm) },
        "GRU": { try $0.readRecurrent($1, .gru) },

        // The same numbers in another order or shape.
        "Identity": { try $0.readIdentity($1) },
        "Cast": { try $0.readCast($1) },
        "Constant": { try $0.readConstant($1) },
        "ConstantOfShape": { try $0.readConstantOfShape($1) },
        "Flatten": { try $0.readFlatten($1) },
        "Reshape": { try $0.readReshape($1) },
        "Transpose": { try $0.readTranspose($1) },
        "Squeeze": { try $0.readSqueeze($1) },
        "Unsqueeze": { try $0.readUnsqueeze($1) },
        "Slice": { try $0.readSlice($1) },
        "Expand": { try $0.readExpand($1) },
        "Trilu": { try $0.readTriangle($1) },
        "Equal": { try $0.readEqual($1) },
        "Range": { try $0.readRange($1) },
        "Mod": { try $0.reckon($1) },

        // Arithmetic with sizes.
        "Shape": { try $0.readShape($1) },
        "Concat": { try $0.readConcat($1) },
    ]
}

extension ONNXImport {
    /// Takes in the file's nodes, in their order.
    mutating func readNodes() throws {
        for node in file.nodes {
            guard let reading = ONNXOperators.reading(of: node) else {
                let isLoop = ["Loop", "Scan"].contains(node.operation)
                throw node.unmapped(
                    "an operator that is a layer here", found: node.operation,
                    advice: isLoop
                        ? "a recurrent layer that came apart is whole with torch.onnx.export(…, dynamo=False)"
                        : "layers are \(LayerFamily.schemas.map(\.name).joined(separator: ", "))")
            }
            try reading(&self, node)
        }
    }
}
