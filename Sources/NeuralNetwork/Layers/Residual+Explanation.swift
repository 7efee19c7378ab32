/// The branch's part of the sum, and the shortcut's; the error takes both ways.
extension ResidualLayer {
    /// All of the layers inside: they follow the layer's own, of which there are none.
    func parameters(of unit: Int, in pass: LayerPass<Scalar>) -> [Int] { Array(0..<pass.memory.innerParameterCount) }

    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let memory = pass.memory
        guard let main = memory.branches[0].last?.output else { return [] }
        let (offset, x) = (pass.sample * outputShape.count + unit, pass.letters.input)
        let around = memory.branches.count > 1 ? memory.branches[1].last.map { $0.output[offset] } : nil
        let other =
            around.map { Arithmetic.named("shortcut", $0, inside.origin(ofBranch: 1, unit)) }
            ?? .named(x, pass.input[unit], .input(unit))
        return [
            ExplainLine(
                pass.letters.output,
                memory.branches.count > 1 ? "layers(\(x)) + shortcut(\(x))" : "layers(\(x)) + \(x)",
                .sum([.named("layers", main[offset], inside.origin(ofBranch: 0, unit)), other]),
                Double(pass.output[unit]))
        ]
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let memory = pass.memory
        guard let dx = pass.inputGradient, let dy = pass.outputGradient, let main = memory.branches[0].first?.inputGradient else {
            return []
        }
        let d = pass.letters.outputError
        let offset = pass.sample * inputShape.count + unit
        let around = memory.branches.count > 1 ? memory.branches[1].first?.inputGradient.map { pass.errors($0)[offset] } : nil
        let other =
            around.map { Arithmetic.named("through the shortcut", $0) } ?? .named(d, dy[unit], .outputGradient(unit))
        return [
            ExplainLine(
                pass.letters.inputError,
                around == nil ? "through the layers + \(d)" : "through the layers + through the shortcut",
                .sum([.named("through the layers", pass.errors(main)[offset]), other]), dx[unit])
        ]
    }
}

extension LayerMemory {
    /// Parameters of the layers inside.
    var innerParameterCount: Int { branches.joined().reduce(0) { $0 + $1.parameterCount + $1.innerParameterCount } }
}
