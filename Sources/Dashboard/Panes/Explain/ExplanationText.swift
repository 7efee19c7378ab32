import Inspection
import NeuralNetwork
import TerminalGraphics

/// An explanation as lines of text.
struct ExplanationText {
    let reading: ExplainProbe.Reading
    let context: PaneContext
    let width: Int
    let height: Int
    private let prediction: PredictionProbe.Reading?
    private let checked: CheckProbe.Reading?
    /// The optimizer's update by the gradient, step by step; empty where it is told in one line, or not known yet.
    let optimizerLines: [ExplainLine]
    /// What the update has done for the batch; nil until it is whole.
    var lossAfter: LossAfterProbe.Reading?

    /// The length of the text.
    private enum Detail: CaseIterable {
        /// Everything, and how the batch's gradient comes from its samples'.
        case words
        /// Sums by their terms, products by their factors.
        case factors
        /// Sums by their terms.
        case terms
        /// One line for each quantity.
        case lines
        /// The same without headings.
        case bare
    }
    private var detail = Detail.words
    /// Lengths of the part on the optimizer: only what comes out, its steps as formulas, or with their numbers too.
    private enum UpdateDetail { case result, formulas, numbers }
    private var updateDetail = UpdateDetail.result
    private var isShort: Bool { detail == .lines || detail == .bare }
    private var hasFactors: Bool { detail == .words || detail == .factors }

    init(
        reading: ExplainProbe.Reading, context: PaneContext, width: Int, height: Int, prediction: PredictionProbe.Reading?,
        check: CheckProbe.Reading?, optimizerLines: [ExplainLine] = [], lossAfter: LossAfterProbe.Reading? = nil
    ) {
        self.lossAfter = lossAfter
        self.prediction = prediction
        checked = check
        self.optimizerLines = optimizerLines
        self.reading = reading
        self.context = context
        self.width = width
        self.height = height
    }

    private var theme: Theme { context.theme }
    private var status: Status { context.status }
    private var isForwardKnown: Bool { status.hasForward(reading.activationLayer, neuron: reading.neuron) }
    private var isZKnown: Bool { status.hasForward(reading.layer, neuron: reading.neuron) }
    /// Whether ∂L/∂a has come back.
    private var isErrorKnown: Bool { status.hasOutputGradient(reading.activationLayer, neuron: reading.neuron) }
    /// Whether δ = ∂L/∂z has: behind it lies the activation function, if there is one.
    private var isDeltaKnown: Bool { status.hasOutputGradient(reading.layer, neuron: reading.neuron) }
    private var isGradientKnown: Bool { status.hasGradient(reading.layer, neuron: reading.neuron) }
    private var isUpdating: Bool { status.phase?.pass == .update }
    private var isUpdated: Bool { reading.updated != nil }

    /// As much as there is room for: of an optimizer with a memory rather its steps than the terms of the sums.
    var lines: [StyledText] {
        var text = self
        let levels: [(Detail, UpdateDetail)] =
            optimizerLines.isEmpty
            ? Detail.allCases.map { ($0, .result) }
            : [(.words, .numbers), (.factors, .numbers), (.terms, .numbers)]
                // While it happens the update's numbers count more than the terms of the sums before it.
                + (isUpdating ? [(.lines, .numbers), (.terms, .formulas)] : [(.terms, .formulas), (.lines, .numbers)])
                + [(.lines, .formulas), (.bare, .formulas), (.bare, .result)]
        for level in levels {
            (text.detail, text.updateDetail) = level
            let lines = text.detailedLines
            if lines.count <= height { return lines }
            if level == (.bare, .formulas), let lines = text.updateAlone { return lines }
        }
        return text.detailedLines
    }

    /// In the update, where there is no room for more: the batch's gradient and what the optimizer makes of it.
    private var updateAlone: [StyledText]? {
        guard isUpdating else { return nil }
        var text = self
        for level in [UpdateDetail.numbers, .formulas] {
            text.updateDetail = level
            let lines = (text.backward + text.batch).suffix(1) + text.update
            if lines.count <= height { return Array(lines) }
        }
        return nil
    }

