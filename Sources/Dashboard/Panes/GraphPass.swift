import Inspection

/// The pass whose numbers the graph shows at a moment.
enum GraphPass {
    case nothing, forward, backward, update

    /// At the end of an iteration the last layer's changes are shown to those who came to it by its layers or passes, else what
    /// the network says.
    init(_ status: Status, _ grain: Grain) {
        switch status.phase {
        case nil: self = .nothing
        // The loss looks at what came out; nothing has gone back yet.
        case .batch, .forward, .loss: self = .forward
        case .backward: self = .backward
        case .update:
            self = status.position.done == status.machine.stateCount && (grain > .layer || status.isRunning) ? .forward : .update
        }
    }
}
