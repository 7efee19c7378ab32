/// A recurrent layer's way through time: the gates' sums of every unit at every time, and the state that is made of them.
extension RecurrentLayer {
    /// One for each time before the last where only the last state goes out; else the outputs themselves are all the states.
    var forwardStages: [LayerStage] {
        let counts = Cell.sums.map { ($0.part == .state ? 0 : features) + ($0.part == .input ? 0 : size) }
        let before = returnsSequence ? 0 : time - 1
        return (0..<before).map {
            LayerStage(
                "t \($0)", units: size, sums: .alike(counts), hasBias: hasBias, functions: 1, linesOfFunction: Cell.linesOfState)
        } + [
            LayerStage(
                "", units: outputShape.count, sums: .alike(counts), hasBias: hasBias, functions: 1,
                linesOfFunction: Cell.linesOfState)
        ]
    }

    func stageSum(_ place: StageIndex, in pass: LayerPass<Scalar>) -> StageSum? {
        guard place.isForward else {
            guard let dx = pass.inputGradient, let sum = backwardSum(place.unit, in: pass) else { return nil }
            let names = (0..<gated).map {
                Cell.sums.count == 1 ? "δ[\($0)]" : "δ_\(gateName($0 / size))[\($0 % size)]"
            }
            return StageSum(
                sum, name: pass.letters.inputError, formula: Cell.gateCount == 1 ? "Σ w·δ" : "Σ w·δ, over the gates",
                labels: names,
                value: dx[place.unit])
        }
        let (t, j) = moment(place.stage, place.unit)
        let gate = Cell.sums[place.sum]
        let row = gate.gate * size + j
        let at = (pass.sample * time + t) * gated + row
        var (terms, labels): ([ProductSum.Term], [String]) = ([], [])
        var (bias, value, parts) = (0.0, 0.0, [String]())
        let biases = hiddenOffset + gated * size + row
        if gate.part != .state {
            for feature in 0..<features {
                let parameter = row * features + feature
                terms.append(
                    ProductSum.Term(
                        source: t * features + feature, parameter: parameter, weight: Double(pass.parameters[parameter]),
                        factor: Double(pass.input[t * features + feature])))
                labels.append("\(pass.letters.input)[\(feature)]")
            }
            if hasBias { bias += Double(pass.parameters[biases]) }
            value += Double(pass.memory.scratch[0][at])
            parts.append("Σ w·\(pass.letters.input)")
        }
        if gate.part != .input {
            let state = pass.memory.scratch[3] + (pass.sample * (time + 1) + t) * size
            for unit in 0..<size {
                let parameter = hiddenOffset + row * size + unit
                terms.append(
                    ProductSum.Term(
                        source: -1, parameter: parameter, weight: Double(pass.parameters[parameter]), factor: Double(state[unit]))
                )
                labels.append("h₋₁[\(unit)]")
            }
            if hasBias { bias += Double(pass.parameters[biases + gated]) }
            value += Double(pass.memory.scratch[1][at])
            parts.append("Σ u·h₋₁")
        }
        if hasBias { parts.append("b") }
        let lines = Cell.explain(j, step(pass.memory, pass.sample, t), variant: variant)
        return StageSum(
            ProductSum(terms, bias: hasBias ? bias : nil), name: gate.name, formula: parts.joined(separator: " + "),
            labels: labels,
            value: value, result: gate.result.flatMap { name in lines.first { $0.name == name } })
    }

    func explainStage(_ stage: Int, _ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let (t, j) = moment(stage, unit)
        return explain(time: t, j, in: pass)
    }

    func explainStageError(_ stage: Int, _ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dy = pass.outputGradient else { return [] }
        let (t, j) = moment(stage, unit)
        return [stateError(t, j, pass, dy)]
    }

    func parameters(ofStage stage: Int, _ unit: Int, in pass: LayerPass<Scalar>) -> [Int] { parameters(of: unit, in: pass) }

    /// ∂L/∂h at a time: what goes out there, and what the gates of the next time send back through the state.
    private func stateError(_ t: Int, _ j: Int, _ pass: LayerPass<Scalar>, _ dy: SampleErrors<Scalar>) -> ExplainLine {
        var (parts, formula): ([Arithmetic], [String]) = ([], [])
        if returnsSequence || t == time - 1 {
            let unit = returnsSequence ? t * size + j : j
            parts.append(.named("from behind", dy[unit], .outputGradient(unit)))
            formula.append("what comes from behind")
        }
        if t + 1 < time {
            let after = pass.errors(pass.memory.scratch[8]) + (pass.sample * time + t + 1) * gated
            let terms = (0..<gated).map { row in
                let parameter = hiddenOffset + row * size + j
                return ProductSum.Term(
                    source: -1, parameter: parameter, weight: Double(pass.parameters[parameter]), factor: after[row])
            }
            parts.append(.products(ProductSum(terms), weight: "u", factor: "δ₊₁"))
            formula.append("Σ u·δ₊₁")
            if Cell.carriesState {
                let z = pass.memory.scratch[2][(pass.sample * time + t + 1) * gated + size + j]
                let next = stateError(t + 1, j, pass, dy)
                parts.append(.product([.named("z₊₁", z), .named("∂L/∂h₊₁", next.value)]))
                formula.append("z₊₁·∂L/∂h₊₁")
            }
        }
        return ExplainLine("∂L/∂h", formula.joined(separator: " + "), parts.count == 1 ? parts[0] : .sum(parts))
    }

    private func moment(_ stage: Int, _ unit: Int) -> (time: Int, unit: Int) {
        returnsSequence || stage == time - 1 ? place(unit) : (stage, unit)
    }

    func gateName(_ gate: Int) -> String {
        Cell.sums.first { $0.gate == gate }.map { $0.name.split(separator: "_").last.map(String.init) ?? $0.name } ?? ""
    }
}
