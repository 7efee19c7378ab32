import Kernels

/// The arithmetic of a dense map, shared by the dense layer, attention's projections and recurrent gates: `Y = X Wᵀ + b` with
/// `X [rows, inputs]`, `W [outputs, inputs]`, `b [outputs]`, `Y [rows, outputs]`; parameters lie as weight, then bias.
///
/// Always inlined: a small layer's product takes no longer than a call of it.
struct DenseProduct {
    let inputs: Int
    let outputs: Int
    let hasBias: Bool

    var weightCount: Int { inputs * outputs }
    var parameterCount: Int { weightCount + (hasBias ? outputs : 0) }

    /// - Parameter torch: where PyTorch takes weights and biases from, if that is not U(±1 / √inputs).
    func parameterSpecs(
        prefix: String, feedsActivation: Bool, torch: (weight: Distribution?, bias: Distribution?) = (nil, nil)
    ) -> [ParameterSpec] {
        let start: ParameterSpec.Start =
            feedsActivation ? .weightBeforeActivation(fanIn: inputs, fanOut: outputs) : .weight(fanIn: inputs, fanOut: outputs)
        return [ParameterSpec(prefix + "weight", [outputs, inputs], start, torch: torch.weight)]
            + (hasBias ? [ParameterSpec(prefix + "bias", [outputs], .bias(fanIn: inputs), torch: torch.bias)] : [])
    }

    /// With `squares`, adds `ΣW²` to it where that costs nothing, and returns whether it did.
    @discardableResult
    @inline(__always)
    func forward<Scalar: NetworkScalar>(
        rows: Int, _ x: UnsafePointer<Scalar>, _ parameters: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>,
        squares: UnsafeMutablePointer<Double>? = nil, scratch: UnsafeMutablePointer<Scalar>
    ) -> Bool {
        if let kernels = Scalar.kernels {
            return kernels.denseForward(
                rows: rows, inputs: inputs, outputs: outputs, x, parameters, bias: hasBias ? parameters + weightCount : nil, y,
                squares: squares, scratch: scratch)
        }
        if hasBias { RowOperations.fill(rows: rows, columns: outputs, with: parameters + weightCount, y) }
        Scalar.matrixProduct(
            transposeA: false, transposeB: true, m: rows, n: outputs, k: inputs, x, inputs, parameters, inputs,
            accumulates: hasBias, y, outputs, scratch: scratch)
        return false
    }

    /// `dW = dYᵀ X`, `db = Σ_rows dY`.
    @inline(__always)
    func parameterGradients<Scalar: NetworkScalar>(
        rows: Int, _ x: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>, _ gradients: UnsafeMutablePointer<Scalar>,
        accumulates: Bool, occupancy: GradientOccupancy? = nil, scratch: UnsafeMutablePointer<Scalar>
    ) {
        if let kernels = Scalar.kernels {
            kernels.denseWeightGradient(
                rows: rows, inputs: inputs, outputs: outputs, x, dy, gradients, accumulates: accumulates, occupancy: occupancy,
                scratch: scratch)
            biasGradient(rows: rows, dy, gradients, accumulates: accumulates)
            return
        }
        Scalar.matrixProduct(
            transposeA: true, transposeB: false, m: outputs, n: inputs, k: rows, dy, outputs, x, inputs,
            accumulates: accumulates, gradients, inputs, scratch: scratch)
        biasGradient(rows: rows, dy, gradients, accumulates: accumulates)
    }

    /// `db = Σ_rows dY`; nothing without a bias.
    @inline(__always)
    func biasGradient<Scalar: NetworkScalar>(
        rows: Int, _ dy: UnsafePointer<Scalar>, _ gradients: UnsafeMutablePointer<Scalar>, accumulates: Bool
    ) {
        guard hasBias else { return }
        if let kernels = Scalar.kernels {
            kernels.sumRows(rows: rows, columns: outputs, dy, into: gradients + weightCount, accumulates: accumulates)
        } else {
            RowOperations.sum(rows: rows, columns: outputs, dy, into: gradients + weightCount, accumulates: accumulates)
        }
    }

    /// `dX = dY W`.
    @inline(__always)
    func inputGradient<Scalar: NetworkScalar>(
        rows: Int, _ parameters: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>, _ dx: UnsafeMutablePointer<Scalar>,
        accumulates: Bool, scratch: UnsafeMutablePointer<Scalar>
    ) {
        Scalar.matrixProduct(
            transposeA: false, transposeB: false, m: rows, n: inputs, k: outputs, dy, outputs, parameters, inputs,
            accumulates: accumulates, dx, inputs, scratch: scratch)
    }
}
