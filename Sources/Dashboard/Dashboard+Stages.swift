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

extension Status {
    /// A number within a column's layer, in words: `residual₂ · 5 in 0 dense tanh`.
    func name(of inner: InnerPlace, column: Int) -> String {
        let stages = columns[column].stages
        return name(inner.unit, in: stages.indices.contains(inner.stage) ? stages[inner.stage].name : nil, of: column)
    }

    /// The number that a walk has come to.
    func name(of reveal: Reveal) -> String {
        name(reveal.unit, in: reveal.inner?.name, of: reveal.inner?.column ?? reveal.column)
    }

    private func name(_ unit: Int, in stage: String?, of column: Int) -> String {
        "\(columns[column].kind)\(Subscript.text(column)) · \(unit)" + (stage.map { " in \($0)" } ?? "")
    }
}
