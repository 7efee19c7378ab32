/// Attention's way to its output: queries, keys and values, the scores of every pair of positions, what is gathered by them, and
/// its projection.
extension SelfAttentionLayer {
    private enum Step: Int { case query, key, value, score, context, output }

    var forwardStages: [LayerStage] {
        let count = inputShape.count
        let seen = (0..<heads * time * time).map { isCausal && $0 % time > $0 / time % time ? 0 : width }
        let attended = (0..<count).map { isCausal ? $0 / features + 1 : time }
        func projected(_ name: String) -> LayerStage {
            LayerStage(name, units: count, sums: .alike([features]), hasBias: projection.hasBias)
        }
        return [
            projected("query"), projected("key"), projected("value"),
            LayerStage("score", units: seen.count, sums: isCausal ? .each(seen) : .alike([width]), functions: 1, reads: .several),
            LayerStage("context", units: count, sums: isCausal ? .each(attended) : .alike([time]), reads: .several),
            LayerStage(
                "", units: count, sums: .alike([features]), hasBias: projection.hasBias, reads: .stage(Step.context.rawValue)),
        ]
    }

    func stageSum(_ place: StageIndex, in pass: LayerPass<Scalar>) -> StageSum? {
        guard place.isForward else {
            guard let dx = pass.inputGradient, let sum = backwardSum(place.unit, in: pass) else { return nil }
            let labels = ["q", "k", "v"].flatMap { name in (0..<features).map { "δ_\(name)[\($0)]" } }
            return StageSum(
                sum, name: pass.letters.inputError, formula: "Σ w·δ, over query, key and value", labels: labels,
                value: dx[place.unit])
        }
        guard let step = Step(rawValue: place.stage) else { return nil }
        switch step {
        case .query, .key, .value: return projected(step.rawValue, place.unit, pass)
        case .score: return score(place.unit, pass).sum
        case .context: return context(place.unit, pass)
        case .output: return projected(3, place.unit, pass)
        }
    }

    func explainStage(_ stage: Int, _ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        if stage == Step.output.rawValue { return explainOutput(unit, in: pass) }
        guard let sum = stageSum(StageIndex(isForward: true, stage: stage, unit: unit), in: pass) else { return [] }
        let factor = stage == Step.score.rawValue ? "k" : stage == Step.context.rawValue ? "v" : pass.letters.input
        let line = ExplainLine(sum.name, sum.formula, .products(sum.sum, weight: "w", factor: factor), sum.value)
        return stage == Step.score.rawValue ? [line, score(unit, pass).weight] : [line]
    }

    func parameters(ofStage stage: Int, _ unit: Int, in pass: LayerPass<Scalar>) -> [Int] {
        guard stage < Step.score.rawValue || stage == Step.output.rawValue else { return [] }
        let part = min(stage, 3)
        let start = part * projection.parameterCount
        let channel = unit % features
        return Array(start + channel * features..<start + (channel + 1) * features)
            + (projection.hasBias ? [start + projection.weightCount + channel] : [])
    }

    func explainStageError(_ stage: Int, _ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dy = pass.outputGradient, let step = Step(rawValue: stage) else { return [] }
        let (position, channel) = (unit / features, unit % features)
        let head = channel / width
        func line(_ name: String, _ formula: String, _ factor: String, _ value: Double?, _ terms: [(Double, Double)])
            -> [ExplainLine]
        {
            let sum = ProductSum(terms.map { ProductSum.Term(source: -1, parameter: nil, weight: $0.0, factor: $0.1) })
            return [ExplainLine(name, formula, .products(sum, weight: "", factor: factor), value)]
        }
        let offset = pass.sample * inputShape.count
        func kept(_ piece: Int, _ unit: Int) -> Double { Double(pass.memory.scratch[piece][offset + unit]) }
        func error(_ piece: Int, _ unit: Int) -> Double { pass.errors(pass.memory.scratch[piece])[offset + unit] }
        switch step {
        case .query:
            let terms = (0..<time).map {
                (scoreError(head, position, $0, pass), kept(2, $0 * features + channel) * Double(scale))
            }
            return line("∂L/∂q", "Σ ∂L/∂s·k/√d", "k/√d", error(5, unit), terms)
        case .key:
            let terms = (0..<time).map {
                (scoreError(head, $0, position, pass), kept(1, $0 * features + channel) * Double(scale))
            }
            return line("∂L/∂k", "Σ ∂L/∂s·q/√d", "q/√d", error(6, unit), terms)
        case .value:
            let terms = (0..<time).map { (weight(head, $0, position, pass), error(8, $0 * features + channel)) }
            return line("∂L/∂v", "Σ A·∂L/∂c", "∂L/∂c", error(7, unit), terms)
        case .score:
            let (head, query, key) = (unit / (time * time), unit / time % time, unit % time)
            let mean = (0..<time).reduce(0) { $0 + weight(head, query, $1, pass) * weightError(head, query, $1, pass) }
            return [
                ExplainLine(
                    "∂L/∂s", "A·(∂L/∂A − Σ A·∂L/∂A)",
                    .product([
                        .named("A", weight(head, query, key, pass)),
                        .difference(.named("∂L/∂A", weightError(head, query, key, pass)), .named("Σ A·∂L/∂A", mean)),
                    ]))
            ]
        case .context:
            let start = 3 * projection.parameterCount
            let terms = (0..<features).map {
                (Double(pass.parameters[start + $0 * features + channel]), dy[position * features + $0])
            }
            return line("∂L/∂c", "Σ wₒ·\(pass.letters.outputError)", pass.letters.outputError, error(8, unit), terms)
        case .output: return []
        }
    }

