/// The selected neuron's inputs by what they carry now, |w·a|, largest first: the order in which keys walk through its weights.
public struct RankingProbe: Probe {
    public var selection: Selection
    /// How many to give.
    public static let count = 64

    public init(selection: Selection) {
        // The same question whichever weight is selected.
        self.selection = Selection(column: selection.column, neuron: selection.neuron, input: nil, sample: selection.sample)
    }

    public func read(_ session: Session) -> [Int]? {
        guard let pass = session.observed(selection.sample), let weights = session.weights(ofColumn: selection.column),
            selection.neuron < weights.outputs
        else { return nil }
        let row = weights.row(selection.neuron)
        let inputs = pass.values(ofColumn: selection.column - 1, session)
        guard inputs.count == row.count else { return nil }
        return row.indices.largest(Self.count) { (row[$0] * inputs[$0]).magnitude }
    }
}
