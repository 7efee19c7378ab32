import Basics
import Inspection
import TerminalGraphics

/// Draws a landscape seen from above: contour lines over shaded ground, the way as dots, where it stands and where the next step
/// leads, and below it what the axes and the lines are.
struct LandscapePainter {
    let landscape: Landscape
    let context: PaneContext

    private var theme: Theme { context.theme }
    private var isASCII: Bool { context.glyphs == .ascii }

    /// Contour lines, at most.
    private static let mostLevels = 9
    /// Loss relative to the lowest above which the lines' distances are ratios.
    private static let wide = 30.0
    /// Rows of ground below which words give way.
    private static let fewestRows = 6

    func paint(in area: Rect, on canvas: inout Canvas) {
        guard area.height > 0, area.width > 2 else { return }
        let axis = self.axis
        let ticks = axis.ticks(atMost: Self.mostLevels, glyphs: context.glyphs).filter {
            $0.value > axis.low && $0.value < axis.high
        }
        let levels = ticks.map(\.value)
        let lines = self.lines(ticks, width: area.width)
        let shown = min(lines.count, max(0, area.height - Self.fewestRows))
        let (ground, text) = area.splitTop(area.height - shown)
        canvas.lines(Array(lines.prefix(shown)), in: text, glyphs: context.glyphs)
        paintGround(axis, in: ground, on: &canvas)
        paintContours(levels, in: ground, on: &canvas)
        if !isASCII { paintLabels(ticks, in: ground, on: &canvas) }
        paintPlaces(in: ground, on: &canvas)
    }

