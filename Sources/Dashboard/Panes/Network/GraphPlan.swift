import Inspection
import NeuralNetwork
import TerminalGraphics

/// Which columns of the graph are drawn, how wide, and which of them as pictures: known before the session is asked, from the
/// network and the room alone.
struct GraphPlan {
    /// The place of one column, in cells from the left of the pane.
    struct Slot: Hashable {
        var column: Int
        var x: Int
        var width: Int
        /// The pictures, where it is drawn as pictures.
        var tiles: Tiles?
    }

    /// Pictures in a column, one below the other.
    struct Tiles: Hashable {
        var count: Int
        /// The pictures' size in pixels, at most; a picture may be drawn larger by whole factors.
        var limit: ImageShape
        /// Cells of one picture.
        var size: Size
        /// Pictures side by side.
        var across = 1
        /// Rows between the tops of two pictures.
        var pitch: Int
        /// Cells that a pixel takes, across and down in half cells; 1 and 1 for a picture of half blocks.
        var enlargement = ImageShape(height: 1, width: 1)
    }

    /// Empty where all columns are drawn as neurons: these stand as `GraphLayout` spreads them.
    private(set) var slots: [Slot] = []
    private(set) var hasTiles = false
    /// Whether neurons are drawn as what they answer over the plane of the inputs.
    private(set) var isPlane = false

    private let columns: [GraphColumn]
    private let size: Size

    /// Neurons that fit into a column.
    static func rows(in size: Size, _ columns: [GraphColumn]) -> Int {
        max(0, min(32, size.height - 3 - (hasLane(size, columns) ? 1 : 0)))
    }

    static func hasLane(_ size: Size, _ columns: [GraphColumn]) -> Bool {
        size.height >= 8 && columns.contains { $0.spec?.role == .container }
    }

    /// Columns between two slots, at least.
    private static let usualGap = 4

    /// - Parameter hasPlane: false where there is one sample, and nothing to be seen over the plane.
    init(_ columns: [GraphColumn], in size: Size, selected: Int, active: Int?, hasPlane: Bool = true) {
        self.columns = columns
        self.size = size
        isPlane = hasPlane && Self.isPlane(columns)
        hasTiles = isPlane || columns.contains { $0.unitLayout != .neurons }
        guard hasTiles, size.height > 4, size.width > 12 else {
            hasTiles = false
            return
        }
        let all = Array(columns.indices)
        let isFew = columns.count <= 4 || isPlane
        let legible = [28, 20, 16, 14, 12, Self.legibleWidth]
        if fit(all, legible + (isFew ? Self.smallWidths : [])) { return }
        if !isFew || isPlane, fit(all, isPlane ? Self.smallWidths : legible, gap: 3) { return }
        // Pictures that can be read of fewer layers: of the selected, the one before it and the last, and of their neighbors.
        for count in stride(from: columns.count - 1, through: 2, by: -1) where !isFew {
            if fit(around([selected, active].compactMap { $0 }, count), legible, gap: 3) { return }
        }
        if fit(all, Self.smallWidths) { return }
        for count in stride(from: columns.count - 1, through: 1, by: -1)
        where fit(around([selected, active].compactMap { $0 }, count), [7], gap: 3) {
            return
        }
        hasTiles = false
    }

    /// Cells across a picture in which something can be recognized.
    private static let legibleWidth = 10
    private static let smallWidths = [8, 7, 6, 5]

    /// Stands columns with pictures of the largest of these widths with which they fit; false if none does.
    private mutating func fit(_ shown: [Int], _ widths: [Int], gap: Int = GraphPlan.usualGap) -> Bool {
        widths.contains { width in place(shown.map { slot($0, tileWidth: width) }, gap: gap) }
    }

