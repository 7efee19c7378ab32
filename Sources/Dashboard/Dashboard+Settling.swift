import Inspection

/// A new beginning can have another network, or other data.
extension Dashboard {
    /// Lets what is selected, focused and shown be something that there is in this run.
    mutating func settle(on status: Status) {
        let outputs = Self.outputsOfPoints(status)
        if (outputs == nil) != (view.outputsOfPoints == nil) {
            if outputs == nil {
                view.tabs.forget(.plane)
                if view.focus == .plane { focus(.network) }
            } else {
                view.tabs.show(.plane)
            }
            view.planeCursor = PlaneCursor()
        }
        view.outputsOfPoints = outputs
        if case .drawing(let drawing) = view.selection.sample, drawing.shape != status.columns.first?.image {
            stopDrawing()
            if view.focus == .draw { focus(.network) }
        }
        settleSelection(status)
    }

    private mutating func settleSelection(_ status: Status) {
        let columns = status.columns
        guard !columns.isEmpty else { return }
        // Which parameters a neuron has follows from the layers; places behind the weights are those of biases and states.
        if let settled = view.settledColumns, settled != columns { view.selection.input = nil }
        view.settledColumns = columns
        let selection = view.selection
        guard columns.indices.contains(selection.column), selection.neuron < columns[selection.column].units else {
            view.selection = Selection(column: min(1, columns.count - 1), neuron: status.suggestedNeuron, input: nil)
            view.selection.sample = selection.sample
            return
        }
        if let inner = selection.inner, !columns[selection.column].stages.indices.contains(inner.stage) {
            view.selection.inner = nil
        }
    }
}
