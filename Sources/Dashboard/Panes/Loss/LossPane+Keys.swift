import Inspection
import TerminalGraphics

/// The keys for curves: valid wherever the focus is, since curves stand in several panes.
public enum CurvesCommand: PaneCommand {
    case zoomIn, zoomOut
    case smooth
    case toggleLogarithmic

    public static var pane: PaneID { .loss }
}

extension LossPane {
    public var bindings: [KeyBinding<Command>] {
        .pair(
            [KeyPress(.pageUp)], [KeyPress(.pageDown)], (.own(CurvesCommand.zoomIn), .own(CurvesCommand.zoomOut)),
            help: "curves: a closer look, the whole run (or the wheel)", section: "Look", display: "PgUp, PgDn")
            + [
                KeyBinding(
                    [.character("a")], .own(CurvesCommand.smooth), help: "curves: smooth them, by more and not at all",
                    section: "Look"),
                KeyBinding(
                    [.character("y")], .own(CurvesCommand.toggleLogarithmic), help: "loss: logarithmic, linear", section: "Look"),
            ]
    }

    public func handle(_ event: PaneEvent, _ view: inout ViewState, _ plan: Plan, _ context: PaneContext) -> [Action]? {
        switch event {
        case .command(let command):
            guard let own = command.own(CurvesCommand.self) else { return nil }
            perform(own, &view)
            return []
        case .mouse(let mouse) where mouse.kind == .scrollUp || mouse.kind == .scrollDown:
            perform(mouse.kind == .scrollUp ? .zoomIn : .zoomOut, &view)
            return []
        case .mouse(let mouse): return scrub(mouse, plan, context).map { [.request($0)] }
        }
    }

    private func perform(_ command: CurvesCommand, _ view: inout ViewState) {
        switch command {
        case .zoomIn, .zoomOut:
            view.curves.zoomLevel = min(20, max(0, view.curves.zoomLevel + (command == .zoomIn ? 1 : -1)))
            view.message =
                view.curves.zoomLevel == 0
                ? "curves: the whole run" : "curves: 1/\(1 << view.curves.zoomLevel) of the run, around the moment in view"
        case .smooth:
            view.curves.smoothing = (view.curves.smoothing + 1) % Smoothing.parts.count
            view.message =
                view.curves.smoothing == 0
                ? "curves: as they are" : "curves: mean over 1/\(Smoothing.parts[view.curves.smoothing]) of what is shown"
        case .toggleLogarithmic:
            view.curves.isLogarithmic.toggle()
            view.message = view.curves.isLogarithmic ? "loss: logarithmic" : "loss: linear"
        }
    }

    /// To where the curve is pressed or dragged, once the pane is focused: the press that focuses it only does that.
    private func scrub(_ mouse: MouseEvent, _ plan: Plan, _ context: PaneContext) -> Request? {
        guard context.view.focus == id, mouse.button == .left, mouse.kind == .press || mouse.kind == .drag,
            let iteration = iteration(at: mouse.position, plan, context, in: Rect(context.request.size))
        else { return nil }
        let target = max(0, min(iteration, context.status.newest))
        return mouse.kind == .press ? .goTo(iterations: target) : .scrubTo(iterations: target)
    }

    /// The plots, by what they show.
    public func anchors(_ plan: Plan, _ context: PaneContext, in area: Rect) -> [PlacedAnchor] {
        zip(["loss", "accuracy"], plots(plan, context, in: area)).map { PlacedAnchor(.line($0), $1.1) }
    }

    public func start(with status: Status, _ view: inout ViewState) {
        if let isLogarithmic = status.view.isLogarithmic { view.curves.isLogarithmic = isLogarithmic }
    }
}
