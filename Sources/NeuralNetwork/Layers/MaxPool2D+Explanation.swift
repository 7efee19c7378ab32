/// The largest of the window; its gradient goes back to the first that is largest.
extension MaxPoolLayer {
    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let offset = unit / geometry.outputPlane * geometry.inputPlane
        let window = geometry.elements(of: unit % geometry.outputPlane).map {
            Arithmetic.named(pass.letters.input, pass.input[offset + $0], .input(offset + $0))
        }
        return [
            ExplainLine(
                pass.letters.output, "max of \(pass.letters.input) over the window", .largest(window), Double(pass.output[unit]))
        ]
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dx = pass.inputGradient, let dy = pass.outputGradient else { return [] }
        let (channel, place) = (unit / geometry.inputPlane, unit % geometry.inputPlane)
        let error = pass.letters.outputError
        var parts: [Arithmetic] = []
        for (i, _) in geometry.windows(ofRow: place / geometry.width) {
            for (j, _) in geometry.windows(ofColumn: place % geometry.width) {
                let output = i * geometry.outputWidth + j
                let elements = geometry.elements(of: output)
                var best = elements[0]
                for element in elements {
                    let (value, largest) = (
                        pass.input[channel * geometry.inputPlane + element], pass.input[channel * geometry.inputPlane + best]
                    )
                    if value > largest || value.isNaN { best = element }
                }
                let source = channel * geometry.outputPlane + output
                if best == place { parts.append(.named(error, dy[source], .outputGradient(source))) }
            }
        }
        let formula = parts.isEmpty ? "0: it is the largest of no window" : "Σ \(error) of the windows that it is the largest of"
        return [ExplainLine(pass.letters.inputError, formula, .sum(parts), dx[unit])]
    }
}
