import Inspection
import TerminalGraphics

/// Draws the graph: connections first, neurons over them.
struct GraphPainter {
    let reading: NetworkProbe.Reading
    let layout: GraphLayout
    let prediction: PredictionProbe.Reading?
    /// The inputs as symbols, where they are places in a vocabulary.
    let symbols: [String]
    let context: PaneContext
    /// Numbers that go through the lines.
    let pass: GraphPass

    init(
        reading: NetworkProbe.Reading, layout: GraphLayout, prediction: PredictionProbe.Reading?, symbols: [String],
        context: PaneContext
    ) {
        (self.reading, self.layout, self.prediction) = (reading, layout, prediction)
        (self.symbols, self.context) = (symbols, context)
        pass = GraphPass(context.status, context.view)
    }

    var theme: Theme { context.theme }
    var status: Status { context.status }

    func paint(on canvas: inout Canvas) {
        paintConnections(on: &canvas)
        paintPicture(on: &canvas)
        for column in layout.columns.indices {
            if let tiles = reading.tiles[column] {
                paintTiles(tiles, column, on: &canvas)
            } else {
                paintNodes(column, on: &canvas)
            }
        }
        for index in layout.inner.indices { paintInner(index, on: &canvas) }
        paintHeads(on: &canvas)
        paintGlyphLegend(on: &canvas)
    }

    // MARK: Connections

    private struct Line {
        var fromX, fromY, toX, toY: Int
        var value: Float
        var isSelected: Bool
    }

    private func paintConnections(on canvas: inout Canvas) {
        let body = layout.body
        var dots = BrailleCanvas(body.size, glyphs: context.glyphs)
        let (across, down) = BrailleCanvas.dotsPerCell(context.glyphs)
        for (index, connections) in reading.connections.enumerated() {
            let isWhole = isLit(column: index + 1)
            guard isWhole || status.walkState != nil else { continue }
            let lines = connections.compactMap { isWhole || isLit($0, column: index + 1) ? line($0, from: index) : nil }
            // A signal that comes back is as strong as the errors that it comes from.
            let scale = pass == .backward ? reading.columns[index + 1].first?.deltaScale : nil
            draw(lines, scale.map(fading) ?? 1, &dots)
        }
        for lines in innerLines { draw(lines, 1, &dots) }
        paintWalked(across, down, &dots)
        dots.draw(at: Point(x: body.x, y: body.y), on: &canvas)
    }

    /// The lines between two columns, the strongest last, so that they lie on top.
    private func draw(_ all: [Line], _ fading: Double = 1, _ dots: inout BrailleCanvas) {
        let (across, down) = BrailleCanvas.dotsPerCell(context.glyphs)
        // Between columns that stand close, many lines are but a stripe.
        var lines = layout.isClose ? all.filter(\.isSelected) : all
        // Coarse dots make blots of many lines: only those of the selected neuron, or the strongest few.
        if context.glyphs < .braille {
            let selected = lines.filter(\.isSelected)
            lines = Array((selected.isEmpty ? lines : selected).prefix(6))
        }
        let hasSelected = lines.contains(where: \.isSelected)
        let largest = lines.reduce(Float(0)) { max($0, $1.value.magnitude) }
        guard largest > 0 else { return }
        for line in lines.sorted(by: {
            ($0.isSelected ? 1 : 0, $0.value.magnitude) < ($1.isSelected ? 1 : 0, $1.value.magnitude)
        }) {
            let strength = fading * Double((line.value.magnitude / largest).squareRoot())
            // Where no color tells weak from strong, the weak ones are left out.
            let weakest = context.shading == .color ? 0.12 : 0.4
            guard line.value != 0, strength > weakest || line.isSelected else { continue }
            let full = line.value > 0 ? theme.positive : theme.negative
            // Beside the selected neuron's lines the others stand back.
            let most = hasSelected ? 0.5 : 0.8
            let color = theme.background.mixed(
                with: full,
                line.isSelected ? max(0.9 * max(0.3, fading), strength) : min(most, 0.2 * fading + (most - 0.2) * strength))
            draw(line, color, strength, across, down, &dots)
        }
    }

