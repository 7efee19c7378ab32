/// PReLU with its numbers; the slope's gradient is over all units that share it, in the whole batch.
extension PReLULayer {
    var isElementwise: Bool { true }

    func symbol(ofTensor name: String, _ indices: [Int]) -> ParameterSymbol { ParameterSymbol("α", indices) }

    func parameters(of unit: Int, in pass: LayerPass<Scalar>) -> [Int] { [unit / width] }

    func slope(_ unit: Int, in pass: LayerPass<Scalar>) -> Double? {
        pass.input[unit] > 0 ? 1 : Double(pass.parameters[unit / width])
    }

    private func slopeFactor(_ unit: Int, _ pass: LayerPass<Scalar>) -> Arithmetic {
        .named("α", pass.parameters[unit / width], .parameter(unit / width))
    }

    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let letter = pass.letters.input
        let z = Arithmetic.named(letter, pass.input[unit], .input(unit))
        let isPositive = pass.input[unit] > 0
        return [
            ExplainLine(
                pass.letters.output, isPositive ? "\(letter), \(letter) > 0" : "α·\(letter), \(letter) <= 0",
                isPositive ? z : .product([slopeFactor(unit, pass), z]), Double(pass.output[unit]))
        ]
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dx = pass.inputGradient, let dy = pass.outputGradient else { return [] }
        let isPositive = pass.input[unit] > 0
        let slope = ExplainLine(
            pass.letters.slope, isPositive ? "1, \(pass.letters.input) > 0" : "α, \(pass.letters.input) <= 0",
            isPositive ? .constant(1) : slopeFactor(unit, pass), isStep: true)
        return [slope, pass.slopeLine(slope, dy[unit], dx[unit], unit)]
    }

    func explainGradient(ofParameter index: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dy = pass.outputGradients else { return [] }
        let (x, size) = (pass.memory.input, inputShape.count)
        let places = pass.samples.flatMap { sample in (0..<width).map { sample * size + index * width + $0 } }
        let terms = places.enumerated().map { order, place in
            ProductSum.Term(
                source: order, parameter: nil, weight: dy[place], factor: x[place] > 0 ? 0 : Double(x[place]))
        }
        return [
            pass.gradientLine(
                "∂L/∂α", terms, weight: pass.letters.outputError, factor: pass.letters.input, parameter: index,
                place: "where \(pass.letters.input) <= 0")
        ].compactMap { $0 }
    }
}
