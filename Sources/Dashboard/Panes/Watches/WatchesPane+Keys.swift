import Inspection
import TerminalGraphics

/// The keys of breakpoints and watches.
public enum WatchCommand: PaneCommand {
    /// Opens the `:` line with an expression of what is selected: with a condition, or as a number to watch.
    case breakAtSelection, watchSelection
    /// Lets the chosen one rest, or work again; deletes it.
    case toggle, delete

    public static var pane: PaneID { .watches }
}

extension WatchesPane {
    public var bindings: [KeyBinding<Command>] {
        [
            KeyBinding(
                [.character("b")], .own(WatchCommand.breakAtSelection),
                help: "a breakpoint on the selection: type on, Enter sets it",
                section: "Break"),
            KeyBinding([.character("w")], .own(WatchCommand.watchSelection), help: "watch the selection", section: "Break"),
        ]
            + keys([KeyPress(.up)], [KeyPress(.down)], (.moveNeuron(-1), .moveNeuron(1)), "choose the one above, below")
            + [
                key([.character("i")], .own(WatchCommand.toggle), "let it rest, or work again"),
                key([.character("d"), KeyPress(.delete)], .own(WatchCommand.delete), "delete it"),
            ]
    }

    public func handle(_ event: PaneEvent, _ view: inout ViewState, _ plan: Plan, _ context: PaneContext) -> [Action]? {
        guard case .command(let command) = event else { return nil }
        let rows = context[plan.watches]?.rows ?? []
        let chosen = min(view.cursors[id] ?? 0, rows.count - 1)
        if case .moveNeuron(let step) = command {
            if !rows.isEmpty { view.cursors[id] = min(rows.count - 1, max(0, chosen + step)) }
            return []
        }
        guard let own = command.own(WatchCommand.self) else { return nil }
        switch own {
        case .breakAtSelection:
            return [.openLine("break sign(\(expression(view, context[plan.parameter]?.weight)))", selected: "")]
        case .watchSelection: return [.openLine("watch \(expression(view, context[plan.parameter]?.weight))", selected: "")]
        case .toggle: return rows.isEmpty ? [] : [.request(.toggleWatch(rows[chosen].id))]
        case .delete: return rows.isEmpty ? [] : [.request(.removeWatch(rows[chosen].id))]
        }
    }

    /// The selected weight; where single weights are no pairs of neurons, the neuron's activation.
    private func expression(_ view: ViewState, _ weight: ParameterReference?) -> String {
        weight.map { "\($0)" } ?? "a\(Subscript.text(view.selection.column))[\(view.selection.neuron)]"
    }
}
