/// A neuron's sum `z = Σ w·x + b`, and what comes back to an input: `∂L/∂x = Σ w·∂L/∂z`.
extension DenseLayer {
    func forwardTermCount(_ unit: Int) -> Int { inputShape.last }
    func backwardTermCount(_ unit: Int) -> Int { outputShape.last }
    var addsBias: Bool { spec.flag("bias") }

    @_specialize(where Scalar == Float)
    func forwardSum(_ unit: Int, in pass: LayerPass<Scalar>) -> ProductSum? {
        let (inputs, outputs) = (inputShape.last, outputShape.last)
        let (row, neuron) = (unit / outputs, unit % outputs)
        let x = pass.input + row * inputs
        let terms = (0..<inputs).map { input in
            ProductSum.Term(
                source: row * inputs + input, parameter: neuron * inputs + input,
                weight: Double(pass.parameters[neuron * inputs + input]), factor: Double(x[input]))
        }
        guard addsBias else { return ProductSum(terms) }
        let place = inputs * outputs + neuron
        return ProductSum(terms, bias: Double(pass.parameters[place]), biasParameter: place)
    }

    @_specialize(where Scalar == Float)
    func backwardSum(_ unit: Int, in pass: LayerPass<Scalar>) -> ProductSum? {
        guard let gradient = pass.outputGradient else { return nil }
        let (inputs, outputs) = (inputShape.last, outputShape.last)
        let (row, input) = (unit / inputs, unit % inputs)
        let dy = gradient + row * outputs
        return ProductSum(
            (0..<outputs).map { neuron in
                ProductSum.Term(
                    source: row * outputs + neuron, parameter: neuron * inputs + input,
                    weight: Double(pass.parameters[neuron * inputs + input]), factor: dy[neuron])
            })
    }
}
