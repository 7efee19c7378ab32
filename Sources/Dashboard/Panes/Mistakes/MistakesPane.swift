import Inspection
import TerminalGraphics

extension PaneID {
    package static let mistakes = PaneID("mistakes")
}

/// Held-out samples that are misread, the surest mistakes first: what each is, what the network says, and how sure it is.
public struct MistakesPane: Pane {
    public init() {}
    public var id: PaneID { .mistakes }
    public var homes: [PaneID] { [.confusion, .weights] }
    public var shortTitle: String { "Mistakes" }
    public var summary: String { "misread held-out samples; arrows choose one, p pins it" }

    public func title(_ plan: Plan, _ context: PaneContext) -> String {
        guard let reading = context[plan.mistakes] else { return "Mistakes" }
        return "Mistakes · \(reading.wrong) of \(NumberFormat.integer.string(Double(reading.samples)))"
    }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        guard let reading = context[plan.mistakes], context.request.size.width >= 40 else { return .empty }
        // A caption: 5→3 0.91.
        let legend = context.request.size.width >= 72 ? "true→said, its p · " : ""
        return StyledText(legend + "at it \(NumberFormat.integer.string(Double(reading.iteration)))", context.theme.dim)
    }

    public struct Plan: PanePlan {
        let gallery: Gallery
        let mistakes: MistakesProbe

        public var probes: [any Probe] { [mistakes] }
    }

    public func prepare(_ request: PaneRequest) -> Plan {
        let gallery = Gallery(request)
        let cursor = max(0, request.view.cursors[id] ?? 0)
        return Plan(
            gallery: gallery,
            mistakes: MistakesProbe(
                first: cursor / gallery.page * gallery.page, count: gallery.page, maximum: gallery.tile))
    }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        let theme = context.theme
        guard let reading = context[plan.mistakes] else {
            canvas.text("no classes to mistake here", x: area.x + 1, y: area.y, theme.dim, width: area.width)
            return
        }
        guard !reading.mistakes.isEmpty else {
            canvas.text(
                "no mistake among \(reading.samples) held-out samples", x: area.x + 1, y: area.y, theme.plain, width: area.width)
            return
        }
        let cursor = min(reading.wrong - 1, max(0, context.view.cursors[id] ?? 0))
        let entries = reading.mistakes.enumerated().map { offset, mistake in
            Gallery.Entry(
                picture: mistake.picture,
                caption: StyledText([
                    (mistake.labelName, theme.style(theme.warning, .bold)), ("→", theme.dim),
                    (mistake.answerName, theme.style(theme.bad, .bold)),
                    (" " + NumberFormat.probability().string(mistake.belief), theme.dim),
                ]), isChosen: context.view.focus == id && reading.first + offset == cursor)
        }
        plan.gallery.draw(entries, size: reading.size, context, in: area, on: &canvas)
    }

    public var bindings: [KeyBinding<Command>] { galleryKeys }

    public func handle(_ event: PaneEvent, _ view: inout ViewState, _ plan: Plan, _ context: PaneContext) -> [Action]? {
        guard case .command(let command) = event, let reading = context[plan.mistakes] else { return nil }
        guard command != .pin(.nextOfClass) else { return pin(&view, reading) }
        guard let cursor = plan.gallery.moved(view.cursors[id] ?? 0, by: command, among: reading.wrong) else { return nil }
        view.cursors[id] = cursor
        return []
    }

    private func pin(_ view: inout ViewState, _ reading: MistakesProbe.Reading) -> [Action]? {
        let cursor = min(reading.wrong - 1, max(0, view.cursors[id] ?? 0)) - reading.first
        guard reading.mistakes.indices.contains(cursor) else { return nil }
        let mistake = reading.mistakes[cursor]
        view.selection.sample = .pinned
        view.message = "pinned: held-out sample #\(mistake.index), a \(mistake.labelName)"
        return [.request(.pin(.sample(.heldOut(mistake.index))))]
    }
}
