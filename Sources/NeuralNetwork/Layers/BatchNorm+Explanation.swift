/// Normalized by the batch's statistics when training, by the running ones when looking.
extension BatchNormLayer {
    func symbol(ofTensor name: String, _ indices: [Int]) -> ParameterSymbol {
        ParameterSymbol(name == "bias" ? "β" : "γ", indices)
    }

    func parameters(of unit: Int, in pass: LayerPass<Scalar>) -> [Int] { affine ? [unit / plane, channels + unit / plane] : [] }

    private func factors(_ unit: Int, _ pass: LayerPass<Scalar>) -> (
        mean: Arithmetic, inverse: Arithmetic, normalized: ExplainLine
    ) {
        let channel = unit / plane
        let mean = Arithmetic.named("μ", pass.memory.scratch[0][channel])
        let inverse = Arithmetic.named("1/σ", pass.memory.scratch[1][channel])
        let arithmetic = Arithmetic.product([.difference(.named("x", pass.input[unit], .input(unit)), mean), inverse])
        return (mean, inverse, ExplainLine("x̂", "(x − μ)·1/σ", arithmetic))
    }

    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let channel = unit / plane
        let normalized = factors(unit, pass).normalized
        guard affine else { return [ExplainLine("y", "x̂ = (x − μ)·1/σ", normalized.arithmetic, Double(pass.output[unit]))] }
        let arithmetic = Arithmetic.sum([
            .product([.named("γ", pass.parameters[channel], .parameter(channel)), .named("x̂", normalized.value)]),
            .named("β", pass.parameters[channels + channel], .parameter(channels + channel)),
        ])
        return [normalized, ExplainLine("y", "γ·x̂ + β", arithmetic, Double(pass.output[unit]))]
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dx = pass.inputGradient, let dy = pass.outputGradient else { return [] }
        let channel = unit / plane
        let (_, inverse, normalized) = factors(unit, pass)
        let gain = affine ? Arithmetic.named("γ", pass.parameters[channel], .parameter(channel)) : .constant(1)
        let error = Arithmetic.named("∂L/∂y", dy[unit], .outputGradient(unit))
        guard pass.memory.mode == .train else {
            return [ExplainLine("∂L/∂x", "γ·1/σ·∂L/∂y", .product([gain, inverse, error]), Double(dx[unit]))]
        }
        let lines = sums(channel, pass)
        let count = Double(pass.count * plane)
        let means = (lines.error.value / count, lines.dot.value / count)
        let arithmetic = Arithmetic.product([
            gain, inverse,
            .sum([
                error, .negative(.named("mean ∂L/∂y", means.0)),
                .negative(.product([.named("x̂", normalized.value), .named("mean ∂L/∂y·x̂", means.1)])),
            ]),
        ])
        return [normalized, ExplainLine("∂L/∂x", "γ·1/σ·(∂L/∂y − mean ∂L/∂y − x̂·mean(∂L/∂y·x̂))", arithmetic, Double(dx[unit]))]
    }

    func explainGradient(ofParameter index: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard pass.memory.outputGradient != nil, let gradients = pass.memory.gradients else { return [] }
        let lines = sums(index % channels, pass)
        let (line, name) = index < channels ? (lines.dot, "∂L/∂γ") : (lines.error, "∂L/∂β")
        return [ExplainLine(name, line.formula, line.arithmetic, Double(gradients[index]))]
    }

    /// Σ ∂L/∂y and Σ ∂L/∂y·x̂ over a channel of the batch.
    private func sums(_ channel: Int, _ pass: LayerPass<Scalar>) -> (error: ExplainLine, dot: ExplainLine) {
        let (x, dy) = (pass.memory.input, pass.memory.outputGradient ?? pass.memory.output)
        let (mean, inverse) = (pass.memory.scratch[0][channel], pass.memory.scratch[1][channel])
        let places = (0..<pass.count).flatMap { sample in (0..<plane).map { (sample * channels + channel) * plane + $0 } }
        let dots = places.map {
            ProductSum.Term(source: $0, parameter: nil, weight: Double(dy[$0]), factor: Double((x[$0] - mean) * inverse))
        }
        let errors = places.map { ProductSum.Term(source: $0, parameter: nil, weight: Double(dy[$0]), factor: 1) }
        return (
            ExplainLine("Σ ∂L/∂y", "Σ ∂L/∂y", .products(ProductSum(errors), weight: "∂L/∂y", factor: "1")),
            ExplainLine("Σ ∂L/∂y·x̂", "Σ ∂L/∂y·x̂", .products(ProductSum(dots), weight: "∂L/∂y", factor: "x̂"))
        )
    }
}
