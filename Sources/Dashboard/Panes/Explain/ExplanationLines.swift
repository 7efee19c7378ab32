import Inspection
import NeuralNetwork
import TerminalGraphics

/// An explanation that layers, loss and optimizer give themselves, written down: every line as a formula, with its numbers, and
/// its result.
struct ExplanationLines {
    let reading: ExplanationProbe.Reading
    let context: PaneContext
    let width: Int
    /// Terms of a sum to list.
    let terms: Int
    let check: CheckProbe.Reading?
    let lossAfter: LossAfterProbe.Reading?

    /// A line of text, and where the number in it comes from.
    struct Line {
        var text: StyledText
        /// The selection that shows where it comes from.
        var jump: Selection?
    }

    private var theme: Theme { context.theme }
    private var status: Status { context.status }
    private let format = NumberFormat.significant(3)

    /// All of it.
    var lines: [Line] {
        var lines: [Line] = []
        var present: ExplanationProbe.Section.Kind?
        for section in reading.sections where !(section.lines.isEmpty && section.kind != .update) {
            if section.kind != present { lines.append(Line(text: heading(section))) }
            present = section.kind
            for line in section.lines { lines += self.lines(line, section) }
            if section.kind == .gradient && context.view.explanation.isChecking {
                lines += CheckLines(check: check, context: context, width: width).lines(isShort: false).map { Line(text: $0) }
            }
            if section.kind == .update && section.lines.isEmpty { lines.append(Line(text: StyledText("Δw  ·", theme.dim))) }
        }
        if let after = lossAfter { lines.append(Line(text: after.line(theme, width: width))) }
        if !reading.paths.isEmpty { lines += paths }
        return lines
    }

    private func heading(_ section: ExplanationProbe.Section) -> StyledText {
        switch section.kind {
        case .forward: return title("FORWARD", theme.forward, own)
        case .loss: return title("LOSS", theme.loss, "of this sample")
        case .backward: return title("BACKWARD", theme.backward, "to \(own)")
        case .gradient:
            return fitting(
                "GRADIENT", theme.backward, ["\(reading.parameterName), batch of \(status.batchCount)", reading.parameterName])
        case .update:
            return fitting(
                "UPDATE", theme.update,
                ["\(reading.parameterName) by \(status.optimizer.name)", reading.parameterName])
        }
    }

    /// The first of some titles that there is room for.
    private func fitting(_ text: String, _ color: Color, _ rests: [String]) -> StyledText {
        let titles = rests.map { title(text, color, $0) }
        return titles.first { $0.width <= width - 1 } ?? titles[titles.count - 1]
    }

    /// The number explained.
    private var own: String {
        reading.inner.map { status.name(of: $0, column: reading.column) } ?? "\(name) "
            + status.unitName(column: reading.column, reading.neuron)
    }

    private var name: String { status.columns[reading.column].kind + Subscript.text(reading.column) }

    private func title(_ text: String, _ color: Color, _ rest: String) -> StyledText {
        StyledText([(text, theme.style(color, .bold)), ("  " + rest, theme.dim)])
    }

    private func color(_ section: ExplanationProbe.Section) -> Color {
        switch section.kind {
        case .forward: theme.forward
        case .loss: theme.loss
        case .backward, .gradient: theme.backward
        case .update: theme.update
        }
    }

    private func lines(_ line: ExplainLine, _ section: ExplanationProbe.Section) -> [Line] {
        let kind = section.layer.map { status.layers[$0].kind + ": " } ?? ""
        let result = section.isKnown ? format.string(line.value) : "not yet"
        let left = FormulaText.shown("\(name(of: line, section)) = \(line.formula)")
        let hasKind = section.kind == .forward && status.columns[reading.column].layers.count > 1
        let full = (hasKind ? kind : "") + left
        let style = section.isKnown ? theme.bold : theme.dim
        let parts = FormulaText.wrapped(full, to: max(8, width - 3 - result.cellWidth))
        let last = parts.last ?? ""
        var lines = parts.dropLast().map { Line(text: StyledText($0, style)) }
        lines.append(
            Line(
                text: StyledText([
                    (last, style),
                    (String(repeating: " ", count: max(1, width - 2 - last.cellWidth - result.cellWidth)), theme.plain),
                    (result, section.isKnown ? theme.style(color(section), .bold) : theme.dim),
                ])))
        guard section.isKnown else { return lines }
        if case .products(let sum, _, let factor) = line.arithmetic {
            lines += products(sum, factor, section)
        } else if case .factor = line.arithmetic {
        } else {
            let text = "= " + ArithmeticText(format: format).text(line.arithmetic)
            let jumps = self.jumps(line.arithmetic, section)
            lines += FormulaText.wrapped(text, to: max(8, width - 6)).map {
                Line(text: StyledText("   " + $0, theme.plain), jump: jumps.count == 1 ? jumps[0].selection : nil)
            }
            // Each that can be gone to has a line of its own.
            if jumps.count > 1 {
                lines += jumps.map { factor, selection in
                    Line(
                        text: StyledText([
                            ("     " + FormulaText.shown(factor.name) + " ", theme.dim),
                            (format.string(factor.value), theme.plain),
                        ]), jump: selection)
                }
            }
        }
        return lines
    }

