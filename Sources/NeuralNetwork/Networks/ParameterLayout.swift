/// Where each named tensor lies in a flat store: the table of contents of `Network.parameters`, its gradients and the optimizer's
/// slots.
public struct ParameterLayout: Sendable {
    /// One tensor.
    public struct Entry: Hashable, Sendable {
        /// Path and name as in PyTorch: `0.weight`, `3.1.bias`.
        public let name: String
        /// Sizes of its axes.
        public let shape: Shape
        /// The elements in the flat store.
        public let range: Range<Int>
        /// Index of the top-level layer it belongs to.
        public let layer: Int
        /// Weights have rank 2 or more; biases and the gains and shifts of normalizations of one axis do not.
        public var isWeight: Bool { shape.rank >= 2 }
    }

    /// In the order in which they lie.
    public let entries: [Entry]
    /// Number of all elements.
    public let count: Int
    private let indices: [String: Int]

    init(entries: [Entry]) {
        self.entries = entries
        count = entries.last?.range.upperBound ?? 0
        indices = Dictionary(entries.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The tensor of a name, nil if there is none.
    public subscript(name: String) -> Entry? { indices[name].map { entries[$0] } }

    /// The tensors of a top-level layer.
    public func entries(ofLayer layer: Int) -> [Entry] { entries.filter { $0.layer == layer } }

    /// The tensor that holds the element at an offset of the flat store, nil outside.
    public func entry(at offset: Int) -> Entry? { entries.first { $0.range.contains(offset) } }
}
