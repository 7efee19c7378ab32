/// The layers inside a residual layer, as stages on the way to its output: each with the functions of one number that follow it.
struct ResidualStages<Scalar: NetworkScalar> {
    /// The layer that a stage belongs to, and the functions after it.
    struct Home {
        let branch: Int
        let layer: Int
        /// The stage among the layer's own.
        let stage: Int
        /// Whether that is the last of them.
        let isLast: Bool
        /// Layers applied to each unit after it, in the order in which this stage goes through them.
        var functions: [Int]
    }

    private(set) var forward: [LayerStage] = []
    private(set) var homes: [Home] = []
    private(set) var backward: [LayerStage] = []
    /// Of the stages on the way back; nil where the stage begins with the error at the layer's output.
    private(set) var backwardHomes: [Home?] = []
    private var lastStages: [Int?] = []

    init(_ branches: [LayerBranch<Scalar>], input: Int, output: Int) {
        for (number, branch) in branches.enumerated() { addForward(branch, number) }
        forward.append(LayerStage("", units: output, sums: .alike([]), reads: .several))
        for (number, branch) in branches.enumerated() { addBackward(branch, number, output) }
        backward.append(LayerStage("", units: input, sums: .alike([]), reads: .several))
    }

    /// Where a number that leaves a branch comes from.
    func origin(ofBranch branch: Int, _ unit: Int) -> ExplainFactor.Origin {
        guard let stage = lastStages[branch] else { return .input(unit) }
        return .stage(stage, unit: unit)
    }

    /// The stage that reads the numbers of another one; nil where those leave the branch.
    func reader(of stage: Int) -> Int? { forward.indices.first { forward[$0].reads == .stage(stage) && $0 < homes.count } }

    private mutating func addForward(_ branch: LayerBranch<Scalar>, _ number: Int) {
        var source = LayerStage.Reads.input
        var last: Int?
        for (index, layer) in branch.layers.enumerated() where !layer.isView {
            let isFunction =
                layer.ownParameterCount == 0 && layer.branches.isEmpty && layer.outputShape.count == layer.inputShape.count
            if isFunction, let last {
                forward[last].functions += 1
                homes[last].functions.append(index)
                forward[last].name += " " + layer.spec.name
                continue
            }
            let (base, stages) = (forward.count, layer.forwardStages)
            let path = (branch.name.isEmpty ? "" : branch.name + ".") + "\(index) \(layer.spec.name)"
            for (own, stage) in stages.enumerated() {
                var stage = stage
                stage.name = stage.name.isEmpty ? path : path + " " + stage.name
                switch stage.reads {
                case .input: stage.reads = source
                case .stage(let before): stage.reads = .stage(base + before)
                case .several: break
                }
                forward.append(stage)
                homes.append(Home(branch: number, layer: index, stage: own, isLast: own == stages.count - 1, functions: []))
            }
            last = forward.count - 1
            source = .stage(forward.count - 1)
        }
        lastStages.append(last)
    }

    private mutating func addBackward(_ branch: LayerBranch<Scalar>, _ number: Int, _ output: Int) {
        // The last stage of each layer that is one, in order.
        let ends = homes.indices.filter { homes[$0].branch == number && homes[$0].isLast }
        if let end = ends.last, !homes[end].functions.isEmpty {
            backward.append(
                LayerStage(
                    forward[end].name, units: output, sums: .alike([]), functions: homes[end].functions.count - 1,
                    reads: .several, arrivesAt: end))
            backwardHomes.append(nil)
        }
        for (place, end) in ends.enumerated().reversed() {
            let layer = branch.layers[homes[end].layer]
            let base = end - homes[end].stage
            let stages = layer.backwardStages
            for (own, stage) in stages.enumerated() {
                var stage = stage
                let isLast = own == stages.count - 1
                stage.arrivesAt = isLast ? (place > 0 ? ends[place - 1] : nil) : stage.arrivesAt.map { base + $0 }
                stage.name = stage.arrivesAt.map { forward[$0].name } ?? "through " + forward[end].name
                stage.reads = own == 0 ? .stage(end) : .several
                var functions: [Int] = []
                if isLast, place > 0 { functions = homes[ends[place - 1]].functions.reversed() }
                stage.functions += functions.count
                backward.append(stage)
                backwardHomes.append(
                    Home(branch: number, layer: homes[end].layer, stage: own, isLast: isLast, functions: functions))
            }
        }
    }
}

extension ResidualLayer {
    var forwardStages: [LayerStage] { inside.forward }
    var backwardStages: [LayerStage] { inside.backward }