    /// A layer's names for its output and its input's gradient, as this neuron's: a, ∂L/∂a, δ.
    private func name(of line: ExplainLine, _ section: ExplanationProbe.Section) -> String {
        let own = status.columns[reading.column].layers
        if reading.inner != nil, section.kind == .backward, line.name == "∂L/∂x" {
            return line == section.lines.last ? "δ" : "∂L/∂a"
        }
        switch (section.kind, line.name) {
        case (.forward, "y") where own.count > 1 && section.layer == own.upperBound - 1: return "a"
        case (.backward, "∂L/∂y") where section.layer == nil: return own.count > 1 ? "∂L/∂a" : "δ"
        case (.backward, "∂L/∂x") where section.layer == own.upperBound: return own.count > 1 ? "∂L/∂a" : "δ"
        case (.backward, "∂L/∂x") where section.layer == own.lowerBound + 1: return "δ"
        default: return line.name
        }
    }

    private func products(_ sum: ProductSum, _ factor: String, _ section: ExplanationProbe.Section) -> [Line] {
        let listed = largest(sum)
        var lines = listed.enumerated().map { order, index -> Line in
            let term = sum.terms[index]
            // A minus before a product is easy to read; before a product with a negative number it is not.
            let isPlain = order > 0 && term.factor >= 0
            let sign = order == 0 ? "=" : isPlain && term.weight < 0 ? "−" : "+"
            let numbers = "\(format.string(isPlain ? term.weight.magnitude : term.weight)) × \(format.string(term.factor))"
            let source: String
            if section.kind == .gradient {
                source = "  " + self.source(ofGradient: term.source, of: sum.terms.count)
            } else {
                let isInput =
                    section.kind == .forward && section.layer == status.columns[reading.column].layers.lowerBound
                    && section.sources.map { $0 == .column(reading.column - 1) } != false
                source =
                    "  "
                    + (term.source < 0
                        ? FormulaText.shown(factor)
                        : isInput
                            ? status.sourceName(FormulaText.shown(factor), term.source, before: reading.column)
                            : FormulaText.shown(factor) + Subscript.text(term.source))
            }
            return Line(
                text: StyledText([
                    ("   \(sign) ", theme.dim), (numbers, theme.plain),
                    (source, theme.dim),
                ]),
                jump: term.source >= 0 ? selection(.input(term.source), section, isSum: true) : nil)
        }
        let rest = sum.terms.count - listed.count
        if rest > 0 {
            let value = listed.reduce(sum.total - (sum.bias ?? 0)) { $0 - sum.terms[$1].product }
            lines.append(
                Line(
                    text: StyledText([
                        ("   \(value < 0 ? "−" : "+") ", theme.dim), (format.string(value.magnitude), theme.plain),
                        ("  from \(rest) more", theme.dim),
                    ])))
        }
        if let bias = sum.bias {
            lines.append(
                Line(
                    text: StyledText([
                        ("   \(bias < 0 ? "−" : "+") ", theme.dim), (format.string(bias.magnitude), theme.plain),
                        ("  b", theme.dim),
                    ])))
        }
        return lines
    }

    /// Which sample of the batch a term of a gradient comes from, and where in it: at what time, or at which place of a map.
    private func source(ofGradient term: Int, of count: Int) -> String {
        guard status.batchCount > 0, count % status.batchCount == 0 else { return "#\(term + 1)" }
        let (sample, place) = term.quotientAndRemainder(dividingBy: count / status.batchCount)
        let name = width < 50 && count > status.batchCount ? "#\(sample + 1)" : "sample \(sample + 1)"
        guard count > status.batchCount else { return "of " + name }
        switch status.columns[reading.column].unitLayout {
        case .maps(_, let image) where image.width * image.height * status.batchCount == count:
            return "\(name) at \(place / image.width),\(place % image.width)"
        case .sequence, .attention: return "\(name), t \(place)"
        default: return "\(name), place \(place)"
        }
    }

