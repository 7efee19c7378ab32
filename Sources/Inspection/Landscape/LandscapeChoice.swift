/// The part of the landscape to look at: two directions through the weights, and how close.
public struct LandscapeChoice: Hashable, Sendable {
    /// Directions that it is over.
    public var directions: Directions
    /// Closeness: the whole halved so many times.
    public var zoomLevel: Int

    /// Two directions through the weights.
    public enum Directions: Hashable, Sendable {
        /// The two that the run has taken most.
        case path
        /// Two random ones, each filter as long as the network's own.
        case random
        /// A weight, and another one: the neuron's next where none has been chosen.
        case weights(Selection, and: Selection?)
    }

    /// A choice.
    public init(_ directions: Directions, zoomLevel: Int = 0) { (self.directions, self.zoomLevel) = (directions, zoomLevel) }
}
