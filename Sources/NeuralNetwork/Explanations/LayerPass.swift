/// One sample's way through one layer, to be looked at: what the last passes have left in a workspace, and the parameters that
/// they used.
public struct LayerPass<Scalar: NetworkScalar> {
    /// The layer's memory in the workspace.
    let memory: LayerMemory<Scalar>
    /// The sample's row in the batch.
    public let sample: Int
    /// The layer's own parameters, as they were in the pass: an update may have changed those of the network since.
    public let parameters: UnsafePointer<Scalar>
    /// The letters to explain it in.
    public var letters: LayerLetters
    /// The factor that makes a gradient of the batch's loss one of a sample's own: the batch size where the loss is a mean.
    public let errorScale: Double
    /// The samples whose gradients are summed: those of the batch, or the one alone.
    private(set) var samples: Range<Int>
    /// Whether the sample is looked at as if it were the batch.
    private(set) var isAlone = false

    init(
        memory: LayerMemory<Scalar>, sample: Int, parameters: UnsafePointer<Scalar>, errorScale: Double,
        letters: LayerLetters? = nil
    ) {
        (self.memory, self.sample, self.parameters, self.errorScale) = (memory, sample, parameters, errorScale)
        self.letters = letters ?? memory.layer.letters
        samples = 0..<memory.count
    }

    /// The same of the one sample, as if it were the batch.
    public var alone: LayerPass {
        var pass = self
        (pass.samples, pass.isAlone) = (sample..<sample + 1, true)
        return pass
    }

    /// The layer.
    var layer: any Layer<Scalar> { memory.layer }
    /// Number of samples in the batch.
    var count: Int { memory.count }
    /// `[...inputShape]` of the sample.
    var input: UnsafePointer<Scalar> { UnsafePointer(memory.input + sample * layer.inputShape.count) }
    /// `[...outputShape]` of the sample.
    var output: UnsafePointer<Scalar> { UnsafePointer(memory.output + sample * layer.outputShape.count) }
    /// `[...outputShape]` of the sample; nil where nobody needs it.
    var outputGradient: SampleErrors<Scalar>? { outputGradients.map { $0 + sample * layer.outputShape.count } }
    /// `[...inputShape]` of the sample; nil where nobody needs it.
    var inputGradient: SampleErrors<Scalar>? {
        memory.inputGradient.map { errors($0) + sample * layer.inputShape.count }
    }
    /// `[samples, ...outputShape]`; nil where nobody needs it.
    var outputGradients: SampleErrors<Scalar>? { memory.outputGradient.map { errors($0) } }

    /// Gradients in the layer's memory as those of a sample's own loss.
    func errors(_ values: UnsafeMutablePointer<Scalar>) -> SampleErrors<Scalar> {
        SampleErrors(values: UnsafePointer(values), scale: errorScale)
    }
}

extension LayerPass {
    /// A parameter's gradient: the mean over the batch of what each sample says, or their sum where the loss is one. Of one sample
    /// alone it is what that sample says.
    /// - Parameters:
    ///   - name: `∂L/∂w`
    ///   - terms: one product for each sample, or for each of its places.
    ///   - weight: the letter of their first factor, `δ`.
    ///   - factor: that of the second, `x`; "1" where there is none.
    ///   - index: the parameter's place among the layer's own.
    ///   - place: where the products are from, if not everywhere: `wherever row 3 was looked up`.
    func gradientLine(
        _ name: String, _ terms: [ProductSum.Term], weight: String, factor: String, parameter index: Int, place: String = ""
    ) -> ExplainLine? {
        let sum = ProductSum(terms)
        let product = factor == "1" ? weight : "\(weight)·\(factor)"
        let whole = (terms.count == 1 ? product : "Σ " + product) + (place.isEmpty ? "" : " " + place)
        guard !isAlone else {
            return ExplainLine(whole, "", .products(sum, weight: weight, factor: factor))
        }
        guard let gradients = memory.gradients else { return nil }
        let value = Double(gradients[index])
        guard errorScale != 1 else {
            return ExplainLine(name, whole, .products(sum, weight: weight, factor: factor), value)
        }
        let mean = terms.count == count ? "mean of \(count) \(product)" : "1/\(count) \(whole)"
        return ExplainLine(name, mean, .mean(sum, of: errorScale, weight: weight, factor: factor), value)
    }
}

extension LayerPass {
    /// The sum that an output element was; nil where it is no sum of products.
    public func forwardSum(_ unit: Int) -> ProductSum? { layer.forwardSum(unit, in: self) }

    /// The sum that the gradient of an input element was; nil where it is no sum of products.
    public func backwardSum(_ unit: Int) -> ProductSum? { layer.backwardSum(unit, in: self) }
}

extension LayerPass {
    /// The computation of an output element in the last forward pass, step by step; the last line is the element.
    public func explainOutput(_ unit: Int) -> [ExplainLine] { layer.explainOutput(unit, in: self) }

    /// The computation of ∂L/∂ an input element in the last backward pass, step by step; empty where there is none.
    public func explainInputGradient(_ unit: Int) -> [ExplainLine] { layer.explainInputGradient(unit, in: self) }

    /// The computation of the gradient of one of the layer's own parameters, over the batch (of the sample `alone`: what it says) and
    /// without penalties; empty where there is none.
    public func explainGradient(ofParameter index: Int) -> [ExplainLine] { layer.explainGradient(ofParameter: index, in: self) }

    /// f′(x) at one element of a layer that works on each alone; nil of any other layer.
    public func slope(_ unit: Int) -> Double? { layer.slope(unit, in: self) }

    /// The parameters that an output element is made with, by their places among the layer's own.
    public func parameters(of unit: Int) -> [Int] { layer.parameters(of: unit, in: self) }
}