    /// The terms that carry most.
    private func largest(_ sum: ProductSum) -> [Int] {
        func size(_ index: Int) -> Double { sum.terms[index].product.isNaN ? -1 : sum.terms[index].product.magnitude }
        return Array(sum.terms.indices.sorted { (size($0), -$0) > (size($1), -$1) }.prefix(terms))
    }

    /// The numbers that come from somewhere, and where that is; of several from one place the first.
    private func jumps(_ arithmetic: Arithmetic, _ section: ExplanationProbe.Section) -> [(
        factor: ExplainFactor, selection: Selection
    )] {
        var found: [(factor: ExplainFactor, selection: Selection)] = []
        for factor in arithmetic.factors {
            guard let selection = selection(factor.origin, section, isSum: false),
                !found.contains(where: { $0.selection == selection })
            else { continue }
            found.append((factor, selection))
        }
        return found
    }

    private func selection(_ origin: ExplainFactor.Origin, _ section: ExplanationProbe.Section, isSum: Bool) -> Selection? {
        guard let layer = section.layer else { return nil }
        let own = status.layers[layer].column
        if case .stage(let stage, let unit) = origin { return inner(stage, unit, of: own) }
        if reading.inner != nil, case .outputGradient(let unit) = origin, unit < status.columns[own].units {
            return Selection(column: own, neuron: unit, input: nil, sample: context.view.selection.sample)
        }
        if let sources = section.sources, case .input(let unit) = origin {
            switch sources {
            case .stage(let stage): return inner(stage, unit, of: own)
            case .nowhere:
                // Of a single number it is said that it is the layer's input; of a sum's that they are of several things.
                guard !isSum, reading.inner == nil else { return nil }
                return before(own, unit)
            case .column(let column): return before(column + 1, unit)
            }
        }
        let isFirst = status.columns[own].layers.lowerBound == layer
        let target: (column: Int, neuron: Int)
        switch (origin, section.kind) {
        case (.input(let unit), .forward) where isFirst: target = (own - 1, unit)
        // A sum that comes back is over the outputs of the layer that it comes from.
        case (.input(let unit), .backward) where isSum && isFirst: target = (own, unit)
        case (.outputGradient(let unit), .backward) where isFirst: target = (own, unit)
        default: return nil
        }
        guard target.column > 0, target.column < status.columns.count, target.neuron < status.columns[target.column].units else {
            return nil
        }
        return Selection(column: target.column, neuron: target.neuron, input: nil, sample: context.view.selection.sample)
    }

    private func before(_ column: Int, _ unit: Int) -> Selection? {
        guard column > 1, unit < status.columns[column - 1].units else { return nil }
        return Selection(column: column - 1, neuron: unit, input: nil, sample: context.view.selection.sample)
    }

    private func inner(_ stage: Int, _ unit: Int, of column: Int) -> Selection? {
        let stages = status.columns[column].stages
        guard stage < stages.count - 1, unit < stages[stage].units else { return nil }
        return Selection(
            column: column, neuron: min(unit, status.columns[column].units - 1), input: nil,
            sample: context.view.selection.sample,
            inner: StageUnit(stage: stage, unit: unit))
    }

    /// The ways that the error takes, those that carry most first.
    private var paths: [Line] {
        guard status.hasError(column: reading.column, neuron: reading.neuron) else { return [] }
        let heading = Line(text: title("WAYS FROM THE LOSS", theme.backward, "∂L/∂z, then w·f′ at each step"))
        return [heading]
            + reading.paths.map { path in
                var text = StyledText("   ", theme.plain)
                for (index, step) in path.steps.enumerated() {
                    if index == 0 {
                        text.append("\(step.neuron)", theme.bold)
                        text.append(" (\(format.string(path.error))·f′ \(format.string(step.slope)))", theme.dim)
                    } else {
                        text.append(" → \(step.neuron)", theme.bold)
                        let weight = step.weight
                        text.append(
                            " (\(weight.map { "w " + format.string($0) + "·" } ?? "")f′ \(format.string(step.slope)))", theme.dim)
                    }
                }
                text.append("  = " + format.string(path.contribution), theme.style(theme.signed(path.contribution), .bold))
                let jump = path.steps.dropLast().last.map {
                    Selection(column: $0.column, neuron: $0.neuron, input: nil, sample: context.view.selection.sample)
                }
                return Line(text: text, jump: jump)
            }
    }
}
