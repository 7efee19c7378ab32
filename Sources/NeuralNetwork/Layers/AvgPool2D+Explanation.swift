/// The mean of the window; its gradient goes back to all in equal shares.
extension AvgPoolLayer {
    private func share(_ output: Int) -> Double {
        1 / Double(countsPadding ? geometry.kernelCount : geometry.elements(of: output).count)
    }

    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let offset = unit / geometry.outputPlane * geometry.inputPlane
        let place = unit % geometry.outputPlane
        let terms = geometry.elements(of: place).map {
            ProductSum.Term(source: offset + $0, parameter: nil, weight: share(place), factor: Double(pass.input[offset + $0]))
        }
        let letter = pass.letters.input
        return [
            ExplainLine(
                pass.letters.output, "mean of \(letter) over the window",
                .products(ProductSum(terms), weight: "share", factor: letter), Double(pass.output[unit]))
        ]
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dx = pass.inputGradient, let dy = pass.outputGradient else { return [] }
        let (channel, place) = (unit / geometry.inputPlane, unit % geometry.inputPlane)
        var terms: [ProductSum.Term] = []
        for (i, _) in geometry.windows(ofRow: place / geometry.width) {
            for (j, _) in geometry.windows(ofColumn: place % geometry.width) {
                let output = i * geometry.outputWidth + j
                let source = channel * geometry.outputPlane + output
                terms.append(ProductSum.Term(source: source, parameter: nil, weight: share(output), factor: dy[source]))
            }
        }
        let error = pass.letters.outputError
        return [
            ExplainLine(
                pass.letters.inputError, "Σ share·\(error) of the windows that it is in",
                .products(ProductSum(terms), weight: "share", factor: error), dx[unit])
        ]
    }
}
