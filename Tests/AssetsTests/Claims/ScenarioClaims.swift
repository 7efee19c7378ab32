/// What each scenario that comes with backstep claims, word by word. Bounds leave a margin wide enough for other rounding: what a
/// run is at the mercy of rounding for (the moment at which a plateau ends, where a saturated network comes to rest) is no claim.
///
/// Digits are those that backstep draws, 1600 of them where a claim does not ask for all; guessing among ten classes loses ln 10
/// = 2.303.
enum ScenarioClaims {
    static func of(_ scenario: String) -> [Claim]? { all[scenario] }

    static let all: [String: [Claim]] = [
        "adam": [
            Claim(
                "faster than plain descent at first", .meanLoss(last: 100), after: Course(150),
                .atMostTimes(0.97, of: Course(150, with: "optimizer: sgd"))),
            Claim("the usual rate often does", .heldOutAccuracy, after: Course(300), .atLeast(0.7)),
        ],
        "attention": [
            Claim("attention looks it up", .heldOutAccuracy, after: Course(400), .atLeast(0.9)),
            Claim(
                "without: chance", .heldOutAccuracy, after: Course(400, with: "network: embedding:12x8,flatten,dense:2"),
                .atMost(0.65)),
        ],
        "bad-init": [
            Claim("every hidden neuron learns the same", .differenceOfNeurons, after: Course(100), .atMost(1e-4)),
            Claim(
                "32 are no more than one", .heldOutError, after: Course(200),
                .atLeastTimes(1.5, of: Course(200, with: "initializer: he"))),
        ],
        "batch-norm-cure": [
            Claim("the error arrives", .errorRatio, after: Course(1), .atLeast(0.01)),
            Claim("it learns", .heldOutLoss, after: Course(200), .atMost(2)),
            Claim(
                "the same ten sigmoid layers", told: 10, .errorRatio, after: Course(1, of: "vanishing-sigmoid"), .atMost(1e-4)),
        ],
        "clipping-cure": [
            Claim(
                "make gradients explode", .largestGradient, after: Course(1), .atLeast(5)),
            Claim("cut to length 0.05", told: 0.05, .stepLength, after: Course(10), .atMost(2 * 0.05 * 1.001)),
            Claim("they teach", .heldOutAccuracy, after: Course(300), .atLeast(0.9)),
            Claim("without: never", .heldOutAccuracy, after: Course(300, isUnclipped: true), .atMost(0.65)),
        ],
        "dead-relu": [
            Claim("ReLUs that never fire", .percentDead, after: Course(50), .atLeast(95)),
            Claim("get no gradient", .errorRatio, after: Course(50), .atMost(0)),
            Claim("stay dead", .heldOutLoss, after: Course(200), .atLeast(2.2)),
        ],
        "deep": [
            Claim(
                "as deep as the sigmoids, and all of them learn", .errorRatio, after: Course(1), .atLeast(0.01)),
            Claim("all of them learn", .heldOutLoss, after: Course(300), .atMost(2)),
        ],
        "digit-5": [
            Claim("from 0.1", told: 0.1, .beliefBefore, after: Course(1), .atMost(0.25)),
            Claim("well above half", told: 0.5, .belief, after: Course(2000, with: "data: digits"), .atLeast(0.6)),
        ],
        "dropout": [
            Claim(
                "held-out loss rises far less", .riseOfHeldOutLoss(looks: 12), after: Course(600),
                .atMostTimes(0.5, of: Course(600, of: "overfitting"))),
            Claim(
                "held-out loss rises far less", .heldOutLoss, after: Course(600),
                .atMostTimes(0.95, of: Course(600, of: "overfitting"))),
        ],
        "embedding": [
            Claim("it knows what it has read", .trainAccuracy, after: Course(360), .atLeast(0.9)),
            Claim("of the rest it gets a third", told: 1.0 / 3, .heldOutAccuracy, after: Course(360), .atLeast(0.25)),
            Claim("of the rest it gets a third", told: 1.0 / 3, .heldOutAccuracy, after: Course(360), .atMost(0.45)),
            Claim("sure of all", .heldOutLoss, after: Course(360), .atLeast(2.9)),
        ],
        "exploding": [
            Claim("a loss in the hundreds", told: 100, .firstLoss, after: Course(1), .atLeast(200)),
            Claim("gradients", told: 100, .largestGradient, after: Course(1), .atLeast(150)),
        ],
        "l1-l2": [
            Claim(
                "held-out loss stays down", .riseOfHeldOutLoss(looks: 12), after: Course(600),
                .atMostTimes(0.5, of: Course(600, of: "overfitting"))),
            Claim(
                "held-out loss stays down", .heldOutLoss, after: Course(600),
                .atMostTimes(0.95, of: Course(600, of: "overfitting"))),
        ],
        "lenet": [
            Claim(
                "far fewer errors than the plain network", .heldOutError, after: Course(400),
                .atMostTimes(0.9, of: Course(400, with: "network: dense:128,relu,dense:10")))
        ],
        "lstm-echo": [
            Claim("a long plateau at chance", .meanLoss(last: 20), after: Course(80), .atLeast(1.3)),
            Claim("until the LSTM finds that it can remember", .heldOutAccuracy, after: Course(600), .atLeast(0.9)),
        ],
        "momentum-valley": [
            Claim(
                "ten times as fast as plain descent", told: 10, .iterations(untilLoss: 0.01), after: Course(100),
                .atMostTimes(1 / 7.5, of: Course(800, with: "optimizer: sgd"))),
            Claim(
                "ten times as fast as plain descent", told: 10, .iterations(untilLoss: 0.01), after: Course(100),
                .atLeastTimes(1 / 14, of: Course(800, with: "optimizer: sgd"))),
        ],
        "moons": [
            Claim("two layers of 16 ReLUs", told: 16, .heldOutAccuracy, after: Course(500), .atLeast(0.95))
        ],
        "one-hidden-layer": [
            Claim("eight hidden neurons bend eight lines", told: 8, .heldOutAccuracy, after: Course(780), .atLeast(0.94)),
            Claim("bend eight lines", .heldOutAccuracy, after: Course(780, with: "network: dense:2"), .atMost(0.92)),
        ],
        "overfitting": [
            Claim("200 digits known by heart", told: 200, .trainAccuracy, after: Course(600), .atLeast(1)),
            Claim("training loss goes to 0", told: 0, .trainLoss, after: Course(600), .atMost(0.01)),
            Claim("held-out loss rises", .riseOfHeldOutLoss(looks: 12), after: Course(600), .atLeast(0.1)),
        ],
        "perceptron": [
            Claim("enough for two clouds", .heldOutAccuracy, after: Course(200), .atLeast(0.95)),
            Claim("never for xor", .heldOutAccuracy, after: Course(500, with: "data: xor-noisy"), .atMost(0.85)),
        ],
        "residual": [
            Claim("the error has a straight way back", .errorRatio, after: Course(1), .atLeast(0.1)),
            Claim(
                "that only add to what passes by them", .errorRatio,
                after: Course(1, with: "network: \(String(repeating: "dense:32,tanh,", count: 11))dense:10"), .atMost(1e-3)),
            Claim("ten layers", told: 10, .heldOutLoss, after: Course(200), .atMost(2)),
        ],
        "rnn-echo": [
            Claim("keeps the first of six symbols in mind", told: 6, .heldOutAccuracy, after: Course(250), .atLeast(0.95))
        ],
        "sgd-vs-batch": [
            Claim("jagged", .percentOfRises, after: Course(4000), .atLeast(25)),
            Claim("whole batches (--batch 400)", told: 400, .percentOfRises, after: Course(10, with: "batch: 400"), .atMost(0)),
            Claim(
                "per sample seen far ahead of whole batches", .heldOutLoss, after: Course(4000),
                .atMostTimes(0.5, of: Course(10, with: "batch: 400"))),
        ],
        "spirals": [
            Claim("untwist them within 100 epochs", told: 100, .heldOutAccuracy, after: Course(1250), .atLeast(0.95))
        ],
        "tiny-gpt": [
            Claim("attention looks back", .heldOutAccuracy, after: Course(500), .atLeast(0.65)),
            Claim(
                "without: far worse", .heldOutAccuracy,
                after: Course(
                    500,
                    with:
                        "network: embedding:22x16,position,residual[layerNorm,dense:64,gelu,dense:16],layerNorm,lastStep,dense:22"
                ),
                .atMost(0.6)),
        ],
        "too-large-learning-rate": [
            Claim("the ReLUs die of it", .percentDead, after: Course(100), .atLeast(100)),
            Claim(
                "short ones cannot wake them", .heldOutAccuracy,
                after: Course(300, slowdown: .init(after: 100, learningRate: 0.1)), .atMost(0.2)),
            Claim("[ six times: it learns", told: 6, .heldOutLoss, after: Course(100, with: "learningRate: 0.1"), .atMost(1.8)),
        ],
        "vanishing-sigmoid": [
            Claim("the error is gone before it reaches the first", .errorRatio, after: Course(1), .atMost(1e-4)),
            Claim("the error is gone", .heldOutLoss, after: Course(200), .atLeast(2.2)),
        ],
        "xor": [
            Claim("four hidden neurons do", told: 4, .heldOutLoss, after: Course(1000), .atMost(0.05)),
            Claim(
                "no straight line separates", .heldOutAccuracy, after: Course(1000, with: "network: dense:1,sigmoid"),
                .atMost(0.8)),
        ],
    ]
}
