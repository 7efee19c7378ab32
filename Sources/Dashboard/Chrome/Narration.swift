import Basics
import Inspection
import TerminalGraphics

/// One sentence on what the last step did, for whoever sees it for the first time.
struct Narration {
    let status: Status
    let grain: Grain
    let theme: Theme
    /// Nil while there is none, and while it runs.
    var lossAfter: LossAfterProbe.Reading?

    func draw(in area: Rect, on canvas: inout Canvas, glyphs: GlyphTier) {
        guard !area.isEmpty else { return }
        let (what, how) = sentence
        let isWhole = status.showsWholeIterations(grain)
        let color = isWhole ? theme.good : status.phase.map { theme.color(of: $0.pass) } ?? theme.focus
        if status.phase == nil, !status.summary.isEmpty, area.width < 6 + what.cellWidth + how.cellWidth {
            // The summary alone: the keys stand below.
            let text = StyledText(" " + status.summary, theme.plain)
            canvas.text(text.truncated(to: area.width, glyphs: glyphs), x: area.x, y: area.y, glyphs: glyphs)
            return
        }
        let isQuoted = status.attached.map { AttachedNarration(status: status, attached: $0).isQuoted } ?? false
        let shown = isQuoted ? how : Self.shortened(how, to: area.width - what.cellWidth - 3)
        let text = StyledText([(" " + what + "  ", theme.style(color, .bold)), (shown, theme.plain)])
        canvas.text(text.truncated(to: area.width, glyphs: glyphs), x: area.x, y: area.y, glyphs: glyphs)
    }

    /// A sentence without its last parts, as many as there is no room for: a part that is cut says less than none.
    static func shortened(_ sentence: String, to width: Int) -> String {
        guard sentence.cellWidth > width else { return sentence }
        var shorter = sentence[...]
        while let end = shorter.lastIndex(where: { ";:,.".contains($0) }) {
            let rest = shorter.index(after: end)
            // Within a number nothing ends.
            let isEnd = rest == sentence.endIndex || sentence[rest] == " "
            shorter = shorter[..<end]
            if isEnd, shorter.count + 1 <= width, !shorter.isEmpty { return shorter + "." }
        }
        return sentence
    }

    private var sentence: (String, String) {
        if let attached = status.attached, let told = AttachedNarration(status: status, attached: attached).sentence {
            return told
        }
        if status.isTooFastToFollow {
            return (
                "Running:",
                "every iteration goes forward, loss, backward, update on \(status.batch) samples. Space pauses, - slows down, + speeds up."
            )
        }
        if let walkState = status.walkState { return walk(walkState) }
        if status.showsWholeIterations(grain) { return whole }
        if grain == .pass, let pass { return pass }
        switch status.phase {
        case nil:
            return status.summary.isEmpty
                ? ("Nothing is computed yet.", "s takes the first step, Space lets it run.")
                : ("\(status.scenarioName):", "\(status.summary). s steps, Space runs.")
        case .batch?:
            let samples = NumberFormat.integer.string(Double(status.trainCount))
            return (
                "Batch:",
                "the next \(status.batchCount) of \(samples) samples, in this epoch's order\(isSuspect ? "." : "; gradients begin at 0.")"
            )
        case .forward(let layer)?:
            let label = status.layers[layer]
            return (
                "Forward, \(name(label)):",
                "\(label.formula); \(label.inputs) → \(label.outputs) values for each of \(status.batchCount) samples."
            )
        case .loss?: return loss
        case .backward(let layer)?: return ("Backward, \(name(status.layers[layer])):", backward(status.layers[layer]))
        case .update(let layer)?:
            let label = status.layers[layer]
            let isLast = status.position.done == status.machine.stateCount
            return (
                "Update, \(name(label)):",
                isLast
                    ? outcome.map { $0 + " " + moved(label.parameterCount, isShort: true) }
                        ?? "iteration \(number(status.completedIterations)) is done; " + moved(label.parameterCount)
                    : moved(label.parameterCount)
            )
        }
    }

    private func number(_ count: Int) -> String { NumberFormat.integer.string(Double(count)) }

    private var loss: (String, String) {
        let value = status.batchLoss.map { NumberFormat.significant(4).string($0) } ?? "–"
        var objective = ""
        if let loss = status.batchLoss, let penalty = status.penaltyLoss {
            let (added, sum) = (NumberFormat.significant(3).string(penalty), NumberFormat.significant(4).string(loss + penalty))
            objective = " (+ penalty \(added) = objective \(sum))"
        }
        return (
            "Loss:",
            "how wrong the network is: batch loss \(value)\(objective). Its slope at the output starts the way back."
        )
    }

    /// Loss of the batch before and after its update, as a sentence; nil until the update is whole.
    private var outcome: String? {
        lossAfter.map {
            let format = NumberFormat.significant(4)
            return "batch loss was \(format.string($0.before)), is \(format.string($0.after)) on the same batch."
        }
    }

