/// The arrangement of a layer's units, which decides how they are drawn.
public enum UnitLayout: Hashable, Sendable {
    /// In no order: `[units]`.
    case neurons
    /// Feature maps, `[channels, height, width]`.
    case maps(channels: Int, ImageShape)
    /// Features at every step of time, `[time, features]`; of a recurrent layer its hidden states.
    case sequence(time: Int, features: Int)
    /// Self-attention: a map of weights `[time, time]` for each head, and what it puts out, `[time, features]`.
    case attention(heads: Int, time: Int, features: Int)

    /// The layout of values of a shape.
    public init(_ shape: Shape) {
        switch shape.rank {
        case 3 where shape[0] > 0: self = .maps(channels: shape[0], ImageShape(height: shape[1], width: shape[2]))
        case 2 where shape[0] > 1: self = .sequence(time: shape[0], features: shape[1])
        default: self = .neurons
        }
    }

    /// The distance in units to the next one that somebody who walks through the layer wants to see: the same place of the next
    /// map.
    public var stride: Int {
        if case .maps(_, let image) = self { image.height * image.width } else { 1 }
    }
}

/// Height and width of a picture, in pixels.
public struct ImageShape: Sendable, Hashable {
    /// Rows of pixels.
    public var height: Int
    /// Columns of pixels.
    public var width: Int

    /// A picture of so many rows and columns.
    public init(height: Int, width: Int) {
        self.height = height
        self.width = width
    }
}
