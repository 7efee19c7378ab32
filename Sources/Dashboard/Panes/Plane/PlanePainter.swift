import Basics
import Inspection
import TerminalGraphics

/// Draws what the network says over the plane of its inputs, the boundary where it changes its mind, and the samples on it.
struct PlanePainter {
    let reading: PlaneProbe.Reading
    /// The names of the network's outputs.
    let names: [String]
    let context: PaneContext
    /// Where a point would be put, and of which class.
    var cursor: (column: Int, row: Int)?

    private var theme: Theme { context.theme }

    /// The cells of the plane in a pane: the whole width, unless the pane is much wider than high.
    static func area(in area: Rect) -> Rect {
        let rows = max(0, area.height - (area.height >= 6 ? 1 : 0))
        let columns = min(area.width, rows * 3)
        return Rect(x: area.x + (area.width - columns) / 2, y: area.y, width: columns, height: rows)
    }

    func paint(in area: Rect, on canvas: inout Canvas) {
        let plane = Self.area(in: area)
        guard !plane.isEmpty else { return }
        if case .values(let values, _) = reading.answers, reading.rows == 1 {
            paintLine(values, in: plane, on: &canvas)
        } else {
            paintPlane(in: plane, on: &canvas)
        }
        paintPoints(in: plane, on: &canvas)
        if let cursor { paintCursor(cursor, in: plane, on: &canvas) }
        if area.bottom > plane.bottom {
            canvas.text(
                legend(area.width, every: share(of: stride(in: plane))),
                in: Rect(x: area.x, y: plane.bottom, width: area.width, height: 1),
                .center, glyphs: context.glyphs)
        }
    }

    // MARK: The plane

    private func paintPlane(in plane: Rect, on canvas: inout Canvas) {
        switch reading.answers {
        case .twoClasses(let values): paint(values, colors, .symmetric(1), plane, on: &canvas)
        case .values(let values, let scale): paint(values, colors, .symmetric(Double(scale)), plane, on: &canvas)
        case .classes(let winners, let lead): paint(winners, lead, plane, on: &canvas)
        }
    }

    /// From one class's color over nothing to the other's: the dim half of the signed colors, so that points stand out.
    private var colors: Colormap { Colormap(through: (0...8).map { theme.diverging.color(at: 0.2 + 0.075 * Double($0)) }) }

    private func paint(
        _ values: [Float], _ colormap: Colormap, _ normalization: Normalization, _ plane: Rect, on canvas: inout Canvas
    ) {
        guard values.count == reading.columns * reading.rows else { return }
        let grid = PixelGrid(values, rows: reading.rows, columns: reading.columns).resampled(
            rows: plane.height * 2, columns: plane.width)
        ImagePlot(grid, colormap: colormap, normalization: normalization, shading: context.shading, maximumEnlargement: 1)
            .draw(in: plane, on: &canvas, glyphs: context.glyphs)
        paintBoundary(grid, plane, on: &canvas)
    }

    /// The line where the answer changes its sign.
    private func paintBoundary(_ grid: PixelGrid, _ plane: Rect, on canvas: inout Canvas) {
        guard case .twoClasses = reading.answers, context.shading == .color, context.glyphs != .ascii else { return }
        var dots = BrailleCanvas(plane.size, glyphs: context.glyphs)
        let (across, down) = BrailleCanvas.dotsPerCell(context.glyphs)
        for row in 0..<grid.rows {
            for column in 0..<grid.columns {
                let isHigh = grid[row, column] > 0
                if column + 1 < grid.columns, (grid[row, column + 1] > 0) != isHigh {
                    for dot in 0..<max(1, down / 2) {
                        dots.set(x: (column + 1) * across - 1, y: row * down / 2 + dot, theme.strong)
                    }
                }
                if row + 1 < grid.rows, (grid[row + 1, column] > 0) != isHigh {
                    for dot in 0..<across { dots.set(x: column * across + dot, y: (row + 1) * down / 2 - 1, theme.strong) }
                }
            }
        }
        // Over a cell's two pixels there is one color behind the dots: that of the upper.
        dots.draw(at: Point(x: plane.x, y: plane.y), on: &canvas)
    }

