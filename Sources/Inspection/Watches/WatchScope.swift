import NeuralNetwork

/// Names that an expression can use in a network: its layers as the screen numbers them, with their parameters, neurons, and the
/// classes.
public struct WatchScope: Hashable, Sendable {
    /// One column of the network's graph.
    package struct Layer: Hashable, Sendable {
        /// The layer that has the column's parameters.
        package var layer: Int
        package var units: Int
        /// `dense`, `conv`, …
        package var kind: String
        /// The tensor that `w` means, and the one that `b` means: where it begins among all parameters, and its shape.
        package var weight: Tensor?
        package var bias: Tensor?
        /// Heads, places that look, and places that are looked at; nil of a layer in which none look at others.
        package var attention: [Int]?
    }

    package struct Tensor: Hashable, Sendable {
        package var offset: Int
        package var shape: [Int]
    }

    /// By column; the first is the input.
    package var layers: [Layer]
    /// Empty where the targets are no classes.
    package var classNames: [String]
    package var outputs: Int
    /// Whether somebody keeps other moments, and watches what a person does.
    package var tellsDeeds = false
    /// Names that whoever asks has given to numbers.
    package var variables: [String] = []
    /// Names of panes that can be opened.
    package var panes: [String] = []

    /// Names of a run of whose network nothing is known: none.
    package init() { (layers, classNames, outputs) = ([], [], 0) }

    /// Names of a network of which only the layers are known, and which of them have parameters: norms of theirs can be asked for.
    package init(kinds: [(kind: String, hasParameters: Bool)]) {
        self.init()
        layers = [Layer(layer: 0, units: 0, kind: "input")]
        layers += kinds.enumerated().map { place, entry in
            Layer(
                layer: place, units: 0, kind: entry.kind, weight: entry.hasParameters ? Tensor(offset: 0, shape: []) : nil,
                bias: nil)
        }
    }

    package init(_ network: Network<Float>, _ columns: [GraphColumn], classNames: [String], outputs: Int) {
        layers = columns.map { column in
            guard column.index > 0 else { return Layer(layer: 0, units: column.units, kind: column.kind, weight: nil, bias: nil) }
            let entries = network.layout.entries(ofLayer: column.layers.lowerBound)
            func tensor(_ entry: ParameterLayout.Entry?) -> Tensor? {
                entry.map { Tensor(offset: $0.range.lowerBound, shape: $0.shape.dimensions) }
            }
            return Layer(
                layer: column.layers.lowerBound, units: column.units, kind: column.kind,
                weight: tensor(entries.first { $0.isWeight } ?? entries.first),
                bias: tensor(entries.first { !$0.isWeight && $0.name.hasSuffix("bias") }),
                attention: Self.attention(network.layers[column.layers.lowerBound].unitLayout))
        }
        self.classNames = classNames
        self.outputs = outputs
    }

    private static func attention(_ layout: UnitLayout) -> [Int]? {
        if case .attention(let heads, let time, _) = layout { [heads, time, time] } else { nil }
    }
}
