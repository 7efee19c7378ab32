/// Weights change before the error has passed them: δ goes back through weights that have taken their step already.
///
/// Everything below the last layer is wrong, and the more so the larger η is. It happens where one loop goes back through the layers
/// and updates each on its way.
public enum UpdateWhileGoingBack: BugKind {
    public static let schema = SpecSchema(
        "update-while-going-back", summary: "weights change before the error has passed them")
    public static let needs = "a dense layer behind another layer with parameters"
    public static let followsBatch = true

    public static func planted<Scalar: NetworkScalar>(in layer: any Layer<Scalar>, isFirst: Bool) -> (any Layer<Scalar>)? {
        ChangedWeightsLayer(layer, isFirst: isFirst)
    }
}

/// The changed weights are a buffer: whoever looks at one sample sends its error through those that the batch has changed.
private final class ChangedWeightsLayer<Scalar: NetworkScalar>: OtherWeightsLayer<Scalar> {
    override var bufferSpecs: [BufferSpec] {
        base.bufferSpecs + [BufferSpec("changedWeights", [outputs, inputs], start: 0)]
    }

    override func otherWeight(_ weight: String) -> String { "(\(weight) − η·∂L/∂\(weight))" }

    override func fill(_ weights: UnsafeMutablePointer<Scalar>, _ memory: LayerMemory<Scalar>) {
        let count = inputs * outputs
        let changed = memory.buffers + base.bufferSpecs.reduce(0) { $0 + $1.shape.count }
        if let gradients = memory.gradients {
            let rate = Scalar(memory.learningRate)
            for index in 0..<count { changed[index] = memory.parameters[index] - rate * gradients[index] }
        }
        weights.update(from: changed, count: count)
    }
}
