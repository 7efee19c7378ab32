/// The selected neuron's weights by what they carry now, |w·a|, largest first, its bias last: the order in which keys walk
/// through them.
public struct RankingProbe: Probe {
    /// The neuron and the sample; never a weight, see the initializer.
    public var selection: Selection
    /// Weights to give, at most.
    public static let count = 64

    /// The ranking of a selection's weights, whichever of them is selected.
    public init(selection: Selection) {
        // The same question whichever weight is selected.
        self.selection = Selection(
            column: selection.column, neuron: selection.neuron, input: nil, sample: selection.sample, inner: selection.inner)
    }

    public var wants: TensorSet { [.activations, .parameters] }
    public var leavesOutHidden: Bool { true }

    public func read(_ moment: any Moment) -> [Int]? {
        guard let pass = moment.observed(selection.sample), selection.column > 0, selection.column < moment.columns.count else {
            return nil
        }
        let ranked = moment.rankedParameters(of: selection, pass, Self.count)
        guard ranked.count == Self.count, let bias = moment.biasPlace(of: selection, pass), !ranked.contains(bias) else {
            return ranked.isEmpty ? nil : ranked
        }
        return ranked.dropLast() + [bias]
    }
}
