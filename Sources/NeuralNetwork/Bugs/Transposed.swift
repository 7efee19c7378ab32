/// W in place of its transpose: the error comes back through the weights of the neuron's own inputs, not through those of the
/// neurons that it feeds. Nobody notices where W is square.
public enum Transposed: BugKind {
    public static let schema = SpecSchema("transposed", summary: "the error goes back through W where its transpose is due")
    public static let needs = "a dense layer with as many inputs as neurons, behind another layer with parameters"

    public static func planted<Scalar: NetworkScalar>(in layer: any Layer<Scalar>, isFirst: Bool) -> (any Layer<Scalar>)? {
        guard let planted = TransposedLayer(layer, isFirst: isFirst), planted.inputs == planted.outputs, planted.inputs > 1 else {
            return nil
        }
        return planted
    }
}

private final class TransposedLayer<Scalar: NetworkScalar>: OtherWeightsLayer<Scalar> {
    override func parameter(_ neuron: Int, _ input: Int) -> Int { input * inputs + neuron }

    override func backwardFormula(weight: String, error: String) -> String { "Σ \(weight)[i,j]·\(error)[j]" }

    override func fill(_ weights: UnsafeMutablePointer<Scalar>, _ memory: LayerMemory<Scalar>) {
        for neuron in 0..<outputs {
            for input in 0..<inputs { weights[neuron * inputs + input] = memory.parameters[input * inputs + neuron] }
        }
    }
}
