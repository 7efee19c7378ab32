import Basics
import Inspection
import NeuralNetwork
import TerminalGraphics

/// An explanation that layers, loss and optimizer give themselves, written down: every line as a formula, with its numbers, and its
/// result. Where there is little room, fewer of the same lines.
struct ExplanationLines {
    let reading: ExplanationProbe.Reading
    let context: PaneContext
    let width: Int
    /// Terms of a sum to list.
    var terms: Int
    let check: CheckProbe.Reading?
    /// The batch's loss with the updated weights; nil until the update is whole.
    var lossAfter: LossAfterProbe.Reading?
    var detail = ExplanationDetail.whole
    /// Lines that have been written already: one amount of detail after the other is tried, and most lines are the same in all.
    let written = WrittenLines()

    typealias Line = ExplanationLine

    var theme: Theme { context.theme }
    var status: Status { context.status }
    let format = NumberFormat.significant(3)

    typealias Kind = ExplanationProbe.Section.Kind

    /// All of it, with the ways from the loss at its end.
    var lines: [Line] { sections.flatMap { $0 } + paths }

    /// The same in so many columns: in two, what goes forward with the loss, and what comes back with the update.
    func columns(_ count: Int) -> [[Line]] {
        guard count > 1 else { return [lines] }
        return [lines(of: [.forward]) + lines(of: [.loss]), lines(of: Self.back) + lines(of: [.update]) + paths]
    }

    // MARK: Sections

    static let back: Set<ExplanationProbe.Section.Kind> = [.backward, .sampleGradient, .gradient]

    /// The parts of an explanation, each with the kinds of sections that it has.
    static let parts: [Set<ExplanationProbe.Section.Kind>] = [[.forward], [.loss], back, [.update]]

    var sections: [[Line]] { Self.parts.map(lines(of:)) }

    func lines(of kinds: Set<ExplanationProbe.Section.Kind>) -> [Line] {
        let sections = reading.sections.indices.filter { kinds.contains(reading.sections[$0].kind) }
        guard let first = sections.first else { return [] }
        var lines: [Line] = []
        if detail.headings { lines += writtenHeading(first) }
        let firstGradient = sections.first { reading.sections[$0].isGradient }
        for index in sections {
            let section = reading.sections[index]
            if detail.isWhole, section.isGradient, section.kind == firstGradient.map({ reading.sections[$0].kind }) {
                lines += writtenHeading(index)
            }
            if section.kind == .update {
                lines += update(index)
            } else {
                for line in section.lines.indices { lines += self.lines(line, ofSection: index) }
            }
            if section.kind == .gradient { lines += written.lines(Key(.notes, section: index, detail)) { notes(section) } }
        }
        if kinds.contains(.forward) { lines += written.lines(Key(.statistics, section: 0, detail)) { scaling + statistics } }
        if kinds.contains(.update), let lossAfter {
            lines += written.lines(Key(.lossAfter, section: 0, detail)) { [Line(text: lossAfter.line(theme, width: width))] }
        }
        if kinds.contains(.gradient), context.view.explanation.isChecking, reading.parameter != nil {
            lines += CheckLines(check: check, context: context, width: width).lines(detail)
        }
        return lines
    }

    typealias Key = WrittenLines.Key

    private func writtenHeading(_ section: Int) -> [Line] {
        written.lines(Key(.heading, section: section, detail)) {
            heading(reading.sections[section].kind).map { [Line(text: $0, isHeading: true)] } ?? []
        }
    }

    private func heading(_ kind: ExplanationProbe.Section.Kind) -> StyledText? {
        switch kind {
        case .forward: return title("FORWARD", theme.forward, sample)
        case .backward: return title("BACKWARD", theme.backward, sample)
        // The loss has a line of its own, which begins with it.
        case .loss: return nil
        case .sampleGradient, .gradient:
            let name = "of \(reading.parameter?.name.long ?? "")"
            return fitting("GRADIENT", theme.backward, [name + ", batch of \(status.batchCount)", name])
        case .update:
            let name = "of \(reading.parameter?.name.long ?? "")"
            return fitting("UPDATE", theme.update, (status.optimizer.map { [name + " by \($0.name)"] } ?? []) + [name])
        }
    }

    private var sample: String {
        switch context.view.selection.sample {
        case .pinned: status.pinnedName.map { "of the pinned \(status.pinnedWord)\($0)" } ?? "of the pinned sample"
        case .batch(let row): "of sample \(row + 1) of the batch"
        case .drawing: "of the drawing"
        }
    }

    private func title(_ text: String, _ color: Color, _ rest: String) -> StyledText {
        StyledText([(text, theme.style(color, .bold)), ("  " + rest, theme.dim)])
    }

    /// The first of some titles that there is room for.
    private func fitting(_ text: String, _ color: Color, _ rests: [String]) -> StyledText {
        let titles = rests.map { title(text, color, $0) }
        return titles.first { $0.width <= width - 1 } ?? titles[titles.count - 1]
    }

