import NeuralNetwork

/// What each layer's numbers look like in one step: taken while the step touches them anyway, for every step.
public final class StepStatistics {
    /// For each trainable layer, ‖∂L/∂θ‖₂ over all its parameters, before clipping.
    public var gradientNorms: [Double] { Array(UnsafeBufferPointer(start: gradientNormsMemory, count: trainableLayers)) }
    /// For each trainable layer, ‖θ‖₂ before the update.
    public var weightNorms: [Double] { Array(UnsafeBufferPointer(start: weightNormsMemory, count: trainableLayers)) }
    /// For each trainable layer, ‖Δθ‖₂ / ‖θ‖₂.
    public var updateRatios: [Double] { Array(UnsafeBufferPointer(start: updateRatiosMemory, count: trainableLayers)) }
    /// For each top-level layer, the mean of |a| over the batch and all neurons.
    public var meanActivations: [Double] { Array(UnsafeBufferPointer(start: meanActivationsMemory, count: layers)) }
    /// Parameters in a block: small enough that what one pass has read the next finds in the nearest cache.
    private static let block = 2048
    private let layers: Int
    private let trainableLayers: Int
    private let gradientNormsMemory: UnsafeMutablePointer<Double>
    private let weightNormsMemory: UnsafeMutablePointer<Double>
    private let updateRatiosMemory: UnsafeMutablePointer<Double>
    private let meanActivationsMemory: UnsafeMutablePointer<Double>
    private let outputSizes: UnsafeMutablePointer<Int>
    /// A block before its update.
    private let before: FlatStore<Float>

    /// - Parameter outputSizes: for each top-level layer, the values of one sample's output.
    init(outputSizes: [Int], trainableLayers: Int) {
        (layers, self.trainableLayers) = (outputSizes.count, trainableLayers)
        func memory(_ count: Int) -> UnsafeMutablePointer<Double> {
            let memory = UnsafeMutablePointer<Double>.allocate(capacity: count)
            memory.initialize(repeating: .nan, count: count)
            return memory
        }
        gradientNormsMemory = memory(trainableLayers)
        weightNormsMemory = memory(trainableLayers)
        updateRatiosMemory = memory(trainableLayers)
        meanActivationsMemory = memory(layers)
        self.outputSizes = .allocate(capacity: layers)
        for (layer, size) in outputSizes.enumerated() { (self.outputSizes + layer).initialize(to: size) }
        before = FlatStore(count: Self.block)
    }

    deinit {
        for memory in [gradientNormsMemory, weightNormsMemory, updateRatiosMemory, meanActivationsMemory] { memory.deallocate() }
        outputSizes.deallocate()
    }

    /// Takes the mean |a| of a layer's output.
    func note(_ output: UnsafePointer<Float>, ofLayer layer: Int, samples: Int) {
        let count = samples &* outputSizes[layer]
        meanActivationsMemory[layer] = Measures.sumOfMagnitudes(output, count) / Double(max(1, count))
    }

    /// Updates a layer's parameters and takes their statistics in the same pass, or block by block while each is at hand.
    /// - Parameter clipped: the norm before clipping, where the gradients at hand are clipped ones.
    func measure(
        _ range: Range<Int>, ofTrainable index: Int, _ optimizer: any Optimizer<Float>, learningRate: Double,
        parameters: FlatStore<Float>,
        gradients: FlatStore<Float>, clipped: Double?
    ) {
        let squares =
            optimizer.measuredUpdate(
                range, learningRate: learningRate, parameters: parameters, gradients: gradients, measuresWeights: true)
            ?? blockwise(range, optimizer, learningRate: learningRate, parameters: parameters, gradients: gradients)
        let weight = squares.weight.squareRoot()
        gradientNormsMemory[index] = clipped ?? squares.gradient.squareRoot()
        weightNormsMemory[index] = weight
        updateRatiosMemory[index] = squares.change.squareRoot() / weight
    }

    private func blockwise(
        _ range: Range<Int>, _ optimizer: any Optimizer<Float>, learningRate: Double, parameters: FlatStore<Float>,
        gradients: FlatStore<Float>
    ) -> UpdateSquares {
        var sums = UpdateSquares(weight: 0, gradient: 0, change: 0)
        var start = range.lowerBound
        while start < range.upperBound {
            let part = start..<min(range.upperBound, start &+ Self.block)
            let (w, g) = (parameters.pointer + start, gradients.values(part))
            sums.weight += Measures.sumOfSquares(w, part.count)
            if let base = g.baseAddress { sums.gradient += Measures.sumOfSquares(base, part.count) }
            before.pointer.update(from: w, count: part.count)
            optimizer.update(part, learningRate: learningRate, parameters: parameters, gradients: gradients)
            sums.change += Measures.sumOfSquaredDifferences(before.pointer, w, part.count)
            start = part.upperBound
        }
        return sums
    }
}
