import Basics

/// Residual connection: `y = layers(x) + shortcut(x)`; the shortcut is the identity unless given. An activation after the sum is
/// the next layer.
///
/// Text form `residual[dense:4,relu,dense:4]`, with a shortcut `residual[conv:8x3(stride:2,padding:1)|conv:8x1(stride:2)]`.
/// Layers inside have the paths `P.0`, `P.1`, ... and `P.shortcut.0`, ... Source: He et al., "Deep residual learning for image
/// recognition", 2016.
public enum Residual: LayerKind {
    public static let schema = SpecSchema(
        "residual", aliases: ["skip"], summary: "a = layers(x) + shortcut(x)",
        [.init("layers", .layers(optional: false)), .init("shortcut", .layers(optional: true), default: .layers(nil))])
    public static let role = LayerRole.container

    public static func chains(_ spec: LayerSpec) -> [[LayerSpec]] {
        [spec.layers("layers") ?? []] + (spec.layers("shortcut").map { [$0] } ?? [])
    }

    /// The initialization that suits the layers inside.
    public static func naturalInput(_ spec: LayerSpec, data: Shape) -> Shape? {
        NetworkSpec.naturalInput(for: spec.layers("layers") ?? [], data: data)
    }

    public static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        let main = try LayerChain.chain(spec.layers("layers") ?? [], input: input, path: "\(subject), inner ", scalar)
        let shortcut = try spec.layers("shortcut").map {
            try LayerChain.chain($0, input: input, path: "\(subject), shortcut ", scalar)
        }
        let (output, other) = (main.last?.outputShape ?? input, shortcut?.last?.outputShape ?? input)
        guard output == other else {
            throw InputError(
                subject, expected: "layers and shortcut with the same output shape", found: "\(output) and \(other)",
                advice: shortcut == nil ? "give it a shortcut that turns \(input) into \(output)" : nil)
        }
        return ResidualLayer<Scalar>(spec: spec, input: input, output: output, main: main, shortcut: shortcut)
    }
}

final class ResidualLayer<Scalar: NetworkScalar>: Layer {
    let spec: LayerSpec
    let inputShape: Shape
    let outputShape: Shape
    let branches: [LayerBranch<Scalar>]
    /// The layers inside, as stages on the way.
    let inside: ResidualStages<Scalar>

    init(spec: LayerSpec, input: Shape, output: Shape, main: [any Layer<Scalar>], shortcut: [any Layer<Scalar>]?) {
        (self.spec, inputShape, outputShape) = (spec, input, output)
        branches = [LayerBranch(name: "", layers: main)] + (shortcut.map { [LayerBranch(name: "shortcut", layers: $0)] } ?? [])
        inside = ResidualStages(branches, input: input.count, output: output.count)
    }

    func formula(_ letters: LayerLetters) -> String {
        let x = letters.input
        return "\(letters.output) = layers(\(x)) + " + (branches.count > 1 ? "shortcut(\(x))" : x)
    }

    func forward(_ memory: LayerMemory<Scalar>) {
        for branch in memory.branches { for inner in branch { inner.forward() } }
        let main = memory.branches[0][memory.branches[0].count - 1].output
        let other = memory.branches.count > 1 ? memory.branches[1][memory.branches[1].count - 1].output : memory.input
        RowOperations.add(memory.count * outputShape.count, main, other, into: memory.output)
    }

    func backward(_ memory: LayerMemory<Scalar>) {
        guard let dy = memory.outputGradient else { return }
        for branch in memory.branches {
            var index = branch.count
            while index > 0 {
                index -= 1
                branch[index].backward()
            }
        }
        guard let dx = memory.inputGradient, let main = memory.branches[0][0].inputGradient else { return }
        let other = memory.branches.count > 1 ? memory.branches[1][0].inputGradient ?? dy : dy
        RowOperations.add(memory.count * inputShape.count, main, other, into: dx)
    }
}