    private var detailedLines: [StyledText] {
        if detail == .bare { return forward + backward + batch + update }
        var sections = [
            [heading("FORWARD", .forward)] + forward, loss, [heading("BACKWARD", .backward)] + backward, batch,
            [heading("UPDATE", .update)] + update,
        ].filter { !$0.isEmpty }
        // The loss has its own numbers in other panes.
        if detail == .lines, !loss.isEmpty, sections.reduce(0, { $0 + $1.count }) == height + loss.count {
            sections.remove(at: 1)
        }
        // Blank lines between them where there is room.
        let isAiry = sections.reduce(0) { $0 + $1.count } + sections.count - 1 <= height
        return Array(sections.map { isAiry ? $0 + [.empty] : $0 }.joined().dropLast(isAiry ? 1 : 0))
    }

    private func heading(_ text: String, _ pass: Pass) -> StyledText {
        let sample: String
        switch context.view.selection.sample {
        case .pinned: sample = status.pinnedLabel.map { "of the pinned \($0)" } ?? "of the pinned sample"
        case .batch(let row): sample = "of sample \(row + 1) of the batch"
        case .drawing: sample = "of the drawing"
        }
        return StyledText([
            (text, theme.style(theme.color(of: pass), .bold)), (pass == .update ? "  of the weight" : "  " + sample, theme.dim),
        ])
    }

    // MARK: Loss

    /// This sample's own loss, by its formula.
    private var loss: [StyledText] {
        guard let prediction else { return [] }
        let target = prediction.desired.indices.first { prediction.desired[$0] == 1 }
        let formula = "L = " + reading.loss.sampleFormula(target: target, outputs: prediction.actual.count)
        var line = StyledText("LOSS  ", theme.style(theme.loss, .bold))
        line += equation(formula, prediction.loss, isKnown: status.hasLoss, pass: .loss, indent: 6)
        return [line]
    }

    // MARK: Forward

    private var forward: [StyledText] {
        var lines = [equation("z = Σ w·a" + (reading.bias == nil ? "" : " + b"), reading.z, isKnown: isZKnown, pass: .forward)]
        if isZKnown && !isShort {
            lines += sum(reading.sum, factor: "a")
            if let bias = reading.bias { lines.append(factors("\(sign(bias)) b ", number(bias.magnitude))) }
        }
        if !reading.activation.isEmpty {
            // From the inside out: dropout(relu(z)).
            let function = reading.activation.split(separator: " ").reduce("z") { "\($1)(\($0))" }
            lines.append(equation("a = \(function)", reading.a, isKnown: isForwardKnown, pass: .forward))
        }
        if let actual = reading.actual, reading.isDirectError {
            lines.append(equation("p = softmax(z)", actual, isKnown: status.hasForward(status.layers.count - 1), pass: .forward))
        }
        if detail == .words, context.view.selection.sample == .pinned, let words = status.wordsOnStatistics {
            lines += words.wrapped(to: max(8, width - 5)).map { factors($0, "") }
        }
        return lines
    }

    // MARK: Backward

    private var backward: [StyledText] {
        var lines: [StyledText] = []
        if reading.isDirectError, let actual = reading.actual, let desired = reading.desired {
            lines.append(equation("δ = p − y", reading.delta, isKnown: isDeltaKnown, pass: .backward))
            if isDeltaKnown && hasFactors { lines.append(factors("= ", "\(number(actual)) − \(number(desired))")) }
        } else {
            let hasFunction = !reading.activation.isEmpty
            if let errors = reading.errorSum {
                if hasFunction {
                    lines.append(equation("∂L/∂a = Σ w·δ", reading.error, isKnown: isErrorKnown, pass: .backward))
                    if isErrorKnown && !isShort { lines += sum(errors, factor: "δ") }
                } else {
                    lines.append(equation("δ = Σ w·δ", reading.delta, isKnown: isDeltaKnown, pass: .backward))
                    if isDeltaKnown && !isShort { lines += sum(errors, factor: "δ") }
                }
            } else {
                lines += errorOfLoss(hasFunction ? "∂L/∂a" : "δ")
            }
            if hasFunction {
                let formula = reading.isElementwise ? "δ = ∂L/∂z = ∂L/∂a·f′(z)" : "δ = ∂L/∂z = Jᵀ·∂L/∂a"
                lines.append(equation(formula, reading.delta, isKnown: isDeltaKnown, pass: .backward))
                if isDeltaKnown, hasFactors, reading.isElementwise, let derivative = reading.derivative {
                    lines.append(factors("= ", "\(number(reading.error)) × \(number(derivative))"))
                }
            }
        }
        let product = isAlone ? "∂L/∂w = δ·a" : "δ·a"
        lines.append(equation(product, reading.sampleGradient, isKnown: isGradientKnown, pass: .backward))
        if isGradientKnown && hasFactors { lines.append(factors("= ", "\(number(reading.delta)) × \(number(reading.source))")) }
        return lines
    }

