import NeuralNetwork

/// One layer, as the phase rail and lists name it.
public struct LayerLabel: Sendable, Hashable {
    /// The layer's place in the network, from 0: as PyTorch numbers the modules of a `Sequential`.
    public var index: Int
    /// The layer as the network's text has it, with its settings; nil of a module of a kind that is computed elsewhere.
    public var spec: LayerSpec?
    /// `dense`, `relu`, …; of a module its class.
    public var kind: String
    /// Its formula, in the field's notation.
    public var formula: String
    /// Elements of the input and of the output of one sample.
    public var inputs: Int
    /// Elements of the output of one sample.
    public var outputs: Int
    /// Parameters of the layer, those of layers inside of it among them; 0 where it learns nothing.
    public var parameterCount: Int
    /// Number of the column it belongs to, from 1.
    public var column: Int

    package init(
        index: Int, spec: LayerSpec, formula: String, inputs: Int, outputs: Int, parameterCount: Int, column: Int
    ) {
        self.init(
            index: index, kind: spec.name, formula: formula, inputs: inputs, outputs: outputs, parameterCount: parameterCount,
            column: column)
        self.spec = spec
    }

    /// A module of a network that is computed elsewhere.
    package init(
        index: Int, kind: String, formula: String, inputs: Int, outputs: Int, parameterCount: Int, column: Int
    ) {
        self.index = index
        self.kind = kind
        self.formula = formula
        self.inputs = inputs
        self.outputs = outputs
        self.parameterCount = parameterCount
        self.column = column
    }
}
