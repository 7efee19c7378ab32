/// A dense layer that sends the error back through other weights than its own: `∂L/∂a = Σ v·δ` in place of `Σ w·δ`.
class OtherWeightsLayer<Scalar: NetworkScalar>: BuggyLayer<Scalar> {
    private let product: DenseProduct

    /// Nil where the layer is no dense one, or nobody needs its error.
    init?(_ base: any Layer<Scalar>, isFirst: Bool) {
        guard !isFirst, base.spec.role == .affine, let weight = base.parameterSpecs.first, weight.shape.rank == 2 else {
            return nil
        }
        product = DenseProduct(inputs: weight.shape[1], outputs: weight.shape[0], hasBias: base.addsBias)
        super.init(base)
    }

    var inputs: Int { product.inputs }
    var outputs: Int { product.outputs }

    /// The formula of the error that is sent back.
    /// - Parameter error: the letter of the errors that arrive.
    func backwardFormula(weight: String, error: String) -> String { "Σ \(otherWeight(weight))·\(error)" }

    /// The other weight's letter.
    /// - Parameter weight: the letter of the layer's own.
    func otherWeight(_ weight: String) -> String { weight }

    /// Writes the other weights, a row a neuron.
    func fill(_ weights: UnsafeMutablePointer<Scalar>, _ memory: LayerMemory<Scalar>) {}

    /// The parameter that a neuron's other weight of an input stands for.
    func parameter(_ neuron: Int, _ input: Int) -> Int { neuron * inputs + input }

    private var piece: Int { base.scratchSpecs.count }
    override var scratchSpecs: [ScratchSpec] {
        base.scratchSpecs + [ScratchSpec("otherWeights", [outputs, inputs], perSample: false)]
    }

    override func backward(_ memory: LayerMemory<Scalar>) {
        base.backward(memory)
        guard let dx = memory.inputGradient, let dy = memory.outputGradient else { return }
        let weights = memory.scratch[piece]
        fill(weights, memory)
        product.inputGradient(
            rows: memory.count * (inputShape.count / inputs), weights, dy, dx, accumulates: false, scratch: memory.kernelScratch)
    }

    override func backwardSum(_ unit: Int, in pass: LayerPass<Scalar>) -> ProductSum? {
        guard let gradient = pass.outputGradient else { return nil }
        let (row, input) = (unit / inputs, unit % inputs)
        let (dy, weights) = (gradient + row * outputs, pass.memory.scratch[piece])
        return ProductSum(
            (0..<outputs).map { neuron in
                ProductSum.Term(
                    source: row * outputs + neuron, parameter: parameter(neuron, input),
                    weight: Double(weights[neuron * inputs + input]), factor: dy[neuron])
            })
    }

    override func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let products = backwardSum(unit, in: pass), let dx = pass.inputGradient else { return [] }
        let (weight, error) = (pass.letters.weight, pass.letters.outputError)
        return [
            ExplainLine(
                pass.letters.inputError, backwardFormula(weight: weight, error: error),
                .products(products, weight: otherWeight(weight), factor: error), dx[unit])
        ]
    }
}