    /// The connections between the layers inside of the selected residual layer, and into the first of them.
    private var innerLines: [[Line]] {
        let column = context.view.selection.column
        guard !layout.inner.isEmpty, isLit(column: column) else { return [] }
        return layout.inner.indices.map { index in
            let before = index > 0 ? layout.inner[index - 1].nodes : layout.columns[column - 1]
            return reading.inner[index].connections.compactMap { connection in
                let node = before.first { $0.unit.index == connection.from }
                let inPicture = index == 0 && column == 1 ? pictureEdge(of: connection.from) : nil
                guard let from = node.map({ (x: $0.right, y: $0.y) }) ?? inPicture,
                    let to = layout.inner[index].nodes.first(where: { $0.unit.index == connection.to })
                else { return nil }
                return Line(
                    fromX: from.x, fromY: from.y, toX: to.left, toY: to.y, value: value(connection),
                    isSelected: connection.isSelected)
            }
        }
    }

    private func value(_ connection: NetworkProbe.Connection) -> Float {
        switch pass {
        case .nothing, .forward: connection.forward
        case .backward: connection.backward
        case .update: connection.change
        }
    }

    /// The connection whose term has just been added, over all others.
    private func paintWalked(_ across: Int, _ down: Int, _ dots: inout BrailleCanvas) {
        guard let walked = reading.walked, let line = line(walked.connection, from: walked.column - 1) else { return }
        draw(line, line.value == 0 ? theme.faint : theme.selected, 1, across, down, &dots)
    }

    /// Whether what passes through a connection is shown, while a walk goes through a column at one of its ends.
    private func isLit(_ connection: NetworkProbe.Connection, column: Int) -> Bool {
        let layer = status.columns[column].layers.lowerBound
        switch pass {
        case .forward: return status.walkState?.column == column && status.shown(.forward(layer), neuron: connection.to) == .whole
        case .backward:
            return status.walkState?.column == column - 1 && status.shown(.backward(layer), neuron: connection.from) == .whole
        case .nothing, .update: return false
        }
    }

    /// Whether what passes into a column is known at this moment.
    private func isLit(column: Int) -> Bool {
        let layers = status.columns[column].layers
        switch pass {
        case .nothing: return false
        case .forward: return status.hasForward(layers.lowerBound)
        case .backward: return status.hasBackward(layers.lowerBound)
        case .update: return status.hasUpdate(layers.lowerBound)
        }
    }

    /// Where lines from a pixel of the input's picture begin: at its right edge, in the pixel's row.
    private func pictureEdge(of pixel: Int) -> (x: Int, y: Int)? {
        guard let picture = layout.picture, let shape = layout.pictureShape else { return nil }
        return (picture.right, picture.y + pixel / max(1, shape.width) * picture.height / max(1, shape.height))
    }

    private func line(_ connection: NetworkProbe.Connection, from column: Int) -> Line? {
        guard let end = layout.columns[column + 1].first(where: { $0.unit.index == connection.to }) else { return nil }
        let start: (x: Int, y: Int)
        if column == 0, let edge = pictureEdge(of: connection.from) {
            start = edge
        } else if let node = layout.columns[column].first(where: { $0.unit.index == connection.from }) {
            start = (node.right, node.y)
        } else {
            return nil
        }
        return Line(
            fromX: start.x, fromY: start.y, toX: end.left, toY: end.y, value: value(connection), isSelected: connection.isSelected
        )
    }

    /// Above zero a whole line, below zero a broken one; strong ones are drawn twice as thick.
    private func draw(_ line: Line, _ color: Color, _ strength: Double, _ across: Int, _ down: Int, _ dots: inout BrailleCanvas) {
        GraphLine(
            fromX: line.fromX - layout.body.x, fromY: line.fromY - layout.body.y, toX: line.toX - layout.body.x,
            toY: line.toY - layout.body.y, isBroken: line.value <= 0, thickness: strength > 0.35 && line.isSelected ? 2 : 1
        ).draw(color, (across, down), &dots)
    }

    // MARK: The input's picture

