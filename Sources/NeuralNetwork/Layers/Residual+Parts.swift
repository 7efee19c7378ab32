/// The outputs of the layers inside, and the errors at them.
extension ResidualLayer {
    func forwardParts(of unit: Int, in pass: LayerPass<Scalar>) -> [LayerPart<Scalar>] {
        let x = pass.letters.input
        var parts: [LayerPart<Scalar>] = []
        for (number, branch) in pass.memory.branches.enumerated() {
            for (index, inner) in branch.enumerated() {
                let isLast = index == branch.count - 1
                let own = LayerPass(
                    memory: inner, sample: pass.sample, parameters: UnsafePointer(inner.parameters), errorScale: pass.errorScale)
                parts += inner.layer.partsInside(in: own)
                let (name, shape) = (inner.layer.spec.name, inner.layer.outputShape)
                let values = pass.values(UnsafePointer(inner.output + pass.sample * shape.count), shape.count)
                parts.append(
                    LayerPart(isLast ? (number == 0 ? "F" : "s") + "(\(x))" : name, isLast ? name : "inside", shape, values))
            }
        }
        return parts + [outputPart("F(\(x)) + " + (branches.count > 1 ? "s(\(x))" : x), in: pass)]
    }

    func backwardParts(in pass: LayerPass<Scalar>) -> [LayerPart<Scalar>] {
        errorPart("to the layers, and around them", in: pass)
            + pass.memory.branches.flatMap { branch in
                branch.dropLast().reversed().compactMap { inner in
                    let shape = inner.layer.outputShape
                    return inner.outputGradient.map {
                        LayerPart(
                            "∂L/∂ \(inner.layer.spec.name)", "inside", shape,
                            pass.values(UnsafePointer($0 + pass.sample * shape.count), shape.count), .backward)
                    }
                }
            }
    }
}
