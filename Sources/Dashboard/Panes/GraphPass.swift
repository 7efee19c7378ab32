import Inspection

/// The numbers that somebody wants the graph to show, whatever has been done last.
public enum GraphSignal: String, Hashable, Sendable, CaseIterable {
    case activations, errors, updates
}

/// The way in which the graph is looked at.
public struct GraphState: PaneState {
    /// Nil: what the last state was about.
    public var signal: GraphSignal?

    public init() {}
}

extension ViewState {
    /// The state of the graph, kept while other panes have the keys.
    public var graph: GraphState {
        get { self[GraphState.self] }
        set { self[GraphState.self] = newValue }
    }
}

/// The pass whose numbers the graph shows at a moment.
enum GraphPass {
    case nothing, forward, backward, update

    /// At the end of an iteration the last layer's changes are shown to those who came to it by its layers or passes, else what
    /// the network says; or what somebody has asked for, as soon as there is any of it.
    init(_ status: Status, _ view: ViewState) {
        if let signal = view.graph.signal, let pass = GraphPass(signal, status) {
            self = pass
            return
        }
        switch status.phase {
        case nil: self = .nothing
        // The loss looks at what came out; nothing has gone back yet.
        case .batch, .forward, .loss: self = .forward
        case .backward: self = .backward
        case .update:
            self =
                status.position.done == status.machine.stateCount && (view.grain > .layer || status.isRunning)
                ? .forward : .update
        }
    }

    /// Nil where this iteration has nothing of it yet.
    private init?(_ signal: GraphSignal, _ status: Status) {
        guard let pass = status.phase?.pass else { return nil }
        switch signal {
        case .activations: self = .forward
        case .errors where pass == .backward || pass == .update: self = .backward
        case .updates where pass == .update: self = .update
        case .errors, .updates: return nil
        }
    }
}
