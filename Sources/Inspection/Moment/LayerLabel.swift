import NeuralNetwork

/// One layer, as the phase rail and lists name it.
public struct LayerLabel: Sendable, Hashable {
    public var index: Int
    public var spec: LayerSpec
    /// What it computes, in the field's notation.
    public var formula: String
    /// Elements of the input and of the output of one sample.
    public var inputs: Int
    public var outputs: Int
    public var parameterCount: Int
    /// Number of the column it belongs to, from 1.
    public var column: Int

    package init(
        index: Int, spec: LayerSpec, formula: String, inputs: Int, outputs: Int, parameterCount: Int, column: Int
    ) {
        self.index = index
        self.spec = spec
        self.formula = formula
        self.inputs = inputs
        self.outputs = outputs
        self.parameterCount = parameterCount
        self.column = column
    }

    /// `dense`, `relu`, …
    public var kind: String { spec.name }
}
