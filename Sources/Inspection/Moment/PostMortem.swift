/// Where the first NaN or infinity of a run appeared, to the single number, and what grew before.
public struct PostMortem: Hashable, Sendable {
    /// The moment right after the state in which it appeared.
    public var position: Position
    /// The tensor it appeared in: activations, loss, gradients, parameters …
    public var place: NonFiniteTensor
    /// The column of the network's graph; nil of the loss and the input.
    public var column: Int?
    /// `layer 2 (dense)`
    public var layerName: String?
    /// The number itself: NaN, ∞ or −∞.
    public var value: Double
    /// Numbers of the tensor that were not finite.
    public var count: Int
    /// Numbers in that tensor, of the batch as a whole.
    public var total: Int
    /// The neuron, where it is of one; of a weight, the neuron whose sum it is part of.
    public var neuron: Int?
    /// The number itself, in words: `neuron 5`, `weight 5 ← 12`.
    public var element: String?
    /// The sample of the batch, where it is of one: its row, and its index in the training set.
    public var row: Int?
    /// Index of that sample in the training set.
    public var sample: Int?
    /// The iterations done whose growth is written down: the last is the one in which it appeared.
    public var iterations: ClosedRange<Int>
    /// The growth in each column, the first one first.
    public var growth: [LayerGrowth]

    package init(
        position: Position, place: NonFiniteTensor, column: Int? = nil, layerName: String? = nil, value: Double, count: Int,
        total: Int, neuron: Int? = nil, element: String? = nil, row: Int? = nil, sample: Int? = nil,
        iterations: ClosedRange<Int>, growth: [LayerGrowth]
    ) {
        self.position = position
        self.place = place
        self.column = column
        self.layerName = layerName
        self.value = value
        self.count = count
        self.total = total
        self.neuron = neuron
        self.element = element
        self.row = row
        self.sample = sample
        self.iterations = iterations
        self.growth = growth
    }

    /// The largest magnitudes in a layer at the end of each of some iterations; NaN where there was one.
    public struct LayerGrowth: Hashable, Sendable {
        /// Number of the column, from 1.
        public var column: Int
        /// The layer by its column: `2 dense`.
        public var name: String
        /// max |a| over the batch.
        public var activations: [Double]
        /// max |∂L/∂θ|.
        public var gradients: [Double]
        /// max |θ| after the update.
        public var weights: [Double]

        package init(
            column: Int, name: String, activations: [Double], gradients: [Double], weights: [Double]
        ) {
            self.column = column
            self.name = name
            self.activations = activations
            self.gradients = gradients
            self.weights = weights
        }
    }

    /// `∞`, `−∞` or `NaN`.
    public var valueText: String { value.isNaN ? "NaN" : value < 0 ? "−∞" : "∞" }

    /// One sentence.
    public var headline: String {
        "\(valueText) first in \(place.words(layerName)), \(position == .start ? "before training" : "in iteration \(position.iteration + 1)")"
    }
}