    /// The sentence on an optimizer's update of so many parameters.
    private func moved(_ count: Int, isShort: Bool = false) -> String {
        let rate = NumberFormat.significant(3).trimmed.string(status.iterationRate)
        // Not every one of them moves: some have no gradient.
        let how =
            status.optimizer.map { $0.isPlainDescent ? "each against its gradient" : "by \($0.name)" } ?? "by its optimizer"
        return "\(number(count)) parameters, \(how), \(isShort ? "" : "learning rate ")η = \(rate)."
    }

    /// After a step of an iteration or an epoch.
    private var whole: (String, String) {
        let isEpoch = grain == .epoch && status.machine.epochs.isEpochEnd(status.completedIterations)
        let what = isEpoch ? "Epoch \(number(Int(saturating: status.epoch)))" : "Iteration \(number(status.completedIterations))"
        let loss = status.batchLoss.map { NumberFormat.significant(4).string($0) } ?? "–"
        let rate = NumberFormat.significant(3).trimmed.string(status.iterationRate)
        if let outcome {
            return ("\(what) is done:", "\(outcome) \(number(status.parameterCount)) parameters updated, η = \(rate).")
        }
        return (
            "\(what) is done:",
            "forward, \(isEpoch ? "last batch’s" : "batch") loss \(loss), backward, update: \(number(status.parameterCount)) parameters, η = \(rate)."
        )
    }

    /// After a step of a pass, all of its layers; nil within one.
    private var pass: (String, String)? {
        let last = status.layers.count - 1
        switch status.phase {
        case .forward(last)?:
            return ("Forward:", "\(number(status.batchCount)) samples have gone through all layers; the network has its answers.")
        case .backward(0)?: return ("Backward:", "the error has gone back through all layers; every parameter has its gradient.")
        case .update? where status.position.done == status.machine.stateCount:
            return (
                "Update:",
                outcome.map { $0 + " " + moved(status.parameterCount, isShort: true) }
                    ?? "all layers: \(moved(status.parameterCount))"
            )
        default: return nil
        }
    }

    /// The sentence on the last step of a walk.
    private func walk(_ walkState: WalkState) -> (String, String) {
        let isForward = status.phase?.pass == .forward
        func element(_ letter: String) -> String {
            status.elementName(letter, walkState.unit, numberedColumn: walkState.column)
        }
        let place =
            walkState.inner == nil
            ? status.longUnitName(column: walkState.column, walkState.unit) : status.name(of: walkState)
        let title = "\(isForward ? "Forward" : "Backward"), \(place):"
        let keys = " f: sum's end, F: layer's end."
        if walkState.inner != nil || status.columns[walkState.column].stages.count > 1 {
            return (title, inside(walkState) + keys)
        }
        switch walkState.part {
        case .inner: return (title, inside(walkState) + keys)
        case .terms(let count, let all) where !walkState.isSumWhole:
            return (title, "\(count) of the \(all) terms \(isForward ? "of \(element("z"))" : "w·δ of its error");" + keys)
        case .terms: return (title, "the sum is whole: all that arrives at the neuron." + keys)
        case .bias: return (title, "with its bias the sum is whole: \(element("z"))." + keys)
        case .function(let layer):
            let kind = status.layers[layer].kind
            return (
                title,
                isForward
                    ? "\(kind) makes \(element("a")) of \(element("z"))." + keys
                    : isSuspect
                        ? "\(element("δ")), what is left of ∂L/∂a behind \(kind)." + keys
                        : "times the slope of \(kind): \(element("δ")) = ∂L/∂a·f′(z)." + keys
            )
        case .whole:
            return (
                title,
                isForward
                    ? "its output is computed." + keys
                    : "the gradients of its weights\(isSuspect ? "." : ": ∂L/∂w from every sample's δ·a.")" + keys
            )
        }
    }

    /// Of a number within a layer, or made of several sums.
    private func inside(_ walkState: WalkState) -> String {
        switch walkState.part {
        case .terms(let count, let all) where !walkState.isPartWhole: "\(count) of the \(all) terms of the sum;"
        case .terms, .bias: "the sum is whole."
        case .inner, .function: "what becomes of its sum."
        case .whole: status.phase?.pass == .forward ? "its number is computed." : "the error has arrived there."
        }
    }

    /// Whether the backward pass may have a bug: then a sentence on what it should do would not be true.
    private var isSuspect: Bool { status.bug != nil || status.isHunt }

    private func backward(_ label: LayerLabel) -> String {
        if let bug = status.bug { return "☣ \(bug.summary); x shows what it makes of the error, k checks it." }
        if status.isHunt { return "is it right? x shows what it makes of the error, k checks it." }
        guard let spec = label.spec else { return "the error has gone back through it." }
        let sentence = spec.backwardSentence(isFirst: label.index == 0, hasParameters: label.parameterCount > 0)
        guard let share = status.firstStatistics else { return sentence }
        let percent = "\(Int((share * 100).rounded())) %"
        // The way back that is drawn is the pinned sample's, which is another one than the batch's.
        return spec.firstStatistics(afterSteps: 0) == nil
            ? sentence + " Drawn: one sample, by running statistics, \(percent) still first values."
            : "the batch's by its own mean and deviation; one sample's by running ones, \(percent) still their first values."
    }

    private func name(_ label: LayerLabel) -> String { label.kind + Subscript.text(label.column) }
}
