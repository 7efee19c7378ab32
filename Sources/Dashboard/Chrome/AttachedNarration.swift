import Inspection
import TerminalGraphics

/// The sentence on a run that trains elsewhere: the recorded step in view, or what a key would do.
struct AttachedNarration {
    let status: Status
    let attached: AttachedFacts

    /// Whether the sentence is another program's: its parts are not ours to leave out.
    var isQuoted: Bool { if case .ended = attached.standing { attached.recorded == nil } else { false } }

    /// Nil of a state that is told as that of any run: its layer is one of this program's.
    var sentence: (String, String)? {
        guard let update = attached.recorded else {
            if case .ended(let how) = attached.standing { return ("It has ended:", how) }
            return attached.isHeld
                ? ("Held:", "every rank waits before this update; all gradients are there. Space lets them go on.")
                : ("Nothing is recorded yet.", "n records the next update, Space holds all ranks before one.")
        }
        let place = attached.place.map { $0.count > 1 ? ", recorded step \($0.number) of \($0.count)" : "" } ?? ""
        let number = NumberFormat.integer.string(Double(update))
        switch status.phase {
        case nil, .batch?:
            guard let agreement = attached.agreement else {
                let keys = "s goes through its modules, forward and then back."
                return ("Update \(number)\(place):", attached.refusal.map { keys + " " + $0 + "." } ?? keys)
            }
            let digits = agreement == 0 ? "to the bit" : "to \(NumberFormat.scientific(1).string(agreement))"
            return (
                "Update \(number)\(place):",
                "\(attached.world > 1 ? "rank \(attached.rank)’s" : "its") batch, computed again here: agrees with PyTorch \(digits). s goes through its layers."
            )
        case _ where attached.hasNeurons: return nil
        case .forward(let layer)?:
            return ("Forward, \(name(layer)):", "its output is there: \(count(layer)) numbers, of the whole batch\(place).")
        case .loss?: return ("Loss:", "the loss of the batch, from the output of \(name(status.layers.count - 1)).")
        case .backward(let layer)?:
            let learns = status.layers[layer].parameterCount
            let gradients = learns > 0 ? "; \(NumberFormat.integer.string(Double(learns))) parameters have their gradients" : ""
            return ("Backward, \(name(layer)):", "δ = ∂L/∂(its output) has arrived\(gradients)\(place).")
        case .update?: return ("Update \(number):", "the optimizer changes the parameters.")
        }
    }

    private func count(_ layer: Int) -> String { NumberFormat.integer.string(Double(status.layers[layer].outputs)) }

    private func name(_ layer: Int) -> String {
        let label = status.layers[layer]
        return label.formula.isEmpty ? label.kind : "\(label.kind) \(label.formula)"
    }
}
