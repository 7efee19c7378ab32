import Dashboard
import Datasets
import Inspection
import TerminalGraphics
import Testing
import Training

/// What a lecturer checks on the screen: each number when it is there and not before, under its right name.
struct TruthOfPanesTests {
    /// The four points of exclusive or.
    private static let points = Dataset(
        name: "points", source: "made for tests", sampleShape: [2], classNames: ["0", "1"],
        features: .values([0.1, 0.2, 0.9, 0, 0, 0.8, 1, 1.1]),
        targets: .classes([0, 1, 1, 0]))

    /// The screen after keys, of two tanh neurons and a sigmoid one on the four points.
    private func points(
        _ keys: String, _ network: String = "dense:2,tanh,dense:1,sigmoid", size: Size = Size(width: 160, height: 50),
        _ change: (inout Scenario) -> Void = { _ in }
    ) throws -> String {
        var scenario = Scenario(name: "points", network: "\(network)", loss: "mse", learningRate: 0.5, batch: 1, pinned: 1)
        change(&scenario)
        let session = try Session(scenario, data: DatasetPair(train: Self.points, heldOut: Self.points), history: 1 << 20)
        var script = ScriptedDashboard(Dashboard(size: size), SessionDriver(session))
        try script.press(keys)
        return script.frame.plainText()
    }

    /// What stands behind a name in the explanation: a number, or a dot where it is not known yet.
    private func value(_ name: String, _ screen: String) -> String? {
        let places = ["│ ", "┃ ", "  "].compactMap { screen.range(of: $0 + name) }
        guard let range = places.first else { return nil }
        let rest = screen[range.upperBound...].prefix { $0 != "│" && $0 != "┃" && $0 != "\n" }
        // Beside it may stand what goes the other way.
        if let found = rest.firstMatch(of: /^.*?  +(?:not )?(\S+)/) { return String(found.1) }
        return rest.split(separator: " ").last.map(String.init)
    }

    // MARK: When a number is there

    /// batch 1, forward 2 to 5, loss 6, backward: sigmoid 7, dense₂ 8, tanh 9, dense₁ 10.
    @Test(arguments: [
        (6, "", [false, false, false]), (7, "", [false, false, false]), (8, "", [true, false, false]),
        (9, "", [true, true, false]),
        (10, "", [true, true, true]), (5, "Right", [false, false, false]), (6, "Right", [true, false, false]),
        (7, "Right", [true, true, false]), (8, "Right", [true, true, true]),
    ])
    func everyBackwardStepShowsWhatItHasComputed(_ steps: Int, _ keys: String, _ known: [Bool]) throws {
        let screen = try points("s*\(steps) \(keys)")
        let values = ["∂L/∂a", "δ = ∂L/∂z", keys.isEmpty ? "δ·x" : "δ·a₁"].map { value($0, screen) }
        #expect(values.allSatisfy { $0 != nil }, "\(screen)")
        #expect(values.map { $0 != "yet" } == known)
    }

    @Test func inputsShowNoErrorBeforeItHasArrived() throws {
        for steps in 6...9 {
            let input = try points("s*\(steps)").split(separator: "\n").compactMap {
                $0.split(separator: "┃").dropFirst().first?.prefix(8)
            }
            #expect(!input.contains { $0.contains("▲") || $0.contains("▼") }, "after \(steps) steps")
        }
    }

    // MARK: Under its right name

    @Test func activationFunctionsStandInTheOrderOfTheLayers() throws {
        #expect(try points("").contains("2→2→1 tanh sigmoid"))
    }

    @Test(arguments: [
        ("dense:2,tanh,dense:1,sigmoid", "mse", "L = (a − y)²", "∂L/∂a = 2(a − y)"),
        ("dense:2", "mse", "L = mean of (a − y)²", "δ = 2(a − y) / 2"),
        ("dense:2", "mse(reduction:sum)", "L = Σ (a − y)²", "δ = 2(a − y)"),
    ])
    func theLossAndItsSlopeAreWhatIsComputed(_ network: String, _ loss: String, _ formula: String, _ slope: String) throws {
        let screen = try points("n Right", network) { $0.loss = "\(loss)" }
        #expect(screen.contains(formula) && screen.contains(slope + " "), "\(screen)")
        #expect(slope.contains("/") || !screen.contains(slope + " /"))
    }

