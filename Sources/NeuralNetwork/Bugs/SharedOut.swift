/// Blame is shared out: each neuron hands its δ on in shares that sum to it, `w / Σ|w|`, where every input is due all of `w·δ`.
public enum SharedOut: BugKind {
    public static let schema = SpecSchema("shared-out", summary: "each error is shared out among the inputs, w / Σ|w| to each")
    public static let needs = "a dense layer behind another layer with parameters"

    public static func planted<Scalar: NetworkScalar>(in layer: any Layer<Scalar>, isFirst: Bool) -> (any Layer<Scalar>)? {
        SharingLayer(layer, isFirst: isFirst)
    }
}

private final class SharingLayer<Scalar: NetworkScalar>: OtherWeightsLayer<Scalar> {
    override func otherWeight(_ weight: String) -> String { "(\(weight) / Σ|\(weight)|)" }

    override func fill(_ weights: UnsafeMutablePointer<Scalar>, _ memory: LayerMemory<Scalar>) {
        for neuron in 0..<outputs {
            let row = memory.parameters + neuron * inputs
            var total: Scalar = 0
            for input in 0..<inputs { total += abs(row[input]) }
            for input in 0..<inputs { weights[neuron * inputs + input] = total > 0 ? row[input] / total : 0 }
        }
    }
}
