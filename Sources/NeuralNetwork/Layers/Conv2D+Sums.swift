/// The window's sum `y = Σ w·x + b`, zeros around the image included, and what comes back to a pixel: the sum over all windows
/// that it lies in.
extension ConvolutionLayer {
    func forwardTermCount(_ unit: Int) -> Int { patchCount }
    var addsBias: Bool { spec.flag("bias") }

    private var patchCount: Int { geometry.channels * geometry.kernelCount }

    func forwardSum(_ unit: Int, in pass: LayerPass<Scalar>) -> ProductSum? {
        let g = geometry
        let (channel, place) = (unit / g.outputPlane, unit % g.outputPlane)
        let (top, left) = (
            place / g.outputWidth * g.strideHeight - g.padHeight, place % g.outputWidth * g.strideWidth - g.padWidth
        )
        let x = pass.input
        var terms: [ProductSum.Term] = []
        terms.reserveCapacity(patchCount)
        for c in 0..<g.channels {
            for u in 0..<g.kernelHeight {
                for v in 0..<g.kernelWidth {
                    let (row, column) = (top + u * g.dilationHeight, left + v * g.dilationWidth)
                    let isInside = row >= 0 && row < g.height && column >= 0 && column < g.width
                    let source = isInside ? c * g.inputPlane + row * g.width + column : -1
                    let parameter = ((channel * g.channels + c) * g.kernelHeight + u) * g.kernelWidth + v
                    terms.append(
                        ProductSum.Term(
                            source: source, parameter: parameter, weight: Double(pass.parameters[parameter]),
                            factor: isInside ? Double(x[source]) : 0))
                }
            }
        }
        guard addsBias else { return ProductSum(terms) }
        let bias = outputShape[0] * patchCount + channel
        return ProductSum(terms, bias: Double(pass.parameters[bias]), biasParameter: bias)
    }

    func backwardTermCount(_ unit: Int) -> Int {
        let place = unit % geometry.inputPlane
        return outputShape[0] * geometry.windows(ofRow: place / geometry.width).count
            * geometry.windows(ofColumn: place % geometry.width).count
    }

    func backwardSum(_ unit: Int, in pass: LayerPass<Scalar>) -> ProductSum? {
        guard let gradient = pass.outputGradient else { return nil }
        let g = geometry
        let (c, place) = (unit / g.inputPlane, unit % g.inputPlane)
        let rows = g.windows(ofRow: place / g.width)
        let columns = g.windows(ofColumn: place % g.width)
        let dy = gradient
        var terms: [ProductSum.Term] = []
        for channel in 0..<outputShape[0] {
            for (i, u) in rows {
                for (j, v) in columns {
                    let source = channel * g.outputPlane + i * g.outputWidth + j
                    let parameter = ((channel * g.channels + c) * g.kernelHeight + u) * g.kernelWidth + v
                    terms.append(
                        ProductSum.Term(
                            source: source, parameter: parameter, weight: Double(pass.parameters[parameter]),
                            factor: dy[source]))
                }
            }
        }
        return ProductSum(terms)
    }
}
