import Inspection
import TerminalGraphics

/// A sum growing term by term, with its running total: `z₁[5] = 0.12 × 0.31 + …`.
struct WalkText {
    let reading: WalkProbe.Reading
    let context: PaneContext
    let size: Size

    /// Lines beside those of the terms: heading, what is not listed, bias, total, what comes next.
    static func otherLines(_ walkState: WalkState?) -> Int { if case .inner? = walkState?.part { 7 } else { 5 } }

    private var theme: Theme { context.theme }
    private var walkState: WalkState { reading.walkState }
    private var status: Status { context.status }
    private var layers: Range<Int> { status.columns[walkState.column].layers }
    /// The letter of what the weights are multiplied with.
    private var factor: String {
        let number = Subscript.text(reading.sourceColumn)
        return reading.isForward ? (reading.sourceColumn == 0 ? "x" : "a" + number) : "δ" + number
    }
    private var color: Color { reading.isForward ? theme.forward : theme.backward }

    /// The name of the sum: z₁[5], ∂L/∂a₁[5], or δ₁[5] where nothing lies between.
    private var name: String {
        if let stage = reading.stage { return FormulaText.shown(stage.name) }
        return element(reading.isForward ? "z" : hasFunctions ? "∂L/∂a" : "δ")
    }

    private var formula: String {
        reading.stage?.formula ?? "Σ w\(reading.isForward ? "" : Subscript.text(reading.sourceColumn))·\(factor)"
            + (reading.bias == nil ? "" : " + b")
    }
    private var hasFunctions: Bool { !status.columns[walkState.column].functions.isEmpty }

    /// A number of the neuron that the walk is at: `z₁[5]`.
    private func element(_ letter: String) -> String {
        status.elementName(letter, walkState.unit, numberedColumn: walkState.column)
    }

    var title: String {
        guard reading.stage != nil else { return "Explain · \(name) = \(formula)" }
        return "Explain · " + status.name(of: walkState)
    }

    var note: StyledText {
        StyledText(
            "\(reading.shownCount)/\(reading.termCount)\(context.view.termOrder == .largestFirst ? " largest" : "")", theme.dim)
    }

    var lines: [StyledText] {
        var lines = [heading]
        let others = reading.otherCount
        if others > 0, !walkState.isPartWhole {
            lines.append(row(" ", "… \(others) term\(others == 1 ? "" : "s") before", "", reading.others, theme.dim))
        }
        for (index, term) in reading.terms.enumerated() {
            let isNewest = index == reading.terms.count - 1 && reading.current != nil && !walkState.isPartWhole
            lines.append(product(term, isNewest ? theme.style(theme.selected, .bold) : theme.plain))
        }
        if others > 0, walkState.isPartWhole {
            lines.append(row(" ", "… \(others) more term\(others == 1 ? "" : "s")", "", reading.others, theme.dim))
        }
        if let bias = reading.bias, walkState.isPartWhole {
            let isNewest = walkState.part == .bias
            lines.append(row(sign(bias), "b", "", bias, isNewest ? theme.style(theme.selected, .bold) : theme.plain))
        }
        if walkState.isPartWhole {
            lines.append(total("= \(name)", reading.value))
            lines += functions
        } else {
            lines.append(total("so far", reading.running))
            lines.append(StyledText([("  next ", theme.dim)] + nextText))
        }
        return lines
    }

    private var heading: StyledText {
        let order = context.view.termOrder == .largestFirst ? ", largest first" : ""
        return StyledText([
            (name, theme.style(color, .bold)), (" = \(formula)", theme.bold),
            ("  \(reading.shownCount) of \(reading.termCount)\(size.width < 46 ? "" : order)", theme.dim),
        ])
    }

    private var nextText: [(String, Style)] {
        if let next = reading.next {
            return [
                ("\(sign(next.weight)) \(number(next.weight.magnitude)) × \(number(next.factor))  \(source(next))", theme.dim)
            ]
        }
        if let bias = reading.bias { return [("\(sign(bias)) b = \(number(bias.magnitude))", theme.dim)] }
        return []
    }

    /// The results so far of the functions after the sum.
    private var functions: [StyledText] {
        guard let stage = reading.stage else { return columnFunctions }
        let lines = stage.lines.map {
            total(FormulaText.shown("\($0.name) = \($0.formula)"), $0.value)
        }
        if walkState.inner != nil || stage.functionsLeft > 0 { return lines }
        return lines + columnFunctions
    }

    /// The functions of the column, in words.
    private var columnFunctions: [StyledText] {
        guard layers.count > 1 else { return [] }
        let names = layers.dropFirst().map { status.layers[$0].kind }
        if reading.isForward {
            let function = names.reduce("z") { "\($1)(\($0))" }
            guard status.hasForward(layers.upperBound - 1, neuron: walkState.unit), let value = reading.output else {
                return [StyledText("  next a = \(function)", theme.dim)]
            }
            return [total("\(element("a")) = \(function)", value)]
        }
        guard status.hasError(column: walkState.column, neuron: walkState.unit), let value = reading.output else {
            return [StyledText("  next δ = ∂L/∂a·f′(z)", theme.dim)]
        }
        return [total("\(element("δ")) = ∂L/∂a·f′(z)", value)]
    }

    private func product(_ term: WalkProbe.Reading.Term, _ style: Style) -> StyledText {
        row(sign(term.weight), "\(number(term.weight.magnitude)) × \(number(term.factor))", source(term), term.product, style)
    }

    private func source(_ term: WalkProbe.Reading.Term) -> String {
        if let label = term.label { return label }
        guard term.source >= 0 else { return "padding" }
        return status.elementName(factor, term.source, ofColumn: reading.sourceColumn)
    }

    private func row(_ sign: String, _ text: String, _ where: String, _ value: Double, _ style: Style) -> StyledText {
        let left = "  \(sign) " + text.padded(to: size.width < 46 ? 16 : 17) + " " + `where`
        let right = NumberFormat.significant(size.width < 46 ? 3 : 4).signed.string(value)
        let room = max(1, size.width - 2 - left.cellWidth - right.cellWidth)
        return StyledText([(left, style), (String(repeating: " ", count: room), theme.plain), (right, style)])
    }

    private func total(_ name: String, _ value: Double) -> StyledText {
        let text = NumberFormat.significant(4).string(value)
        let name = name.truncated(to: max(1, size.width - 4 - text.cellWidth), glyphs: context.glyphs)
        let room = max(1, size.width - 2 - name.cellWidth - text.cellWidth)
        return StyledText([
            (name, theme.bold), (String(repeating: "·", count: room), theme.style(theme.border)),
            (text, theme.style(color, .bold)),
        ])
    }

    private func sign(_ value: Double) -> String { value < 0 ? "−" : "+" }
    private func number(_ value: Double) -> String { NumberFormat.significant(3).string(value) }
}
