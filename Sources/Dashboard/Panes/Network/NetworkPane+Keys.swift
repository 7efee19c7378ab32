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
                "show activations, errors δ, updates Δw, whatever happens; again: what happens")
        ]
    }

    public func handle(_ event: PaneEvent, _ view: inout ViewState, _ plan: Plan, _ context: PaneContext) -> [Action]? {
        guard event == .command(.own(NetworkCommand.changeSignal)) else { return nil }
        let all: [GraphSignal?] = [nil] + GraphSignal.allCases
        let place = all.firstIndex(of: view.graph.signal) ?? 0
        view.graph.signal = all[(place + 1) % all.count]
        view.message =
            switch view.graph.signal {
            case nil: "Network: what happens"
            case .activations?: "Network: activations"
            case .errors?: "Network: errors δ, once they have come back"
            case .updates?: "Network: updates Δw, once there are any"
            }
        return []
    }

    public func hints(_ view: ViewState, _ status: Status) -> [KeyHint] {
        let next =
            switch view.graph.signal {
            case nil: "activations"
            case .activations?: "errors"
            case .errors?: "updates"
            case .updates?: "what happens"
            }
        // While it runs there is no other way to the errors.
        return [
            KeyHint("i", next, rank: status.isRunning ? -1 : 5, .own(NetworkCommand.changeSignal)),
            KeyHint("v", "view", rank: 12),
        ]
    }

    public func start(with status: Status, _ view: inout ViewState) {
        view.graph.signal = status.view.signal.flatMap(GraphSignal.init(rawValue:))
    }
}
