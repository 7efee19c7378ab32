import NeuralNetwork

extension Network {
    /// Of how many parameters of a layer one is counted where at most `limit` are looked at: 1 where there are no more than that.
    ///
    /// The step shares no factor with the length of any axis, so that it gets around to every row and every column. One that
    /// divided the length of a row would count the same few columns of every row for ever.
    package func sampleStride(ofLayer layer: Int, limit: Int) -> Int {
        let count = parameterRange(ofLayer: layer).count
        guard count > limit else { return 1 }
        let axes = layout.entries(ofLayer: layer).flatMap(\.shape.dimensions)
        var step = (count + limit - 1) / limit
        while axes.contains(where: { greatestCommonDivisor($0, step) > 1 }) { step += 1 }
        return step
    }
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : greatestCommonDivisor(b, a % b) }
