/// The projection of what was attended to, and how strongly to which position.
extension SelfAttentionLayer {
    /// Of the projections to query, key, value and output: w_q, b_q, …
    func symbol(ofTensor name: String, _ indices: [Int]) -> ParameterSymbol {
        ParameterSymbol(name.hasSuffix("bias") ? "b" : "w", part: String(name.prefix(1)), indices)
    }

    func parameters(of unit: Int, in pass: LayerPass<Scalar>) -> [Int] {
        let channel = unit % features
        return [3, 0, 1, 2].flatMap { part -> [Int] in
            let start = part * projection.parameterCount
            return Array(start + channel * features..<start + (channel + 1) * features)
                + (projection.hasBias ? [start + projection.weightCount + channel] : [])
        }
    }

    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let memory = pass.memory
        let (query, channel) = (unit / features, unit % features)
        let start = 3 * projection.parameterCount
        let context = memory.scratch[4] + pass.sample * inputShape.count + query * features
        let terms = (0..<features).map {
            let parameter = start + channel * features + $0
            return ProductSum.Term(
                source: query * features + $0, parameter: parameter, weight: Double(pass.parameters[parameter]),
                factor: Double(context[$0]))
        }
        let bias = start + projection.weightCount + channel
        let sum = ProductSum(terms, bias: projection.hasBias ? Double(pass.parameters[bias]) : nil, biasParameter: bias)
        let output = ExplainLine(
            pass.letters.output, projection.hasBias ? "Σ wₒ·c + bₒ" : "Σ wₒ·c", .products(sum, weight: "w", factor: "c"),
            Double(pass.output[unit]))
        let strongest = terms.indices.max { abs(terms[$0].product) < abs(terms[$1].product) } ?? 0
        return attention(query: query, channel: strongest, pass) + [output]
    }

    /// The computation of the context that carries most: attention over the positions, and the score of the one attended to most.
    private func attention(query: Int, channel: Int, _ pass: LayerPass<Scalar>) -> [ExplainLine] {
        let memory = pass.memory
        let head = channel / width
        let row = memory.scratch[0] + ((pass.sample * heads + head) * time + query) * time
        let values = memory.scratch[3] + pass.sample * inputShape.count
        let terms = (0..<time).map {
            ProductSum.Term(source: -1, parameter: nil, weight: Double(row[$0]), factor: Double(values[$0 * features + channel]))
        }
        let key = (0..<time).max { row[$0] < row[$1] } ?? 0
        let (q, k) = (memory.scratch[1] + pass.sample * inputShape.count, memory.scratch[2] + pass.sample * inputShape.count)
        func score(_ position: Int) -> ProductSum {
            ProductSum(
                (head * width..<(head + 1) * width).map {
                    ProductSum.Term(
                        source: -1, parameter: nil, weight: Double(q[query * features + $0]) * Double(scale),
                        factor: Double(k[position * features + $0]))
                })
        }
        let seen = (0..<time).filter { !isCausal || $0 <= query }
        let total = Arithmetic.sum(seen.map { .function(.exponential, .named("s", score($0).total)) })
        let strongest = ExplainLine(
            "s", "Σ q/√d·k, of t \(key)", .products(score(key), weight: "q/√d", factor: "k"), isStep: true)
        return [
            strongest,
            ExplainLine(
                "A", "e^s / Σ e^s", .quotient(.function(.exponential, .named("s", strongest.value)), total), Double(row[key]),
                isStep: true),
            ExplainLine(
                "c", "Σ A·v", .products(ProductSum(terms), weight: "A", factor: "v"),
                Double(memory.scratch[4][pass.sample * inputShape.count + query * features + channel]), isStep: true),
        ]
    }

    func backwardTermCount(_ unit: Int) -> Int { 3 * features }

    func backwardSum(_ unit: Int, in pass: LayerPass<Scalar>) -> ProductSum? {
        let (position, feature) = (unit / features, unit % features)
        return ProductSum(
            (0..<3).flatMap { part in
                (0..<features).map { channel in
                    let parameter = part * projection.parameterCount + channel * features + feature
                    return ProductSum.Term(
                        source: -1, parameter: parameter, weight: Double(pass.parameters[parameter]),
                        factor: pass.errors(pass.memory.scratch[5 + part])[
                            pass.sample * inputShape.count + position * features + channel])
                }
            })
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dx = pass.inputGradient, let sum = backwardSum(unit, in: pass) else { return [] }
        return [
            ExplainLine(
                pass.letters.inputError, "Σ w·δ, over query, key and value", .products(sum, weight: "w", factor: "δ"), dx[unit])
        ]
    }

    func explainGradient(ofParameter index: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dy = pass.outputGradients else { return [] }
        let memory = pass.memory
        let (part, place) = (index / projection.parameterCount, index % projection.parameterCount)
        let isBias = place >= projection.weightCount
        let channel = isBias ? place - projection.weightCount : place / features
        let feature = place % features
        let errors = part == 3 ? dy : pass.errors(memory.scratch[5 + part])
        let inputs = part == 3 ? memory.scratch[4] : memory.input
        return [
            pass.gradientLine(
                rowsPerSample: time, isBias: isBias, parameter: index, weight: "δ", input: part == 3 ? "c" : nil
            ) { (errors[$0 * features + channel], isBias ? 1 : Double(inputs[$0 * features + feature])) }
        ].compactMap { $0 }
    }
}