    private func color(_ section: ExplanationProbe.Section) -> Color {
        switch section.kind {
        case .forward: theme.forward
        case .loss: theme.loss
        case .backward, .sampleGradient, .gradient: theme.backward
        case .update: theme.update
        }
    }

    // MARK: Lines

    func lines(_ index: Int, ofSection number: Int) -> [Line] {
        let section = reading.sections[number]
        let line = section.lines[index]
        if line.isStep && !detail.steps { return [] }
        let piece: Key.Piece = section.kind == .gradient ? .gradientEquation : .equation
        var lines = written.lines(Key(piece, section: number, line: index, detail)) { equation(told(line, section), section) }
        guard section.isKnown else { return lines }
        var working: [Line] {
            written.lines(Key(.working, section: number, line: index, detail)) { self.working(line, section) }
        }
        switch line.arithmetic {
        case .products(let sum, _, let factor):
            if section.isGradient, sum.terms.count == 1 {
                if detail.workings { lines += working }
            } else if detail.terms {
                lines += written.lines(Key(.terms, section: number, line: index, terms: terms, detail)) {
                    products(sum, factor, section)
                }
            }
        case .mean(let sum, _, _, _):
            if detail.isWhole {
                lines += means(sum, section)
            } else if detail.workings {
                lines += written.lines(Key(.mean, section: number, line: index, detail)) {
                    [Line(text: StyledText("   " + mean(sum), theme.plain))]
                }
            }
        case .factor: break
        // That of a function says the number above it once more.
        default: if detail.workings, detail.steps || !isFunction(section) { lines += working }
        }
        return lines
    }

    /// Whether a section is a function of the number in the line above, such as relu behind its sum.
    private func isFunction(_ section: ExplanationProbe.Section) -> Bool {
        guard section.kind == .forward, reading.inner == nil, let layer = section.layer else { return false }
        return layer > status.columns[reading.column].layers.lowerBound
    }

    /// A name with its formula, and its value on the right; without the value where it is not known yet.
    func equation(_ line: ExplainLine, _ section: ExplanationProbe.Section) -> [Line] {
        let result = section.isKnown ? value(of: line) : section.isHidden ? Line.masked : Line.pending
        let style = section.isKnown ? theme.bold : theme.dim
        let formulas = formulas(line, section).map(FormulaText.shown)
        // The longest that fits on the line, with the heading before it if that can be.
        let fits = { (lead: String) in formulas.first { $0.cellWidth + lead.cellWidth <= width - 3 - result.cellWidth } }
        let heading = lead(of: line, section)
        let lead = section.kind == .gradient && fits(heading) == nil ? "" : heading
        let formula = fits(lead) ?? formulas[formulas.count - 1]
        let parts = FormulaText.wrapped(formula, to: max(8, width - 3 - result.cellWidth - lead.cellWidth))
        return parts.enumerated().map { index, part in
            let start = StyledText([
                (index == 0 ? lead : String(repeating: " ", count: lead.cellWidth), theme.style(color(section), .bold)),
                (part, style),
            ])
            guard index == parts.count - 1 else { return Line(text: start) }
            let gap = max(1, width - 2 - start.width - result.cellWidth)
            return Line(
                text: start
                    + StyledText([
                        (String(repeating: " ", count: gap), theme.plain),
                        (result, section.isKnown ? theme.style(color(section), .bold) : theme.dim),
                    ]))
        }
    }

    /// A line's value; a probability that is not 1 is not written as 1.
    private func value(of line: ExplainLine) -> String {
        line.name == "p" && ArithmeticText.isNearOne(line.value)
            ? ArithmeticText(format: format).nearOne(line.value) : format.string(line.value)
    }

    /// Begins the line of the batch's gradient.
    static let batchHeading = "BATCH  "

    /// The heading of a section that stands on its first line.
    private func lead(of line: ExplainLine, _ section: ExplanationProbe.Section) -> String {
        switch section.kind {
        case .loss: "LOSS  "
        case .gradient where detail.headings && reading.share != .whole && line == section.lines.first: Self.batchHeading
        default: ""
        }
    }

    /// Formulas that a line can be written with, the longest first: `a = relu(z) = max(0, z)`, `a = relu(z)`.
    private func formulas(_ line: ExplainLine, _ section: ExplanationProbe.Section) -> [String] {
        // Which case of a function is in force is known with the number that goes into it.
        let formula = section.isKnown ? line.formula : FormulaText.withoutCase(line.formula)
        guard !formula.isEmpty else { return [line.name] }
        var ways = [formula]
        if let short = formula.before(" = "), !short.utf8.contains(UInt8(ascii: ",")) { ways.append(String(short)) }
        let own = status.columns[reading.column]
        let isOfSum = line.name == "δ" && section.kind == .backward && reading.inner == nil && own.layers.count > 1
        let names = isOfSum ? ["δ = ∂L/∂z", "δ"] : [line.name]
        return names.flatMap { name in ways.map { "\(name) = \($0)" } }
    }