    /// A of one head: how strongly a query attends to a key.
    private func weight(_ head: Int, _ query: Int, _ key: Int, _ pass: LayerPass<Scalar>) -> Double {
        Double(pass.memory.scratch[0][((pass.sample * heads + head) * time + query) * time + key])
    }

    private func weightError(_ head: Int, _ query: Int, _ key: Int, _ pass: LayerPass<Scalar>) -> Double {
        let (values, errors) = (
            pass.memory.scratch[3] + pass.sample * inputShape.count,
            pass.errors(pass.memory.scratch[8]) + pass.sample * inputShape.count
        )
        return (head * width..<(head + 1) * width).reduce(0) {
            $0 + errors[query * features + $1] * Double(values[key * features + $1])
        }
    }

    private func scoreError(_ head: Int, _ query: Int, _ key: Int, _ pass: LayerPass<Scalar>) -> Double {
        let mean = (0..<time).reduce(0) { $0 + weight(head, query, $1, pass) * weightError(head, query, $1, pass) }
        return weight(head, query, key, pass) * (weightError(head, query, key, pass) - mean)
    }

    /// Query (0), key (1), value (2) or output (3) of a position and channel.
    private func projected(_ part: Int, _ unit: Int, _ pass: LayerPass<Scalar>) -> StageSum {
        let (position, channel) = (unit / features, unit % features)
        let start = part * projection.parameterCount
        let offset = pass.sample * inputShape.count
        let source = part == 3 ? UnsafePointer(pass.memory.scratch[4] + offset) : pass.input
        let terms = (0..<features).map {
            let parameter = start + channel * features + $0
            return ProductSum.Term(
                source: position * features + $0, parameter: parameter, weight: Double(pass.parameters[parameter]),
                factor: Double(source[position * features + $0]))
        }
        let bias = start + projection.weightCount + channel
        let sum = ProductSum(
            terms, bias: projection.hasBias ? Double(pass.parameters[bias]) : nil, biasParameter: projection.hasBias ? bias : nil)
        let letter = part == 3 ? "c" : pass.letters.input
        return StageSum(
            sum, name: ["q", "k", "v", pass.letters.output][part], formula: "Σ w·\(letter)" + (projection.hasBias ? " + b" : ""),
            labels: (0..<features).map { "\(letter)[\($0)]" },
            value: Double(part == 3 ? pass.output[unit] : pass.memory.scratch[1 + part][offset + unit]))
    }

    /// The score of a query and a key, and how strongly it is attended to.
    private func score(_ unit: Int, _ pass: LayerPass<Scalar>) -> (sum: StageSum, weight: ExplainLine) {
        let (head, query, key) = (unit / (time * time), unit / time % time, unit % time)
        func sum(_ key: Int) -> ProductSum {
            let (q, k) = (
                pass.memory.scratch[1] + pass.sample * inputShape.count, pass.memory.scratch[2] + pass.sample * inputShape.count
            )
            return ProductSum(
                (head * width..<(head + 1) * width).map {
                    ProductSum.Term(
                        source: -1, parameter: nil, weight: Double(q[query * features + $0]) * Double(scale),
                        factor: Double(k[key * features + $0]))
                })
        }
        let seen = (0..<time).filter { !isCausal || $0 <= query }
        let own = sum(key)
        let all = Arithmetic.sum(seen.map { .function(.exponential, .named("s", sum($0).total)) })
        let result =
            seen.contains(key)
            ? ExplainLine(
                "A", "e^s / Σ e^s", .quotient(.function(.exponential, .named("s", own.total)), all),
                weight(head, query, key, pass))
            : ExplainLine("A", "0: it is later", .constant(0), weight(head, query, key, pass))
        let stageSum = StageSum(
            own, name: "s", formula: "Σ q/√d·k, from t \(query) to t \(key)",
            labels: (head * width..<(head + 1) * width).map { "k[\($0)]" }, value: own.total)
        return (stageSum, result)
    }

    /// The mean of the others' values that a position gathers.
    private func context(_ unit: Int, _ pass: LayerPass<Scalar>) -> StageSum {
        let (query, channel) = (unit / features, unit % features)
        let offset = pass.sample * inputShape.count
        let seen = isCausal ? query + 1 : time
        let terms = (0..<seen).map {
            ProductSum.Term(
                source: -1, parameter: nil, weight: weight(channel / width, query, $0, pass),
                factor: Double(pass.memory.scratch[3][offset + $0 * features + channel]))
        }
        return StageSum(
            ProductSum(terms), name: "c", formula: "Σ A·v", labels: (0..<seen).map { "v at t \($0)" },
            value: Double(pass.memory.scratch[4][offset + unit]))
    }
}