    /// Whether this sample's δ·a is the batch's gradient.
    private var isAlone: Bool { reading.share == .whole && reading.penaltyGradient == nil }

    /// Begins the line of the batch's gradient.
    static let batchHeading = "BATCH  "

    /// From this sample's δ·a to the batch's gradient: a step of its own, since others take part in it.
    private var batch: [StyledText] {
        guard !isAlone else { return context.view.explanation.isChecking ? check : [] }
        let mean = reading.isSumOverBatch ? "sum" : "mean"
        let others = !reading.share.isApart ? "the \(status.batchSize)" : "\(status.batchSize) others"
        let names =
            reading.share == .whole ? ["∂L/∂w"] : ["∂L/∂w: \(mean) of \(others)", "∂L/∂w of \(others)", "∂L/∂w"]
        let heading = detail == .bare ? "" : Self.batchHeading
        let room = width - heading.cellWidth - 11
        let penalty = reading.penaltyGradient == nil ? "" : ", with penalty"
        let name = names.flatMap { [$0 + penalty, $0] }.first { $0.cellWidth <= room } ?? names[names.count - 1]
        var line = StyledText(heading, theme.style(theme.backward, .bold))
        line += equation(name, reading.gradient, isKnown: isGradientKnown, pass: .backward, indent: heading.cellWidth)
        var lines = [line]
        if isGradientKnown, hasFactors, let penalty = reading.penaltyGradient {
            lines.append(
                factors(
                    "= ", "\(number(reading.gradient - penalty)) \(sign(penalty)) \(number(penalty.magnitude)) of the penalty"))
        }
        if isGradientKnown, detail == .words {
            lines += samples(mean).enumerated().map { factors($0 == 0 ? "= " : "  ", $1) }
            if let apart { lines += apart.wrapped(to: max(8, width - 5)).map { factors($0, "") } }
        }
        return lines + (context.view.explanation.isChecking ? check : [])
    }

    /// The samples' own δ·a that the batch's gradient is made of, as many as fit on two lines: the one in view first, then those
    /// that carry most.
    private func samples(_ mean: String) -> [String] {
        guard reading.share != .whole, let sum = reading.batchSum else { return [] }
        var terms = sum.terms
        if case .row(let row) = reading.share {
            terms.removeAll { $0.index == row }
            terms.insert(ExplainProbe.ContributionSum.Term(index: row, weight: reading.delta, factor: reading.source), at: 0)
        }
        func text(_ count: Int) -> String {
            let rest = status.batchSize - count
            return "\(mean) of "
                + terms.prefix(count).map { "\(number($0.weight)) × \(number($0.factor))" }.joined(separator: ", ")
                + (rest > 0 ? ", \(rest) more" : "")
        }
        return terms.indices.reversed().lazy.map { FormulaText.wrapped(text($0 + 1), to: max(8, width - 6)) }.first {
            $0.count <= 2
        } ?? []
    }

    /// Why this sample has no part in the batch's gradient; nil where it has.
    private var apart: String? {
        switch reading.share {
        case .whole, .row: nil
        case .heldOut: "from here on it is the batch's: this sample is held out, nothing is learned from it"
        case .otherBatch: "from here on it is the batch's: this sample comes in another one"
        case .drawing: "from here on it is the batch's: nothing is learned from the drawing"
        }
    }

    /// The error that the loss sends back to the last column: ∂L/∂a, which is δ where there is no activation function.
    private func errorOfLoss(_ name: String) -> [StyledText] {
        guard let gradient = reading.lossGradient else { return [] }
        var lines = [equation("\(name) = \(gradient.formula)", reading.error, isKnown: isErrorKnown, pass: .backward)]
        if isErrorKnown && hasFactors {
            lines.append(factors("= ", ArithmeticText(format: .significant(3)).text(gradient.arithmetic)))
        }
        return lines
    }

    /// The gradient by differences of the loss, beside the one by the chain rule.
    private var check: [StyledText] { CheckLines(check: checked, context: context, width: width).lines(isShort: isShort) }

    // MARK: Update

