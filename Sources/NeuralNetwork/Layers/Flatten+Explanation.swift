/// Identity and flatten: the number as it is.
extension ViewLayer {
    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        [
            ExplainLine(
                pass.letters.output, pass.letters.input, .named(pass.letters.input, pass.input[unit], .input(unit)),
                Double(pass.output[unit]))
        ]
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dx = pass.inputGradient, let dy = pass.outputGradient else { return [] }
        return [
            ExplainLine(
                pass.letters.inputError, pass.letters.outputError,
                .named(pass.letters.outputError, dy[unit], .outputGradient(unit)), dx[unit])
        ]
    }

    var isElementwise: Bool { true }

    /// 1: nothing is changed.
    func slope(_ unit: Int, in pass: LayerPass<Scalar>) -> Double? { 1 }
}
