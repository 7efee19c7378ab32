import Inspection
import TerminalGraphics

/// The keys of the graph.
public enum NetworkCommand: PaneCommand {
    /// Goes from what the last state was about to activations, errors, updates, and back.
    case changeSignal

    public static var pane: PaneID { .network }
}

extension NetworkPane {
    public var bindings: [KeyBinding<Command>] {
        [
            key(
                [.character("i")], .own(NetworkCommand.changeSignal),
                "show errors δ, updates Δw, activations, whatever happens; again: what happens")
        ]
    }

    public func handle(_ event: PaneEvent, _ view: inout ViewState, _ plan: Plan, _ context: PaneContext) -> [Action]? {
        guard event == .command(.own(NetworkCommand.changeSignal)) else { return nil }
        view.graph.signal = Self.next(view.graph.signal)
        view.message =
            switch view.graph.signal {
            case nil: "Network: what happens"
            case .activations?: "Network: activations"
            case .errors?: "Network: errors δ, once they have come back"
            case .updates?: "Network: updates Δw, once there are any"
            }
        return []
    }

    /// Errors come first: while it runs, activations are there in any case.
    private static func next(_ signal: GraphSignal?) -> GraphSignal? {
        switch signal {
        case nil: .errors
        case .errors?: .updates
        case .updates?: .activations
        case .activations?: nil
        }
    }

    public func hints(_ view: ViewState, _ status: Status) -> [KeyHint] {
        // While it runs there is no other way to the errors.
        return [
            KeyHint(
                "i", Self.next(view.graph.signal)?.rawValue ?? "what happens", rank: status.isRunning ? -1 : 12,
                .own(NetworkCommand.changeSignal)),
            KeyHint("v", "view", rank: 13),
        ]
    }

    public func start(with status: Status, _ view: inout ViewState) {
        view.graph.signal = status.view.signal.flatMap(GraphSignal.init(rawValue:))
    }
}
