import Inspection
import NeuralNetwork

/// Statistics of each layer's numbers in one step: taken while the step touches them anyway, for every step.
public final class StepStatistics {
    /// For each trainable layer, ‖∂L/∂θ‖₂ over all its parameters, before clipping.
    public var gradientNorms: [Double] { Array(UnsafeBufferPointer(start: gradientNormsMemory, count: trainableLayers)) }
    /// For each trainable layer, ‖θ‖₂ before the update.
    public var weightNorms: [Double] { Array(UnsafeBufferPointer(start: weightNormsMemory, count: trainableLayers)) }
    /// For each trainable layer, ‖Δθ‖₂ / ‖θ‖₂, of θ after the update minus θ before.
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
    /// For each top-level layer its output.
    private let outputs: UnsafeMutablePointer<UnsafePointer<Float>>
    /// For each top-level layer its number among the trainable ones.
    private let trainableIndices: UnsafeMutablePointer<Int>
    /// A block before its update.
    private let before: FlatStore<Float>
    private let magnitudes = MagnitudeSum()

    /// - Parameters:
    ///   - workspace: where the steps are computed, and which outlives the statistics.
    ///   - trainable: the layers that have parameters, ascending.
    init(_ workspace: Workspace<Float>, trainable: [Int]) {
        let outputSizes = workspace.network.layers.map(\.outputShape.count)
        (layers, trainableLayers) = (outputSizes.count, trainable.count)
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
        outputs = .allocate(capacity: layers)
        for layer in 0..<layers { (outputs + layer).initialize(to: workspace.outputPointer(ofLayer: layer)) }
        trainableIndices = .allocate(capacity: layers)
        trainableIndices.initialize(repeating: -1, count: layers)
        for (index, layer) in trainable.enumerated() { trainableIndices[layer] = index }
        before = FlatStore(count: Self.block)
    }

    deinit {
        for memory in [gradientNormsMemory, weightNormsMemory, updateRatiosMemory, meanActivationsMemory] { memory.deallocate() }
        outputSizes.deallocate()
        outputs.deallocate()
        trainableIndices.deallocate()
    }

    /// Takes the mean |a| of every layer's output, after the forward pass: to read a few numbers that have only just been written
    /// takes longer.
    func noteOutputs(samples: Int) {
        for layer in 0..<layers {
            let count = samples &* outputSizes[layer]
            meanActivationsMemory[layer] = magnitudes.sum(outputs[layer], count) / Double(max(1, count))
        }
    }

    /// Updates a layer's parameters and takes their statistics in the same pass, or block by block while each is at hand.
    /// - Parameter clipped: the norm before clipping, where the gradients at hand are clipped ones.
    func measure(
        _ range: Range<Int>, ofLayer layer: Int, _ optimizer: any Optimizer<Float>, learningRate: Double,
        parameters: FlatStore<Float>,
        gradients: FlatStore<Float>, clipped: Double?
    ) {
        let squares =
            optimizer.measuredUpdate(
                range, learningRate: learningRate, parameters: parameters, gradients: gradients, measuresWeights: true)
            ?? blockwise(range, optimizer, learningRate: learningRate, parameters: parameters, gradients: gradients)
        let index = trainableIndices[layer]
        let weight = squares.weight.squareRoot()
        // Squares that have left Float's range are added up once more.
        let isExact = squares.gradient.isFinite && squares.gradient > 1e-30
        gradientNormsMemory[index] =
            clipped ?? (isExact ? squares.gradient.squareRoot() : Norms.euclidean(gradients.values(range)))
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
            let (w, g) = (parameters.readable + start, gradients.values(part))
            sums.weight += VectorSums.sumOfSquares(w, part.count)
            if let base = g.baseAddress { sums.gradient += VectorSums.sumOfSquares(base, part.count) }
            before.pointer.update(from: w, count: part.count)
            optimizer.update(part, learningRate: learningRate, parameters: parameters, gradients: gradients)
            sums.change += VectorSums.sumOfSquaredDifferences(before.pointer, w, part.count)
            start = part.upperBound
        }
        return sums
    }
}
