import Inspection
import TerminalGraphics

extension GraphLayout {
    /// Stands columns of pictures and of neurons where the plan has room for them.
    mutating func placeSlots(_ reading: NetworkProbe.Reading, _ status: Status) {
        for slot in plan.slots where slot.column < columns.count {
            let left = area.x + slot.x
            if let tiles = slot.tiles {
                xs[slot.column] = left
                columns[slot.column] = place(reading.columns[slot.column], tiles, left)
            } else if slot.column == 0, let shape = status.columns[0].image, status.columns[0].unitLayout == .neurons {
                let height = ((shape.height * slot.width / max(1, shape.width)) + 1) / 2
                pictureShape = shape
                let rect = Rect(
                    x: left, y: body.y + max(0, (body.height - height) / 2), width: slot.width, height: min(height, body.height))
                picture = rect
                xs[0] = rect.right
            } else {
                xs[slot.column] = left + 1
                columns[slot.column] = Self.spread(reading.columns[slot.column], in: body).map {
                    Node(unit: $0.0, x: left + 1, y: $0.1)
                }
            }
        }
    }

    /// Pictures one below the other, centered; where they stand in several rows side by side, row by row.
    private func place(_ units: [NetworkProbe.Unit], _ tiles: GraphPlan.Tiles, _ left: Int) -> [Node] {
        guard !units.isEmpty else { return [] }
        let rows = (units.count + tiles.across - 1) / tiles.across
        let height = (rows - 1) * tiles.pitch + tiles.size.height
        let top = body.y + max(0, (body.height - 1 - height) / 2)
        return units.enumerated().map { index, unit in
            let rect = Rect(
                x: left + (index % tiles.across) * (tiles.size.width + 1), y: top + (index / tiles.across) * tiles.pitch,
                width: tiles.size.width, height: tiles.size.height)
            return Node(unit: unit, x: rect.x, y: rect.y + (rect.height - 1) / 2, tile: rect)
        }
    }
}
