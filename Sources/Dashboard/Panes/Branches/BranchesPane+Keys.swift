import Inspection
import TerminalGraphics

/// The keys of the list of branches.
public enum BranchCommand: PaneCommand {
    /// Shows the list; from there, goes back to the network.
    case show
    /// Goes over to the branch chosen.
    case goTo

    public static var pane: PaneID { .branches }
}

extension BranchesPane {
    public var bindings: [KeyBinding<Command>] {
        [
            KeyBinding(
                [.character("B")], .own(BranchCommand.show),
                help: "branches: what was changed where; arrows choose, Enter returns to one", section: "Time")
        ]
            + keys([KeyPress(.up)], [KeyPress(.down)], (.moveNeuron(-1), .moveNeuron(1)), "choose the branch above, below")
            + [key([KeyPress(.enter)], .own(BranchCommand.goTo), "return to the branch chosen")]
    }

    public func handle(_ event: PaneEvent, _ view: inout ViewState, _ plan: Plan, _ context: PaneContext) -> [Action]? {
        guard case .command(let command) = event else { return nil }
        if command.own(BranchCommand.self) == .show {
            if view.focus == id {
                view.focus(.network)
            } else {
                view.isZoomed = false
                view.focus(id)
            }
            return []
        }
        let branches = context.status.branches
        guard let present = branches.firstIndex(where: \.isPresent) else { return nil }
        let chosen = branches.firstIndex { $0.id == view.cursors[id] } ?? present
        if case .moveNeuron(let step) = command {
            view.cursors[id] = branches[min(branches.count - 1, max(0, chosen + step))].id
            return []
        }
        guard command.own(BranchCommand.self) == .goTo else { return nil }
        guard chosen != present else {
            view.message = "\(branches[chosen].name) is in view already"
            return []
        }
        return [.request(.goToBranch(branches[chosen].id))]
    }
}
