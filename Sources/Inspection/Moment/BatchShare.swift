/// The relation of a sample in view to the batch in view: whether the batch's gradient is made of its δ·a.
public enum BatchShare: Hashable, Sendable {
    /// It is all of the batch.
    case whole
    /// It is the sample of this row.
    case row(Int)
    /// It is none of its samples: never trained on, or trained on in another batch.
    case heldOut, otherBatch
    /// It is no sample of the data.
    case drawing

    /// Before a batch is drawn: what is known of the one to come.
    package init(of sample: SampleChoice, _ moment: any Moment) {
        let batch = moment.batchIndices
        switch sample {
        case .drawing: self = .drawing
        case .batch(let row): self = batch.count == 1 ? .whole : .row(row)
        case .pinned where moment.pinned.part == .heldOut: self = .heldOut
        case .pinned:
            let isDrawn = moment.machine.hasDone(.batch, at: moment.position)
            let row = isDrawn ? batch.firstIndex(of: moment.pinned.index) : moment.batchSize < moment.data.train.count ? nil : 0
            let count = isDrawn ? batch.count : min(moment.batchSize, moment.data.train.count)
            self = row.map { count == 1 ? .whole : .row($0) } ?? .otherBatch
        }
    }

    /// True if the batch's gradient owes nothing to it.
    public var isApart: Bool {
        switch self {
        case .whole, .row: false
        case .heldOut, .otherBatch, .drawing: true
        }
    }
}