    /// Every loss says its formula and its numbers, and what it sends back.
    @Test(arguments: [
        ("dense:1,sigmoid", "binaryCrossEntropy", ["L = −ln", "= −ln(", "∂L/∂a = (a − y) / (a·(1 − a))"]),
        ("dense:1", "binaryCrossEntropyWithLogits", ["p = σ(z)", "L = −ln", "= −ln(", "δ = p − y"]),
        ("dense:1", "hinge", ["L = max(0, margin − y·a)", "= max(0, 1.00 − ", "δ = "]),
        ("dense:1", "huber", ["L = ½(a − y)²", "δ = a − y"]), ("dense:1", "huber:0.01", ["L = k·(|a − y| − ½k)", "δ = "]),
        ("dense:1", "mae", ["L = |a − y|", "δ = sign(a − y)"]), ("dense:1", "mse", ["L = (a − y)²", "δ = 2(a − y)"]),
        ("dense:2", "softmaxCrossEntropy", ["p = softmax(z)", "L = −ln p[", "= −ln(", "δ = p − y"]),
    ])
    func everyLossSaysItsFormulaAndItsNumbers(_ network: String, _ loss: String, _ words: [String]) throws {
        let screen = try points("n Right x x", "dense:3,tanh," + network) { $0.loss = "\(loss)" }
        for text in words { #expect(screen.contains(text), "\(text) in \(screen)") }
    }

    @Test func softmaxAsALayerHasNoSlopeOfOneNumber() throws {
        let screen = try points("n Right", "dense:2,softmax")
        #expect(screen.contains("δ = ∂L/∂z = a·(∂L/∂a − s)"))
        #expect(!screen.contains("f′(z)"))
    }

    @Test func severalFunctionsStandOneAfterTheOther() throws {
        let screen = try points("n", "dense:3,tanh,dropout:0.5,dense:1")
        #expect(screen.contains("z′ = tanh(z)") && screen.contains("a = z′, nothing is dropped"), "\(screen)")
    }

    @Test(arguments: [
        ("sgd", nil, "Δw = −η·∂L/∂w"), ("sgd", "value:0.0001", "Δw = −η·g"), ("sgd(weightDecay:0.1)", nil, "g = g + λ·w"),
        ("momentum", nil, "Δw = −η·v"), ("nesterov", nil, "Δw = −η·(g + μ·v)"), ("adam", nil, "Δw = −η·m′ / (√v′ + ε)"),
        ("adamw", nil, "Δw = −η·λ·w − η·m′ / (√v′ + ε)"), ("nadam", nil, "Δw = −η·m′ / (√v′ + ε)"), ("rmsprop", nil, "Δw = −η·d"),
        ("adagrad", nil, "Δw = −η·g / (√s + ε)"), ("adadelta", nil, "Δw = −η·d"),
    ])
    func theUpdateIsTheOptimizers(_ optimizer: String, _ clip: String?, _ rule: String) throws {
        let screen = try points("n Right") {
            $0.optimizer = "\(optimizer)"
            $0.clip = clip.map { "\($0)" }
        }
        #expect(screen.contains(rule + " "))
        #expect(screen.contains("g = ∂L/∂w within ±max") == (clip != nil))
    }

    @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
    func anOptimizersMemoryIsToldWithoutAskingForMore(_ size: Size) throws {
        let screen = try points("n*2 x", size: size) { $0.optimizer = "adam" }
        for words in [
            "m = β₁·m + (1 − β₁)·g ", "v = β₂·v + (1 − β₂)·g² ", "m′ = m / (1 − β₁ᵏ) ", "v′ = v / (1 − β₂ᵏ) ",
            "Δw = −η·m′ / (√v′ + ε) ",
        ] {
            #expect(screen.contains(words), "\(screen)")
        }
        // Its numbers too, where there is room for them.
        #expect(size.height < 40 || screen.contains("= 0.900 × "))
    }

    @Test(arguments: ["x", "x x"]) func whatTheOptimizerWillDoIsToldWithoutNumbersUntilItIsDone(_ keys: String) throws {
        for steps in [3, 8] {
            let screen = try points("n s*\(steps) " + keys) { $0.optimizer = "adam" }
            for name in ["m = β₁·m + (1 − β₁)·g ", "Δw = −η·m′ / (√v′ + ε) "] {
                #expect(value(name, screen) == "yet", "\(screen)")
            }
            #expect(!screen.contains("= 0.900 × "))
        }
    }

    @Test func thePenaltysPartOfAGradientIsNamed() throws {
        let screen = try points("n Right") { $0.l2 = 0.05 }
        #expect(screen.contains("with penalty = ∂L/∂w + 2·λ₂·w "))
        let loss = try points("s*6") { $0.l2 = 0.05 }
        #expect(loss.contains("(+ penalty ") && loss.contains(" = objective "))
        #expect(!(try points("s*6").contains("objective")))
        #expect(!(try points("n Right").contains("with penalty")))
    }

    /// Alone on the screen, each pane of one sample's numbers says which sample that is.
    @Test(arguments: ["neuron", "layer", "prediction"]) func aPaneAloneSaysOfWhichSampleItIs(_ pane: String) throws {
        let zoom = "\":zoom \(pane)\" Enter"
        // Below the title bar, which has the pinned sample's class, too.
        let pinned = try points("n*2 \(zoom)").split(separator: "\n").dropFirst().joined()
        #expect(pinned.contains("pinned 1"))
        let batch = try points("n*2 . \(zoom)").split(separator: "\n").dropFirst().joined()
        #expect(batch.contains("sample 1 of the batch") && !batch.contains("pinned 1"))
    }

    // MARK: In its time

    @Test func anUpdateIsToldWithTheRateItUses() throws {
        let screen = try points("s*11") { $0.schedule = "step(every:1,factor:0.5)" }
        #expect(screen.contains("learning rate η = 0.5."))
    }

    @Test func aHeldOutAccuracySaysWhenItWasTaken() throws {
        let screen = try points("n", size: Size(width: 200, height: 60))
        #expect(screen.contains("at it 0 "))
        #expect(try points("n n", size: Size(width: 200, height: 60)).contains("at it 2 "))
    }

    @Test func aSampleThatIsNotThereIsNotTheWeightsFault() throws {
        let screen = try points("n .*1 Home")
        #expect(screen.contains("no batch has been taken yet"))
        #expect(!screen.contains("has no weight"))
    }

    @Test func theNewestIterationIsNotThePast() throws {
        let cursor: (String) throws -> Int = { keys in
            let plot = try points(keys, size: Size(width: 200, height: 60)).split(separator: "\n").map { $0.suffix(60) }
            return plot.filter { line in line.filter { $0 == "┃" }.count == 1 && line.contains("┤") }.count
        }
        #expect(try cursor("n*3 s*10") == 0)
        #expect(try cursor("n*6 N*3") > 0)
    }

    @Test func outputsAreFilledByWhatStandsBesideThem() throws {
        let script = try Example.pressing("n", size: Size(width: 200, height: 60))
        // Three classes of which none has a negative probability, whatever the logits are.
        let outputs = script.frame.plainText().split(separator: "\n").compactMap { line in
            line.split(separator: "┃").dropFirst().first.map { $0.suffix(24) }
        }
        #expect(!outputs.contains { $0.contains("◆") })
        #expect(outputs.contains { $0.contains("●") || $0.contains("•") })
    }
}

extension TruthOfPanesTests {
    @Test(arguments: [
        ("n", "this sample is held out: nothing is learned from it"), ("n .", "∂L/∂w = mean of 3 δ·x"),
    ])
    func aSamplesGradientIsToldFromTheBatchs(_ keys: String, _ words: String) throws {
        let screen = try Example.pressing(keys, size: Size(width: 200, height: 60)).frame.plainText()
        #expect(screen.contains(words + " "), "\(screen)")
        #expect(screen.contains("this sample is held out") == (keys == "n"))
    }

    /// A batch whose samples say nothing has a mean all the same.
    @Test func aMeanOfNothingIsTold() throws {
        var script = try Example.script(Size(width: 200, height: 60), network: "dense:6,relu,dense:3")
        try script.press("\":set b1[0] -1000\" Enter \":select w1[0,0]\" Enter n")
        #expect(script.frame.plainText().contains("mean of 0 × "), "\(script.frame.plainText())")
    }

    @Test(arguments: [
        ("conv:2x3,relu,flatten,dense:3", "z = Σ w·x + b"), ("maxpool:2,flatten,dense:3", "a = max of x over the window"),
    ])
    func everyLayerExplainsItself(_ network: String, _ words: String) throws {
        var script = try Example.script(Size(width: 200, height: 60), network: network)
        try script.press("n Left")
        #expect(script.frame.plainText().contains(words))
    }
}
