import Kernels

/// The kernels of one instruction-set level.
public enum LevelKernels: VectorKernels {
    public static func product(
        transposeA: Bool, transposeB: Bool, m: Int, n: Int, k: Int, _ a: UnsafePointer<Float>, _ leadingA: Int,
        _ b: UnsafePointer<Float>, _ leadingB: Int, accumulates: Bool, _ c: UnsafeMutablePointer<Float>, _ leadingC: Int,
        scratch: UnsafeMutablePointer<Float>
    ) {
        if !transposeB, m < 4 || k < 4 {
            FewRows.combine(
                m: m, n: n, k: k, a, rowStride: transposeA ? 1 : leadingA, depthStride: transposeA ? leadingA : 1, b, leadingB,
                accumulates: accumulates, c, leadingC)
        } else {
            Products.multiply(
                transposeA: transposeA, transposeB: transposeB, m: m, n: n, k: k, a, leadingA, b, leadingB,
                accumulates: accumulates, c, leadingC, scratch: scratch)
        }
    }

    public static func denseForward(
        rows: Int, inputs: Int, outputs: Int, _ x: UnsafePointer<Float>, _ weight: UnsafePointer<Float>,
        bias: UnsafePointer<Float>?, _ y: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
    ) {
        if rows < 4 {
            FewRows.forward(rows: rows, inputs: inputs, outputs: outputs, x, weight, y)
        } else {
            var done = 0
            if Sparse.pays(rows: rows, inputs: inputs, outputs: outputs, x) {
                done = Sparse.forward(rows: rows, inputs: inputs, outputs: outputs, x, weight, y, scratch: scratch)
            }
            Products.multiply(
                transposeA: false, transposeB: true, m: rows, n: outputs &- done, k: inputs, x, inputs, weight + done &* inputs,
                inputs, accumulates: false, y + done, outputs, scratch: scratch)
        }
        if let bias { Elementwise.addBias(rows: rows, columns: outputs, bias, y) }
    }

    public static func denseWeightGradient(
        rows: Int, inputs: Int, outputs: Int, _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>,
        _ gradient: UnsafeMutablePointer<Float>, accumulates: Bool, scratch: UnsafeMutablePointer<Float>
    ) {
        var (output, input) = (0, 0)
        if !accumulates, Sparse.pays(rows: rows, inputs: inputs, outputs: outputs, x),
            Sparse.mayLeaveOut(rows: rows, outputs: outputs, dy)
        {
            (output, input) = Sparse.gradient(
                rows: rows, inputs: inputs, outputs: outputs, x, dy, gradient, scratch: scratch)
            // The inputs left of the outputs done, below: the outputs left.
            if input < inputs {
                product(
                    transposeA: true, transposeB: false, m: output, n: inputs &- input, k: rows, dy, outputs, x + input, inputs,
                    accumulates: false, gradient + input, inputs, scratch: scratch)
            }
            if output == outputs { return }
        }
        product(
            transposeA: true, transposeB: false, m: outputs &- output, n: inputs, k: rows, dy + output, outputs, x, inputs,
            accumulates: accumulates, gradient + output &* inputs, inputs, scratch: scratch)
    }

    public static func sumRows(
        rows: Int, columns: Int, _ matrix: UnsafePointer<Float>, into sums: UnsafeMutablePointer<Float>, accumulates: Bool
    ) {
        Elementwise.sumRows(rows: rows, columns: columns, matrix, into: sums, accumulates: accumulates)
    }

    public static func rectify(_ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>) {
        Elementwise.rectify(count, x, y)
    }

    public static func rectifyGradient(
        _ count: Int, _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>
    ) {
        Elementwise.rectifyGradient(count, x, dy, dx)
    }

    public static func sigmoid(_ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>) {
        Elementwise.sigmoid(count, x, y)
    }

    public static func sigmoidGradient(
        _ count: Int, _ y: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>
    ) {
        Elementwise.sigmoidGradient(count, y, dy, dx)
    }

    public static func tanh(_ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>) {
        Elementwise.tanh(count, x, y)
    }

    public static func tanhGradient(
        _ count: Int, _ y: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>
    ) {
        Elementwise.tanhGradient(count, y, dy, dx)
    }

    public static func exponential(_ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>) {
        Elementwise.exponential(count, x, y)
    }

    public static func descend(
        _ count: Int, _ w: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>, rate: Float, decay: Float
    ) {
        Updates.descend(count, w, gradient, rate: rate, decay: decay)
    }

    public static func adam(
        _ count: Int, _ w: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>, _ m: UnsafeMutablePointer<Float>,
        _ v: UnsafeMutablePointer<Float>, _ constants: AdamConstants<Float>
    ) {
        Updates.adam(count, w, gradient, m, v, constants)
    }
}
