/// The modules of a network that is computed elsewhere, in the order in which a recorded step went through them: how large their outputs
/// and errors were.
public struct ModulesProbe: Probe {
    public init() {}

    public struct Reading: Sendable, Hashable {
        /// Update that was recorded.
        public var update: Int
        /// The calls, first ones first.
        public var calls: [Call]
        /// Modules that were called as functions, or not at all: nothing was seen of them.
        public var unseen: [String]

        package init(update: Int, calls: [Call], unseen: [String]) {
            (self.update, self.calls, self.unseen) = (update, calls, unseen)
        }
    }

    /// One call of a module.
    public struct Call: Sendable, Hashable {
        /// Number of the layer that stands for it, from 0.
        public var layer: Int
        /// `layers.0.linear`
        public var name: String
        /// `Linear`
        public var type: String
        /// Numbers that it gave, of the whole batch.
        public var count: Int
        /// Root mean square of its output; nil where it was not seen.
        public var output: Double?
        /// Root mean square of δ = ∂L/∂(output); nil where it was not seen.
        public var delta: Double?

        package init(layer: Int, name: String, type: String, count: Int, output: Double?, delta: Double?) {
            (self.layer, self.name, self.type, self.count) = (layer, name, type, count)
            (self.output, self.delta) = (output, delta)
        }
    }

    public var wants: TensorSet { [.activations, .errors] }

    /// Nothing: layers of this program's own are drawn neuron by neuron.
    public func read(_ moment: any Moment) -> Reading? { nil }
}
