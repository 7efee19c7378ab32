import Basics

extension LinePlot {
    /// Draws bands, then lines, then the marks of what has no place.
    func drawCurves(_ layout: Layout, on canvas: inout Canvas, _ glyphs: GlyphTier) {
        guard !layout.plot.isEmpty else { return }
        for series in series { drawBand(series, layout, on: &canvas) }
        var dots = BrailleCanvas(layout.plot.size, glyphs: glyphs)
        var broken: [(x: Double, y: Double, color: Color)] = []
        for series in series { draw(series, layout, dots: &dots, broken: &broken) }
        dots.draw(at: Point(x: layout.plot.x, y: layout.plot.y), on: &canvas)
        for series in series { drawMarkers(series, layout, on: &canvas, glyphs) }
        for series in series where series.isBackground { drawExits(series, layout, on: &canvas, glyphs) }
        for place in broken {
            guard let column = layout.column(of: place.x) else { continue }
            let isAbove = place.y == .infinity
            let scalar: Unicode.Scalar
            if place.y.isNaN {
                scalar = glyphs == .ascii ? "x" : "×"
            } else {
                scalar = isAbove ? (glyphs == .ascii ? "^" : "▲") : (glyphs == .ascii ? "v" : "▼")
            }
            canvas.put(
                scalar, x: column, y: isAbove ? layout.plot.y : layout.plot.bottom - 1, Style(place.color, on: .terminal, .bold))
        }
    }

    private func axis(of series: Series, _ layout: Layout) -> Axis {
        series.ownRange.map { Axis(.linear, $0.lowerBound, $0.upperBound) } ?? layout.yAxis
    }

    private func draw(
        _ series: Series, _ layout: Layout, dots: inout BrailleCanvas, broken: inout [(x: Double, y: Double, color: Color)]
    ) {
        let yAxis = axis(of: series, layout)
        let width = Double(dots.dotWidth)
        let height = Double(dots.dotHeight - 1)
        var last: (x: Double, y: Double)?
        for point in series.points {
            guard !point.isGap, let x = layout.xAxis.position(of: point.x) else {
                last = nil
                continue
            }
            guard let y = yAxis.position(of: point.y), y.isFinite else {
                if series.isBackground {
                    last = nil
                    continue
                }
                // On a logarithmic axis zero and less are as far below as −∞.
                broken.append((point.x, point.y.isNaN || point.y > 0 ? point.y : -.infinity, series.color))
                last = nil
                continue
            }
            // Far outside it does not matter how far, and whole numbers have an end. The right end of the axis belongs to the
            // last dot.
            let dotX = x <= 1 ? min(x * width, width - 1).rounded(.down) : x * width
            let here = (x: min(1e6, max(-1e6, dotX)), y: min(1e6, max(-1e6, (1 - y) * height)))
            let start = last ?? here
            if series.isDotted {
                drawDotted(from: start, to: here, series.color, on: &dots)
            } else {
                dots.line(fromX: start.x, y: start.y, toX: here.x, y: here.y, series.color)
            }
            last = here
        }
    }

    /// Columns from one marker to the next, at least.
    private static let markerDistance = 8

    private func drawMarkers(_ series: Series, _ layout: Layout, on canvas: inout Canvas, _ glyphs: GlyphTier) {
        guard let marker = series.marker else { return }
        let yAxis = axis(of: series, layout)
        let places = series.points.compactMap { point -> Point? in
            guard !point.isGap, let column = layout.column(of: point.x), let y = yAxis.position(of: point.y), y > -1e-9,
                y < 1 + 1e-9
            else { return nil }
            return Point(x: column, y: layout.plot.y + row(at: min(1, max(0, y)), rows: layout.plot.height, glyphs))
        }
        // Dots only lead the eye from one to the next: then the newest has one in any case.
        var next = Int.min
        for (index, place) in places.enumerated()
        where place.x >= next || series.isDotted && index == places.count - 1 && place.x > next - Self.markerDistance {
            canvas.put(marker, x: place.x, y: place.y, Style(series.color, on: canvas[place.x, place.y].style.background, .bold))
            next = place.x + Self.markerDistance
        }
    }

    /// An arrow where a curve that sets no range leaves the plot, in a cell that is free.
    private func drawExits(_ series: Series, _ layout: Layout, on canvas: inout Canvas, _ glyphs: GlyphTier) {
        let yAxis = axis(of: series, layout)
        var wasInside = true
        for point in series.points where !point.isGap {
            guard let column = layout.column(of: point.x) else { continue }
            let y = yAxis.position(of: point.y) ?? .nan
            let isInside = y > -1e-9 && y < 1 + 1e-9
            defer { wasInside = isInside }
            guard wasInside, !isInside else { continue }
            let isAbove = !(y < 0)
            let row = isAbove ? layout.plot.y : layout.plot.bottom - 1
            guard Self.isFree(canvas[column, row].scalar) else { continue }
            canvas.put(
                isAbove ? (glyphs == .ascii ? "^" : "↑") : (glyphs == .ascii ? "v" : "↓"), x: column, y: row,
                Style(series.color, on: canvas[column, row].style.background))
        }
    }

    /// Dots at distances that the eye reads as a dotted line, whatever the number of points.
    private func drawDotted(
        from a: (x: Double, y: Double), to b: (x: Double, y: Double), _ color: Color, on dots: inout BrailleCanvas
    ) {
        let spacing = 3
        if a.x == b.x {
            if Int(a.x) % spacing == 0 { dots.line(fromX: b.x, y: b.y, toX: b.x, y: b.y, color) }
            return
        }
        if abs(b.y - a.y) > abs(b.x - a.x) {
            // Along a steep piece, the dots are counted downwards: else it would fall apart.
            let rows = (low: min(a.y, b.y), high: max(a.y, b.y))
            let first = max(0, Int(saturating: rows.low.rounded(.up)))
            let last = min(dots.dotHeight - 1, Int(saturating: rows.high.rounded(.down)))
            guard first <= last else { return }
            for y in first...last where y % spacing == 0 {
                let x = a.x + (b.x - a.x) * (Double(y) - a.y) / (b.y - a.y)
                dots.line(fromX: x, y: Double(y), toX: x, y: Double(y), color)
            }
            return
        }
        let first = max(0, Int(saturating: min(a.x, b.x).rounded(.up)))
        let last = min(dots.dotWidth - 1, Int(saturating: max(a.x, b.x).rounded(.down)))
        guard first <= last else { return }
        for x in first...last where x % spacing == 0 {
            let y = a.y + (b.y - a.y) * (Double(x) - a.x) / (b.x - a.x)
            dots.line(fromX: Double(x), y: y, toX: Double(x), y: y, color)
        }
    }

    /// The spread as a shade behind the line: rows from the largest to the smallest value of what falls into each column.
    private func drawBand(_ series: Series, _ layout: Layout, on canvas: inout Canvas) {
        guard let band = series.band else { return }
        let yAxis = axis(of: series, layout)
        let height = Double(layout.plot.height)
        for point in series.points where !point.isGap && point.low < point.high {
            guard let column = layout.column(of: point.x), let low = yAxis.position(of: point.low),
                let high = yAxis.position(of: point.high)
            else {
                continue
            }
            let top = Int(saturating: ((1 - min(1, max(0, high))) * height).rounded(.down))
            let bottom = Int(saturating: ((1 - min(1, max(0, low))) * height).rounded(.up))
            for row in top..<max(top, min(bottom, layout.plot.height)) {
                canvas.restyle(x: column, y: layout.plot.y + row) { $0.background = band }
            }
        }
    }
}
