import NeuralNetwork

/// How the neurons of a column are arranged, which decides how they are drawn.
public enum ColumnForm: Hashable, Sendable {
    /// In no order: `[units]`.
    case neurons
    /// Feature maps, `[channels, height, width]`.
    case maps(channels: Int, ImageShape)
    /// Features at every step of time, `[time, features]`; of a recurrent layer its hidden states.
    case sequence(time: Int, features: Int)
    /// Self-attention: a map of weights `[time, time]` for each head, and what it puts out, `[time, features]`.
    case attention(heads: Int, time: Int, features: Int)

    /// The form of a shape.
    package init(_ shape: Shape) {
        switch shape.rank {
        case 3 where shape[0] > 0: self = .maps(channels: shape[0], ImageShape(height: shape[1], width: shape[2]))
        case 2 where shape[0] > 1: self = .sequence(time: shape[0], features: shape[1])
        default: self = .neurons
        }
    }

    /// The form of a layer's output; of a recurrent layer that gives only its last state, that of all its states.
    package init(_ layer: any Layer<Float>) {
        switch layer.spec.name {
        case "selfAttention":
            self = .attention(heads: layer.spec.integer("heads"), time: layer.inputShape[0], features: layer.inputShape[1])
        case "rnn", "lstm", "gru":
            self = .sequence(time: layer.inputShape[0], features: layer.spec.integer("hidden"))
        default: self.init(layer.outputShape)
        }
    }

    /// How many neurons further the next one is that somebody who walks through the column wants to see: the same place of the
    /// next map.
    public var stride: Int {
        if case .maps(_, let image) = self { image.height * image.width } else { 1 }
    }
}