    /// So many columns: the selected, the one at work, the last, the one before the selected, and then the nearest.
    private func around(_ kept: [Int], _ count: Int) -> [Int] {
        let (selected, last) = (kept[0], columns.count - 1)
        let nearest = columns.indices.sorted { abs(2 * ($0 - selected) + 1) < abs(2 * ($1 - selected) + 1) }
        let order = (kept + [last] + nearest).reduce(into: [Int]()) { if !$0.contains($1) { $0.append($1) } }
        return order.prefix(count).sorted()
    }

    /// The column of the layer at work, where somebody steps through the layers.
    static func active(_ status: Status) -> Int? {
        guard !status.isRunning, let layer = status.phase?.layer else { return nil }
        return status.columns.first { $0.index > 0 && $0.layers.contains(layer) }?.index
    }

    /// The probe to ask.
    var requests: [NetworkProbe.TileRequest] {
        slots.compactMap { slot in
            slot.tiles.map {
                NetworkProbe.TileRequest(
                    column: slot.column, count: $0.count, limit: $0.limit, stride: columns[slot.column].unitLayout.stride)
            }
        }
    }

    private var labelWidth: Int { Self.labelWidth(size.width) }

    /// Cells behind the last column: a name, a number and a mark.
    static func labelWidth(_ width: Int) -> Int { width >= 40 ? 12 : width >= 30 ? 10 : 8 }
    private var bodyHeight: Int { size.height - 3 - (Self.hasLane(size, columns) ? 1 : 0) }

    /// Sets the slots with even room between them; false where they do not fit.
    private mutating func place(_ wanted: [Slot], gap: Int = GraphPlan.usualGap) -> Bool {
        let isLastTiles = wanted.last?.tiles != nil
        let room = size.width - 2 - (isLastTiles ? 1 : labelWidth)
        let taken = wanted.reduce(0) { $0 + $1.width }
        let gaps = max(1, wanted.count - 1)
        guard taken + gaps * gap <= room else { return false }
        let spare = room - taken
        var x = 1
        var placed = wanted
        for index in placed.indices {
            placed[index].x = x + spare * index / gaps
            x += placed[index].width
        }
        slots = placed
        return true
    }

    private func slot(_ index: Int, tileWidth: Int) -> Slot {
        let column = columns[index]
        let tiles: Tiles?
        switch column.unitLayout {
        case .neurons:
            if isPlane, index < columns.count - 1 {
                let tiles = plane(column.units, tileWidth)
                return Slot(column: index, x: 0, width: tiles.size.width * tiles.across + tiles.across - 1, tiles: tiles)
            }
            guard index == 0, let image = column.image else {
                return Slot(column: index, x: 0, width: index == columns.count - 1 ? 3 : size.width >= 90 ? 5 : 4, tiles: nil)
            }
            let factor = Self.factor(
                image, ImageShape(height: bodyHeight * 2, width: max(tileWidth >= Self.legibleWidth ? 14 : 7, tileWidth)))
            return Slot(column: index, x: 0, width: (image.width + factor - 1) / factor, tiles: nil)
        case .maps(let channels, let image): tiles = maps(channels, image, tileWidth)
        case .sequence(let time, let features): tiles = sequence(time, features, tileWidth)
        case .attention(let heads, let time, let features): tiles = attention(heads, time, features, tileWidth)
        }
        let width = tiles.map { $0.size.width * $0.across + ($0.across - 1) } ?? 3
        return Slot(column: index, x: 0, width: max(4, width), tiles: tiles)
    }

    private static func factor(_ image: ImageShape, _ limit: ImageShape) -> Int {
        max(1, (image.width + limit.width - 1) / max(1, limit.width), (image.height + limit.height - 1) / max(1, limit.height))
    }

    /// Points of the plane, and nothing but neurons over it, not too many.
    private static func isPlane(_ columns: [GraphColumn]) -> Bool {
        columns.count > 1 && columns[0].units == 2 && columns[0].image == nil && columns.allSatisfy { $0.unitLayout == .neurons }
            && !columns.readsIndices && columns.reduce(0) { $0 + $1.units } <= 600
    }

