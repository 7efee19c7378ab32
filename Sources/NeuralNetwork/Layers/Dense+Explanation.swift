/// `∂L/∂w = δ·x`, the mean over the batch.
extension DenseLayer {
    func parameters(of unit: Int, in pass: LayerPass<Scalar>) -> [Int] {
        let (inputs, neuron) = (inputShape.last, unit % outputShape.last)
        return Array(neuron * inputs..<(neuron + 1) * inputs) + (addsBias ? [inputs * outputShape.last + neuron] : [])
    }

    func explainGradient(ofParameter index: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dy = pass.outputGradients else { return [] }
        let (inputs, outputs) = (inputShape.last, outputShape.last)
        return [
            pass.gradientLine(
                rowsPerSample: inputShape.count / inputs, isBias: index >= inputs * outputs, parameter: index
            ) { row in
                index < inputs * outputs
                    ? (dy[row * outputs + index / inputs], Double(pass.memory.input[row * inputs + index % inputs]))
                    : (dy[row * outputs + index - inputs * outputs], 1)
            }
        ].compactMap { $0 }
    }
}

extension LayerPass {
    /// The gradient of a weight or bias of a sum: what each row of the samples says, `δ·x`, or `δ` alone for a bias.
    /// - Parameters:
    ///   - rowsPerSample: places of a sample that say something: times of a sequence, places of a map.
    ///   - input: the letter of what the weight is multiplied with; what goes into the layer where nil.
    func gradientLine(
        rowsPerSample: Int, isBias: Bool, parameter index: Int, weight: String? = nil, input: String? = nil,
        _ product: (Int) -> (error: Double, input: Double)
    ) -> ExplainLine? {
        let terms = (samples.lowerBound * rowsPerSample..<samples.upperBound * rowsPerSample).map { row in
            let (error, input) = product(row)
            return ProductSum.Term(source: row, parameter: nil, weight: error, factor: input)
        }
        return gradientLine(
            isBias ? "∂L/∂b" : "∂L/∂w", terms, weight: weight ?? letters.outputError,
            factor: isBias ? "1" : input ?? letters.input, parameter: index)
    }
}
