import Basics

extension ImageGrid {
    /// Which pictures are where: known without drawing, so that a click finds its picture.
    public struct Layout: Hashable, Sendable {
        /// The index of the first picture shown.
        public var first: Int
        /// The cells of each picture shown.
        public var tiles: [Rect]
        /// The scale of the pictures' pixels.
        public var scale: ImageScale
        /// The number of pictures in a row: what up and down move by.
        public var perRow: Int
        /// The number of pictures in all.
        public var count: Int

        /// The caption that a pane must have: `1–12 of 128 · downsampled 2×`; nil where all is shown as it is.
        public var note: String? {
            let hidden = tiles.count < count && !tiles.isEmpty ? "\(first + 1)–\(first + tiles.count) of \(count)" : nil
            let notes = [hidden, scale.note].compactMap { $0 }
            return notes.isEmpty ? nil : notes.joined(separator: " · ")
        }
    }

    /// Which pictures would be drawn where. There is a column between pictures (and before and after them) for the selection's
    /// mark, and a row between them for the captions.
    public func layout(in area: Rect) -> Layout {
        let none = Layout(first: 0, tiles: [], scale: .same, perRow: 0, count: count)
        guard count > 0, rows > 0, columns > 0, area.width >= 3, !area.isEmpty else { return none }
        guard let fit = bestFit(area) else { return none }
        let shown = min(count, fit.across * fit.down)
        // Whole rows of pictures scroll, so that the selected one is seen and the others stay in place.
        var first = 0
        if let selected, selected >= shown, selected < count {
            first = ((selected / fit.across) - fit.down + 1) * fit.across
            first = min(max(0, first), count - 1)
        }
        let cells = (fit.rows + 1) / 2
        let across = min(fit.across, max(1, count - first))
        let left = area.x + 1 + (area.width - 1 - across * (fit.columns + 1)) / 2
        let tiles = (0..<min(shown, count - first)).map { offset in
            Rect(
                x: left + (offset % fit.across) * (fit.columns + 1), y: area.y + (offset / fit.across) * (cells + 1),
                width: fit.columns, height: cells)
        }
        return Layout(first: first, tiles: tiles, scale: fit.scale, perRow: fit.across, count: count)
    }

    private struct Fit {
        var scale: ImageScale
        var rows: Int
        var columns: Int
        var across: Int
        var down: Int
    }

    /// The largest size at which all fit; otherwise the smallest allowed.
    private func bestFit(_ area: Rect) -> Fit? {
        // Below the last row of pictures a row is needed only for captions.
        let lastGap = captions.isEmpty || area.height < 2 ? 1 : 0
        var smallest: Fit?
        for scale in candidates(area) {
            let (drawnRows, drawnColumns) = size(at: scale)
            let across = (area.width - 1) / (drawnColumns + 1)
            let down = (area.height + lastGap) / ((drawnRows + 1) / 2 + 1)
            guard across > 0, down > 0 else { continue }
            let fit = Fit(scale: scale, rows: drawnRows, columns: drawnColumns, across: across, down: down)
            if across * down >= count { return fit }
            if across * down > (smallest.map { $0.across * $0.down } ?? 0) { smallest = fit }
        }
        return smallest
    }

    /// Scales from the largest to the smallest that are worth trying.
    private func candidates(_ area: Rect) -> [ImageScale] {
        let largest = max(1, min(area.width / columns, area.height * 2 / rows))
        var scales: [ImageScale] = stride(from: largest, through: 2, by: -1).map { .enlarged($0) }
        scales.append(.same)
        var width = columns - 1
        let smallest = min(minimumColumns, columns)
        while width >= smallest {
            scales.append(.reduced(Double(columns) / Double(width)))
            width -= 1
        }
        // Where not even one fits at the smallest allowed size, one that does is better than nothing.
        if area.height * 2 < Int(saturating: Double(rows * smallest) / Double(columns)) || area.width - 2 < smallest {
            let (scale, _, _) = ImageScale.fitting(rows: rows, columns: columns, height: area.height * 2, width: area.width - 2)
            scales.append(scale)
        }
        return scales
    }

    private func size(at scale: ImageScale) -> (rows: Int, columns: Int) {
        switch scale {
        case .same: return (rows, columns)
        case .enlarged(let factor): return (rows * factor, columns * factor)
        case .reduced(let factor):
            return (
                max(1, Int(saturating: Double(rows) / factor + 1e-9)), max(1, Int(saturating: Double(columns) / factor + 1e-9))
            )
        }
    }
}