    /// Square pictures, as large as all neurons of the column fit; of neurons that do not fit in pictures of some size, as many
    /// as do.
    private func plane(_ units: Int, _ width: Int) -> Tiles {
        let all = (bodyHeight + 1) / max(1, units) - 1
        if all >= 3 || bodyHeight < 12 {
            let rows = max(2, min(all, width / 2, 6))
            let pitch = bodyHeight < 12 && all < 2 ? rows : rows + 1
            return tiles(units, rows, across: 1, pitch: max(pitch, min(rows + 2, all + 1)))
        }
        let rows = max(3, min(width / 2, bodyHeight >= 24 ? 4 : 3))
        return tiles(units, rows, across: width >= 16 ? 3 : width >= 12 ? 2 : 1, pitch: rows + 1)
    }

    private func tiles(_ units: Int, _ rows: Int, across: Int, pitch: Int) -> Tiles {
        let most = max(1, (bodyHeight + 1) / pitch) * across
        return Tiles(
            count: min(units, most), limit: ImageShape(height: rows * 2, width: rows * 2),
            size: Size(width: rows * 2, height: rows),
            across: across, pitch: pitch)
    }

    private func maps(_ channels: Int, _ image: ImageShape, _ width: Int) -> Tiles {
        // A picture with room beside it is seen better: at least two of many in a column, all of few.
        let least = min(channels, bodyHeight < 8 ? 1 : bodyHeight < 14 ? 2 : bodyHeight < 22 ? 3 : 4)
        let limit = ImageShape(height: max(1, min(width, 2 * bodyHeight / max(1, least) - 1)), width: width)
        let factor = Self.factor(image, limit)
        let pixels = ImageShape(height: (image.height + factor - 1) / factor, width: (image.width + factor - 1) / factor)
        // Small maps are drawn larger.
        let larger = factor > 1 ? 1 : max(1, min(width / max(1, pixels.width), limit.height / max(1, pixels.height), 3))
        let cells = Size(width: pixels.width * larger, height: (pixels.height * larger + 1) / 2)
        let pitch = cells.height + (pixels.height * larger % 2 == 0 || cells.height > 3 ? 1 : 0)
        let down = max(1, (bodyHeight + 1) / max(1, pitch))
        let across = width <= 8 && channels > down && size.width > 90 ? 2 : 1
        return Tiles(
            count: min(channels, down * across), limit: pixels, size: cells, across: across, pitch: pitch,
            enlargement: ImageShape(height: larger, width: larger))
    }

    private func sequence(_ time: Int, _ features: Int, _ width: Int) -> Tiles {
        let room = bodyHeight - 2
        let across = max(1, min(4, max(width * 3 / 2, 6) / max(1, time)))
        let steps = time <= width * 3 / 2 ? time : (time + (time - 1) / width) / ((time - 1) / width + 1)
        // A state is a cell high where there is room, else half a cell.
        let down = max(1, min(4, 2 * room / max(1, features)))
        let even = down > 2 ? 2 : down
        let rows = min(features, 2 * room / even)
        return Tiles(
            count: 1, limit: ImageShape(height: rows, width: steps),
            size: Size(width: steps * across, height: (rows * even + 1) / 2),
            pitch: bodyHeight, enlargement: ImageShape(height: even, width: across))
    }

    private func attention(_ heads: Int, _ time: Int, _ features: Int, _ width: Int) -> Tiles {
        // Where there is little room, who looks at whom comes first.
        let shown = bodyHeight >= 12 ? heads + 1 : 1
        let side = max(2, min(width, 2 * (bodyHeight / min(shown, 3)) - (shown > 1 ? 4 : 2), time))
        let across = max(1, min(3, width / max(1, side)))
        let pixels = ImageShape(height: side, width: side)
        let cells = Size(width: side * across, height: (side * across + 1) / 2)
        let pitch = cells.height + 2
        return Tiles(
            count: min(shown, max(1, (bodyHeight + 1) / pitch)), limit: pixels, size: cells, pitch: pitch,
            enlargement: ImageShape(height: across, width: across))
    }
}
