import Inspection
import TerminalGraphics

/// The way in which the explanation is looked at.
public struct ExplainState: PaneState {
    /// Which of its numbers that come from elsewhere is chosen.
    public var chosenFactor = 0
    /// Whether the selected weight's gradient is checked against differences of the loss.
    public var isChecking = false

    public init() {}
}

extension ViewState {
    /// The state of the explanation, kept while other panes have the keys.
    public var explanation: ExplainState {
        get { self[ExplainState.self] }
        set { self[ExplainState.self] = newValue }
    }
}

/// The keys of the explanation.
public enum ExplainCommand: PaneCommand {
    /// Shows the explanation; again: in full.
    case show
    case check
    case toggleTermOrder
    /// Selects what the chosen number comes from.
    case goToSource

    public static var pane: PaneID { .explain }
}

extension ExplainPane {
    public var bindings: [KeyBinding<Command>] {
        [
            KeyBinding(
                [.character("o")], .own(ExplainCommand.toggleTermOrder), help: "a sum's terms in order, or the largest first",
                section: "Step"),
            KeyBinding(
                [.character("x")], .own(ExplainCommand.show), help: "explain the selected neuron and weight; again: in full",
                section: "Look"),
            KeyBinding(
                [.character("k")], .own(ExplainCommand.check), help: "check its gradient against differences of the loss",
                section: "Look"),
        ]
            + keys(
                [KeyPress(.up)], [KeyPress(.down)], (.moveNeuron(-1), .moveNeuron(1)),
                "alone on the screen: choose a number that comes from elsewhere")
            + [key([KeyPress(.enter)], .own(ExplainCommand.goToSource), "alone on the screen: go to where it comes from")]
    }

    public func handle(_ event: PaneEvent, _ view: inout ViewState, _ plan: Plan, _ context: PaneContext) -> [Action]? {
        guard case .command(let command) = event else { return nil }
        if case .moveNeuron(let step) = command {
            guard let jumps = jumps(plan, context) else { return nil }
            let chosen = min(view.explanation.chosenFactor, jumps.count - 1) + step
            view.explanation.chosenFactor = min(max(0, chosen), max(0, jumps.count - 1))
            return []
        }
        guard let own = command.own(ExplainCommand.self) else { return nil }
        switch own {
        case .show:
            if view.focus == id {
                view.isZoomed.toggle()
            } else {
                view.focus(id)
                view.isZoomed = false
            }
        case .check:
            view.explanation.isChecking.toggle()
            let isChecking = view.explanation.isChecking
            view.message = isChecking ? "gradient check: central differences of the loss, in Double" : "gradient check off"
            if isChecking && view.zoomedPane == nil { view.focus(id) }
        case .toggleTermOrder:
            view.termOrder = view.termOrder == .inOrder ? .largestFirst : .inOrder
            view.message = view.termOrder == .inOrder ? "terms in order" : "terms: the largest first"
        case .goToSource:
            guard let jumps = jumps(plan, context), !jumps.isEmpty else { return nil }
            view.selection = jumps[min(view.explanation.chosenFactor, jumps.count - 1)]
            view.explanation.chosenFactor = 0
        }
        return []
    }

    /// The sources of the numbers that can be gone to; nil where the explanation is not in full.
    private func jumps(_ plan: Plan, _ context: PaneContext) -> [Selection]? {
        Self.isFull(context.request) ? full(plan, context)?.compactMap(\.jump) ?? [] : nil
    }
}
