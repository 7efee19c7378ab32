/// Normalized by the batch's statistics when training, by the running ones when looking.
extension BatchNormLayer {
    func symbol(ofTensor name: String, _ indices: [Int]) -> ParameterSymbol {
        ParameterSymbol(name == "bias" ? "β" : "γ", indices)
    }

    func parameters(of unit: Int, in pass: LayerPass<Scalar>) -> [Int] { affine ? [unit / plane, channels + unit / plane] : [] }

    private func factors(_ unit: Int, _ pass: LayerPass<Scalar>) -> (inverse: Arithmetic, normalized: ExplainLine) {
        let channel = unit / plane
        let mean = Arithmetic.named("μ", pass.memory.scratch[0][channel])
        let inverse = Arithmetic.named("1/σ", pass.memory.scratch[1][channel])
        let letter = pass.letters.input
        let arithmetic = Arithmetic.product([.difference(.named(letter, pass.input[unit], .input(unit)), mean), inverse])
        return (inverse, ExplainLine("x̂", "(\(letter) − μ)·1/σ", arithmetic))
    }

    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let channel = unit / plane
        let normalized = factors(unit, pass).normalized
        guard affine else {
            return [
                ExplainLine(pass.letters.output, normalized.formula, normalized.arithmetic, Double(pass.output[unit]))
            ]
        }
        let arithmetic = Arithmetic.sum([
            .product([.named("γ", pass.parameters[channel], .parameter(channel)), .named("x̂", normalized.value)]),
            .named("β", pass.parameters[channels + channel], .parameter(channels + channel)),
        ])
        return [normalized.asStep, ExplainLine(pass.letters.output, "γ·x̂ + β", arithmetic, Double(pass.output[unit]))]
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dx = pass.inputGradient, let dy = pass.outputGradient else { return [] }
        let channel = unit / plane
        let (inverse, normalized) = factors(unit, pass)
        let gain = affine ? [Arithmetic.named("γ", pass.parameters[channel], .parameter(channel))] : []
        let d = pass.letters.outputError
        let error = Arithmetic.named(d, dy[unit], .outputGradient(unit))
        let before = affine ? "γ·1/σ" : "1/σ"
        guard pass.memory.mode == .train else {
            return [ExplainLine(pass.letters.inputError, "\(before)·\(d)", .product(gain + [inverse, error]), dx[unit])]
        }
        let errors = ProductSum(terms(channel, pass, normalized: false)).total
        let dots = ProductSum(terms(channel, pass, normalized: true)).total
        let count = Double(pass.count * plane)
        let arithmetic = Arithmetic.product(
            gain + [
                inverse,
                .sum([
                    error, .negative(.named("mean \(d)", errors / count)),
                    .negative(.product([.named("x̂", normalized.value), .named("mean \(d)·x̂", dots / count)])),
                ]),
            ])
        return [
            normalized.asStep,
            ExplainLine(pass.letters.inputError, "\(before)·(\(d) − mean \(d) − x̂·mean(\(d)·x̂))", arithmetic, dx[unit]),
        ]
    }

    func explainGradient(ofParameter index: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard pass.memory.outputGradient != nil else { return [] }
        let isGain = index < channels
        let terms = terms(index % channels, pass, normalized: isGain)
        return [
            pass.gradientLine(
                isGain ? "∂L/∂γ" : "∂L/∂β", terms, weight: pass.letters.outputError, factor: isGain ? "x̂" : "1", parameter: index)
        ].compactMap { $0 }
    }

    /// Errors over a channel of the batch, each times what was normalized or 1.
    private func terms(_ channel: Int, _ pass: LayerPass<Scalar>, normalized: Bool) -> [ProductSum.Term] {
        guard let dy = pass.outputGradients else { return [] }
        let x = pass.memory.input
        let (mean, inverse) = (pass.memory.scratch[0][channel], pass.memory.scratch[1][channel])
        let places = pass.samples.flatMap { sample in (0..<plane).map { (sample * channels + channel) * plane + $0 } }
        return places.enumerated().map { order, place in
            let factor = normalized ? Double((x[place] - mean) * inverse) : 1
            return ProductSum.Term(source: order, parameter: nil, weight: dy[place], factor: factor)
        }
    }
}
