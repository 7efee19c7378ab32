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
            return
        }
        var done = 0
        if !transposeA, !transposeB, !accumulates, leadingA == k, Sparse.pays(rows: m, inputs: k, outputs: n, a) {
            done = Sparse.multiply(rows: m, depth: k, columns: n, a, b, leadingB, c, leadingC, scratch: scratch)
        }
        Products.multiply(
            transposeA: transposeA, transposeB: transposeB, m: m, n: n &- done, k: k, a, leadingA,
            b + (transposeB ? done &* leadingB : done), leadingB, accumulates: accumulates, c + done, leadingC, scratch: scratch)
    }

    public static func denseForward(
        rows: Int, inputs: Int, outputs: Int, _ x: UnsafePointer<Float>, _ weight: UnsafePointer<Float>,
        bias: UnsafePointer<Float>?, _ y: UnsafeMutablePointer<Float>, squares: UnsafeMutablePointer<Double>?,
        scratch: UnsafeMutablePointer<Float>
    ) -> Bool {
        let measures = rows == 1 && squares != nil
        if measures, let squares {
            squares.pointee += FewRows.measuredForward(inputs: inputs, outputs: outputs, x, weight, y)
        } else if rows < 4 {
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
        return measures
    }

    public static func denseWeightGradient(
        rows: Int, inputs: Int, outputs: Int, _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>,
        _ gradient: UnsafeMutablePointer<Float>, accumulates: Bool, occupancy: GradientOccupancy?,
        scratch: UnsafeMutablePointer<Float>
    ) {
        if let occupancy {
            if !accumulates, rows < 4, FewRows.gradient(rows: rows, x, dy, gradient, occupancy) { return }
            occupancy.isKnown = false
        }
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

    public static func load(_ matrix: TurnedMatrix<Float>, weights: UnsafePointer<Float>) { Turned.load(matrix, weights) }

    public static func storeWeights(_ matrix: TurnedMatrix<Float>, into weights: UnsafeMutablePointer<Float>) {
        Turned.store(matrix, matrix.weights, weights)
    }

    public static func storeGradient(_ matrix: TurnedMatrix<Float>, into gradient: UnsafeMutablePointer<Float>) {
        Turned.storeGradient(matrix, gradient)
    }

    public static func forward(
        _ matrix: TurnedMatrix<Float>, rows: Int, _ x: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
        _ y: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
    ) {
        Turned.forward(matrix, rows: rows, x, y, scratch: scratch)
        if let bias { Elementwise.addBias(rows: rows, columns: matrix.outputs, bias, y) }
    }

    public static func gradient(
        _ matrix: TurnedMatrix<Float>, rows: Int, _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        Turned.gradient(matrix, rows: rows, x, dy, scratch: scratch)
    }

    public static func descend(_ matrix: TurnedMatrix<Float>, rate: Float) { Turned.descend(matrix, rate: rate) }

    public static func measuredDescend(_ matrix: TurnedMatrix<Float>, rate: Float, measuresChange: Bool) -> DescentSquares {
        Turned.measuredDescend(matrix, rate: rate, measuresChange: measuresChange)
    }

    public static func sumRows(
        rows: Int, columns: Int, _ matrix: UnsafePointer<Float>, into sums: UnsafeMutablePointer<Float>, accumulates: Bool
    ) {
        Elementwise.sumRows(rows: rows, columns: columns, matrix, into: sums, accumulates: accumulates)
    }

    public static func convolve(
        _ shape: ConvolutionShape, count: Int, _ x: UnsafePointer<Float>, _ weight: UnsafePointer<Float>,
        bias: UnsafePointer<Float>?, _ y: UnsafeMutablePointer<Float>, _ scratch: ConvolutionScratch<Float>
    ) {
        Convolution.forward(shape, count: count, x, weight, bias: bias, y, scratch)
    }

    public static func convolutionGradients(
        _ shape: ConvolutionShape, count: Int, _ x: UnsafePointer<Float>, _ weight: UnsafePointer<Float>,
        _ dy: UnsafePointer<Float>, weightGradient: UnsafeMutablePointer<Float>?, biasGradient: UnsafeMutablePointer<Float>?,
        accumulates: Bool, inputGradient: UnsafeMutablePointer<Float>?, _ scratch: ConvolutionScratch<Float>
    ) -> Bool {
        if inputGradient != nil, !Sums.areFinite(shape.outputs &* shape.patch, weight) { return false }
        if weightGradient != nil, !Convolution.pad(shape, count: count, x, into: scratch.input) { return false }
        let bySample = inputGradient == nil && ConvolutionWeights.goesBySample(shape, count: count)
        if !bySample { Convolution.spread(shape, count: count, dy, into: scratch.gradient) }
        if let weightGradient, bySample {
            ConvolutionWeights.gradientBySample(shape, count: count, dy, weightGradient, accumulates: accumulates, scratch)
        } else if let weightGradient {
            ConvolutionWeights.gradient(shape, count: count, weightGradient, accumulates: accumulates, scratch)
        }
        if let biasGradient {
            ConvolutionWeights.bias(shape, count: count, dy, into: biasGradient, accumulates: accumulates)
        }
        if let inputGradient { Convolution.inputGradient(shape, count: count, weight, inputGradient, scratch) }
        return true
    }

    public static func maxPool2x2(lines: Int, width: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>) {
        Pooling.forward(lines: lines, width: width, x, y)
    }

    public static func maxPool2x2Gradient(
        lines: Int, width: Int, _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>
    ) {
        Pooling.backward(lines: lines, width: width, x, dy, dx)
    }

    public static func softmax(rows: Int, columns: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>) {
        SoftmaxLoops.softmax(rows: rows, columns: columns, x, y)
    }

    public static func sumOfExponentials(_ count: Int, _ x: UnsafePointer<Float>) -> (maximum: Float, sum: Float) {
        SoftmaxLoops.sum(count, x)
    }

    public static func sumOfSquares(_ count: Int, _ x: UnsafePointer<Float>) -> Double { Sums.squares(count, x) }

    public static func sumOfSquaredDifferences(_ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>) -> Float {
        Sums.squaredDifferences(count, x, y)
    }

    public static func sumOfMagnitudes(_ count: Int, _ x: UnsafePointer<Float>) -> Float { Sums.magnitudes(count, x) }

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

    public static func scale(_ count: Int, _ bytes: UnsafePointer<UInt8>, _ y: UnsafeMutablePointer<Float>) {
        Pixels.scale(count, bytes, y)
    }

    public static func descend(
        _ count: Int, _ w: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>, rate: Float, decay: Float
    ) {
        Updates.descend(count, w, gradient, rate: rate, decay: decay)
    }

    public static func measuredDescend(
        _ count: Int, _ w: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>, rate: Float, measuresChange: Bool
    ) -> DescentSquares {
        Updates.measuredDescend(count, w, gradient, rate: rate, measuresChange: measuresChange)
    }

    public static func descend(
        _ occupancy: GradientOccupancy, _ w: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>, rate: Float,
        measuresChange: Bool
    ) -> DescentSquares {
        Updates.descend(occupancy, w, gradient, rate: rate, measuresChange: measuresChange)
    }

    public static func adam(
        _ count: Int, _ w: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>, _ m: UnsafeMutablePointer<Float>,
        _ v: UnsafeMutablePointer<Float>, _ constants: AdamConstants<Float>
    ) {
        Updates.adam(count, w, gradient, m, v, constants)
    }
}