    private func paint(_ winners: [Int], _ lead: [Float], _ plane: Rect, on canvas: inout Canvas) {
        guard winners.count == reading.columns * reading.rows, lead.count == winners.count else { return }
        for y in 0..<plane.height {
            for x in 0..<plane.width {
                func color(_ half: Int) -> Color {
                    let row = min(reading.rows - 1, (2 * y + half) * reading.rows / (2 * plane.height))
                    let index = row * reading.columns + min(reading.columns - 1, x * reading.columns / plane.width)
                    let strength = Double(lead[index].isFinite ? min(1, max(0, lead[index])) : 0)
                    return theme.background.mixed(with: theme.classColor(winners[index]), 0.12 + 0.45 * strength)
                }
                if context.shading == .color, context.glyphs != .ascii {
                    canvas.put("▀", x: plane.x + x, y: plane.y + y, Style(color(0), on: color(1)))
                } else {
                    let index =
                        min(reading.rows - 1, (2 * y * reading.rows) / (2 * plane.height)) * reading.columns
                        + min(reading.columns - 1, x * reading.columns / plane.width)
                    let digit = Unicode.Scalar(UInt8(ascii: "0") + UInt8(winners[index] % 10))
                    canvas.put(digit, x: plane.x + x, y: plane.y + y, theme.dim)
                }
            }
        }
    }

    // MARK: A line, where there is one input

    private func paintLine(_ values: [Float], in plane: Rect, on canvas: inout Canvas) {
        var dots = BrailleCanvas(plane.size, glyphs: context.glyphs)
        let (across, down) = BrailleCanvas.dotsPerCell(context.glyphs)
        func place(_ index: Int) -> (x: Double, y: Double) {
            let part = (reading.box.y.upperBound - Double(values[index])) / (reading.box.y.upperBound - reading.box.y.lowerBound)
            return (
                (Double(index) + 0.5) / Double(values.count) * Double(plane.width * across), part * Double(plane.height * down)
            )
        }
        for index in values.indices.dropLast() where values[index].isFinite && values[index + 1].isFinite {
            let (a, b) = (place(index), place(index + 1))
            dots.line(fromX: a.x, y: a.y, toX: b.x, y: b.y, theme.forward)
        }
        dots.draw(at: Point(x: plane.x, y: plane.y), on: &canvas)
    }

    // MARK: Points

    private func color(_ point: PlaneProbe.Point) -> Color {
        if let label = point.label { return theme.classColor(label) }
        guard case .values(_, let scale) = reading.answers, scale > 0, reading.rows > 1 else { return theme.warning }
        // Never so faint that one could not tell on which side of zero it is.
        let strength = 0.5 + 0.5 * min(1, Double(point.target.magnitude / scale))
        return theme.strong.mixed(with: theme.signed(Double(point.target)), strength)
    }

    /// The number of a point's shape: of its class, or of the sign of its target.
    private func shape(_ point: PlaneProbe.Point) -> Int {
        point.label ?? (areTargetsOnPlane && point.target < 0 ? 1 : 0)
    }

    /// True where targets are numbers, and not the height of a line.
    private var areTargetsOnPlane: Bool { if case .values = reading.answers { reading.rows > 1 } else { false } }

    private func paintPoints(in plane: Rect, on canvas: inout Canvas) {
        // Held-out points below, over them those that somebody has added, all of them; the pinned one on top.
        let every = stride(in: plane)
        let shown = given.enumerated().filter { $0.offset.isMultiple(of: every) && !$0.element.isPinned }.map(\.element)
        let ordered =
            shown.filter(\.isHeldOut) + shown.filter { !$0.isHeldOut } + reading.points.filter(\.isAdded)
            + reading.points.filter(\.isPinned)
        for point in ordered where point.x.isFinite && point.y.isFinite {
            let place = reading.box.place(x: Double(point.x), y: Double(point.y), columns: plane.width, rows: plane.height)
            let shapes = point.isHeldOut ? ClassMark.hollow : ClassMark.filled
            let shape = shapes[shape(point) % shapes.count]
            let (x, y) = (plane.x + place.column, plane.y + place.row)
            let behind = canvas[x, y].style.background
            let bright = color(point).mixed(
                with: theme.strong, point.isHeldOut || areTargetsOnPlane ? 0.1 : point.isAdded ? 0.75 : 0.45)
            canvas.put(shape, x: x, y: y, Style(bright, on: behind, point.isHeldOut ? [] : .bold))
            guard point.isPinned else { continue }
            for (offset, bracket) in [(-1, "["), (1, "]")] as [(Int, Unicode.Scalar)]
            where x + offset >= plane.x && x + offset < plane.right {
                canvas.put(bracket, x: x + offset, y: y, Style(theme.selected, on: behind, .bold))
            }
        }
    }