    private var update: [StyledText] {
        var lines: [StyledText] = []
        if updateDetail != .result {
            lines += steps
        } else {
            if let clipped = reading.clippedGradient, !isShort {
                lines.append(equation("g = clipped ∂L/∂w", clipped, isKnown: true, pass: .update))
            }
            let rule = optimizerLines.last { $0.name == "Δw" }.map { "= " + FormulaText.shown($0.formula) }
            lines.append(equation("Δw \(rule ?? reading.updateRule)", reading.change ?? 0, isKnown: isUpdated, pass: .update))
        }
        if isGradientKnown && reading.isPlainDescent && hasFactors {
            lines.append(factors("= ", "−\(rate) × \(number(reading.gradient))"))
        }
        if let updated = reading.updated {
            var line = StyledText([("w ", theme.bold), (weight(reading.weight), theme.plain)])
            if updated == reading.weight {
                line.append(" unchanged", theme.dim)
            } else if weight(updated) == weight(reading.weight) {
                line.append(" changed too little to see", theme.dim)
            } else {
                line.append(" → ", theme.dim)
                line.append(weight(updated), theme.style(theme.update, .bold))
            }
            lines.append(line)
        } else {
            lines.append(StyledText([("w ", theme.bold), (weight(reading.weight), theme.plain)]))
        }
        if let lossAfter { lines.append(lossAfter.line(theme, width: width)) }
        return lines
    }

    /// The optimizer's own steps, down to Δw: `m = β₁·m + (1 − β₁)·g`.
    private var steps: [StyledText] {
        optimizerLines.dropLast().flatMap { line -> [StyledText] in
            let isKnown = line.name != "Δw" || isUpdated
            let room = width - 3 - (isKnown ? number(line.value).cellWidth : 7)
            let parts = FormulaText.wrapped(FormulaText.shown("\(line.name) = \(line.formula)"), to: max(8, room))
            let formula =
                parts.dropLast().map { StyledText($0, isKnown ? theme.bold : theme.dim) }
                + [equation(parts.last ?? "", line.value, isKnown: isKnown, pass: .update)]
            guard updateDetail == .numbers else { return formula }
            let numbers = ArithmeticText(format: .significant(3)).text(line.arithmetic)
            return formula
                + FormulaText.wrapped(numbers, to: max(8, width - 7)).enumerated().map { factors($0 == 0 ? "= " : "", $1) }
        }
    }

    // MARK: Parts

    private var rate: String { NumberFormat.significant(3).trimmed.string(reading.learningRate) }

    /// A name, dots, and its value on the right; without the value where it is not known yet.
    private func equation(_ name: String, _ value: Double, isKnown: Bool, pass: Pass, indent: Int = 0) -> StyledText {
        let text = isKnown ? number(value) : "not yet"
        let room = max(1, width - 2 - indent - name.cellWidth - text.cellWidth)
        let color = theme.color(of: pass)
        return StyledText([
            (name, isKnown ? theme.bold : theme.dim), (String(repeating: " ", count: room), theme.plain),
            (text, isKnown ? theme.style(color, .bold) : theme.dim),
        ])
    }

    private func factors(_ lead: String, _ text: String) -> StyledText {
        StyledText([("   " + lead, theme.dim), (text, theme.plain)])
    }

    private func sum(_ sum: ExplainProbe.ContributionSum, factor: String) -> [StyledText] {
        var lines = sum.terms.enumerated().map { index, term in
            // A minus before a product is easy to read; before a product with a negative number it is not.
            let isPlain = index > 0 && term.factor >= 0
            return StyledText([
                ("   " + (index == 0 ? "= " : (isPlain ? sign(term.weight) : "+") + " "), theme.dim),
                ("\(number(isPlain ? term.weight.magnitude : term.weight)) × \(number(term.factor))", theme.plain),
                (
                    "  "
                        + (factor == "a"
                            ? status.sourceName(factor, term.index, before: reading.column)
                            : factor + Subscript.text(term.index)),
                    theme.dim
                ),
            ])
        }
        if sum.restCount > 0 {
            lines.append(
                StyledText([
                    ("   \(sign(sum.rest)) ", theme.dim), (number(sum.rest.magnitude), theme.plain),
                    ("  from \(sum.restCount) more", theme.dim),
                ]))
        }
        return lines
    }

    private func sign(_ value: Double) -> String { value < 0 ? "−" : "+" }
    private func number(_ value: Double) -> String { NumberFormat.significant(3).string(value) }
    private func weight(_ value: Double) -> String { NumberFormat.fixed(6).string(value) }
}
