import Inspection
import TerminalGraphics

extension PaneID {
    package static let landscape = PaneID("landscape")
}

/// The loss as ground: how high it is over two directions through the weights, with contour lines, the way that the run has come,
/// where it stands and where its next step leads.
public struct LandscapePane: Pane {
    public init() {}
    public var id: PaneID { .landscape }
    public var homes: [PaneID] { [.loss] }
    public var shortTitle: String { "Landscape" }
    public var summary: String { "the loss as ground over two directions, the way so far, the next step" }
    public var views: [String] { ["the run's own way", "random directions", "two weights"] }

    public func title(_ plan: Plan, _ context: PaneContext) -> String { "Landscape · \(views[view(context.view)])" }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        guard let landscape = context[plan.probe] else { return .empty }
        let points = "\(landscape.size) × \(landscape.size) points"
        let isOld = landscape.iteration != context.status.landscapeIteration
        let age = isOld ? ", of iteration \(landscape.iteration)" : landscape.isFinest ? "" : ", getting finer"
        return StyledText(points + age, context.theme.dim)
    }

    public func prepare(_ request: PaneRequest) -> SingleProbe<LandscapeProbe> {
        let state = request.view.landscape
        let selection = request.view.selection.ofPinned
        let directions: LandscapeChoice.Directions =
            switch view(request.view) {
            case 0: .path
            case 1: .random
            default: .weights(selection, and: state.other == selection ? nil : state.other)
            }
        return SingleProbe(LandscapeProbe(LandscapeChoice(directions, zoomLevel: state.zoomLevel)))
    }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let landscape = context[plan.probe] else {
            let text =
                view(context.view) == 2
                ? "Select a weight: arrows choose the neuron, < and > one of its weights." : "The ground is being surveyed …"
            canvas.lines(StyledText(text, context.theme.dim).wrapped(to: area.width), in: area, glyphs: context.glyphs)
            return
        }
        LandscapePainter(landscape: landscape, context: context).paint(in: area, on: &canvas)
    }

    public var bindings: [KeyBinding<Command>] {
        keys(
            [KeyPress(.pageUp)], [KeyPress(.pageDown)], (.own(LandscapeCommand.zoomIn), .own(LandscapeCommand.zoomOut)),
            "a closer look, a wider one") + [
                key(
                    [.character("w")], .own(LandscapeCommand.holdWeight),
                    "of two weights, hold the selected one as the axis up; then select another")
            ]
    }

    public func hints(_ view: ViewState, _ status: Status) -> [KeyHint] {
        [
            KeyHint("v", "other directions", rank: 1), KeyHint("PgUp", "closer", rank: 2, .own(LandscapeCommand.zoomIn)),
            KeyHint("PgDn", "wider", rank: 3, .own(LandscapeCommand.zoomOut)),
        ]
    }

    /// It stands among the others' names once somebody has asked for it.
    public func isAnnounced(_ view: ViewState) -> Bool { view.tabs.recent.contains(id) }

    /// Closest look.
    private static let mostZoom = 16

    public func handle(_ event: PaneEvent, _ view: inout ViewState, _ plan: Plan, _ context: PaneContext) -> [Action]? {
        guard case .command(let command) = event, let own = command.own(LandscapeCommand.self) else { return nil }
        switch own {
        case .zoomIn, .zoomOut:
            let level = view.landscape.zoomLevel + (own == .zoomIn ? 1 : -1)
            view.landscape.zoomLevel = min(Self.mostZoom, max(-3, level))
            return []
        case .holdWeight:
            view.landscape.other = view.selection.ofPinned
            view.views[id] = 2
            return [.message("the axis up is the weight selected now; < and > select the one across")]
        }
    }
}

/// The keys of the landscape.
public enum LandscapeCommand: PaneCommand {
    case zoomIn, zoomOut
    /// Keeps the selected weight as one of two.
    case holdWeight

    public static var pane: PaneID { .landscape }
}

/// The part of the landscape that is looked at, kept while other panes have the keys.
public struct LandscapeState: PaneState {
    /// Closeness: the whole halved so many times; below 0 doubled.
    public var zoomLevel = 0
    /// The weight that is held as the axis up; nil: the one next to the selected.
    public var other: Selection?

    public init() {}
}

extension ViewState {
    /// The state of the landscape.
    public var landscape: LandscapeState {
        get { self[LandscapeState.self] }
        set { self[LandscapeState.self] = newValue }
    }
}

extension Selection {
    /// The same neuron and weight, whichever sample is looked at: the ground is of many samples.
    fileprivate var ofPinned: Selection {
        var same = self
        same.sample = .pinned
        return same
    }
}

extension Status {
    /// Iterations done where the landscape of this moment stands: an iteration stands on the weights that it has begun with.
    fileprivate var landscapeIteration: Int { isIterationDone ? position.iteration + 1 : position.iteration }
}