    /// The points that the data has; those that have been added change nothing of which of them are drawn.
    private var given: [PlaneProbe.Point] { reading.points.filter { !$0.isAdded } }

    /// One of so many points is drawn, so that there is still something to see between them. Odd: classes may take turns.
    private func stride(in plane: Rect) -> Int {
        let cells = max(1, plane.width * plane.height)
        let every = (reading.points.count { !$0.isAdded } * 4 + cells - 1) / cells
        return max(1, every.isMultiple(of: 2) ? every + 1 : every)
    }

    /// Of so many samples one is drawn, where one of so many points is.
    private func share(of every: Int) -> Int {
        let points = max(1, reading.points.count)
        return (every * (points + reading.hidden) + points / 2) / points
    }

    private func paintCursor(_ cursor: (column: Int, row: Int), in plane: Rect, on canvas: inout Canvas) {
        let (x, y) = (plane.x + min(plane.width - 1, max(0, cursor.column)), plane.y + min(plane.height - 1, max(0, cursor.row)))
        // A point under it stays to be seen: that of the one who has just added it.
        let here = canvas[x, y].scalar
        let isPoint = (ClassMark.filled + ClassMark.hollow).contains(here)
        canvas.put(isPoint ? here : "┼", x: x, y: y, theme.highlight(theme.selected))
    }

    // MARK: Words

    private func legend(_ width: Int, every: Int) -> StyledText {
        var parts: [(String, Style)] = []
        if case .values(_, let scale) = reading.answers {
            if reading.rows == 1 {
                parts = [("━ answer", theme.style(theme.forward)), ("  ● target", theme.style(theme.warning))]
            } else {
                let end = NumberFormat.significant(2).string(Double(scale))
                parts = [("█ −\(end)", theme.style(theme.negative)), ("  █ +\(end)", theme.style(theme.positive))]
                if width >= 32 { parts.append(("  targets ● ≥ 0  ■ < 0", theme.dim)) }
            }
        } else {
            let labels = Set(reading.points.compactMap(\.label)).sorted().prefix(6)
            // Names are cut before one is left out.
            let cuts = (1...16).reversed().lazy.map { ShortNames.of(labels.map(name), cells: $0) }
            let short = cuts.first { $0.reduce(0) { $0 + $1.cellWidth + 4 } <= width } ?? labels.map { String($0) }
            for (place, label) in labels.enumerated() {
                parts.append(
                    (
                        "\(ClassMark.filled[label % ClassMark.filled.count]) \(short[place])  ",
                        theme.style(theme.classColor(label), .bold)
                    ))
            }
            let used = parts.reduce(0) { $0 + $1.0.cellWidth }
            let dotted = isTwoClasses && context.shading == .color && context.glyphs != .ascii
            let hasHeldOut = reading.points.contains { $0.isHeldOut && !$0.isPinned }
            let (boundary, held) = (dotted ? "dotted: undecided" : "", hasHeldOut ? "hollow: held out" : "")
            // As much of it as there is room for.
            let ways = [
                [hasHeldOut ? "filled: trained on" : "", held, boundary, every > 1 ? "1 point in \(every) is drawn" : ""],
                [held, boundary, every > 1 ? "1 in \(every) drawn" : ""], [held, every > 1 ? "1 in \(every)" : ""],
                [every > 1 ? "1 in \(every)" : ""],
            ].map { $0.filter { !$0.isEmpty }.joined(separator: " · ") }
            parts.append((ways.first { used + $0.cellWidth <= width } ?? "", theme.dim))
        }
        if reading.coarseness > 1 { parts.append(("  one point for \(reading.coarseness) cells", theme.dim)) }
        return StyledText(parts)
    }

    private var isTwoClasses: Bool { if case .twoClasses = reading.answers { true } else { false } }

    private func name(_ label: Int) -> String {
        names.count > 1 && names.indices.contains(label) ? names[label] : String(label)
    }
}

extension PlaneProbe {
    /// The probe for as much as a pane of a size can show.
    init(in size: Size) {
        let plane = PlanePainter.area(in: Rect(size))
        self.init(columns: plane.width, rows: plane.height * 2)
    }
}