    private func working(_ line: ExplainLine, _ section: ExplanationProbe.Section) -> [Line] {
        let text = "= " + ArithmeticText(format: format).text(line.arithmetic)
        let jumps = detail.isWhole ? self.jumps(line.arithmetic, section) : []
        let lines = FormulaText.wrapped(text, to: max(8, width - 6)).map {
            Line(text: StyledText("   " + $0, theme.plain), jump: jumps.count == 1 ? jumps[0].selection : nil)
        }
        guard jumps.count > 1 else { return lines }
        // Each that can be gone to has a line of its own.
        return lines
            + jumps.map { factor, selection in
                Line(
                    text: StyledText([
                        ("     " + FormulaText.shown(factor.name) + " ", theme.dim), (format.string(factor.value), theme.plain),
                    ]), jump: selection)
            }
    }

    /// Where there is no room to say why, the mean is said to be of others than the sample in view.
    private func told(_ line: ExplainLine, _ section: ExplanationProbe.Section) -> ExplainLine {
        let start = "mean of \(status.batchSize) "
        guard section.kind == .gradient, reading.share.isApart, !detail.notes, line.formula.hasPrefix(start) else { return line }
        return ExplainLine(line.name, start + "others", line.arithmetic, line.value, isStep: line.isStep)
    }

    /// The samples' products that a gradient is the mean of, as many as fit on a line: that of the sample in view first. Of samples
    /// that say something at several places, a part of the products' sum.
    private func mean(_ sum: ProductSum) -> String {
        let isOfSamples = sum.terms.count == status.batchCount
        let lead = isOfSamples ? "mean of " : "1/\(status.batchCount) of "
        let separator = isOfSamples ? ", " : " + "
        var order = largest(sum, 9)
        if isOfSamples, case .row(let row) = reading.share, sum.terms.indices.contains(row) {
            order = [row] + order.filter { $0 != row }
        }
        let terms = order.prefix(8).map {
            "\(format.string(sum.terms[$0].weight)) × \(format.string(sum.terms[$0].factor))"
        }
        func text(_ count: Int) -> String {
            let rest = sum.terms.count - min(count, order.count)
            return lead + terms.prefix(count).joined(separator: separator) + (rest > 0 ? "\(separator)\(rest) more" : "")
        }
        let counts = (1...max(1, min(8, sum.terms.count))).reversed()
        return counts.lazy.map(text).first { $0.cellWidth + 4 <= width } ?? text(1)
    }

    /// The reason why the sample in view has no part in the batch's gradient, where it has none.
    private func notes(_ section: ExplanationProbe.Section) -> [Line] {
        guard section.isKnown, detail.notes else { return [] }
        switch reading.share {
        case .whole, .row: return []
        case .heldOut: return note("this sample is held out: nothing is learned from it")
        case .otherBatch: return note("this sample comes in another batch")
        case .drawing: return note("nothing is learned from the drawing")
        }
    }

    /// The way from the number in the data to the input that is weighed, where inputs are scaled.
    private var scaling: [Line] {
        let isKnown = reading.sections.contains { $0.kind == .forward && $0.isKnown }
        guard detail.notes, isKnown, let input = reading.scaledInput else { return [] }
        let (name, long) = (status.elementName("x", input.place, ofColumn: 0), NumberFormat.significant(4))
        let by = input.scale == .standard ? "mean and deviation of the training rows" : "least and range of the training rows"
        let sign = input.term.offset < 0 ? "+" : "−"
        return note(
            "\(name) = (\(long.string(input.original)) \(sign) \(long.string(input.term.offset.magnitude))) / \(long.string(input.term.unit)) = \(format.string(input.value)), by \(by)"
        )
    }

    /// A word on the statistics that the sample in view alone is normalized with.
    private var statistics: [Line] {
        guard detail.notes, context.view.selection.sample == .pinned, let words = status.wordsOnStatistics else { return [] }
        return note(words)
    }

    private func note(_ text: String) -> [Line] {
        text.wrapped(to: max(8, width - 5)).map { Line(text: StyledText("   " + $0, theme.dim)) }
    }

    /// The same with a line for each: what a sample says, or what it says at one of its places.
    private func means(_ sum: ProductSum, _ section: ExplanationProbe.Section) -> [Line] {
        let isOfSamples = sum.terms.count == status.batchCount
        let lead = isOfSamples ? "mean of " : "1/\(status.batchCount) of "
        let listed = largest(sum, terms)
        var lines = listed.enumerated().map { order, index -> Line in
            let term = sum.terms[index]
            let numbers = "\(format.string(term.weight)) × \(format.string(term.factor))"
            let start =
                order == 0 ? lead : isOfSamples ? String(repeating: " ", count: lead.count) : "+ ".padded(to: lead.count, .right)
            return Line(
                text: StyledText([
                    ("   " + start, theme.dim), (numbers, theme.plain),
                    ("  " + sample(term.source, of: sum.terms.count), theme.dim),
                ]))
        }
        let rest = sum.terms.count - listed.count
        if rest > 0 {
            let value = listed.reduce(sum.total) { $0 - sum.terms[$1].product }
            lines.append(
                Line(text: StyledText("   and \(rest) more, together \(format.string(value))", theme.dim)))
        }
        return lines
    }
}
