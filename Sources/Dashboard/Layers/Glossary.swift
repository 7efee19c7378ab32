import Inspection
import TerminalGraphics

/// The words and signs of the screen, with the rules behind those that judge.
enum Glossary {
    static var rows: [HelpTopic.Row] { network + gradients + progress + symbols }

    private static let network = section(
        "Network",
        [
            ("● ◆", "a neuron's activation, positive and negative; the stronger, the larger and brighter"),
            ("○", "not computed yet in this iteration; in the Loss pane: a held-out value"),
            ("▲ ▼", "its error δ = ∂L/∂z, positive and negative"),
            ("━ ╌", "a connection that carries much: w·a forward, w·δ back, Δw in the update; positive and negative"),
            ("⋮ +108", "so many neurons more than there is room for: those that carry most are drawn"),
            ("[●]", "the selected neuron"), ("◂", "the class that the sample belongs to"),
        ])

    private static let gradients = section(
        "Gradients",
        [
            ("● healthy", "the error reaches the layer at a useful size"),
            (
                "▽ vanishing",
                "rms(δ) is less than \(number(GradientVerdict.vanishingBelow)) of the last layer's: too small to change the weights"
            ),
            (
                "▲ exploding",
                "rms(δ) is more than \(number(GradientVerdict.explodingAbove)) times the last layer's, or ‖∂L/∂θ‖ is above "
                    + "\(number(GradientVerdict.normAbove)): steps are out of proportion"
            ),
            ("◐ bias only", "the layer's inputs are all 0: ∂L/∂w = 0, and only biases can move"),
            ("○ dead", "∂L/∂θ = 0 for all of the layer: nothing changes there"),
            (
                "≡ all alike",
                "every neuron has the same w and ∂L/∂w: they stay copies of one; weights that begin at random cure it"
            ),
            ("gray: past", "what the iteration before has said, until this one has got as far"),
        ])

    private static let progress = section(
        "Loss",
        [
            (
                "improving",
                "the loss falls: the mean of the last third of the run (or two epochs) is below that of as many before"
            ),
            (
                "above guessing",
                "the loss falls, but is far above that of guessing: the answer that ignores its input would be better"
            ),
            ("stuck above guessing", "the loss is far above that of guessing, and does not fall"),
            ("like guessing", "the loss falls, but no lower than that of guessing"),
            ("leveled off", "the loss does not fall, and lies below that of guessing"),
            ("too noisy to say", "the batches' losses scatter so much that a fall by a tenth would not show"),
            ("not learning", "the loss does not fall, and is no lower than that of guessing"),
            ("getting worse", "the loss rises"),
            ("learned", "the loss is below \(NumberFormat.percent(0).string(ProgressVerdict.learnedBelow)) of that of guessing"),
            ("overfitting", "held-out loss has been rising since its lowest, while the training loss has fallen"),
            ("guessing", "the loss of the best answer that ignores its input"),
            ("held-out", "samples that are never trained on"),
            ("┊", "the end of an epoch: every training sample was seen once more"),
        ])

    private static let symbols = section(
        "Symbols",
        [
            ("x, z, a", "input; weighted sum Σ w·a + b; activation f(z)"), ("w, b, θ", "weight, bias, all parameters of a layer"),
            ("L, p", "loss; probability"), ("δ", "error of a neuron, ∂L/∂z; δₙ that of the last layer"),
            ("∂L/∂w", "gradient: how much the loss changes with the weight"), ("Δw, η", "change of the weight; learning rate"),
            ("‖·‖, rms", "length of a vector; the same divided by the square root of its size"),
        ])

    private static func section(_ name: String, _ rows: [(String, String)]) -> [HelpTopic.Row] {
        rows.map { HelpTopic.Row(section: name, keys: $0.0, help: $0.1) }
    }

    private static func number(_ value: Double) -> String { NumberFormat.significant(3).trimmed.string(value) }
}
