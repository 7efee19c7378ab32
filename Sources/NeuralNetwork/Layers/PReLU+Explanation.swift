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
        let x = Arithmetic.named("x", pass.input[unit], .input(unit))
        let isPositive = pass.input[unit] > 0
        return [
            ExplainLine(
                "y", isPositive ? "x, x > 0" : "α·x, x <= 0", isPositive ? x : .product([slopeFactor(unit, pass), x]),
                Double(pass.output[unit]))
        ]
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dx = pass.inputGradient, let dy = pass.outputGradient else { return [] }
        let isPositive = pass.input[unit] > 0
        let slope = ExplainLine(
            "f′(x)", isPositive ? "1, x > 0" : "α, x <= 0", isPositive ? .constant(1) : slopeFactor(unit, pass))
        let product = Arithmetic.product([.named("∂L/∂y", dy[unit], .outputGradient(unit)), .named("f′(x)", slope.value)])
        return [slope, ExplainLine("∂L/∂x", "∂L/∂y·f′(x)", product, Double(dx[unit]))]
    }

    func explainGradient(ofParameter index: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dy = pass.memory.outputGradient, let gradients = pass.memory.gradients else { return [] }
        let (x, size) = (pass.memory.input, inputShape.count)
        let places = (0..<pass.count).flatMap { sample in (0..<width).map { sample * size + index * width + $0 } }
        let terms = places.enumerated().map { order, place in
            ProductSum.Term(
                source: order, parameter: nil, weight: Double(dy[place]), factor: x[place] > 0 ? 0 : Double(x[place]))
        }
        return [
            ExplainLine(
                "∂L/∂α", "Σ ∂L/∂y·x where x <= 0", .products(ProductSum(terms), weight: "∂L/∂y", factor: "x"),
                Double(gradients[index]))
        ]
    }
}
