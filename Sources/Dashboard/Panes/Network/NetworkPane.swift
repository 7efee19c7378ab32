import Inspection
import TerminalGraphics

extension PaneID {
    package static let network = PaneID("network")
}

/// The network as a graph: neurons filled by activation while the signal goes forward, by error δ while it comes back, and the
/// connections that carry most. What has not been computed yet in this iteration is hollow.
public struct NetworkPane: Pane {
    public init() {}
    public var id: PaneID { .network }
    public var shortTitle: String { "Network" }
    public var summary: String { "the graph: activations forward, errors back" }

    public var views: [String] { ["the graph", "the selected layer", "the selected neuron", "the graph with its numbers"] }

    /// The numbers, where they have room and nobody wants anything else.
    public func view(_ state: ViewState) -> Int {
        state.views[id].flatMap { isOffered($0, state) ? $0 : nil } ?? (isOffered(Self.numbers, state) ? Self.numbers : 0)
    }

    public func isOffered(_ index: Int, _ state: ViewState) -> Bool {
        guard index == Self.numbers else { return true }
        if case .numbers = state.subject.graph { return true }
        return false
    }

    private static let numbers = 3

    public struct Plan: PanePlan {
        /// The probe of another view, in the graph's place.
        let closeUp: (any PreparedPane)?
        /// Which columns are drawn, and how; nil before there is a network.
        let graph: GraphPlan?
        let network: NetworkProbe
        /// Nil where they have no room.
        let numbers: NumbersProbe?
        let prediction: PredictionProbe
        /// Where inputs are places in a vocabulary: what they stand for.
        let symbols: SampleProbe?

        public var probes: [any Probe] {
            closeUp?.probes ?? [network, prediction] + (numbers.map { [$0] } ?? []) + (symbols.map { [$0] } ?? [])
        }
    }

    public func prepare(_ request: PaneRequest) -> Plan {
        let closeUp: (any PreparedPane)? =
            switch view(request.view) {
            case _ where request.status?.attached?.hasNeurons == false: ModulesPane().prepared(for: request)
            case 1: LayerPane().prepared(for: request)
            case 2: NeuronPane().prepared(for: request)
            default: nil
            }
        let (columns, selection) = (request.status?.columns ?? [], request.view.selection)
        let rows = GraphPlan.rows(in: request.size, columns)
        let graph =
            closeUp != nil
            ? nil
            : request.status.map {
                GraphPlan(
                    columns, in: request.size, selected: selection.column, active: GraphPlan.active($0),
                    hasPlane: $0.trainCount > 1)
            }
        return Plan(
            closeUp: closeUp, graph: graph,
            network: NetworkProbe(
                rows: rows, edges: max(6, rows), selection: selection, tiles: graph?.requests ?? [],
                order: request.view.termOrder),
            numbers: view(request.view) == Self.numbers ? NumbersProbe(sample: selection.sample) : nil,
            prediction: PredictionProbe(sample: selection.sample),
            symbols: columns.readsIndices ? SampleProbe(sample: selection.sample) : nil)
    }

    public func title(_ plan: Plan, _ context: PaneContext) -> String {
        if let closeUp = plan.closeUp { return closeUp.title(context) }
        return "Network" + (words(context).first { fits(10 + $0.cellWidth, context) }.map { " · " + $0 } ?? "")
    }

    /// The view shown, in many words and in few.
    private func words(_ context: PaneContext) -> [String] {
        let pass = GraphPass(context.status, context.view)
        let before = ["activations, before the update", "activations, before update", "a, before update"]
        // While it runs there is no direction to see.
        if context.status.isTooFastToFollow, pass == .forward { return before }
        if context.status.isTooFastToFollow, pass == .backward { return ["errors δ of the last iteration", "errors δ", "δ"] }
        return switch pass {
        case .nothing: []
        case .forward where context.status.phase == .loss:
            ["activations; their loss is known", "activations; loss is known", "a; loss is known"]
        case .forward where context.status.phase?.pass == .update: before
        case .forward: ["activations, forward →", "a, forward →"]
        case .backward: ["errors δ, ← backward", "δ, ← backward"]
        // Beside the lines stand the weights themselves.
        case .update where view(context.view) == Self.numbers: ["updates Δw; numbers: the new weights", "the updated weights"]
        case .update: ["weight updates Δw", "updates Δw"]
        }
    }

    /// Whether a title of so many cells leaves the signs of the lines their place in the frame.
    private func fits(_ width: Int, _ context: PaneContext) -> Bool {
        let room = context.request.size.width - 3
        return width <= (showsSigns(context) ? room - signs(context).width - 2 : room)
    }

    private func showsSigns(_ context: PaneContext) -> Bool { context.request.size.width >= 39 }

    /// The lines of what is above and below zero.
    private func signs(_ context: PaneContext) -> StyledText {
        let theme = context.theme
        let isWide = context.request.size.width >= 72
        // Of characters alone, lines are points close together and apart.
        let (line, broken) = context.glyphs == .ascii ? ("...", ". .") : ("━━", "╌╌")
        return StyledText([
            (line + "+" + (isWide ? " above 0" : ""), theme.style(theme.positive, .bold)),
            ((isWide ? "  " : " ") + broken + "−" + (isWide ? " below 0" : ""), theme.style(theme.negative, .bold)),
        ])
    }

