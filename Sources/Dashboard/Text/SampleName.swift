import Inspection

extension PaneContext {
    /// The sample whose numbers panes show: `pinned 5`, `sample 3 of the batch`.
    var sampleName: String {
        switch view.selection.sample {
        case .pinned: status.pinnedName.map { "pinned \($0)" } ?? "pinned sample"
        case .drawing: "your drawing"
        case .batch(let row): "sample \(row + 1) of the batch"
        }
    }
}
