/// A kernel's gradient: over the batch and all places of the window.
extension ConvolutionLayer {
    func parameters(of unit: Int, in pass: LayerPass<Scalar>) -> [Int] {
        let (patch, channel) = (geometry.channels * geometry.kernelCount, unit / geometry.outputPlane)
        return Array(channel * patch..<(channel + 1) * patch) + (addsBias ? [outputShape[0] * patch + channel] : [])
    }

    func explainGradient(ofParameter index: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dy = pass.outputGradients else { return [] }
        let g = geometry
        let weights = outputShape[0] * g.channels * g.kernelCount
        let isBias = index >= weights
        let channel = isBias ? index - weights : index / (g.channels * g.kernelCount)
        let (c, u, v) = (index / g.kernelCount % g.channels, index % g.kernelCount / g.kernelWidth, index % g.kernelWidth)
        return [
            pass.gradientLine(rowsPerSample: g.outputPlane, isBias: isBias, parameter: index) { row in
                let (sample, place) = (row / g.outputPlane, row % g.outputPlane)
                let gradient = dy[(sample * outputShape[0] + channel) * g.outputPlane + place]
                if isBias { return (gradient, 1) }
                let (i, j) = (
                    place / g.outputWidth * g.strideHeight - g.padHeight + u * g.dilationHeight,
                    place % g.outputWidth * g.strideWidth - g.padWidth + v * g.dilationWidth
                )
                guard i >= 0, i < g.height, j >= 0, j < g.width else { return (gradient, 0) }
                return (gradient, Double(pass.memory.input[sample * inputShape.count + c * g.inputPlane + i * g.width + j]))
            }
        ].compactMap { $0 }
    }

    /// The kernel of the unit's map, for each input channel.
    func forwardParts(of unit: Int, in pass: LayerPass<Scalar>) -> [LayerPart<Scalar>] {
        let patch = geometry.channels * geometry.kernelCount
        let map = min(outputShape[0] - 1, unit / max(1, geometry.outputPlane))
        let shape = Shape([geometry.channels] + geometry.kernelShape)
        return [
            LayerPart("w", "kernel of map \(map)", shape, pass.values(pass.parameters + map * patch, patch)),
            outputPart(in: pass),
        ]
    }
}
