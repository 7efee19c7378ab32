import Datasets
import Inspection
import TerminalGraphics

extension PaneID {
    package static let samples = PaneID("samples")
}

/// The data, sample by sample: the held-out set, or the training set with the present batch marked.
public struct SamplesPane: Pane {
    public init() {}
    public var id: PaneID { .samples }
    public var homes: [PaneID] { [.confusion, .weights] }
    public var shortTitle: String { "Samples" }
    public var summary: String { "browse the data; arrows choose one, p pins it" }
    public var views: [String] { ["held-out", "training: the present batch is marked"] }

    private func isTraining(_ view: ViewState) -> Bool { self.view(view) == 1 }

    public func title(_ plan: Plan, _ context: PaneContext) -> String {
        let set = isTraining(context.view) ? "training" : "held-out"
        guard let reading = context[plan.samples] else { return "Samples · \(set)" }
        return "Samples · \(NumberFormat.integer.string(Double(reading.total))) \(set)"
    }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        guard let reading = context[plan.samples], context.view.focus == id else { return .empty }
        return StyledText("#\(min(reading.total - 1, max(0, context.view.cursors[id] ?? 0)))", context.theme.dim)
    }

    public struct Plan: PanePlan {
        let gallery: Gallery
        let samples: SamplesProbe

        public var probes: [any Probe] { [samples] }
    }

    public func prepare(_ request: PaneRequest) -> Plan {
        let gallery = Gallery(request)
        let cursor = max(0, request.view.cursors[id] ?? 0)
        return Plan(
            gallery: gallery,
            samples: SamplesProbe(
                isTraining: isTraining(request.view), first: cursor / gallery.page * gallery.page, count: gallery.page,
                maximum: gallery.tile))
    }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        guard let reading = context[plan.samples] else { return }
        let theme = context.theme
        let cursor = min(reading.total - 1, max(0, context.view.cursors[id] ?? 0))
        let entries = reading.samples.map { sample in
            Gallery.Entry(
                picture: sample.picture,
                caption: StyledText([
                    (
                        sample.isPinned ? "◆ " : sample.isInBatch ? "● " : "",
                        theme.style(sample.isPinned ? theme.warning : theme.train, .bold)
                    ),
                    (sample.label, sample.isPinned ? theme.style(theme.warning, .bold) : theme.plain),
                ]), isChosen: context.view.focus == id && sample.index == cursor)
        }
        plan.gallery.draw(entries, size: reading.size, context, in: area, on: &canvas)
    }

    public var bindings: [KeyBinding<Command>] { galleryKeys }

    public func handle(_ event: PaneEvent, _ view: inout ViewState, _ plan: Plan, _ context: PaneContext) -> [Action]? {
        guard case .command(let command) = event, let reading = context[plan.samples], reading.total > 0
        else { return nil }
        let cursor = min(reading.total - 1, max(0, view.cursors[id] ?? 0))
        guard command == .pin(.nextOfClass) else {
            guard let moved = plan.gallery.moved(cursor, by: command, among: reading.total) else { return nil }
            view.cursors[id] = moved
            return []
        }
        let sample = SampleReference(isTraining(view) ? .train : .heldOut, cursor)
        view.selection.sample = .pinned
        view.message = "pinned: \(sample.part.rawValue) sample #\(cursor)"
        return [.request(.pin(.sample(sample)))]
    }
}
