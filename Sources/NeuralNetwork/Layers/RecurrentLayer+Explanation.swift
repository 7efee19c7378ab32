/// A unit's state at one time, the error at one input, and the gradients summed over time and batch.
extension RecurrentLayer {
    /// Of what the input is multiplied with w, of what the state before is multiplied with u; a bias of each. A gate's number
    /// stands before its units', one gate after the other.
    func symbol(ofTensor name: String, _ indices: [Int]) -> ParameterSymbol {
        let place = [indices[0] % size] + indices.dropFirst()
        let part = Cell.gateCount > 1 ? gateName(indices[0] / size) : ""
        switch name {
        case "weightInput": return ParameterSymbol("w", part: part, place)
        case "weightHidden": return ParameterSymbol("u", part: part, place)
        case "biasHidden": return ParameterSymbol("b", part: part.isEmpty ? "h" : "h" + part, place)
        default: return ParameterSymbol("b", part: part.isEmpty ? "x" : "x" + part, place)
        }
    }

    func parameters(of unit: Int, in pass: LayerPass<Scalar>) -> [Int] {
        let rows: [Int] = (0..<Cell.gateCount).map { $0 * size + place(unit).unit }
        let biases = hiddenOffset + gated * size
        var places: [Int] = []
        for row in rows { places += row * features..<(row + 1) * features }
        for row in rows { places += hiddenOffset + row * size..<hiddenOffset + (row + 1) * size }
        if hasBias { for row in rows { places += [biases + row, biases + gated + row] } }
        return places
    }

    func place(_ unit: Int) -> (time: Int, unit: Int) { returnsSequence ? (unit / size, unit % size) : (time - 1, unit) }

    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let (t, j) = place(unit)
        return explain(time: t, j, in: pass)
    }

    /// The computation of a unit's state at a time.
    func explain(time t: Int, _ j: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let memory = pass.memory
        let parts = (0..<Cell.gateCount).flatMap { gate -> [ExplainLine] in
            let row = gate * size + j
            let name = Cell.gateCount == 1 ? "" : "_" + gateName(gate)
            let at = (pass.sample * time + t) * gated + row
            let input = (0..<features).map {
                ProductSum.Term(
                    source: t * features + $0, parameter: row * features + $0,
                    weight: Double(pass.parameters[row * features + $0]),
                    factor: Double(pass.input[t * features + $0]))
            }
            let state = (0..<size).map {
                let parameter = hiddenOffset + row * size + $0
                return ProductSum.Term(
                    source: -1, parameter: parameter, weight: Double(pass.parameters[parameter]),
                    factor: Double(memory.scratch[3][(pass.sample * (time + 1) + t) * size + $0]))
            }
            let bias = hiddenOffset + gated * size + row
            return [
                ExplainLine(
                    "zₓ" + name, "Σ w·\(pass.letters.input)" + (hasBias ? " + bₓ" : ""),
                    .products(
                        ProductSum(input, bias: hasBias ? Double(pass.parameters[bias]) : nil, biasParameter: bias), weight: "w",
                        factor: pass.letters.input),
                    Double(memory.scratch[0][at]), isStep: true),
                ExplainLine(
                    "zₕ" + name, "Σ u·h₋₁" + (hasBias ? " + bₕ" : ""),
                    .products(
                        ProductSum(
                            state, bias: hasBias ? Double(pass.parameters[bias + gated]) : nil, biasParameter: bias + gated),
                        weight: "u",
                        factor: "h₋₁"),
                    Double(memory.scratch[1][at]), isStep: true),
            ]
        }
        return parts + Cell.explain(j, step(memory, pass.sample, t), variant: variant)
    }

    func backwardTermCount(_ unit: Int) -> Int { gated }

    func backwardSum(_ unit: Int, in pass: LayerPass<Scalar>) -> ProductSum? {
        let (t, feature) = (unit / features, unit % features)
        let errors = pass.errors(pass.memory.scratch[7])
        return ProductSum(
            (0..<gated).map { row in
                ProductSum.Term(
                    source: -1, parameter: row * features + feature, weight: Double(pass.parameters[row * features + feature]),
                    factor: errors[(pass.sample * time + t) * gated + row])
            })
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dx = pass.inputGradient, let sum = backwardSum(unit, in: pass) else { return [] }
        return [
            ExplainLine(
                pass.letters.inputError, Cell.gateCount == 1 ? "Σ w·δ" : "Σ w·δ, over the gates",
                .products(sum, weight: "w", factor: "δ"), dx[unit])
        ]
    }

    func explainGradient(ofParameter index: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard pass.memory.outputGradient != nil else { return [] }
        let memory = pass.memory
        let (inputErrors, stateErrors) = (pass.errors(memory.scratch[7]), pass.errors(memory.scratch[8]))
        let biases = hiddenOffset + gated * size
        if index < hiddenOffset {
            let (row, feature) = (index / features, index % features)
            return [
                pass.gradientLine(rowsPerSample: time, isBias: false, parameter: index, weight: "δ") {
                    (inputErrors[$0 * gated + row], Double(memory.input[$0 * features + feature]))
                }
            ].compactMap { $0 }
        }
        if index < biases {
            let (row, unit) = ((index - hiddenOffset) / size, (index - hiddenOffset) % size)
            return [
                pass.gradientLine(rowsPerSample: time, isBias: false, parameter: index, weight: "δ", input: "h₋₁") {
                    let (sample, t) = ($0 / time, $0 % time)
                    return (
                        stateErrors[$0 * gated + row], Double(memory.scratch[3][(sample * (time + 1) + t) * size + unit])
                    )
                }
            ].compactMap { $0 }
        }
        let errors = index - biases < gated ? inputErrors : stateErrors
        let row = (index - biases) % gated
        return [
            pass.gradientLine(rowsPerSample: time, isBias: true, parameter: index, weight: "δ") { (errors[$0 * gated + row], 1) }
        ].compactMap { $0 }
    }
}
