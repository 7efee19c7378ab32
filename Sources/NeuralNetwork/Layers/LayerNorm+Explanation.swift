/// Normalized over the sample's own elements.
extension LayerNormLayer {
    func parameters(of unit: Int, in pass: LayerPass<Scalar>) -> [Int] { affine ? [unit % size, size + unit % size] : [] }

    private func normalized(_ unit: Int, _ pass: LayerPass<Scalar>) -> ExplainLine {
        let row = pass.sample * rowsPerSample + unit / size
        return ExplainLine(
            "x̂", "(x − μ)·1/σ",
            .product([
                .difference(.named("x", pass.input[unit], .input(unit)), .named("μ", pass.memory.scratch[0][row])),
                .named("1/σ", pass.memory.scratch[1][row]),
            ]))
    }

    private func gain(_ unit: Int, _ pass: LayerPass<Scalar>) -> Arithmetic {
        affine ? .named("γ", pass.parameters[unit % size], .parameter(unit % size)) : .constant(1)
    }

    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let line = normalized(unit, pass)
        guard affine else { return [ExplainLine("y", "x̂ = (x − μ)·1/σ", line.arithmetic, Double(pass.output[unit]))] }
        let shift = size + unit % size
        let arithmetic = Arithmetic.sum([
            .product([gain(unit, pass), .named("x̂", line.value)]), .named("β", pass.parameters[shift], .parameter(shift)),
        ])
        return [line, ExplainLine("y", "γ·x̂ + β", arithmetic, Double(pass.output[unit]))]
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dx = pass.inputGradient, let dy = pass.outputGradient else { return [] }
        let first = unit / size * size
        let places = first..<first + size
        let h = places.map { gain($0, pass).value * Double(dy[$0]) }
        let hats = places.map { normalized($0, pass).value }
        let mean = h.reduce(0, +) / Double(size)
        let dot = zip(h, hats).reduce(0) { $0 + $1.0 * $1.1 } / Double(size)
        let line = normalized(unit, pass)
        let row = pass.sample * rowsPerSample + unit / size
        let arithmetic = Arithmetic.product([
            .named("1/σ", pass.memory.scratch[1][row]),
            .sum([
                .product([gain(unit, pass), .named("∂L/∂y", dy[unit], .outputGradient(unit))]), .negative(.named("mean h", mean)),
                .negative(.product([.named("x̂", line.value), .named("mean h·x̂", dot)])),
            ]),
        ])
        return [line, ExplainLine("∂L/∂x", "1/σ·(h − mean h − x̂·mean(h·x̂)), h = γ·∂L/∂y", arithmetic, Double(dx[unit]))]
    }

    func explainGradient(ofParameter index: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dy = pass.memory.outputGradient, let gradients = pass.memory.gradients else { return [] }
        let memory = pass.memory
        let isShift = index >= size
        let terms = (0..<pass.count * rowsPerSample).map { row in
            let place = row * size + index % size
            let hat = Double((memory.input[place] - memory.scratch[0][row]) * memory.scratch[1][row])
            return ProductSum.Term(source: row, parameter: nil, weight: Double(dy[place]), factor: isShift ? 1 : hat)
        }
        return [
            ExplainLine(
                isShift ? "∂L/∂β" : "∂L/∂γ", isShift ? "Σ ∂L/∂y" : "Σ ∂L/∂y·x̂",
                .products(ProductSum(terms), weight: "∂L/∂y", factor: isShift ? "1" : "x̂"), Double(gradients[index]))
        ]
    }
}
