import Inspection
import TerminalGraphics

/// The meaning of the Gradients pane's numbers and words: what is measured, a sentence for each trouble that there is, and the
/// rules by which layers are called by their names.
struct GradientWords {
    let reading: GradientsProbe.Reading
    let theme: Theme
    let width: Int

    /// Lengths of the text: the rules with their reasons, in few words, or only of the troubles that there are.
    enum Detail: CaseIterable { case full, brief, troubles }

    /// The text of a length where it has no more than so many lines; nil of one that has, often without writing it.
    func lines(_ detail: Detail, atMost count: Int) -> [StyledText]? {
        let least = detail == .full ? Self.rules.count + 1 : troubles.count
        guard least <= count else { return nil }
        let lines = lines(detail)
        return lines.count <= count ? lines : nil
    }

    func lines(_ detail: Detail) -> [StyledText] {
        let gap = StyledText("  ", theme.plain)
        switch detail {
        case .full:
            return
                (facts + Self.rules.map { full($0, perSample) } + [
                    StyledText("δₙ: the error δ of the last layer; a bar that ends in the dotted band is healthy", theme.dim)
                ]).flatMap { $0.wrapped(to: max(10, width)) }
        case .brief:
            let absent = Self.rules.filter { !troubles.contains($0) && $0 != .biasOnly && $0 != .alike }.map { brief($0) }
            return troubles.map(sentence) + StyledText.packed(facts + absent, width: width, gap: gap)
        case .troubles: return troubles.map(sentence) + StyledText.packed(facts, width: width, gap: gap)
        }
    }

    /// Lines that begin what `brief` and `troubles` say: one for each trouble.
    var sentences: Int { troubles.count }

    private static let rules: [GradientVerdict] = [.vanishing, .dead, .exploding, .biasOnly, .alike]

    /// The troubles, the worst first.
    private var troubles: [GradientVerdict] {
        Set(reading.layers.compactMap(\.verdict)).subtracting([.healthy]).sorted(by: >)
    }

    private var perSample: String { reading.lossSamples > 1 ? " a sample" : "" }

    // MARK: What is measured

    private var facts: [StyledText] {
        var parts: [StyledText] = []
        if let clipping = reading.clipping {
            let isCut = clipping.isShortened
            parts.append(
                StyledText([
                    (width < 42 ? "‖∂L/∂θ‖ " : "‖∂L/∂θ‖ of all ", theme.plain),
                    (NumberFormat.significant(3).string(clipping.before), theme.bold),
                    (isCut ? " → clipped to " : ": not clipped", isCut ? theme.style(theme.update) : theme.dim),
                    (isCut ? NumberFormat.significant(3).string(clipping.after) : "", theme.style(theme.update, .bold)),
                ]))
        }
        if let peak = reading.peak {
            parts.append(
                StyledText([
                    mark(.exploding), (" was ", theme.plain),
                    (NumberFormat.short(peak.norm), theme.style(theme.color(of: .exploding), .bold)),
                    (" in layer \(peak.column) at it \(NumberFormat.integer.string(Double(peak.iteration)))", theme.plain),
                ]))
        }
        if let empty = reading.layers.first(where: { $0.parameterNorm == 0 }) {
            parts.append(StyledText("layer \(empty.column): no weights yet, ‖θ‖ = 0", theme.style(theme.warning)))
        }
        if let first = reading.layers.first, let relative = first.relativeError, let last = reading.layers.last,
            reading.layers.count > 1
        {
            let (from, to) = (Subscript.text(first.column), Subscript.text(last.column))
            parts.append(
                StyledText([
                    ("error δ\(from) = ", theme.plain), (NumberFormat.short(relative), theme.bold), ("·δ\(to)", theme.plain),
                    (width < 34 ? "" : " (last layer\(width >= 62 ? ", rms" : ""))", theme.dim),
                ]))
        }
        let updates = reading.layers.compactMap(\.updateRatio)
        if width < 62, updates.count == reading.layers.count, let largest = updates.max() {
            let isUsual = GradientTable.isUsual(largest)
            parts.append(
                StyledText([
                    (width < 36 ? "‖Δθ‖/‖θ‖ ≤ " : "largest ‖Δθ‖/‖θ‖ ", theme.plain),
                    (NumberFormat.short(largest), isUsual ? theme.bold : theme.style(theme.warning, .bold)),
                    (
                        (isUsual ? " (" : largest < 1e-3 ? " < " : " > ") + (width < 36 ? "1e-3" : "usual 1e-3")
                            + (isUsual ? ")" : ""),
                        isUsual ? theme.dim : theme.style(theme.warning)
                    ),
                ]))
        }
        return parts
    }

    // MARK: What the words mean

    private func mark(_ verdict: GradientVerdict) -> (String, Style) {
        (verdict.mark, theme.style(theme.color(of: verdict), .bold))
    }

    /// Of a trouble that there is.
    private func sentence(_ verdict: GradientVerdict) -> StyledText {
        let text =
            switch verdict {
            case .healthy: "healthy"
            case .alike: "all neurons alike: they learn as one"
            case .vanishing: "δ < δₙ/1000: −η·∂L/∂w is tiny"
            case .exploding: "‖∂L/∂θ‖\(perSample) or δ/δₙ > 10: too large"
            case .biasOnly: "inputs all 0: all ∂L/∂w = 0"
            case .dead: "all ∂L/∂θ = 0: no gradient arrives"
            case .notFinite: "NaN or ∞ in the gradient"
            }
        return StyledText([mark(verdict), (" " + text, theme.plain)])
    }

    private func brief(_ verdict: GradientVerdict) -> StyledText {
        let text =
            switch verdict {
            case .vanishing: "if δ/δₙ < 1e-3"
            case .exploding: "if δ/δₙ or ‖∂L/∂θ‖\(perSample) > 10"
            case .dead: "if all ∂L/∂θ = 0"
            case .biasOnly: "if all ∂L/∂w = 0"
            case .alike: "if w and ∂L/∂w are the same in all neurons"
            case .healthy, .notFinite: ""
            }
        return StyledText([mark(verdict), (" " + text, theme.dim)])
    }

    private func full(_ verdict: GradientVerdict, _ perSample: String) -> StyledText {
        let isThere = troubles.contains(verdict)
        let text =
            switch verdict {
            case .vanishing: "if δ/δₙ < 1e-3: plain descent hardly moves the weights (Adam rescales)"
            case .exploding: "if δ/δₙ > 10 or ‖∂L/∂θ‖\(perSample) > 10: plain descent steps too far"
            case .dead: "if all ∂L/∂θ = 0: no gradient arrives"
            case .biasOnly: "if all ∂L/∂w = 0: the layer's inputs are 0"
            case .alike: "if w and ∂L/∂w are the same in all neurons: they stay copies of one"
            case .healthy, .notFinite: ""
            }
        return StyledText([
            mark(verdict), (" \(verdict.word) ", isThere ? theme.bold : theme.dim), (text, isThere ? theme.plain : theme.dim),
        ])
    }
}
