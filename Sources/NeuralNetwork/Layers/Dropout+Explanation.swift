/// Kept and enlarged, or dropped; error and signal alike.
extension DropoutLayer {
    private func scaled(_ name: String, _ value: Double, _ origin: ExplainFactor.Origin, _ unit: Int, _ pass: LayerPass<Scalar>)
        -> Arithmetic
    {
        let factor = Arithmetic.named(name, value, origin)
        guard pass.memory.mode == .train else { return factor }
        let mask = pass.memory.scratch[0][pass.sample * size + unit]
        return .quotient(
            .product([factor, .named("mask", mask)]), .difference(.constant(1), .named("rate", rate(in: pass.memory))))
    }

    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let letter = pass.letters.input
        let formula =
            pass.memory.mode == .train ? "\(letter)·mask / (1 − rate)" : "\(letter), nothing is dropped when looking"
        let value = scaled(letter, Double(pass.input[unit]), .input(unit), unit, pass)
        return [ExplainLine(pass.letters.output, formula, value, Double(pass.output[unit]))]
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dx = pass.inputGradient, let dy = pass.outputGradient else { return [] }
        let error = pass.letters.outputError
        let formula = pass.memory.mode == .train ? "\(error)·mask / (1 − rate)" : error
        return [
            ExplainLine(pass.letters.inputError, formula, scaled(error, dy[unit], .outputGradient(unit), unit, pass), dx[unit])
        ]
    }

    var isElementwise: Bool { true }

    /// The slope that the mask leaves: 0 where it drops.
    func slope(_ unit: Int, in pass: LayerPass<Scalar>) -> Double? {
        guard pass.memory.mode == .train else { return 1 }
        return Double(pass.memory.scratch[0][pass.sample * size + unit]) / (1 - rate(in: pass.memory))
    }

    /// The mask, in training.
    func forwardParts(of unit: Int, in pass: LayerPass<Scalar>) -> [LayerPart<Scalar>] {
        (pass.memory.mode == .train ? [LayerPart("mask", "0 drops it", inputShape, pass.scratch(0))] : [])
            + [outputPart(in: pass)]
    }
}
