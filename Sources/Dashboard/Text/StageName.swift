import Inspection

extension Status {
    /// A number within a column's layer, in words: `residual₂ · 5 in 0 dense tanh`.
    func name(of inner: StageUnit, column: Int) -> String {
        let stages = columns[column].stages
        return name(inner.unit, in: stages.indices.contains(inner.stage) ? stages[inner.stage].name : nil, of: column)
    }

    /// The number that a walk has come to.
    func name(of walkState: WalkState) -> String {
        name(walkState.unit, in: walkState.inner?.name, of: walkState.inner?.column ?? walkState.column)
    }

    private func name(_ unit: Int, in stage: String?, of column: Int) -> String {
        "\(columns[column].kind)\(Subscript.text(column)) · \(unit)" + (stage.map { " in \($0)" } ?? "")
    }
}