    private func paintPicture(on canvas: inout Canvas) {
        guard let picture = layout.picture, let shape = layout.pictureShape, let units = reading.input else { return }
        let values = showsInputGradient ? units.deltas ?? [] : units.values
        guard values.count == shape.height * shape.width else { return }
        let limit = values.reduce(Float(0)) { $1.isFinite ? max($0, $1.magnitude) : $0 }
        if showsInputGradient, values.allSatisfy({ $0 == 0 }) {
            // A black picture would say nothing.
            outline(picture, on: &canvas)
            let middle = Rect(
                x: picture.x, y: picture.y + (picture.height - 1) / 2, width: max(5, picture.width), height: 1)
            return canvas.text(
                StyledText("all 0", theme.style(theme.warning, .bold)), in: middle, .center, glyphs: context.glyphs)
        }
        ImagePlot(
            PixelGrid(values, rows: shape.height, columns: shape.width),
            colormap: showsInputGradient ? theme.diverging : theme.picture,
            normalization: showsInputGradient ? .symmetric(Double(limit)) : .linear(0, 1), shading: context.shading,
            maximumEnlargement: 1
        ).draw(in: picture, on: &canvas, glyphs: context.glyphs)
    }

    /// Whether the picture is what the loss says of each pixel, in place of the pixels.
    var showsInputGradient: Bool { pass == .backward && status.hasError(column: 0) && reading.input?.deltas != nil }

    // MARK: Neurons

    private func paintNodes(_ column: Int, on canvas: inout Canvas) {
        let nodes = layout.columns[column]
        guard let first = nodes.first else { return }
        let isLast = column == status.columns.count - 1
        for node in nodes {
            let isSelected = column == context.view.selection.column && node.unit.index == context.view.selection.neuron
            if let symbol = symbol(of: node.unit, column) {
                canvas.text(symbol, x: node.x, y: node.y, theme.bold)
                continue
            }
            let (glyph, color) = isAtWork(node.unit, column) ? ("◎", theme.selected) : look(node.unit, column)
            canvas.put(glyph, x: node.x, y: node.y, theme.style(color, .bold))
            // Not over the mark of a selected neuron beside it.
            if !layout.isClose { canvas.put(" ", x: node.x - 1, y: node.y, theme.plain) }
            if isSelected {
                canvas.put("[", x: node.x - 1, y: node.y, theme.style(theme.selected, .bold))
                canvas.put("]", x: node.x + 1, y: node.y, theme.style(theme.selected, .bold))
            }
            if isLast {
                paintOutput(node, isSelected, on: &canvas)
            } else if isSelected, layout.pitch >= 7 {
                label(node, on: &canvas)
            }
        }
        let hidden = status.columns[column].units - nodes.count
        if hidden > 0, let last = nodes.last, last.y + 1 < layout.area.bottom {
            // Close columns of one size say it once.
            let isRepeated =
                layout.pitch < 6 && column > 1
                && layout.columns[1..<column].contains { !$0.isEmpty && status.columns[column].units == status.columns[1].units }
            guard !isRepeated else { return }
            let text = "⋮ +\(hidden)"
            canvas.text(text, x: max(layout.area.x, first.x - 1), y: min(layout.area.bottom - 1, last.y + 1), theme.dim)
        }
    }

    /// The symbol of an input, where it is a place in a vocabulary: its number would say nothing.
    private func symbol(of unit: NetworkProbe.Unit, _ column: Int) -> String? {
        guard column == 0, isNodeKnown(0), symbols.indices.contains(unit.index) else { return nil }
        return symbols[unit.index]
    }

    /// The number of a selected hidden neuron.
    private func label(_ node: GraphLayout.Node, on canvas: inout Canvas) {
        let text = String(node.unit.index)
        canvas.text(text, x: node.x + 3, y: node.y, theme.style(theme.selected, .bold))
    }

    /// An output's name and value.
    private func paintOutput(_ node: GraphLayout.Node, _ isSelected: Bool, on canvas: inout Canvas) {
        guard let prediction,
            prediction.names.indices.contains(node.unit.index)
        else { return }
        let isTarget = prediction.desired[node.unit.index] > 0 && prediction.desired[node.unit.index] == prediction.desired.max()
        // One output alone is called by its number, as everywhere: its class is what it is a belief in.
        let room = max(1, layout.labelWidth - 9)
        let name = prediction.names.count == 1 ? String(node.unit.index) : prediction.names(in: room)[node.unit.index]
        let style = isTarget ? theme.style(theme.warning, .bold) : isSelected ? theme.style(theme.selected, .bold) : theme.plain
        var x = canvas.text(name, x: node.x + 3, y: node.y, style, width: room) + 1
        let showsError = pass == .backward
        if showsError
            ? isNodeKnown(status.columns.count - 1, node.unit.index) : pass != .nothing && status.hasOutput(node.unit.index)
        {
            let value = showsError ? Double(node.unit.delta) : prediction.actual[node.unit.index]
            let text = showsError ? Self.error(value) : PredictionNumbers(prediction).value(value)
            x = canvas.text(
                text, x: x, y: node.y,
                showsError ? theme.style(theme.signed(value)) : prediction.answer == node.unit.index ? theme.bold : theme.dim)
        }
        if isTarget { canvas.text(" ◂", x: x, y: node.y, theme.style(theme.warning, .bold)) }
    }

