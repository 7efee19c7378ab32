/// The one thing that the person is looking at, shared by all panes.
public struct Selection: Hashable, Sendable {
    /// A column of the network: 0 is the input, 1 the first layer with neurons.
    public var column: Int
    /// A neuron of that column.
    public var neuron: Int
    /// Which of its incoming weights: the neuron of the column before that it comes from. Nil: the one that carries most, |w·a|.
    public var input: Int?
    /// Whose activations and errors are shown.
    public var sample: SampleChoice
    /// A number within the column's layer, on the way to its neurons; nil: the neuron itself.
    public var inner: StageUnit?

    /// A selection; without a choice of its own, of the pinned sample and of a neuron as a whole.
    public init(column: Int, neuron: Int, input: Int?, sample: SampleChoice = .pinned, inner: StageUnit? = nil) {
        self.column = column
        self.neuron = neuron
        self.input = input
        self.sample = sample
        self.inner = inner
    }
}

/// A number of a stage within a layer: of a layer inside a residual one, of an earlier time, of an attention's scores.
public struct StageUnit: Hashable, Sendable {
    /// Among the layer's forward stages.
    public var stage: Int
    /// Among the units of that stage, from 0.
    public var unit: Int

    /// A unit by the stage that computes it, as a layer's ``LayerStage`` list orders them.
    public init(stage: Int, unit: Int) { (self.stage, self.unit) = (stage, unit) }
}

/// The sample in view.
public enum SampleChoice: Hashable, Sendable {
    /// The pinned one: shown in every iteration, whether it is in the batch or not.
    case pinned
    /// A row of the present batch.
    case batch(Int)
    /// A picture drawn by hand.
    case drawing(Drawing)
}
