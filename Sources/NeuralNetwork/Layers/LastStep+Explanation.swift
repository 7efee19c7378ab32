/// The number of the last step as it is.
extension LastStepLayer {
    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let place = skipped + unit
        return [
            ExplainLine(
                pass.letters.output, "\(pass.letters.input) of the last step",
                .named(pass.letters.input, pass.input[place], .input(place)), Double(pass.output[unit]))
        ]
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dx = pass.inputGradient, let dy = pass.outputGradient else { return [] }
        guard unit >= skipped else {
            return [ExplainLine(pass.letters.inputError, "0, not the last step", .constant(0), dx[unit])]
        }
        let place = unit - skipped
        return [
            ExplainLine(
                pass.letters.inputError, pass.letters.outputError,
                .named(pass.letters.outputError, dy[place], .outputGradient(place)), dx[unit])
        ]
    }
}
