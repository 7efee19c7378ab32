import Inspection
import TerminalGraphics

/// The way in which the explanation is looked at.
public struct ExplainState: PaneState {
    /// Which of its numbers that come from elsewhere is chosen.
    public var chosenFactor = 0
    /// Whether the selected weight's gradient is checked against differences of the loss.
    public var isChecking = false
    /// Whether the error of the differences by their step is shown in place of the explanation.
    public var showsStepErrors = false
    /// The first line in view; nil: the one that the moment asks for.
    public var scroll: Int?
    /// The moment and the weight that the lines were of when they were scrolled.
    var scrolledAt: Place?

    public init() {}

    struct Place: Hashable, Sendable {
        var position: Position
        var walkState: WalkState?
        var selection: Selection
    }
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
    case stepErrors
    case toggleTermOrder
    /// Selects what the chosen number comes from.
    case goToSource
    /// So many pages down.
    case page(Int)
    case toBeginning, toEnd

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
            KeyBinding(
                [.character("K")], .own(ExplainCommand.stepErrors), help: "the error of such differences, by their step ε",
                section: "Look"),
        ]
            + keys(
                [KeyPress(.up)], [KeyPress(.down)], (.moveNeuron(-1), .moveNeuron(1)),
                "scroll what does not fit; alone on the screen, choose a number that comes from elsewhere")
            + keys(
                [KeyPress(.pageUp)], [KeyPress(.pageDown)], (.own(ExplainCommand.page(-1)), .own(ExplainCommand.page(1))),
                "scroll what does not fit by a page (or the wheel)", display: "PgUp, PgDn")
            + keys(
                [KeyPress(.home)], [KeyPress(.end)], (.own(ExplainCommand.toBeginning), .own(ExplainCommand.toEnd)),
                "to the beginning, the end of what does not fit")
            + [key([KeyPress(.enter)], .own(ExplainCommand.goToSource), "alone on the screen: go to where it comes from")]
    }

    public func handle(_ event: PaneEvent, _ view: inout ViewState, _ plan: Plan, _ context: PaneContext) -> [Action]? {
        switch event {
        case .mouse(let mouse):
            guard mouse.kind == .scrollUp || mouse.kind == .scrollDown else { return nil }
            return scroll(mouse.kind == .scrollUp ? -1 : 1, &view, plan, context)
        case .command(.moveNeuron(let step)):
            guard let jumps = jumps(plan, context), !jumps.isEmpty else { return scroll(step, &view, plan, context) }
            let chosen = min(view.explanation.chosenFactor, jumps.count - 1) + step
            // Beyond the first and the last there may be more to read.
            guard jumps.indices.contains(chosen) else { return scroll(step, &view, plan, context) ?? [] }
            view.explanation.chosenFactor = chosen
            view.explanation.scroll = nil
            return []
        case .command(let command):
            guard let own = command.own(ExplainCommand.self) else { return nil }
            return perform(own, &view, plan, context)
        }
    }

    /// Scrolls what does not fit; nil where everything does.
    private func scroll(_ rows: Int, _ view: inout ViewState, _ plan: Plan, _ context: PaneContext) -> [Action]? {
        guard let columns = columns(plan, context), columns.overflows else { return nil }
        view.explanation.scroll = columns.scrolled(by: rows)
        view.explanation.scrolledAt = ExplainState.Place(
            position: context.status.position, walkState: context.status.walkState, selection: view.selection)
        return []
    }

    /// At another moment, and of another weight, the lines are others.
    public func sync(with status: Status, _ view: inout ViewState) {
        guard let place = view.explanation.scrolledAt,
            place != ExplainState.Place(position: status.position, walkState: status.walkState, selection: view.selection)
        else { return }
        (view.explanation.scroll, view.explanation.scrolledAt) = (nil, nil)
    }

    private func perform(_ own: ExplainCommand, _ view: inout ViewState, _ plan: Plan, _ context: PaneContext) -> [Action]? {
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
            view.explanation.scroll = nil
            let isChecking = view.explanation.isChecking
            view.message = isChecking ? "gradient check: the weight is moved a little, and L compared" : "gradient check off"
            if isChecking && view.zoomedPane == nil { view.focus(id) }
        case .stepErrors:
            view.explanation.showsStepErrors.toggle()
            view.explanation.scroll = nil
            if view.explanation.showsStepErrors && view.zoomedPane == nil { view.focus(id) }
        case .toggleTermOrder:
            view.termOrder = view.termOrder == .inOrder ? .largestFirst : .inOrder
            view.message = view.termOrder == .inOrder ? "terms in order" : "terms: the largest first"
        case .goToSource:
            guard let jumps = jumps(plan, context), !jumps.isEmpty else { return nil }
            view.selection = jumps[min(view.explanation.chosenFactor, jumps.count - 1)]
            view.explanation.chosenFactor = 0
        case .page(let pages): return scroll(pages * max(1, context.request.size.height - 1), &view, plan, context)
        case .toBeginning: return scroll(-Self.farthest, &view, plan, context)
        case .toEnd: return scroll(Self.farthest, &view, plan, context)
        }
        return []
    }

    /// More rows than any text has.
    private static let farthest = 1 << 20

    /// The sources of the numbers that can be gone to; nil where the explanation is not in full.
    private func jumps(_ plan: Plan, _ context: PaneContext) -> [Selection]? {
        Self.isFull(context.request) ? full(plan, context)?.joined().compactMap(\.jump) ?? [] : nil
    }
}
