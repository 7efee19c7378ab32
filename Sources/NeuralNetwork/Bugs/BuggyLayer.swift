/// A layer with a bug in its backward pass. All else is the layer's own: a bug overrides what it does wrong, and the explanation of
/// that.
class BuggyLayer<Scalar: NetworkScalar>: Layer {
    /// The layer as it should be.
    let base: any Layer<Scalar>

    init(_ base: any Layer<Scalar>) { self.base = base }

    var spec: LayerSpec { base.spec }
    var inputShape: Shape { base.inputShape }
    var outputShape: Shape { base.outputShape }
    var parameterSpecs: [ParameterSpec] { base.parameterSpecs }
    var bufferSpecs: [BufferSpec] { base.bufferSpecs }
    var scratchSpecs: [ScratchSpec] { base.scratchSpecs }
    var branches: [LayerBranch<Scalar>] { base.branches }
    var isView: Bool { base.isView }
    var overwritesGradients: Bool { base.overwritesGradients }
    /// A bug reads and writes gradients where they lie: nobody else has them.
    var gradientMatrix: (rows: Int, columns: Int)? { nil }
    var letters: LayerLetters { base.letters }
    var unitLayout: UnitLayout { base.unitLayout }
    var inputLayout: UnitLayout? { base.inputLayout }
    var addsBias: Bool { base.addsBias }
    var isElementwise: Bool { base.isElementwise }
    var forwardStages: [LayerStage] { base.forwardStages }
    var backwardStages: [LayerStage] { base.backwardStages }

    func formula(_ letters: LayerLetters) -> String { base.formula(letters) }
    func symbol(ofTensor name: String, _ indices: [Int]) -> ParameterSymbol { base.symbol(ofTensor: name, indices) }
    func forwardTermCount(_ unit: Int) -> Int { base.forwardTermCount(unit) }
    func backwardTermCount(_ unit: Int) -> Int { base.backwardTermCount(unit) }
    func forwardSum(_ unit: Int, in pass: LayerPass<Scalar>) -> ProductSum? { base.forwardSum(unit, in: pass) }
    func backwardSum(_ unit: Int, in pass: LayerPass<Scalar>) -> ProductSum? { base.backwardSum(unit, in: pass) }
    func slope(_ unit: Int, in pass: LayerPass<Scalar>) -> Double? { base.slope(unit, in: pass) }
    func parameters(of unit: Int, in pass: LayerPass<Scalar>) -> [Int] { base.parameters(of: unit, in: pass) }
    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] { base.explainOutput(unit, in: pass) }
    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        base.explainInputGradient(unit, in: pass)
    }
    func explainGradient(ofParameter index: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        base.explainGradient(ofParameter: index, in: pass)
    }
    func forwardParts(of unit: Int, in pass: LayerPass<Scalar>) -> [LayerPart<Scalar>] { base.forwardParts(of: unit, in: pass) }
    func backwardParts(in pass: LayerPass<Scalar>) -> [LayerPart<Scalar>] { base.backwardParts(in: pass) }
    func stageSum(_ place: StageIndex, in pass: LayerPass<Scalar>) -> StageSum? { base.stageSum(place, in: pass) }
    func explainStage(_ stage: Int, _ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        base.explainStage(stage, unit, in: pass)
    }
    func explainStageError(_ stage: Int, _ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        base.explainStageError(stage, unit, in: pass)
    }
    func parameters(ofStage stage: Int, _ unit: Int, in pass: LayerPass<Scalar>) -> [Int] {
        base.parameters(ofStage: stage, unit, in: pass)
    }

    func forward(_ memory: LayerMemory<Scalar>) { base.forward(memory) }
    func backward(_ memory: LayerMemory<Scalar>) { base.backward(memory) }
}

extension BuggyLayer {
    /// Number of parameters, those of layers inside included: they lie one after the other.
    var allParameterCount: Int { Self.count(base) }

    private static func count(_ layer: any Layer<Scalar>) -> Int {
        layer.ownParameterCount + layer.branches.reduce(0) { $0 + $1.layers.reduce(0) { $0 + count($1) } }
    }
}
