import TerminalGraphics
import Training

/// One sentence on what the last step did, for whoever sees it for the first time.
struct Narration {
    let status: Status
    let theme: Theme

    func draw(in area: Rect, on canvas: inout Canvas, glyphs: GlyphTier) {
        guard !area.isEmpty else { return }
        let (what, how) = sentence
        let color = status.phase.map { theme.color(of: $0.pass) } ?? theme.focus
        let text = StyledText([(" " + what + "  ", theme.style(color, .bold)), (how, theme.plain)])
        canvas.text(text, x: area.x, y: area.y, width: area.width, glyphs: glyphs)
    }

    private var sentence: (String, String) {
        if case .steps = status.speed {} else if status.isRunning {
            return ("Running:", "every iteration goes forward, loss, backward, update on \(status.batch) samples. Space pauses, - slows down, + speeds up.")
        }
        switch status.phase {
        case nil: return ("Nothing is computed yet.", "s takes the first step, Space lets it run.")
        case .batch?:
            let samples = NumberFormat.integer.string(Double(status.trainCount))
            return ("Batch:", "the next \(status.batchCount) of \(samples) samples, in this epoch's order; gradients begin at 0.")
        case .forward(let layer)?:
            let label = status.layers[layer]
            return ("Forward, \(name(label)):", "\(label.formula); \(label.inputs) → \(label.outputs) values for each of \(status.batchCount) samples.")
        case .loss?:
            let value = status.batchLoss.map { NumberFormat.significant(4).string($0) } ?? "–"
            return ("Loss:", "how wrong this batch is: L = \(value). Its slope at the output, δ, starts the way back.")
        case .backward(let layer)?: return ("Backward, \(name(status.layers[layer])):", backward(status.layers[layer]))
        case .update(let layer)?:
            let label = status.layers[layer]
            let rate = NumberFormat.significant(3).trimmed.string(status.learningRate)
            let count = NumberFormat.integer.string(Double(label.parameterCount))
            return ("Update, \(name(label)):", "\(count) parameters move against their gradients, learning rate η = \(rate).")
        }
    }

    private func backward(_ label: LayerLabel) -> String {
        if label.parameterCount > 0 {
            let isFirst = label.index == 0
            return "∂L/∂w = δ·a, over the batch" + (isFirst ? "; the error has arrived at the first layer." : "; the error goes on through the weights: Wᵀδ.")
        }
        return "the error is multiplied by the slope of \(label.kind): δ = ∂L/∂a · f′(z)."
    }

    private func name(_ label: LayerLabel) -> String { label.kind + Subscript.text(label.column) }
}
