/// Identity and flatten: the number as it is.
extension ViewLayer {
    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        [ExplainLine("y", "x", .named("x", pass.input[unit], .input(unit)), Double(pass.output[unit]))]
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dx = pass.inputGradient, let dy = pass.outputGradient else { return [] }
        return [ExplainLine("∂L/∂x", "∂L/∂y", .named("∂L/∂y", dy[unit], .outputGradient(unit)), Double(dx[unit]))]
    }

    var isElementwise: Bool { true }

    /// 1: nothing is changed.
    func slope(_ unit: Int, in pass: LayerPass<Scalar>) -> Double? { 1 }
}
