import Inspection
import NeuralNetwork
import TerminalGraphics

/// Every sign and word that the screen uses. The page of words lists them, and a sign that is pointed at is looked up here.
package enum SignCatalog {
    package static let groups: [SignGroup] = [
        symbols, network, run, gradients, progress, optimizers, conventions, layers, losses, methods,
    ]

    /// The sign that stands at a column of a row of the screen; the longest where several do.
    package static func sign(at column: Int, of row: [Unicode.Scalar]) -> Sign? {
        guard row.indices.contains(column) else { return nil }
        var found: (sign: Sign, length: Int)?
        for sign in groups.flatMap(\.signs) {
            for text in [sign.sign] + sign.others {
                let scalars = Array(text.unicodeScalars)
                let length = scalars.count
                guard length > found?.length ?? 0, length <= row.count else { continue }
                for start in max(0, column - length + 1)...max(0, min(column, row.count - length))
                where row[start..<start + length].elementsEqual(scalars) && isWhole(start..<start + length, of: row) {
                    found = (sign, length)
                }
            }
        }
        return found?.sign
    }

    /// Whether no letter goes on where a word begins or ends.
    private static func isWhole(_ range: Range<Int>, of row: [Unicode.Scalar]) -> Bool {
        func isLetter(_ scalar: Unicode.Scalar) -> Bool { ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) }
        func touches(_ inside: Int, _ outside: Int) -> Bool {
            row.indices.contains(outside) && isLetter(row[inside]) && isLetter(row[outside])
        }
        return !touches(range.lowerBound, range.lowerBound - 1) && !touches(range.upperBound - 1, range.upperBound)
    }

    // MARK: Letters

    private static let symbols = SignGroup(
        title: "Symbols",
        signs: [
            Sign(sign: "x", name: "input", sentence: "what goes into the network"),
            Sign(
                sign: "z", name: "weighted sum", sentence: "what a neuron makes of its inputs before its function",
                formula: "z = Σ w·x + b"),
            Sign(
                sign: "a", name: "activation", sentence: "what a neuron puts out, and the next layer takes in",
                formula: "a = f(z)"),
            Sign(sign: "p", name: "probability", sentence: "how sure the network is of an output", formula: "p = softmax(z)"),
            Sign(sign: "y", name: "target", sentence: "what the network should say"),
            Sign(
                sign: "w", name: "weight", sentence: "by how much an input counts; w₁[0,1] in layer 1, for neuron 0, of input 1"),
            Sign(sign: "b", name: "bias", sentence: "what is added to a neuron's sum; b₁[0] of neuron 0 in layer 1"),
            Sign(sign: "θ", name: "parameters", sentence: "all weights and biases of a layer"),
            Sign(sign: "L", name: "loss", sentence: "how wrong the network is on one sample; the smaller, the better"),
            Sign(
                sign: "δ", name: "error",
                sentence: "how much the sample's loss changes with a neuron's sum; δₙ of the last layer",
                formula: "δ = ∂L/∂z"),
            Sign(
                sign: "f′", others: ["f′(z)"], name: "slope of the function",
                sentence: "how much a changes with z; where it is small the error gets lost"),
            Sign(
                sign: "∂L/∂a", sentence: "how much the loss changes with what a neuron puts out",
                formula: "∂L/∂a = Σ w·δ of the next layer"),
            Sign(
                sign: "∂L/∂w", name: "gradient", sentence: "how much the loss changes with a weight; the mean over the batch",
                formula: "∂L/∂w = mean of δ·a"),
            Sign(sign: "∂L/∂b", name: "gradient of a bias", sentence: "the mean of its neuron's errors over the batch"),
            Sign(
                sign: "∂L/∂x",
                sentence: "how much the loss changes with an input: where a pixel would have to be brighter or darker"),
            Sign(
                sign: "‖∂L/∂θ‖", name: "size of a layer's gradient",
                sentence: "the length of the vector of the gradients of all its weights and biases, before clipping"),
            Sign(
                sign: "chain rule",
                sentence: "slopes of what is done one after the other are multiplied: how an error gets back through a layer",
                formula: "δ = ∂L/∂a·f′(z)"),
            Sign(
                sign: "Δw", name: "change", sentence: "what the update adds to a weight: against its gradient",
                formula: "Δw = −η·∂L/∂w"),
            Sign(sign: "η", name: "learning rate", sentence: "how far an update goes"),
            Sign(sign: "Σ", name: "sum", sentence: "all of these added up"),
            Sign(sign: "‖·‖", name: "length", sentence: "of a vector: the root of the sum of its squares"),
            Sign(sign: "rms", sentence: "the same divided by the root of how many there are: the size of a usual one"),
            Sign(sign: "pixel", sentence: "a number of the input's picture, by its row and column from 0: pixel 12,9"),
        ])

    private static let network = SignGroup(
        title: "Network",
        signs: [
            Sign(sign: "●", others: ["•"], sentence: "a neuron's activation, positive; the stronger, the larger and brighter"),
            Sign(sign: "◆", sentence: "a neuron's activation, negative"),
            Sign(sign: "○", sentence: "not computed yet in this iteration; in the Loss pane: a held-out value"),
            Sign(
                sign: "▲", sentence: "a neuron's error, positive: the loss would fall if its sum were smaller",
                formula: "δ = ∂L/∂z > 0"),
            Sign(
                sign: "▼", sentence: "a neuron's error, negative: the loss would fall if its sum were larger",
                formula: "δ = ∂L/∂z < 0"),
            Sign(
                sign: "━", sentence: "a connection that carries much: w·a forward, w·δ back, Δw in the update; positive"),
            Sign(sign: "╌", sentence: "a connection that carries much, negative"),
            Sign(sign: "⋮", sentence: "so many neurons more than there is room for: those that carry most are drawn"),
            Sign(sign: "[●]", sentence: "the selected neuron"),
            Sign(sign: "◂", sentence: "the class that the sample belongs to"),
            Sign(sign: "says", sentence: "the class that the network believes most, with its p"),
            Sign(sign: "target", sentence: "the class or the number that the network should say"),
            Sign(sign: "belief", others: ["Belief"], sentence: "what the network says of the pinned sample, over the run"),
            Sign(sign: "not yet", sentence: "this iteration has not got as far"),
        ])

    private static let run = SignGroup(
        title: "Run",
        signs: [
            Sign(sign: "batch", sentence: "the samples of one iteration: the weights change once for all of them"),
            Sign(
                sign: "iteration", others: ["it"],
                sentence: "one batch through the network: forward, loss, backward, update"),
            Sign(sign: "epoch", sentence: "so many iterations that every training sample has been seen once"),
            Sign(
                sign: "grain", sentence: "what one step shows: a term of a sum, a neuron, a layer, a pass, an iteration, an epoch"
            ),
            Sign(sign: "pinned", sentence: "the sample that stays in view in every iteration; p pins another"),
            Sign(sign: "FORWARD", sentence: "from the input to the output: every layer computes what it puts out"),
            Sign(sign: "LOSS", sentence: "what the network says is held against the target"),
            Sign(
                sign: "BACKWARD",
                sentence: "from the output to the input: how much of the error each neuron and weight has to answer for"),
            Sign(sign: "UPDATE", sentence: "every weight changes a little, against its gradient"),
            Sign(sign: "train", sentence: "of samples: those that the network learns from"),
            Sign(sign: "held-out", sentence: "of samples: those that are never trained on"),
            Sign(sign: "seed", sentence: "the number that all random choices follow from: the same seed, the same run"),
            Sign(sign: "┊", sentence: "the end of an epoch: every training sample was seen once more"),
        ])

    private static let gradients = SignGroup(
        title: "Gradients",
        signs: [
            Sign(sign: "● healthy", others: ["healthy"], sentence: "the error reaches the layer at a useful size"),
            Sign(
                sign: "▽ vanishing", others: ["vanishing"],
                sentence:
                    "rms(δ) is less than \(number(GradientVerdict.vanishingBelow)) of the last layer's: plain descent hardly moves the weights "
                    + "(Adam and the like divide by the gradient's own size, and move them)"
            ),
            Sign(
                sign: "▲ exploding", others: ["exploding"],
                sentence:
                    "rms(δ) is more than \(number(GradientVerdict.explodingAbove)) times the last layer's, or ‖∂L/∂θ‖ is above "
                    + "\(number(GradientVerdict.normAbove)): plain descent steps too far. A norm grows with the size of the layer and the "
                    + "loss's scale; clipping bounds the step, not δ"),
            Sign(
                sign: "◐ bias only", others: ["bias only"],
                sentence: "the layer's inputs are all 0: ∂L/∂w = 0, and a gradient comes only to its biases"),
            Sign(
                sign: "○ dead", others: ["dead"],
                sentence: "∂L/∂θ = 0 for all of the layer: no gradient arrives (momentum and decay can still move its weights)"),
            Sign(
                sign: "≡ all alike", others: ["all alike"],
                sentence: "every neuron has the same w and ∂L/∂w: they stay copies of one; weights that begin at random cure it"),
            Sign(sign: "gray: past", sentence: "what the iteration before has said, until this one has got as far"),
        ])

    private static let progress = SignGroup(
        title: "Loss",
        signs: [
            Sign(
                sign: "improving",
                sentence: "the loss falls: the mean of the last third of the run (or two epochs) is below that of as many before"),
            Sign(
                sign: "stuck above guessing", sentence: "the loss is far above that of guessing, and does not fall"),
            Sign(
                sign: "above guessing",
                sentence: "the loss falls, but is far above that of guessing: the answer that ignores its input would be better"),
            Sign(sign: "like guessing", sentence: "the loss falls, but no lower than that of guessing"),
            Sign(sign: "leveled off", sentence: "the loss does not fall, and lies below that of guessing"),
            Sign(sign: "too noisy to say", sentence: "the batches' losses scatter so much that a fall by a tenth would not show"),
            Sign(sign: "not learning", sentence: "the loss does not fall, and is no lower than that of guessing"),
            Sign(sign: "getting worse", sentence: "the loss rises"),
            Sign(
                sign: "learned",
                sentence: "the loss is below \(NumberFormat.percent(0).string(ProgressVerdict.learnedBelow)) of that of guessing"),
            Sign(
                sign: "overfitting",
                sentence: "held-out loss has been rising since its lowest, while the training loss has fallen"),
            Sign(
                sign: "guessing",
                sentence: "the loss of the best answer that ignores its input; of targets that are numbers, of the first 10 000"),
            Sign(
                sign: "batch loss", others: ["loss"],
                sentence:
                    "the mean of the samples' L; in the title and at the curve's end, of all batches of the run's last hundredth"
            ),
            Sign(
                sign: "objective",
                sentence: "loss + penalty on the size of weights (l1, l2): what is minimized, and what ∂L/∂w is then the slope of"
            ),
            Sign(
                sign: "accuracy",
                sentence: "the part of the held-out samples that is read right; curves look at 500, so that 90 % is known to ±1.3"
            ),
        ])

    private static let optimizers = SignGroup(
        title: "Memory of an optimizer",
        signs: [
            Sign(sign: "g", sentence: "a gradient as the optimizer gets it: clipped, with weight decay"),
            Sign(
                sign: "m", sentence: "running mean of g: in which direction a weight has been pushed lately",
                formula: "m = β₁·m + (1 − β₁)·g"),
            Sign(
                sign: "v", sentence: "running mean of g² (with momentum: the velocity): how strongly it has been pushed",
                formula: "v = β₂·v + (1 − β₂)·g²"),
            Sign(sign: "m′", others: ["v′"], sentence: "m and v made larger while they are young, since they begin at 0"),
            Sign(sign: "β₁", others: ["β₂"], sentence: "how much of the mean before is kept"),
            Sign(sign: "μ", sentence: "momentum: how much of the velocity before is kept; of a normalization, the mean"),
            Sign(sign: "λ", sentence: "weight decay: how much every weight is pulled towards 0"),
            Sign(sign: "clip", sentence: "makes a gradient smaller that is larger than a limit"),
        ])

    private static let conventions = SignGroup(
        title: "Conventions",
        signs: [
            Sign(sign: "relu′", sentence: "the slope of ReLU, 0 at 0; mean squared error has no ½"),
            Sign(
                sign: "λ₂",
                sentence: "of l2, the penalty λ₂·Σw²: its slope is 2·λ₂·w, where weight decay λ adds λ·w, of biases, too"),
            Sign(
                sign: "‖Δθ‖",
                sentence:
                    "the length of θ after the update minus θ before it; less than η‖∂L/∂θ‖ where that is below θ's rounding"),
            Sign(
                sign: "δ of a layer", sentence: "of recurrent, pooling, embedding and residual layers ∂L/∂ of what they put out"),
            Sign(
                sign: "budget", sentence: "from layer to layer of lengths ‖δ‖; above it δ/δₙ is of rms, neuron for neuron"),
            Sign(
                sign: "dead neurons",
                sentence: "off on all samples looked at: 100 held-out ones in Activations, the batch in dead(layer 2)"),
            Sign(
                sign: "after the update",
                sentence: "at an iteration's end w and b are those after it, z, a and δ those that the pass before it had"),
            Sign(sign: "warm-up", sentence: "linearWarmup counts from 0: its first step has η = 0 unless startFactor is given"),
            Sign(
                sign: "train loss",
                sentence: "between evaluations the mean of the batches' means, a smaller last batch counted like the others"),
            Sign(
                sign: "batch of one", sentence: "batchNorm makes β of it, and its variance, 0, enters the running one"),
        ])

    // MARK: What says itself

    private static let layers = SignGroup(
        title: "Layers",
        signs: LayerFamily.schemas.map { Sign(sign: $0.name, sentence: $0.summary) })

    private static let losses = SignGroup(
        title: "Losses",
        signs: LossFamily.schemas.map { schema in
            let spec = try? LossSpec(parsing: schema.name)
            let names = [spec?.displayName, spec?.shortName].compactMap { $0 }.filter { $0 != schema.name }
            return Sign(
                sign: schema.name, others: names, name: names.first.map { $0 == schema.name ? "" : $0 } ?? "",
                sentence: schema.summary)
        })

    private static let methods = SignGroup(
        title: "Optimizers",
        signs: OptimizerFamily.schemas.map { Sign(sign: $0.name, sentence: $0.summary) })

    private static func number(_ value: Double) -> String { NumberFormat.significant(3).trimmed.string(value) }
}
