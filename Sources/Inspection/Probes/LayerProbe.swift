import NeuralNetwork

/// The selected layer, closely: all that goes into it, all that it keeps while it computes, and what comes out, for the sample in
/// view; and the same of what the loss says of each of them.
public struct LayerProbe: Probe {
    /// The column whose first layer is shown; its neuron says which row to light.
    public var selection: Selection

    /// A close look at the layer of a selection.
    public init(selection: Selection) { self.selection = selection }

    /// Values of one part, at most: the first ones.
    public static let mostValues = 1 << 14

    /// Shapes in which the values of a part belong together.
    public enum Arrangement: Sendable, Hashable {
        /// One after the other.
        case vector
        /// Pictures of one size, one after the other.
        case pictures(ImageShape)
        /// A row for each feature, a column for each step of time.
        case sequence(features: Int, time: Int)
    }

    /// Something that the layer takes, keeps or gives.
    public struct Part: Sendable {
        /// `z`, `i`, `∂L/∂a`, …
        public var name: String
        /// The meaning of that name, in a few words; may be empty.
        public var meaning: String
        /// The shape in which to draw the values.
        public var arrangement: Arrangement
        /// The values of the sample in view, at most ``mostValues``.
        public var values: [Float]
        /// The number of values in all.
        public var total: Int
        /// Where values are sure to be, such as 0 ... 1 of a gate; nil: anywhere.
        public var range: ClosedRange<Float>?
        /// The layer whose state it comes with, and when.
        public var layer: Int
        /// The state of that layer which computes it.
        public var step: LayerPart<Float>.Step
        /// Whether it is what comes in, or the error there.
        public var isOfInput: Bool
        /// √Σ of its squares, of all values.
        public var norm: Double

        /// Whether it is a gradient of the loss.
        public var isError: Bool { step != .forward }
    }

    public struct Reading: Sendable {
        /// The layer as the network's text has it.
        public var spec: LayerSpec
        /// The layer's formula, in the field's notation.
        public var formula: String
        /// In the order in which they are computed: first those of the forward pass.
        public var parts: [Part]
        /// The row of the selected neuron in sequences, else its number.
        public var unit: Int
    }

    public var wants: TensorSet { [.activations, .errors, .parameters] }
    public var sampleInView: SampleChoice? { selection.sample }

    public func read(_ moment: any Moment) -> Reading? {
        guard selection.column > 0, moment.columns.indices.contains(selection.column),
            let pass = moment.observed(selection.sample)
        else { return nil }
        let column = moment.columns[selection.column]
        guard let layer = column.layers.first else { return nil }
        let layerOfUnits = moment.network.layers[layer]
        let reader = LayerReader(moment: moment, pass: pass, column: column, selection: selection)
        var unit = selection.neuron
        if case .sequence(_, let features) = column.unitLayout { unit %= max(1, features) }
        return Reading(
            spec: layerOfUnits.spec, formula: layerOfUnits.formula(moment.letters(ofLayer: layer)), parts: reader.parts(),
            unit: unit)
    }
}