    public func note(_ plan: Plan, _ context: PaneContext) -> StyledText {
        if let closeUp = plan.closeUp { return closeUp.note(context) }
        return showsSigns(context) ? signs(context) : .empty
    }

    /// In the update, where no connection has changed there is nothing to see: that is said.
    private func drawNothingMoves(
        _ reading: NetworkProbe.Reading, _ context: PaneContext, in area: Rect, on canvas: inout Canvas
    ) {
        guard case .update = GraphPass(context.status, context.view), area.height >= 8,
            context.status.position.done == context.status.machine.stateCount,
            reading.connections.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.change == 0 } })
        else { return }
        let text = StyledText(" Δw = 0: no weight shown here moves ", context.theme.style(context.theme.warning, .bold))
        canvas.text(
            text, in: Rect(x: area.x, y: area.bottom - 2, width: area.width, height: 1), .center, glyphs: context.glyphs)
    }

    public func render(_ plan: Plan, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        if let closeUp = plan.closeUp { return closeUp.render(context, in: area, on: &canvas) }
        if let (painter, layout) = numbers(plan, context, in: area) {
            painter.paint(layout, on: &canvas)
            if let reading = context[plan.network] { drawNothingMoves(reading, context, in: area, on: &canvas) }
            return
        }
        guard let reading = context[plan.network], let graph = plan.graph else { return }
        let layout = GraphLayout(reading, graph, context, area)
        let symbols = plan.symbols.flatMap { context[$0]?.symbols } ?? []
        GraphPainter(
            reading: reading, layout: layout, prediction: context[plan.prediction], symbols: symbols, context: context
        ).paint(on: &canvas)
        drawNothingMoves(reading, context, in: area, on: &canvas)
    }
}

extension NetworkPane {
    /// The neurons, or the pictures that stand for them. The inputs are there to be lit up; clicks select behind them.
    public func anchors(_ plan: Plan, _ context: PaneContext, in area: Rect) -> [PlacedAnchor] {
        if let closeUp = plan.closeUp { return closeUp.anchors(context, in: area) }
        if let (painter, layout) = numbers(plan, context, in: area) { return anchors(painter, layout) }
        guard let reading = context[plan.network], let graph = plan.graph else { return [] }
        let layout = GraphLayout(reading, graph, context, area)
        var anchors = layout.picture.map { [PlacedAnchor(.layer(0), $0, reach: nil)] } ?? []
        for (column, nodes) in layout.columns.enumerated() where !nodes.isEmpty {
            let units = context.status.columns[column].units
            let placed = nodes.map { node in
                PlacedAnchor(
                    .neuron(column: column, unit: min(node.unit.index, units - 1)),
                    node.tile ?? Rect(x: node.x, y: node.y, width: 1, height: 1),
                    reach: column == 0 ? nil : node.tile == nil ? Self.reach : 0)
            }
            let whole = placed.dropFirst().reduce(placed[0].area) { $0.union($1.area) }
            anchors.append(PlacedAnchor(.layer(column), whole, reach: nil))
            anchors += placed
        }
        return anchors
    }

    /// The graph with its numbers; nil where it is not wanted, or has no room.
    private func numbers(_ plan: Plan, _ context: PaneContext, in area: Rect) -> (NumbersPainter, NumbersLayout)? {
        guard let reading = plan.numbers.flatMap({ context[$0] }) else { return nil }
        let painter = NumbersPainter(
            reading: reading, prediction: context[plan.prediction], walked: context[plan.network]?.walked, context: context,
            pass: GraphPass(context.status, context.view))
        return painter.layout(in: area).map { (painter, $0) }
    }

    /// Neurons with their numbers, and weights.
    private func anchors(_ painter: NumbersPainter, _ layout: NumbersLayout) -> [PlacedAnchor] {
        layout.columns.enumerated().flatMap { column, nodes -> [PlacedAnchor] in
            let neurons = nodes.map { node in
                PlacedAnchor(
                    .neuron(column: column, unit: node.unit),
                    node.text.union(Rect(x: node.x - 1, y: node.y, width: 3, height: 1)), reach: column == 0 ? nil : 0)
            }
            guard let first = neurons.first else { return [] }
            let whole = neurons.dropFirst().reduce(first.area) { $0.union($1.area) }
            let weights = column == 0 ? [] : painter.weights(layout, column)
            let numbers = nodes.flatMap { node in
                painter.numbers(node, layout.form).map {
                    PlacedAnchor(.number($0.letter, column: column, unit: node.unit), $0.area, reach: nil)
                }
            }
            return [PlacedAnchor(.layer(column), whole, reach: nil)] + neurons + numbers
                + weights.map { PlacedAnchor(.weight(column: column, neuron: $0.neuron, input: $0.input), $0.area) }
        }
    }

    /// Cells beside a neuron that still belong to it.
    private static let reach = 3
}
