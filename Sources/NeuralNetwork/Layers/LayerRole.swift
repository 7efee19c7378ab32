/// The part that a kind of layer plays in a network: what those who draw and explain it have to know of it.
public enum LayerRole: Hashable, Sendable, CaseIterable {
    /// Each output is a sum of all inputs, weighted, of a position: dense.
    case affine
    /// Each output is a weighted sum over a window of the input, the same weights at every place.
    case convolution
    /// A function of the unit before it, or of all units together: relu, softmax.
    case activation
    /// One output for each window of a picture, without weights.
    case pooling
    /// Units brought to a common mean and spread.
    case normalization
    /// Units left out at random.
    case dropout
    /// The input under another shape.
    case view
    /// Layers inside a layer.
    case container
    /// Rows of a table, found by their numbers: the input is indices.
    case lookup
    /// A state that goes from one step of time to the next.
    case recurrent
    /// Positions of a sequence that look at one another.
    case attention
}
