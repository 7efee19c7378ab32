import Inspection

/// Within a layer that computes in stages.
extension Dashboard {
    /// From one stage of a layer to the next: before the first lies the column before, behind the last one before the outputs
    /// these.
    /// - Returns: false where no number within a layer is selected.
    mutating func moveStage(_ step: Int, _ columns: [Column]) -> Bool {
        guard let inner = view.selection.inner else { return false }
        view.selection.input = nil
        let stages = columns[view.selection.column].stages
        let next = inner.stage + step
        if next >= stages.count - 1 {
            view.selection.inner = nil
            view.selection.neuron = min(inner.unit, columns[view.selection.column].units - 1)
        } else if next < 0 {
            let column = max(1, view.selection.column - 1)
            view.selection = Selection(
                column: column, neuron: min(inner.unit, columns[column].units - 1), input: nil, sample: view.selection.sample)
        } else {
            view.selection.inner = InnerPlace(stage: next, unit: min(inner.unit, stages[next].units - 1))
        }
        return true
    }
}
