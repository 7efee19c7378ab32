import Inspection
import TerminalGraphics

/// The NaN or infinity that has been shown.
struct PostMortemState: PaneState {
    var shown: PostMortem?
}

/// The key to what went wrong.
public enum PostMortemCommand: PaneCommand {
    /// Goes to where the first NaN or infinity appeared, and selects the neuron and the sample.
    case goToOrigin

    public static var pane: PaneID { .postmortem }
}

extension PostMortemPane {
    public var bindings: [KeyBinding<Command>] {
        [
            KeyBinding(
                [.character("!")], .own(PostMortemCommand.goToOrigin), help: "to where the first NaN or ∞ appeared",
                section: "Break")
        ]
    }

    public func handle(_ event: PaneEvent, _ view: inout ViewState, _ plan: Plan, _ context: PaneContext) -> [Action]? {
        guard event == .command(.own(PostMortemCommand.goToOrigin)) else { return nil }
        let status = context.status
        if let found = status.postMortem, let column = found.column, status.columns.indices.contains(column) {
            view.selection = Selection(
                column: column, neuron: found.neuron ?? 0, input: nil, sample: found.row.map { .batch($0) } ?? .pinned)
            view.focus(id)
        }
        return [.request(.goToNonFinite)]
    }

    /// Its name is not among the others before it has happened.
    public func isAnnounced(_ view: ViewState) -> Bool { view[PostMortemState.self].shown != nil }

    /// Shows what has been found out about the first NaN or infinity, once.
    public func sync(with status: Status, _ view: inout ViewState) {
        guard status.postMortem != view[PostMortemState.self].shown else { return }
        view[PostMortemState.self].shown = status.postMortem
        if status.postMortem != nil { view.focus(id) }
    }
}
