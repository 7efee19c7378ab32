import Inspection
import Lessons
import TerminalGraphics

/// Points at things on the screen: what is lit keeps its ink, in bold with marks beside it; the rest of its pane steps back. No glyph
/// is drawn over but blanks.
struct LessonLight {
    /// The cells that are lit.
    let areas: [Rect]
    private let context: LayerContext

    /// Nil where there is nothing to point at.
    init?(_ targets: [Placed], _ context: LayerContext) {
        guard !targets.isEmpty, let status = context.status else { return nil }
        self.context = context
        areas = targets.flatMap { LightTarget($0.text, status.watchScope)?.areas(context) ?? [] }
    }

    func draw(on canvas: inout Canvas) {
        guard !areas.isEmpty else { return }
        let theme = context.theme
        let lit = areas.map { Self.trimmed($0, canvas) }
        for place in context.arrangement.places where lit.contains(where: { !$0.intersection(place.content).isEmpty }) {
            let content = place.content
            for y in content.y..<content.bottom {
                for x in content.x..<content.right where !lit.contains(where: { $0.contains(Point(x: x, y: y)) }) {
                    canvas.restyle(x: x, y: y) { style in
                        guard !style.attributes.contains(.reverse) else { return }
                        style.foreground = theme.shaded(style.foreground)
                        style.attributes.subtract(.bold)
                    }
                }
            }
        }
        let mark = theme.style(theme.selected, .bold)
        for area in lit {
            // Of a pane its name is enough: lines below all that it shows would be in the way.
            let isPane = context.arrangement.places.contains {
                $0.area.contains(Point(x: area.x, y: area.y)) && area.y == $0.area.y
            }
            for y in area.y..<(isPane ? area.y + 1 : area.bottom) {
                for x in area.x..<area.right where !Self.isBlankOrLine(canvas[x, y].scalar) {
                    canvas.restyle(x: x, y: y) { $0 = $0.with([.bold, .underline]) }
                }
            }
            // A whole row of the screen has no place for marks beside it.
            guard area.height == 1, area.x > 1 else { continue }
            if canvas[area.x - 1, area.y].scalar == " " { canvas.put("⟨", x: area.x - 1, y: area.y, mark) }
            if canvas[area.right, area.y].scalar == " " { canvas.put("⟩", x: area.right, y: area.y, mark) }
        }
    }

    /// Whether a character is none to be underlined: a blank, or part of a frame.
    private static func isBlankOrLine(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || (0x2500...0x257F).contains(scalar.value)
    }

    /// The part of an area that has ink.
    private static func trimmed(_ area: Rect, _ canvas: Canvas) -> Rect {
        let columns = (area.x..<area.right).filter { x in
            (area.y..<area.bottom).contains { y in canvas[x, y].scalar != " " }
        }
        guard let first = columns.first, let last = columns.last else { return area }
        return Rect(x: first, y: area.y, width: last - first + 1, height: area.height)
    }
}

/// A thing that a lesson points at, by what a lesson's file calls it: `w[1,0,1]`, `delta[1,0]`, `loss`, `line δ·a`, `pane gradients`,
/// `rail`.
struct LightTarget {
    private enum Kind {
        /// The first of these that is on the screen.
        case anchors([[(Anchor, PaneID?)]])
        case rail, title
    }

    private let kind: Kind

    /// Nil of a text that names nothing.
    init?(_ text: String, _ scope: WatchScope) {
        let words = text.split(separator: " ", maxSplits: 1).map(String.init)
        switch words.first {
        case "rail"? where words.count == 1: kind = .rail
        case "title"? where words.count == 1: kind = .title
        case "pane"? where words.count == 2:
            guard let pane = PaneCatalog.pane(named: words[1])?.id else { return nil }
            kind = .anchors([[(.pane, pane)]])
        case "line"? where words.count == 2: kind = .anchors([[(.line(words[1]), nil)]])
        case "layer"? where words.count == 2:
            guard let column = Int(words[1]), scope.layerCount > column else { return nil }
            kind = .anchors([[(.layer(column), .network)]])
        default:
            guard let anchors = Self.anchors(text, scope) else { return nil }
            kind = .anchors(anchors)
        }
    }

    /// Where the number of an expression stands: at its neuron or connection in the graph, and in its line of the explanation.
    private static func anchors(_ text: String, _ scope: WatchScope) -> [[(Anchor, PaneID?)]]? {
        guard let expression = try? WatchExpression(parsing: text, in: scope) else { return nil }
        return expression.quantities.first?.anchors(scope)
    }

    /// Its cells on the screen.
    func areas(_ context: LayerContext) -> [Rect] {
        switch kind {
        case .rail: [context.arrangement.rail]
        case .title: [context.arrangement.title]
        // Of a number that stands nowhere by itself, the thing that it is of.
        case .anchors(let ways): ways.lazy.map { $0.flatMap { context.areas(of: $0.0, in: $0.1) } }.first { !$0.isEmpty } ?? []
        }
    }
}

extension WatchQuantity {
    /// Where it stands, and in which pane; nil of one that no pane has a place for.
    fileprivate func anchors(_ scope: WatchScope) -> [[(Anchor, PaneID?)]]? {
        switch self {
        case .parameter(let kind, let offset, _):
            guard let place = scope.place(ofParameter: offset) else { return nil }
            let neuron: [(Anchor, PaneID?)] = [(.neuron(column: place.column, unit: place.neuron), .network)]
            switch kind {
            case .value where place.input == scope.units(before: place.column):
                return [[(.number("b", column: place.column, unit: place.neuron), .network)], neuron]
            case .value:
                return [[(.weight(column: place.column, neuron: place.neuron, input: place.input), .network)], neuron]
            case .gradient: return [[(.line("∂L/∂w"), .explain)], [(.line("δ·x"), .explain)], [(.line("δ·a"), .explain)]]
            case .change: return [[(.line("Δw"), .explain)]]
            }
        case .neuron(let kind, let column, let index):
            // A sum that comes back is only in the explanation.
            if kind == .outputError { return [[(.line("∂L/∂a"), .explain)]] }
            let letter = kind == .preActivation ? "z" : kind == .error ? "δ" : column == 0 ? "x" : "a"
            return [
                [(.number(letter, column: column, unit: index), .network)], [(.neuron(column: column, unit: index), .network)],
            ]
        case .output(let index):
            let last = scope.layerCount - 1
            return [
                [(.number("p", column: last, unit: index), .network)], [(.number("a", column: last, unit: index), .network)],
                [(.neuron(column: last, unit: index), .network)],
            ]
        case .target(let index):
            let last = scope.layerCount - 1
            return [
                [(.number("y", column: last, unit: index), .network)], [(.neuron(column: last, unit: index), .network)],
            ]
        case .loss: return [[(.line("LOSS"), .explain)], [(.pane, .loss)]]
        default: return nil
        }
    }
}

extension WatchScope {
    /// Columns of the graph, the input among them.
    package var layerCount: Int { layers.count }

    /// Neurons of the column before one.
    package func units(before column: Int) -> Int { layers.indices.contains(column - 1) ? layers[column - 1].units : 0 }
}
