import Kernels

extension NetworkSpec {
    /// Bytes that a `Workspace` of this network takes for `capacity` samples: activations, their gradients, each layer's scratch,
    /// the parameters' gradients, the targets and what kernels work in. Counted without taking any of it.
    ///
    /// A Double, because the answer may be far beyond any memory.
    public func workspaceBytes<Scalar: NetworkScalar>(
        _ scalar: Scalar.Type, capacity: Int, parameterGradients: Bool = true, inputGradient: Bool = true
    ) throws -> Double {
        let chain = try LayerChain.chain(layers, input: input, path: "", Scalar.self)
        var scalars = Double(capacity) * (Double(input.count) + Double(output.count))
        scalars += Self.scalars(of: chain, capacity: capacity, needsInputGradient: inputGradient)
        let copies =
            parameterGradients && Scalar.kernels != nil
            ? Self.copyBytes(of: chain, capacity: capacity, needsInputGradient: inputGradient) : 0
        scalars += Double(capacity) * Double(output.count)
        scalars += Double(Scalar.kernelScratchCount)
        if parameterGradients { scalars += Double(parameterCount) }
        let targetClasses = Double(capacity) * Double(max(1, output.count / max(1, output.last)))
        return scalars * Double(MemoryLayout<Scalar>.stride) + targetClasses * Double(MemoryLayout<Int32>.stride) + copies
    }

    /// Bytes of the working copies of matrices at the input; the same rules as in `WorkspacePlan`.
    private static func copyBytes<Scalar: NetworkScalar>(of chain: [any Layer<Scalar>], capacity: Int, needsInputGradient: Bool)
        -> Double
    {
        var total = 0.0
        for layer in chain {
            if needsInputGradient { break }
            if let (rows, columns) = layer.gradientMatrix {
                let samples = capacity * (layer.inputShape.count / columns)
                total += Double(TurnedMatrix<Scalar>.byteCount(inputs: columns, outputs: rows, capacity: samples))
            }
            for branch in layer.branches {
                total += copyBytes(of: branch.layers, capacity: capacity, needsInputGradient: false)
            }
            if layer.hasParameters { break }
        }
        return total
    }

    /// The memory that a chain takes besides its input and its output's gradient; the same rules as in `WorkspacePlan`.
    private static func scalars<Scalar: NetworkScalar>(of chain: [any Layer<Scalar>], capacity: Int, needsInputGradient: Bool)
        -> Double
    {
        var total = 0.0
        var needsGradient = needsInputGradient
        for layer in chain {
            if !layer.isView {
                total +=
                    Double(capacity) * (Double(layer.outputShape.count) + (needsGradient ? Double(layer.inputShape.count) : 0))
            }
            for scratch in layer.scratchSpecs {
                total += scratch.shape.dimensions.reduce(scratch.isPerSample ? Double(capacity) : 1) { $0 * Double($1) }
            }
            for branch in layer.branches {
                total += scalars(of: branch.layers, capacity: capacity, needsInputGradient: needsGradient)
            }
            needsGradient = needsGradient || layer.hasParameters
        }
        return total
    }
}