    /// In five characters: two places behind the point, or a small one's digit and power of ten.
    private static func error(_ value: Double) -> String {
        value != 0 && value.magnitude < 0.005
            ? NumberFormat.scientific(1).signed.string(value) : NumberFormat.fixed(2).signed.string(value)
    }

    /// Whether a walk is in the middle of this neuron.
    private func isAtWork(_ unit: NetworkProbe.Unit, _ column: Int) -> Bool {
        guard let walkState = status.walkState, walkState.inner == nil else { return false }
        return walkState.column == column && walkState.unit == unit.index && !walkState.isUnitWhole
    }

    /// Whether a neuron's number is shown at this moment; all of a column's without `neuron`.
    func isNodeKnown(_ column: Int, _ neuron: Int? = nil) -> Bool {
        switch pass {
        case .nothing: return false
        case .forward:
            if column == 0 { return status.machine.hasDone(.batch, at: status.position) }
            let layer = status.columns[column].layers.upperBound - 1
            return neuron.map { status.hasForward(layer, neuron: $0) } ?? status.hasForward(layer)
        case .backward: return neuron.map { status.hasError(column: column, neuron: $0) } ?? status.hasError(column: column)
        case .update: return true
        }
    }

    /// A neuron's glyph and color: a circle filled by its activation; in the backward pass a triangle whose direction is the
    /// error's sign.
    func look(_ unit: NetworkProbe.Unit, _ column: Int) -> (Unicode.Scalar, Color) {
        guard isNodeKnown(column, unit.index) else { return ("○", theme.faint) }
        let (value, scale) = shownActivation(unit, column)
        return shape(unit, value: value, scale: scale)
    }

    /// The same of a neuron that is known. Sign and size are in the glyph, too, for those who see no color.
    func shape(_ unit: NetworkProbe.Unit) -> (Unicode.Scalar, Color) {
        shape(unit, value: Double(unit.activation), scale: Double(unit.activationScale))
    }

    private func shape(_ unit: NetworkProbe.Unit, value: Double, scale: Double) -> (Unicode.Scalar, Color) {
        if pass == .backward {
            let scale = max(unit.deltaScale, .leastNormalMagnitude)
            let strength = Double((unit.delta.magnitude / scale).squareRoot()) * fading(unit.deltaScale)
            if unit.delta == 0 { return ("·", theme.faint) }
            if unit.delta.isNaN { return ("✗", theme.bad) }
            if strength < 0.05 { return ("·", theme.faint) }
            let isStrong = strength >= 0.5
            return (
                unit.delta > 0 ? isStrong ? "▲" : "▴" : isStrong ? "▼" : "▾",
                theme.background.mixed(with: theme.signed(Double(unit.delta)), 0.3 + 0.7 * strength)
            )
        }
        if !value.isFinite { return ("✗", theme.bad) }
        let strength = value.magnitude / max(scale, Double(Float.leastNormalMagnitude))
        if strength < 0.05 { return ("·", theme.faint) }
        let color = value < 0 ? theme.negative : theme.sequential.color(at: 0.35 + 0.65 * strength)
        return (value < 0 ? strength < 0.4 ? "◇" : "◆" : strength < 0.4 ? "•" : "●", color)
    }

    /// The number that fills a neuron, and the one that would fill it whole: a; of an output what stands beside it, which may be
    /// a probability.
    private func shownActivation(_ unit: NetworkProbe.Unit, _ column: Int) -> (value: Double, scale: Double) {
        guard column == status.columns.count - 1,
            let prediction,
            prediction.actual.indices.contains(unit.index)
        else { return (Double(unit.activation), Double(unit.activationScale)) }
        let largest = prediction.actual.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
        return (prediction.actual[unit.index], prediction.areProbabilities ? 1 : largest)
    }
}
