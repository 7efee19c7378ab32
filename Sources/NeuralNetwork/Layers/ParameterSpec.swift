/// One parameter tensor of a layer: its name, shape and how it starts.
public struct ParameterSpec: Hashable, Sendable {
    /// The way in which a parameter gets its first values.
    public enum Start: Hashable, Sendable {
        /// By the network's initializer, with these fans.
        case weight(fanIn: Int, fanOut: Int)
        /// Like `weight`, with the gain of the activation that the layer feeds.
        case weightBeforeActivation(fanIn: Int, fanOut: Int)
        /// By the initializer's rule for biases (zero unless said otherwise).
        case bias(fanIn: Int)
        /// A fixed value: 1 for a normalization's gain, 0 for its shift.
        case constant(Double)
    }

    /// PyTorch's name within the layer: `weight`, `bias`, `query.weight`.
    public let name: String
    /// Shape of the tensor.
    public let shape: Shape
    /// Where its first values come from.
    public let start: Start
    /// Where PyTorch's layer of this kind takes them from, if that is not U(±1 / √fanIn).
    public let torch: Distribution?

    /// All parts at once.
    public init(_ name: String, _ shape: Shape, _ start: Start, torch: Distribution? = nil) {
        (self.name, self.shape, self.start, self.torch) = (name, shape, start, torch)
    }
}

/// One tensor that belongs to the model but is not learned: a batch normalization's running mean.
public struct BufferSpec: Hashable, Sendable {
    /// The name within the layer: `runningMean`.
    public let name: String
    /// Shape of the tensor.
    public let shape: Shape
    /// The value of every element at first.
    public let start: Double

    /// All parts at once.
    public init(_ name: String, _ shape: Shape, start: Double) {
        (self.name, self.shape, self.start) = (name, shape, start)
    }
}

/// One piece of step memory of a layer: a mask, gates, attention weights.
public struct ScratchSpec: Hashable, Sendable {
    /// The name by which those find the piece who look at it: `attentionWeights`.
    public let name: String
    /// Shape of one sample's part, or of the whole where it does not grow with the batch.
    public let shape: Shape
    /// One part for every sample, `[count, ...shape]`; otherwise a single one.
    public let isPerSample: Bool

    /// All parts at once.
    public init(_ name: String, _ shape: Shape, perSample: Bool = true) {
        (self.name, self.shape, isPerSample) = (name, shape, perSample)
    }
}
