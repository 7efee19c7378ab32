import Inspection
import NeuralNetwork
import TerminalGraphics

extension PaneID {
    package static let weights = PaneID("weights")
}

/// The weights of the selected layer: a picture for each neuron where its inputs are a picture, else the matrix as a heat map.
public struct WeightsPane: Pane {
    public init() {}
    public var id: PaneID { .weights }
    public var shortTitle: String { "Weights" }
    public var summary: String { "pictures, matrix, histograms of the selected layer's weights" }

    public var views: [String] { ["as pictures or a matrix", "histograms: weights, gradients, updates", "over time"] }

    /// The layer whose weights are shown: the selected one; where that has none, the next behind it that has, or else the last
    /// before it.
    static func column(_ view: ViewState, _ status: Status?) -> Int {
        let selected = max(1, view.selection.column)
        guard let status else { return selected }
        let trained = Set(status.layers.filter { $0.parameterCount > 0 }.map(\.column))
        if trained.contains(selected) { return selected }
        return trained.filter { $0 > selected }.min() ?? trained.max() ?? selected
    }

    public func title(_ plan: Plan, _ context: PaneContext) -> String {
        let column = plan.column
        if plan.showsSpread {
            guard let reading = context[plan.spread] else { return "Weights θ\(Subscript.text(column))" }
            let count = NumberFormat.compact.string(Double(reading.parameters))
            return "Weights θ\(Subscript.text(column)) · \(count)\(view(context.view) == 2 ? " over time" : "")"
        }
        switch context[plan.weights] {
        case .images(let images)?:
            let last = min(images.total, images.first + images.pictures.count)
            if let channels = images.channels {
                return
                    "Filters w\(Subscript.text(column)) · \(images.total / max(1, channels)), each of \(channels) channel\(channels == 1 ? "" : "s")"
            }
            return "Weights w\(Subscript.text(column)) · \(images.first)–\(max(images.first, last - 1)) of \(images.total)"
        case .matrix(let matrix)?: return "Weights w\(Subscript.text(column)) · \(matrix.outputs)×\(matrix.inputs)"
        case nil: return "Weights w\(Subscript.text(column))"
        }
    }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        if plan.showsSpread { return StyledText(view(context.view) == 1 ? "heights log" : "heights √", context.theme.dim) }
        let scale: Float
        switch context[plan.weights] {
        case .images(let images)?: scale = images.scale
        case .matrix(let matrix)?: scale = matrix.scale
        case nil: return .empty
        }
        let shown = plan.column
        // Not of the layer that is selected: that one has none.
        let other = shown == max(1, context.view.selection.column) ? "" : "layer \(shown) "
        return StyledText(other + "±" + NumberFormat.significant(2).string(Double(scale)), context.theme.dim)
    }

    public struct Plan: PanePlan {
        /// The layer whose weights are shown, and the selected neuron where it is one of its.
        let column: Int
        let neuron: Int?
        let weights: WeightsProbe
        let spread: SpreadProbe
        /// Whether how they are spread is shown, in place of the weights.
        let showsSpread: Bool

        public var probes: [any Probe] { showsSpread ? [spread] : [weights] }
    }

    public func prepare(_ request: PaneRequest) -> Plan {
        let (shown, view) = (Self.column(request.view, request.status), view(request.view))
        let neuron = shown == max(1, request.view.selection.column) ? request.view.selection.neuron : nil
        return Plan(
            column: shown, neuron: neuron, weights: weights(shown, neuron, request),
            spread: SpreadProbe(column: shown, moments: view == 2 ? max(2, request.size.height - 2) : 0), showsSpread: view > 0)
    }

    /// As many pictures as fit at the largest size that shows at least a few of them.
    private func weights(_ shown: Int, _ neuron: Int?, _ request: PaneRequest) -> WeightsProbe {
        let neuron = neuron ?? 0
        let size = request.size
        let image = request.status?.columns.picture(before: shown)
        let tile = Tiles(image: image ?? ImageShape(height: 28, width: 28), in: size)
        let units = request.status.flatMap { status in
            status.columns.indices.contains(shown) ? status.columns[shown].units : nil
        }
        // A convolution's kernels are small: as many as there may be room for.
        let isFilters =
            request.status.map {
                $0.columns.indices.contains(shown) && $0.columns[shown].spec?.role == .convolution
            } ?? false
        let page = isFilters ? max(1, min(600, size.width * size.height / 12)) : max(1, tile.count)
        let first = isFilters ? 0 : min(neuron / page * page, max(0, (units ?? page) - page))
        return WeightsProbe(
            column: shown, first: first, count: page, maximum: tile.pixels,
            matrix: ImageShape(height: max(1, (size.height - 1) * 2), width: max(1, size.width - 5)))
    }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        if plan.showsSpread {
            guard let reading = context[plan.spread] else {
                canvas.text("no parameters in this layer", x: area.x + 1, y: area.y, context.theme.dim, width: area.width)
                return
            }
            let spreads = SpreadView(reading: reading, context: context)
            if view(context.view) == 1 {
                spreads.drawNow(in: area, on: &canvas)
            } else {
                spreads.drawRidges(in: area, on: &canvas)
            }
            return
        }
        switch context[plan.weights] {
        case .images(let images)? where images.channels != nil: drawFilters(images, context, in: area, on: &canvas)
        case .images(let images)?: draw(images, plan, context, in: area, on: &canvas)
        case .matrix(let matrix)?: draw(matrix, plan, context, in: area, on: &canvas)
        case nil: canvas.text("no weights in this layer", x: area.x + 1, y: area.y, context.theme.dim)
        }
    }

    /// A convolution's filters, enlarged, one row of pictures for each: its input channels from left to right.
    private func drawFilters(_ images: WeightsProbe.Images, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        let theme = context.theme
        let channels = max(1, images.channels ?? 1)
        // As large as all of them fit, to be seen from afar.
        let enlargement =
            (1...6).last { factor in
                let (width, height) = (max(images.size.width * factor, 4) + 1, (images.size.height * factor + 1) / 2 + 1)
                return area.height / height * ((area.width + 1) / width) >= images.total
            } ?? 1
        let width = images.size.width * enlargement
        let height = (images.size.height * enlargement + 1) / 2
        let place = (width: max(width, 4) + 1, height: height + 1)
        let perRow = max(1, (area.width + 1) / place.width)
        for (index, picture) in images.pictures.enumerated() {
            let (filter, channel) = (images.first + index).quotientAndRemainder(dividingBy: channels)
            let tile = Rect(
                x: area.x + index % perRow * place.width, y: area.y + index / perRow * place.height, width: width, height: height)
            guard tile.y < area.bottom else { break }
            let label = channels == 1 ? "\(filter)" : "\(filter)·\(channel)"
            canvas.text(
                StyledText(label, theme.dim), in: Rect(x: tile.x, y: tile.y, width: place.width - 1, height: 1), .center,
                glyphs: context.glyphs)
            ImagePlot(
                PixelGrid(picture, rows: images.size.height, columns: images.size.width), colormap: theme.diverging,
                normalization: .symmetric(Double(images.scale)), shading: context.shading, maximumEnlargement: enlargement
            ).draw(in: Rect(x: tile.x, y: tile.y + 1, width: width, height: height), on: &canvas, glyphs: context.glyphs)
        }
    }

    private func draw(_ images: WeightsProbe.Images, _ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas)
    {
        let theme = context.theme
        let width = images.size.width
        let normalization = Normalization.symmetric(Double(images.scale))
        for (index, picture) in images.pictures.enumerated() {
            let neuron = images.first + index
            let tile = tile(index, images, in: area)
            let isSelected = neuron == plan.neuron
            let label = isSelected ? "▸\(neuron)◂" : "\(neuron)"
            canvas.text(
                StyledText(label, isSelected ? theme.style(theme.selected, .bold) : theme.dim),
                in: Rect(x: tile.x, y: tile.y, width: width, height: 1),
                .center, glyphs: context.glyphs)
            ImagePlot(
                PixelGrid(picture, rows: images.size.height, columns: width), colormap: theme.diverging,
                normalization: normalization,
                shading: context.shading, maximumEnlargement: 1
            ).draw(in: tile.splitTop(1).1, on: &canvas, glyphs: context.glyphs)
        }
        if images.factor > 1, area.height > 1 {
            let text = StyledText("each pixel the mean of \(images.factor)×\(images.factor) weights", theme.dim)
            let y = images.pictures.isEmpty ? area.y : tile(images.pictures.count - 1, images, in: area).bottom
            if y < area.bottom {
                canvas.text(text, in: Rect(x: area.x, y: y, width: area.width, height: 1), .right, glyphs: context.glyphs)
            }
        }
    }

    /// The cells of a neuron's picture, its number above it.
    func tile(_ index: Int, _ images: WeightsProbe.Images, in area: Rect) -> Rect {
        let (width, height) = (images.size.width, (images.size.height + 1) / 2 + 1)
        let perRow = max(1, (area.width + 1) / (width + 1))
        return Rect(
            x: area.x + index % perRow * (width + 1), y: area.y + index / perRow * height, width: width, height: height)
    }

    private func draw(_ matrix: WeightsProbe.Matrix, _ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas)
    {
        let theme = context.theme
        let bottom = area.splitTop(area.height - 1).1
        let layout = MatrixLayout(matrix, in: area)
        ImagePlot(
            PixelGrid(matrix.values, rows: matrix.rows, columns: matrix.columns)
                .enlarged(rows: layout.down, columns: layout.across),
            colormap: theme.diverging, normalization: .symmetric(Double(matrix.scale)), shading: context.shading,
            alignment: .left,
            maximumEnlargement: 1
        ).draw(in: layout.plot, on: &canvas, glyphs: context.glyphs)
        if let neuron = plan.neuron, let row = layout.row(of: neuron) {
            canvas.text("▸" + String(neuron), x: area.x, y: row.y, theme.style(theme.selected, .bold), width: 4)
        }
        var words = "neurons ↓  inputs →"
        if matrix.rowFactor > 1 || matrix.columnFactor > 1 { words += "  means of \(matrix.rowFactor)×\(matrix.columnFactor)" }
        canvas.text(StyledText(words, theme.dim), in: bottom, glyphs: context.glyphs)
    }
}