    /// Heights from the lowest to the highest.
    private var axis: Axis {
        let finite = landscape.losses.filter(\.isFinite)
        let (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
        return low > 0 && high > Self.wide * low ? Axis(.log, low, high) : Axis(.linear, low, high)
    }

    // MARK: The ground

    /// Height in the middle of a cell or of a dot of it.
    private func loss(_ x: Double, _ y: Double, in ground: Rect) -> Double {
        landscape.loss(across: x / Double(ground.width), up: 1 - y / Double(ground.height))
    }

    private func paintGround(_ axis: Axis, in ground: Rect, on canvas: inout Canvas) {
        let isShaded = context.shading == .color
        func color(_ loss: Double) -> Color {
            theme.background.mixed(with: theme.sequential.color(at: axis.position(of: loss) ?? 0), 0.55)
        }
        for row in 0..<ground.height {
            for column in 0..<ground.width {
                let height = loss(Double(column) + 0.5, Double(row) + 0.5, in: ground)
                let (x, y) = (ground.x + column, ground.y + row)
                if !height.isFinite {
                    canvas.put(isASCII ? "?" : "×", x: x, y: y, theme.style(theme.bad))
                } else if isShaded {
                    canvas.put(" ", x: x, y: y, Style(theme.text, on: color(height)))
                }
            }
        }
    }

    /// Number of lines below a height; nil where there is none.
    private func band(_ height: Double, _ levels: [Double]) -> Int? {
        height.isFinite ? levels.prefix { $0 <= height }.count : nil
    }

    private func paintContours(_ levels: [Double], in ground: Rect, on canvas: inout Canvas) {
        if isASCII { return paintNumberedContours(levels, in: ground, on: &canvas) }
        var dots = BrailleCanvas(ground.size, glyphs: context.glyphs)
        let (across, down) = BrailleCanvas.dotsPerCell(context.glyphs)
        func bands(row: Int) -> [Int?] {
            (0...dots.dotWidth).map { column in
                band(loss((Double(column) + 0.5) / Double(across), (Double(row) + 0.5) / Double(down), in: ground), levels)
            }
        }
        var below = bands(row: 0)
        for row in 0..<dots.dotHeight {
            let present = below
            below = bands(row: row + 1)
            for column in 0..<dots.dotWidth {
                guard let own = present[column] else { continue }
                let differs = [present[column + 1], below[column]].contains { $0.map { $0 != own } ?? false }
                if differs { dots.set(x: column, y: row, theme.strong) }
            }
        }
        dots.draw(at: Point(x: ground.x, y: ground.y), on: &canvas)
    }

    /// Lines of digits: each says which one it is.
    private func paintNumberedContours(_ levels: [Double], in ground: Rect, on canvas: inout Canvas) {
        func bands(row: Int) -> [Int?] {
            (0...ground.width).map { band(loss(Double($0) + 0.5, Double(row) + 0.5, in: ground), levels) }
        }
        var below = bands(row: 0)
        for row in 0..<ground.height {
            let present = below
            below = bands(row: row + 1)
            for column in 0..<ground.width {
                guard let own = present[column] else { continue }
                // The higher of two neighbors' bands is that of the line between them.
                guard let other = [present[column + 1], below[column]].compactMap(\.self).first(where: { $0 != own }) else {
                    continue
                }
                let digit = Unicode.Scalar(UInt8(ascii: "0") + UInt8(max(own, other) % 10))
                canvas.put(digit, x: ground.x + column, y: ground.y + row, background(ground.x + column, ground.y + row, canvas))
            }
        }
    }

    /// A line's height, written once where the line crosses one of a few rows, as on a hiker's map.
    private func paintLabels(_ levels: [Tick], in ground: Rect, on canvas: inout Canvas) {
        var left = Set(levels.indices)
        for part in [0.75, 0.25, 0.5, 0.9, 0.1] {
            let row = min(ground.height - 1, Int(saturating: part * Double(ground.height)))
            var free = 0
            let bands = (0...ground.width).map {
                band(loss(Double($0) + 0.5, Double(row) + 0.5, in: ground), levels.map(\.value))
            }
            for column in 0..<ground.width {
                guard let here = bands[column], let next = bands[column + 1], here != next else { continue }
                let level = max(here, next) - 1
                let start = column - levels[level].label.cellWidth / 2
                let end = start + levels[level].label.cellWidth
                guard left.contains(level), start >= free, end <= ground.width else { continue }
                for (offset, scalar) in levels[level].label.unicodeScalars.enumerated() {
                    let (x, y) = (ground.x + start + offset, ground.y + row)
                    canvas.put(scalar, x: x, y: y, background(x, y, canvas))
                }
                left.remove(level)
                free = end + 1
            }
        }
    }

    private func background(_ x: Int, _ y: Int, _ canvas: Canvas) -> Style {
        Style(theme.text, on: canvas[x, y].style.background)
    }

    // MARK: What stands on it

    private var signs:
        (here: Unicode.Scalar, way: Unicode.Scalar, start: Unicode.Scalar, step: Unicode.Scalar, lowest: Unicode.Scalar)
    {
        isASCII ? ("@", "o", "S", "+", "v") : ("◉", "•", "○", "✚", "▾")
    }

    private func cell(_ place: Landscape.Place, in ground: Rect) -> Point? {
        func part(_ value: Double, _ axis: Landscape.Axis) -> Double { (value - axis.range.lowerBound) / (2 * axis.reach) }
        let (x, y) = (part(place.across, landscape.across), part(place.up, landscape.up))
        guard x >= 0, x <= 1, y >= 0, y <= 1 else { return nil }
        return Point(
            x: ground.x + min(ground.width - 1, Int(saturating: x * Double(ground.width))),
            y: ground.y + min(ground.height - 1, Int(saturating: (1 - y) * Double(ground.height))))
    }

    private func paintPlaces(in ground: Rect, on canvas: inout Canvas) {
        func put(_ scalar: Unicode.Scalar, _ place: Landscape.Place, _ color: Color) {
            guard let cell = cell(place, in: ground) else { return }
            canvas.put(scalar, x: cell.x, y: cell.y, Style(color, on: canvas[cell.x, cell.y].style.background, .bold))
        }
        if let lowest = landscape.lowest { put(signs.lowest, lowest.place, theme.strong) }
        for place in landscape.path.dropFirst() { put(signs.way, place, theme.warning) }
        if let first = landscape.path.first { put(signs.start, first, theme.warning) }
        if let step = landscape.step { put(signs.step, step, theme.update) }
        put(signs.here, Landscape.Place(across: landscape.across.here, up: landscape.up.here), theme.selected)
    }

    // MARK: What is said

    /// The axes, the signs and the lines, in the order in which they give way from the end.
    private func lines(_ levels: [Tick], width: Int) -> [StyledText] {
        let digits = NumberFormat.significant(3)
        func number(_ value: Double) -> String { digits.string(value) }
        var signs = [
            item(self.signs.here, "here, L \(number(landscape.center))", theme.selected),
            item(
                self.signs.step,
                landscape.step.map { isOutside($0) ? "the next step leaves the picture" : "after the next step" }
                    ?? "no next step is known", theme.update),
        ]
        if !landscape.path.isEmpty {
            signs.append(item(self.signs.way, "the way from \(self.signs.start)", theme.warning))
        }
        if let lowest = landscape.lowest {
            signs.append(item(self.signs.lowest, "lowest, L \(number(lowest.loss))", theme.strong))
        }
        let gap = StyledText("   ", theme.plain)
        var lines = StyledText.packed(signs, width: width, gap: gap)
        lines += StyledText.packed([axisText("across", landscape.across), axisText("up", landscape.up)], width: width, gap: gap)
        if !levels.isEmpty {
            let marks = levels.enumerated().map { index, level in
                (isASCII ? "\((index + 1) % 10)=" : "") + level.label
            }
            let text =
                "lines of equal loss at \(marks.joined(separator: " ")); L is the mean of \(landscape.samples) training samples"
            lines += StyledText(text, theme.dim).wrapped(to: width)
        }
        if let remark = landscape.remark { lines.insert(StyledText(remark, theme.style(theme.warning)), at: 0) }
        return lines
    }

    private func isOutside(_ place: Landscape.Place) -> Bool { cell(place, in: Rect(x: 0, y: 0, width: 10, height: 10)) == nil }

    private func item(_ sign: Unicode.Scalar, _ words: String, _ color: Color) -> StyledText {
        StyledText([(String(sign), theme.style(color, .bold)), (" " + words, theme.plain)])
    }

    private func axisText(_ direction: String, _ axis: Landscape.Axis) -> StyledText {
        let digits = NumberFormat(.significant(2), dropsTrailingZeros: true)
        let share = axis.share.map { ", \(NumberFormat.percent(0).string($0)) of it" } ?? ""
        return StyledText([
            ("\(direction): ", theme.dim), (axis.name + share, theme.plain),
            (
                ", \(digits.string(axis.range.lowerBound)) to \(digits.string(axis.range.upperBound)) (\(axis.unit))", theme.dim
            ),
        ])
    }
}