    func stageSum(_ place: StageIndex, in pass: LayerPass<Scalar>) -> StageSum? {
        guard place.isForward else {
            guard place.stage < inside.backwardHomes.count, let home = inside.backwardHomes[place.stage] else { return nil }
            let inner = self.pass(home, pass)
            let own = StageIndex(isForward: false, stage: home.stage, unit: place.unit, sum: place.sum)
            if let sum = inner.stageSum(own) { return sum }
            guard home.isLast, let sum = inner.backwardSum(place.unit), let value = inner.inputGradient?[place.unit] else {
                return nil
            }
            let name =
                inside.backward[place.stage].arrivesAt == nil
                ? pass.letters.inputError : home.functions.isEmpty ? "δ" : "∂L/∂a"
            return StageSum(sum, name: name, formula: "Σ w·δ", labels: sum.terms.map { "δ[\($0.source)]" }, value: value)
        }
        guard place.stage < inside.homes.count else { return nil }
        let home = inside.homes[place.stage]
        let inner = self.pass(home, pass)
        if let sum = inner.stageSum(StageIndex(isForward: true, stage: home.stage, unit: place.unit, sum: place.sum)) {
            return sum
        }
        guard home.isLast, let sum = inner.forwardSum(place.unit) else { return nil }
        return StageSum(
            sum, name: "z", formula: "Σ w·\(inner.letters.input)" + (sum.bias == nil ? "" : " + b"),
            labels: sum.terms.map { $0.source < 0 ? "padding" : "\(inner.letters.input)[\($0.source)]" },
            value: Double(inner.output[place.unit]))
    }

    func explainStage(_ stage: Int, _ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard stage < inside.homes.count else { return explainOutput(unit, in: pass) }
        let home = inside.homes[stage]
        let inner = self.pass(home, pass)
        let lines = home.isLast ? inner.explainOutput(unit) : inner.explainStage(home.stage, unit)
        return lines + home.functions.flatMap { self.pass(home.branch, $0, pass).explainOutput(unit) }
    }

    func explainStageError(_ stage: Int, _ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard stage < inside.homes.count, let dy = pass.outputGradient else { return [] }
        let home = inside.homes[stage]
        guard home.isLast else { return self.pass(home, pass).explainStageError(home.stage, unit) }
        var lines: [ExplainLine]
        if let reader = inside.reader(of: stage) {
            let (next, after) = (inside.homes[reader], self.pass(inside.homes[reader], pass))
            lines = next.stage == 0 ? after.explainInputGradient(unit) : []
        } else {
            let last = self.pass(home.branch, home.functions.last ?? home.layer, pass).letters.outputError
            lines = [
                ExplainLine(last, "as it comes to the sum", .named(pass.letters.outputError, dy[unit], .outputGradient(unit)))
            ]
        }
        for function in home.functions.reversed() { lines += self.pass(home.branch, function, pass).explainInputGradient(unit) }
        return lines
    }

    func parameters(ofStage stage: Int, _ unit: Int, in pass: LayerPass<Scalar>) -> [Int] {
        guard stage < inside.homes.count else { return parameters(of: unit, in: pass) }
        let home = inside.homes[stage]
        let inner = self.pass(home, pass)
        let places = home.isLast ? inner.parameters(of: unit) : inner.parameters(ofStage: home.stage, unit)
        let offset = self.offset(home.branch, home.layer, pass.memory)
        return places.map { offset + $0 }
    }

    private func pass(_ home: ResidualStages<Scalar>.Home, _ pass: LayerPass<Scalar>) -> LayerPass<Scalar> {
        self.pass(home.branch, home.layer, pass)
    }

    /// The sample's way through a layer inside.
    private func pass(_ branch: Int, _ index: Int, _ pass: LayerPass<Scalar>) -> LayerPass<Scalar> {
        LayerPass(
            memory: pass.memory.branches[branch][index], sample: pass.sample,
            parameters: pass.parameters + offset(branch, index, pass.memory), errorScale: pass.errorScale,
            letters: letters(branch, index, pass.letters))
    }

    /// Letters of a layer inside: what comes into the first is what comes into the whole, and what comes into another is the a of the
    /// one before it, or its z where a function follows.
    private func letters(_ branch: Int, _ index: Int, _ outer: LayerLetters) -> LayerLetters {
        let layers = branches[branch].layers.enumerated().filter { $0.offset == index || !$0.element.isView }
        guard let place = layers.firstIndex(where: { $0.offset == index }) else { return .plain }
        let heads = layers.indices.filter { $0 == 0 || !layers[$0].element.keepsUnits }
        let head = heads.last { $0 <= place } ?? 0
        let end = heads.first { $0 > place } ?? layers.count
        let isFirst = head == 0
        let follows = !isFirst && !layers[head - 1].element.keepsUnits
        let chain = LayerLetters.chain(
            layers[head..<end].map(\.element), input: isFirst ? outer.input : "a",
            inputError: isFirst ? outer.inputError : follows ? "δ" : "∂L/∂a")
        return chain[place - head]
    }

    /// Where the parameters of a layer inside begin: they lie one after the other, behind the layer's own.
    private func offset(_ branch: Int, _ index: Int, _ memory: LayerMemory<Scalar>) -> Int {
        let before = memory.branches[..<branch].joined().map { $0 } + memory.branches[branch][..<index]
        return before.reduce(0) { $0 + $1.parameterCount + $1.innerParameterCount }
    }
}
