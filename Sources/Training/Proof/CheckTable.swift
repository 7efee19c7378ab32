import Basics
import Inspection
import NeuralNetwork

/// The gradient check of every layer with every loss, on small networks and drawn numbers.
public enum CheckTable {
    /// A small network around one layer.
    public struct Row: Hashable, Sendable {
        /// The layer that it is about, as text.
        public let layer: String
        /// The whole network, as text.
        public let network: String
        /// Shape of one sample.
        public let input: Shape
        /// True if the row is about a kink: every input is exactly 0, where the layer has two slopes.
        public var isKink = false

        init(_ layer: String, _ network: String, _ input: Shape) {
            (self.layer, self.network, self.input) = (layer, network, input)
        }

        /// The row for a layer of one axis, between two dense layers.
        init(_ layer: String) { self.init(layer, "dense:5,\(layer),dense:4", [3]) }

        static func kink(_ layer: String, _ network: String, _ input: Shape) -> Row {
            var row = Row("\(layer) at its kink", network, input)
            row.isKink = true
            return row
        }
    }

    /// Every layer of the catalog, the layers with kinks once more exactly on them.
    public static let rows: [Row] =
        [
            "identity", "sigmoid", "tanh", "relu", "leakyRelu:0.2", "prelu", "elu:0.7", "gelu", "gelu(approximation:tanh)",
            "silu",
            "softplus", "softmax",
            "dropout:0.4", "layerNorm", "batchNorm",
        ].map { Row($0) } + [
            Row("dense", "dense:4", [3]),
            Row("flatten", "flatten,dense:4", [2, 3]),
            Row("conv2d", "conv2d:3x2,tanh,flatten,dense:4", [2, 4, 4]),
            Row("conv2d(stride,padding)", "conv2d:2x3x2(stride:2x1,padding:1x0),tanh,flatten,dense:4", [1, 5, 4]),
            Row("conv2d(dilation)", "conv2d:2x2(dilation:2),tanh,flatten,dense:4", [1, 4, 4]),
            Row("conv1d", "conv1d:3x2,tanh,flatten,dense:4", [2, 5]),
            Row("maxPool1d", "maxPool1d:2,flatten,dense:4", [2, 6]),
            Row("avgPool1d", "avgPool1d:3(stride:2,padding:1),flatten,dense:4", [2, 6]),
            Row("maxPool2d", "maxPool2d:2,flatten,dense:4", [1, 5, 5]),
            Row("avgPool2d", "avgPool2d:3(stride:2,padding:1),flatten,dense:4", [1, 5, 5]),
            Row("batchNorm of images", "conv2d:2x2,batchNorm,tanh,flatten,dense:4", [1, 4, 4]),
            Row("groupNorm", "conv2d:4x2,groupNorm:2,tanh,flatten,dense:4", [1, 4, 4]),
            Row("residual", "residual[dense:3,tanh,dense:3],dense:4", [3]),
            Row("residual with shortcut", "residual[dense:4,tanh,dense:4|dense:4],tanh", [3]),
            Row("embedding", "embedding:6x3,flatten,dense:4", [4]),
            Row("position", "dense:3,position,tanh,flatten,dense:4", [3, 2]),
            Row("lastStep", "dense:3,tanh,lastStep,dense:4", [3, 2]),
            Row("rnn", "rnn:4,dense:4", [3, 2]),
            Row("lstm", "lstm:4,dense:4", [3, 2]),
            Row("gru", "gru:4,dense:4", [3, 2]),
            Row("selfAttention", "selfAttention:2,flatten,dense:4", [3, 4]),
            Row("selfAttention(causal)", "selfAttention:2(causal:true),flatten,dense:4", [3, 4]),
            .kink("relu", "relu,dense:4", [3]),
            .kink("leakyRelu", "leakyRelu:0.2,dense:4", [3]),
            .kink("prelu", "prelu,dense:4", [3]),
            .kink("maxPool2d", "maxPool2d:2,flatten,dense:4", [1, 4, 4]),
        ]

    /// Every loss, with its kinds of targets and reductions.
    public static let losses = [
        "softmaxCrossEntropy", "softmaxCrossEntropy(target:probabilities)",
        "softmaxCrossEntropy(smoothing:0.1,weights:1x3x0.5x2)", "mse", "mae", "huber:0.4", "hinge",
        "binaryCrossEntropy",
        "binaryCrossEntropyWithLogits",
    ]

    /// Checks one row with one loss on a batch of three samples.
    /// - Throws: an `InputError`, if a row or loss does not fit.
    public static func check(_ row: Row, loss text: String, seed: UInt64 = 7) throws -> GradientCheck.Report {
        let loss = try LossSpec(parsing: text)
        // Probabilities need an output in (0, 1).
        let spec = try NetworkSpec(input: row.input, parsing: row.network + (loss.outputRange == nil ? "" : ",sigmoid"))
        let network = try Network<Double>(spec, seed: seed)
        let workspace = network.makeWorkspace(capacity: 3)
        workspace.randomness = StepRandomness(seed: seed, iteration: 3)
        var source = RandomSource(seed: seed, 99)
        // Biases, gains and shifts away from where they start, so that their part is seen.
        for entry in network.layout.entries where !entry.isWeight {
            for offset in entry.range { network.parameters[offset] += source.uniform(-0.3, 0.3) }
        }
        let indices = spec.layers[0].indexCount ?? 0
        for place in 0..<workspace.count * spec.input.count {
            workspace.input[place] =
                row.isKink ? 0 : indices > 0 ? Double(source.integer(below: indices)) : source.uniform(-1.5, 1.5)
        }
        fillTargets(workspace, loss, &source)
        return GradientCheck(network, in: workspace, loss: loss).run()
    }

    private static func fillTargets(_ workspace: Workspace<Double>, _ loss: LossSpec, _ source: inout RandomSource) {
        let classes = workspace.network.spec.output.last
        for place in workspace.targetClasses.indices { workspace.targetClasses[place] = Int32(source.integer(below: classes)) }
        for row in 0..<workspace.targetValues.count / classes {
            let draws = (0..<classes).map { _ in source.uniform(0.05, 0.95) }
            let total = draws.reduce(0, +)
            for (place, draw) in draws.enumerated() {
                let value =
                    loss.targetForm == .signs ? (draw > 0.5 ? 1 : -1) : loss.outputIsDistribution ? draw / total : draw
                workspace.targetValues[row * classes + place] = value
            }
        }
    }
}
