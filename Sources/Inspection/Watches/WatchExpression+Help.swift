extension WatchExpression {
    /// A line of help: what can be written, and what it means.
    public struct HelpLine: Hashable, Sendable {
        /// `Numbers` or `Conditions`, under which lines stand together.
        public var section: String
        /// An expression as it can be typed.
        public var text: String
        /// The quantity that it stands for, in a few words.
        public var meaning: String
    }

    /// The language, by example.
    public static let help: [HelpLine] = [
        ("Numbers", "loss", "of the present batch; heldout loss, pinned loss"),
        ("Numbers", "loss after", "of the same batch with the weights after its update; costs a forward pass of it"),
        ("Numbers", "objective", "loss of the batch + the penalty on the size of weights (l1, l2): what is minimized"),
        ("Numbers", "accuracy", "on held-out samples, at the latest evaluation; batch accuracy"),
        ("Numbers", "p[5]", "what the network gives class 5 of the pinned sample, also p(5); a class's name does, too"),
        (
            "Numbers", "w₂[0,3]",
            "weight of layer 2, neuron 0, from input 3, as the screen writes it; also w2[0,3], w[2,0,3]; b₂[0] a bias"
        ),
        ("Numbers", "g₂[0,3] dw₂[0,3]", "its gradient ∂L/∂w₂[0,3], and its change Δw₂[0,3]; gb₂[0] and db₂[0] of a bias"),
        (
            "Numbers", "z₂[5] a₂[5] delta₂[5]",
            "of neuron 5 in layer 2, for the pinned sample, before the update; δ₂[5] is delta2[5]"
        ),
        ("Numbers", "A₂[6,3]", "attention: how much place 6 looks at place 3; of several heads A₂[head,6,3]"),
        ("Numbers", "|g₁| |w₂| |dw₁|", "‖·‖₂ over all parameters of a layer; |z₂|, |a₂|, |delta₂| over its neurons"),
        ("Numbers", "dead(layer 2)", "neurons of layer 2 that are 0 for the whole batch: of a small one many are by chance"),
        ("Numbers", "lr iteration epoch", "η, iterations done, epochs done"),
        ("Numbers", "+ − × / |x| sign(x)", "arithmetic; 97% is 0.97"),
        ("Conditions", "loss < 0.1", "also <= > >= = !=; a breakpoint is hit where its condition becomes true"),
        ("Conditions", "sign(w₂[0,3])", "the sign changes; any number: a₁[0] changes"),
        (
            "Conditions", "pinned flips",
            "the pinned sample is taken for another class; costs its forward and backward pass in every iteration, as all of its numbers do"
        ),
        ("Conditions", "dead(layer 2)", "a neuron is dead"),
        ("Conditions", "nan", "a NaN or ∞ has appeared"),
        ("Conditions", "… and … or not …", "several together, with parentheses"),
    ].map { HelpLine(section: $0, text: $1, meaning: $2) }

    /// Beginnings of expressions, to be completed.
    public static func suggestions(_ scope: WatchScope?) -> [String] {
        var names = ["loss", "objective", "loss after", "heldout loss", "pinned loss"]
        if scope?.classNames.isEmpty == false { names += ["accuracy", "batch accuracy", "pinned flips", "p["] }
        return names + [
            "nan", "|g1|", "|w1|", "|dw1|", "w1[", "b1[", "g1[", "dw1[", "z1[", "a1[", "delta1[", "dead(layer ", "sign(", "lr",
            "iteration", "epoch", "not ",
        ]
    }
}
