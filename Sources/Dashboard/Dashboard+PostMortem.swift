import Inspection

extension Dashboard {
    /// Shows what has been found out about the first NaN or infinity, once.
    /// - Returns: true if another pane is on the screen now.
    mutating func show(_ postMortem: PostMortem?) -> Bool {
        guard postMortem != view.shownPostMortem else { return false }
        view.shownPostMortem = postMortem
        guard postMortem != nil else { return false }
        focus(.postmortem)
        return true
    }

    /// Goes to where it appeared, and selects the neuron and the sample.
    mutating func goToNonFinite(_ snapshot: Snapshot?) -> [Effect] {
        if let status = snapshot?.status, let found = status.postMortem, let column = found.column,
            status.columns.indices.contains(column)
        {
            view.selection = Selection(
                column: column, neuron: found.neuron ?? 0, input: nil, sample: found.row.map { .batch($0) } ?? .pinned)
            focus(.postmortem)
        }
        return [.request(.goToNonFinite)]
    }
}
