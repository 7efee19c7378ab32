import NeuralNetwork

/// A column of the network graph: the input, or a layer that makes neurons together with the element-wise layers right after it,
/// so that a neuron has both its z (before) and its a (after the activation function).
public struct GraphColumn: Sendable, Hashable {
    /// 0 is the input.
    public var index: Int
    /// The layers in it; empty for the input.
    public var layers: Range<Int>
    /// The layer that makes its units; nil of the input, and of a module of a kind that is computed elsewhere.
    public var spec: LayerSpec?
    /// Class of that module; nil else.
    public var module: String?
    /// The layers right after it that only change them, such as relu.
    public var functions: [LayerSpec] = []
    /// Numbers that a sample has here: neurons, pixels of all maps, features at all times.
    public var units: Int
    /// Height and width where the units are an image (the input of a digit), else nil.
    public var image: ImageShape?
    /// The arrangement of its units: neurons in a row, maps, a sequence, heads.
    public var unitLayout = UnitLayout.neurons
    /// The stages in which its first layer computes, the last that of the units themselves; empty where there is no other.
    public var stages: [ColumnStage] = []

    package init(
        index: Int, layers: Range<Int>, spec: LayerSpec?, functions: [LayerSpec] = [], units: Int, image: ImageShape?,
        unitLayout: UnitLayout = .neurons, stages: [ColumnStage] = []
    ) {
        (self.index, self.layers, self.spec, self.functions, self.units) = (index, layers, spec, functions, units)
        (self.image, self.unitLayout, self.stages) = (image, unitLayout, stages)
    }

    /// A module of a network that is computed elsewhere, of whose neurons nothing is known.
    package init(index: Int, module: String?) {
        self.init(index: index, layers: index == 0 ? 0..<0 : index - 1..<index, spec: nil, units: 1, image: nil)
        self.module = module
    }

    /// `input`, `dense`, …
    public var kind: String { module ?? spec?.name ?? "input" }

    /// The functions' names, such as `relu`, joined by spaces; empty where there are none.
    public var activation: String { functions.map(\.name).joined(separator: " ") }
}

extension [GraphColumn] {
    /// True where what goes in is numbers of rows that the first layer looks up.
    public var readsIndices: Bool { count > 1 && self[1].spec?.indexCount != nil }

    /// The picture that a column's inputs are; nil where they are none. What only passes a picture on, pixel by pixel, leaves it
    /// one.
    public func picture(before column: Int) -> ImageShape? {
        var index = column - 1
        while index > 0, self[index].image == nil, self[index].spec?.keepsPictures == true,
            self[index].units == self[index - 1].units
        {
            index -= 1
        }
        return indices.contains(index) ? self[index].image : nil
    }
}

/// One of the stages in which a column's layer computes.
public struct ColumnStage: Sendable, Hashable {
    /// `0 dense tanh`, `t 3`, `query`; empty for the column's own units.
    public var name: String
    /// Numbers that the stage computes for a sample.
    public var units: Int
    /// The units that its factors are: of the column before, or of an earlier stage.
    public var reads: LayerStage.Reads
}
