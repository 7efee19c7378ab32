import TerminalGraphics

/// Panes that a person or a scenario has chosen, in their order from the upper left: the explanation below the others over the
/// whole width, so that its two columns have room.
extension Arrangement {
    /// An area with a name.
    typealias Slot = (id: PaneID, area: Rect)

    /// Chosen panes in an area.
    static func chosen(_ panes: [PaneID], in body: Rect, _ subject: RunOutline) -> [Slot] {
        let others = panes.filter { $0 != .explain }
        guard panes.contains(.explain), !others.isEmpty else { return besides(others.isEmpty ? panes : others, in: body) }
        let rows = rows(of: others, in: body, isLow: true)
        let least = min(body.height / 2, leastExplanation)
        let wanted = rows.reduce(0) { $0 + height(of: $1, body, subject) }
        let (top, explain) = body.splitTop(min(wanted, body.height - least))
        return grid(rows, in: top) + [(.explain, explain)]
    }

    /// Rows of an explanation in which a step can be followed, its frame among them.
    private static let leastExplanation = 8

    /// Panes without the explanation: three with a picture first have it at the left.
    private static func besides(_ panes: [PaneID], in body: Rect) -> [Slot] {
        guard panes.count == 3 || panes.count == 2, isNarrow(panes[0]), body.width >= 64 else {
            return grid(rows(of: panes, in: body), in: body)
        }
        let (left, right) = body.splitLeft(min(body.width * 2 / 5, 2 * body.height + 4))
        return [(panes[0], left)] + grid(panes.dropFirst().map { [$0] }, in: right)
    }

    private static func isNarrow(_ pane: PaneID) -> Bool { PaneCatalog[pane].enoughColumns(rows: 0) != nil }

    /// Which stand side by side.
    private static func rows(of panes: [PaneID], in body: Rect, isLow: Bool = false) -> [[PaneID]] {
        let across = body.width >= 110 ? 3 : body.width >= 64 ? 2 : 1
        // Two wide ones need all the width where there is little of it.
        if !isLow, panes.count == 2, body.width < 110, !panes.contains(where: isNarrow) { return panes.map { [$0] } }
        return stride(from: 0, to: panes.count, by: across).map { Array(panes[$0..<min(panes.count, $0 + across)]) }
    }

    /// Rows that are enough for those above an explanation.
    private static func height(of row: [PaneID], _ body: Rect, _ subject: RunOutline) -> Int {
        var wanted = body.height * 9 / 20
        if case .numbers(let perLayer) = subject.graph, row.contains(.network) {
            // Headings, a row for each neuron and one between them, and the frame.
            wanted = max(8, min(wanted, 2 * perLayer + 4))
        }
        return row.contains(.plane) ? max(wanted, body.height * 11 / 20) : wanted
    }

    /// Rows of panes, evenly high; those that are narrow get no more than they need.
    private static func grid(_ rows: [[PaneID]], in area: Rect) -> [Slot] {
        rows.enumerated().flatMap { index, row -> [Slot] in
            let top = area.y + area.height * index / rows.count
            let bottom = area.y + area.height * (index + 1) / rows.count
            var rest = Rect(x: area.x, y: top, width: area.width, height: bottom - top)
            return row.enumerated().map { place, pane in
                let others = row.count - place - 1
                guard others > 0 else { return (pane, rest) }
                let narrow = row[place...].compactMap { PaneCatalog[$0].enoughColumns(rows: rest.height) }
                let wide = others + 1 - narrow.count
                // Where all are narrow they share the room.
                let width =
                    wide == 0
                    ? rest.width / (others + 1)
                    : PaneCatalog[pane].enoughColumns(rows: rest.height)
                        ?? max(rest.width / (others + 1) / 2, (rest.width - narrow.reduce(0, +)) / wide)
                let (own, next) = rest.splitLeft(width)
                rest = next
                return (pane, own)
            }
        }
    }
}
