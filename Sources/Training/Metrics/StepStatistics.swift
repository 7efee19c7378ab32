import NeuralNetwork

/// What each layer's numbers look like in one step: taken while the step touches them anyway, for every step.
public final class StepStatistics {
    /// For each trainable layer, ‖∂L/∂θ‖₂ over all its parameters, before clipping.
    public fileprivate(set) var gradientNorms: [Double]
    /// For each trainable layer, ‖θ‖₂ before the update.
    public fileprivate(set) var weightNorms: [Double]
    /// For each trainable layer, ‖Δθ‖₂ / ‖θ‖₂.
    public fileprivate(set) var updateRatios: [Double]
    /// For each top-level layer, the mean of |a| over the batch and all neurons.
    public fileprivate(set) var meanActivations: [Double]
    /// Parameters in a block: small enough that what one pass has read the next finds in the nearest cache.
    private static let block = 2048
    /// A block before its update.
    private let before: FlatStore<Float>

    init(layers: Int, trainableLayers: Int) {
        gradientNorms = Array(repeating: .nan, count: trainableLayers)
        weightNorms = gradientNorms
        updateRatios = gradientNorms
        meanActivations = Array(repeating: .nan, count: layers)
        before = FlatStore(count: Self.block)
    }

    /// Takes the mean |a| of a layer's output.
    func note(_ activation: BatchView<Float>, ofLayer layer: Int) {
        meanActivations[layer] = Double(Lanes.sumOfMagnitudes(activation.pointer, activation.buffer.count)) / Double(max(1, activation.buffer.count))
    }

    /// Runs `update` block by block over a layer's parameters, and takes their statistics from each block while it is at hand.
    /// - Parameters:
    ///   - clipped: the norm before clipping, where the gradients at hand are clipped ones.
    ///   - isPlain: the update is `Δθ = −η·∂L/∂θ` and nothing else, so that its length need not be measured.
    func measure(
        _ range: Range<Int>, ofTrainable index: Int, parameters: FlatStore<Float>, gradients: FlatStore<Float>, learningRate: Double, isPlain: Bool,
        clipped: Double?, _ update: (Range<Int>) -> Void
    ) {
        var gradient = 0.0
        var weight = 0.0
        var change = 0.0
        var start = range.lowerBound
        while start < range.upperBound {
            let part = start..<min(range.upperBound, start &+ Self.block)
            let (w, g) = (parameters.pointer + start, gradients.pointer + start)
            let squares = Lanes.sumsOfSquares(w, g, part.count)
            weight += Double(squares.0)
            gradient += Double(squares.1)
            if !isPlain { before.pointer.update(from: w, count: part.count) }
            update(part)
            if !isPlain { change += Double(Lanes.sumOfSquaredDifferences(before.pointer, w, part.count)) }
            start = part.upperBound
        }
        gradientNorms[index] = clipped ?? gradient.squareRoot()
        weightNorms[index] = weight.squareRoot()
        updateRatios[index] = (isPlain ? learningRate * gradient.squareRoot() : change.squareRoot()) / weight.squareRoot()
    }
}

/// Sums in sixteen lanes: enough to fill the widest registers, and the same on narrower ones. Blocks are short, so that Float is exact enough.
private enum Lanes {
    private typealias Vector = SIMD16<Float>

    private static func load(_ x: UnsafePointer<Float>, _ index: Int) -> Vector {
        UnsafeRawPointer(x + index).loadUnaligned(as: Vector.self)
    }

    static func sumsOfSquares(_ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, _ count: Int) -> (Float, Float) {
        var a = Vector(repeating: 0)
        var b = a
        var index = 0
        while index &+ 16 <= count {
            let (u, v) = (load(x, index), load(y, index))
            a += u * u
            b += v * v
            index &+= 16
        }
        var (sumX, sumY) = (a.sum(), b.sum())
        while index < count {
            sumX += x[index] * x[index]
            sumY += y[index] * y[index]
            index &+= 1
        }
        return (sumX, sumY)
    }

    static func sumOfSquaredDifferences(_ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, _ count: Int) -> Float {
        var lanes = Vector(repeating: 0)
        var index = 0
        while index &+ 16 <= count {
            let difference = load(x, index) - load(y, index)
            lanes += difference * difference
            index &+= 16
        }
        var sum = lanes.sum()
        while index < count {
            let difference = x[index] - y[index]
            sum += difference * difference
            index &+= 1
        }
        return sum
    }

    static func sumOfMagnitudes(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
        var lanes = Vector(repeating: 0)
        var index = 0
        while index &+ 16 <= count {
            let values = load(x, index)
            lanes += values.replacing(with: -values, where: values .< 0)
            index &+= 16
        }
        var sum = lanes.sum()
        while index < count {
            sum += x[index].magnitude
            index &+= 1
        }
        return sum
    }
}
