import Basics
import KernelLevels
import Kernels
import NeuralNetwork
import Testing

/// Every level that this machine has, in one process: the loops against sums in Double, one after the other.
struct KernelLevelTests {
    struct Size: Sendable {
        var rows: Int
        var inputs: Int
        var outputs: Int
        /// The fraction of inputs that are 0.
        var zeros: Double
    }

    static let sizes = [
        Size(rows: 1, inputs: 784, outputs: 128, zeros: 0.8), Size(rows: 1, inputs: 100, outputs: 37, zeros: 0),
        Size(rows: 3, inputs: 70, outputs: 20, zeros: 0.9), Size(rows: 2, inputs: 64, outputs: 16, zeros: 1),
        Size(rows: 32, inputs: 784, outputs: 128, zeros: 0.8), Size(rows: 5, inputs: 33, outputs: 50, zeros: 0),
        Size(rows: 40, inputs: 131, outputs: 67, zeros: 0.7), Size(rows: 7, inputs: 3, outputs: 1, zeros: 0.3),
    ]

    @Test func theListOfLevelsBeginsWithTheBaselineAndHoldsTheOneInUse() {
        #expect(KernelLevel.available.first == .baseline)
        #expect(KernelLevel.available.contains(KernelLevel.current))
        #expect(KernelLevel.available == KernelLevel.available.sorted())
    }

    @Test(arguments: KernelLevel.available, sizes) func denseMapsAndTheirGradients(_ level: KernelLevel, _ size: Size) {
        let trial = Case(size, seed: 4)
        let (x, w, b, dy) = (trial.x, trial.w, trial.b, trial.dy)
        let (rows, inputs, outputs) = (size.rows, size.inputs, size.outputs)
        var y = [Float](repeating: .nan, count: rows * outputs)
        var scratch = [Float](repeating: .nan, count: KernelScratch.count)
        var squares = 0.0
        let isMeasured = level.kernels.denseForward(
            rows: rows, inputs: inputs, outputs: outputs, x, w, bias: b, &y, squares: &squares, scratch: &scratch)
        expectClose(y, terms: inputs + 1) { place in
            let (r, o) = (place / outputs, place % outputs)
            return (0..<inputs).map { Double(x[r * inputs + $0]) * Double(w[o * inputs + $0]) } + [Double(b[o])]
        }
        if isMeasured { #expect(abs(squares - w.reduce(0) { $0 + Double($1) * Double($1) }) <= 1e-5 * squares) }
        var gradient = [Float](repeating: .nan, count: outputs * inputs)
        level.kernels.denseWeightGradient(
            rows: rows, inputs: inputs, outputs: outputs, x, dy, &gradient, accumulates: false, occupancy: nil, scratch: &scratch)
        expectClose(gradient, terms: rows) { place in
            let (o, i) = (place / inputs, place % inputs)
            return (0..<rows).map { Double(dy[$0 * outputs + o]) * Double(x[$0 * inputs + i]) }
        }
        var dx = [Float](repeating: .nan, count: rows * inputs)
        level.kernels.product(
            transposeA: false, transposeB: false, m: rows, n: inputs, k: outputs, dy, outputs, w, inputs, accumulates: false, &dx,
            inputs, scratch: &scratch)
        expectClose(dx, terms: outputs) { place in
            let (r, i) = (place / inputs, place % inputs)
            return (0..<outputs).map { Double(dy[r * outputs + $0]) * Double(w[$0 * inputs + i]) }
        }
    }

    @Test(arguments: KernelLevel.available, sizes.filter { $0.rows < 4 })
    func aGradientWithAnAccountOfItsZerosHasTheSameBits(_ level: KernelLevel, _ size: Size) {
        let (rows, inputs, outputs) = (size.rows, size.inputs, size.outputs)
        let occupancy = GradientOccupancy(rows: outputs, columns: inputs)
        var scratch = [Float](repeating: .nan, count: KernelScratch.count)
        var kept = [Float](repeating: .nan, count: outputs * inputs)
        var (w, v) = (Case(size, seed: 1).w, Case(size, seed: 1).w)
        for seed in 2..<8 {
            let trial = Case(size, seed: UInt64(seed))
            level.kernels.denseWeightGradient(
                rows: rows, inputs: inputs, outputs: outputs, trial.x, trial.dy, &kept, accumulates: false, occupancy: occupancy,
                scratch: &scratch)
            var whole = [Float](repeating: .nan, count: outputs * inputs)
            level.kernels.denseWeightGradient(
                rows: rows, inputs: inputs, outputs: outputs, trial.x, trial.dy, &whole, accumulates: false, occupancy: nil,
                scratch: &scratch)
            #expect(kept.map(\.bitPattern) == whole.map(\.bitPattern))
            #expect(occupancy.isKnown == (size.zeros > 0.5))
            level.kernels.descend(w.count, &w, whole, rate: 0.1, decay: 0)
            if occupancy.isKnown {
                let squares = level.kernels.descend(occupancy, &v, kept, rate: 0.1, measuresChange: false).gradient
                #expect(abs(squares - whole.reduce(0) { $0 + Double($1) * Double($1) }) <= 1e-5 * squares)
            } else {
                _ = level.kernels.measuredDescend(v.count, &v, kept, rate: 0.1, measuresChange: false)
            }
            #expect(w.map(\.bitPattern) == v.map(\.bitPattern))
        }
    }

    @Test(arguments: KernelLevel.available) func whatIsNotFiniteIsNotLeftOut(_ level: KernelLevel) {
        let size = Size(rows: 1, inputs: 96, outputs: 32, zeros: 0.9)
        var scratch = [Float](repeating: .nan, count: KernelScratch.count)
        for isInput in [true, false] {
            var trial = Case(size, seed: 5)
            if isInput { trial.x[40] = .infinity } else { trial.dy[3] = .nan }
            trial.dy[7] = 0
            let occupancy = GradientOccupancy(rows: 32, columns: 96)
            var gradient = [Float](repeating: 0, count: 32 * 96)
            level.kernels.denseWeightGradient(
                rows: 1, inputs: 96, outputs: 32, trial.x, trial.dy, &gradient, accumulates: false, occupancy: occupancy,
                scratch: &scratch)
            // 0·∞ and NaN·0 are NaN.
            #expect(isInput ? gradient[7 * 96 + 40].isNaN : (0..<96).allSatisfy { gradient[3 * 96 + $0].isNaN })
            #expect(!occupancy.isKnown)
        }
    }

    @Test(arguments: KernelLevel.available, [1, 15, 16, 33, 100]) func functionsOfOneElement(_ level: KernelLevel, _ count: Int) {
        let x = Case.draw(count, seed: 9, zeros: 0.1).map { $0 * 6 }
        let dy = Case.draw(count, seed: 10, zeros: 0)
        func expect(_ name: String, _ y: [Float], _ exact: (Double) -> Double) {
            for (value, x) in zip(y, x) {
                #expect(abs(Double(value) - exact(Double(x))) <= 3e-7 * max(1e-3, abs(exact(Double(x)))), "\(name) of \(x)")
            }
        }
        func mapped(_ function: (Int, UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void) -> [Float] {
            var y = [Float](repeating: .nan, count: count)
            function(count, x, &y)
            return y
        }
        expect("relu", mapped(level.kernels.rectify)) { max(0, $0) }
        expect("sigmoid", mapped(level.kernels.sigmoid)) { 1 / (1 + Double.exponential(-$0)) }
        expect("tanh", mapped(level.kernels.tanh)) { Double.hyperbolicTangent($0) }
        let total = x.reduce(0) { $0 + Double.exponential(Double($1)) }
        expect("softmax", mapped { level.kernels.softmax(rows: 1, columns: $0, $1, $2) }) { Double.exponential($0) / total }
        expect("relu′", mapped { level.kernels.rectifyGradient($0, $1, $1, $2) }) { max(0, $0) }
        #expect(close(level.kernels.sumOfSquares(count, x), x.reduce(0) { $0 + Double($1) * Double($1) }))
        #expect(close(Double(level.kernels.sumOfMagnitudes(count, x)), x.reduce(0) { $0 + Double(abs($1)) }))
        let difference = zip(x, dy).reduce(0) { $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1)) }
        #expect(close(Double(level.kernels.sumOfSquaredDifferences(count, x, dy)), difference))
        var w = x
        let squares = level.kernels.measuredDescend(count, &w, dy, rate: 0.5, measuresChange: true)
        for i in 0..<count { #expect(abs(w[i] - (x[i] - 0.5 * dy[i])) <= 1e-6 * max(1, abs(x[i]))) }
        #expect(close(squares.weight, x.reduce(0) { $0 + Double($1) * Double($1) }))
        #expect(close(squares.gradient, dy.reduce(0) { $0 + Double($1) * Double($1) }))
        #expect(close(squares.change, zip(x, w).reduce(0) { $0 + (Double($1.1) - Double($1.0)) * (Double($1.1) - Double($1.0)) }))
        // Steps of less than half a rounding leave large weights where they are.
        var still = x.map { $0 + 100 }
        #expect(level.kernels.measuredDescend(count, &still, dy, rate: 1e-7, measuresChange: true).change == 0)
    }

    @Test(arguments: KernelLevel.available, [1, 5, 8]) func convolutionsAndTheirGradients(_ level: KernelLevel, _ outputs: Int) {
        let (count, channels, height, width) = (2, 2, 9, 11)
        let s = ConvolutionShape(
            channels: channels, height: height, width: width, outputs: outputs, kernelHeight: 3, kernelWidth: 4, padHeight: 1,
            padWidth: 2)
        let (plane, rows, columns) = (s.outputHeight * s.outputWidth, s.outputHeight, s.outputWidth)
        let x = Case.draw(count * channels * height * width, seed: 1, zeros: 0.2)
        let w = Case.draw(outputs * s.patch, seed: 2, zeros: 0)
        let b = Case.draw(outputs, seed: 3, zeros: 0)
        let dy = Case.draw(count * outputs * plane, seed: 4, zeros: 0.1)
        var y = [Float](repeating: .nan, count: count * outputs * plane)
        var (dw, db) = ([Float](repeating: 1, count: outputs * s.patch), [Float](repeating: 1, count: outputs))
        var dx = [Float](repeating: .nan, count: x.count)
        // Whatever lies in the memory that kernels work in, nothing of it may be seen.
        let scratch = ConvolutionScratch<Float>(
            input: .allocate(capacity: count * s.inputScratch), gradient: .allocate(capacity: count * s.gradientScratch),
            flat: .allocate(capacity: s.flatScratch))
        scratch.input.initialize(repeating: .nan, count: count * s.inputScratch)
        scratch.gradient.initialize(repeating: .nan, count: count * s.gradientScratch)
        scratch.flat.initialize(repeating: .nan, count: s.flatScratch)
        defer { for memory in [scratch.input, scratch.gradient, scratch.flat] { memory.deallocate() } }

        level.kernels.convolve(s, count: count, x, w, bias: b, &y, scratch)
        /// Every product of a value of x and one of w, and where in y it belongs.
        func eachProduct(_ body: (_ x: Int, _ w: Int, _ y: Int) -> Void) {
            for n in 0..<count {
                for o in 0..<outputs {
                    for i in 0..<rows {
                        for j in 0..<columns {
                            for c in 0..<channels {
                                for u in 0..<3 {
                                    for v in 0..<4 {
                                        let (row, column) = (i + u - 1, j + v - 2)
                                        guard (0..<height).contains(row), (0..<width).contains(column) else { continue }
                                        body(
                                            ((n * channels + c) * height + row) * width + column,
                                            ((o * channels + c) * 3 + u) * 4 + v,
                                            ((n * outputs + o) * rows + i) * columns + j)
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        var (forward, weights, inputs) = (
            (0..<y.count).map { [Double(b[$0 / plane % outputs])] }, dw.map { [Double($0)] },
            [[Double]](repeating: [], count: x.count)
        )
        eachProduct { xi, wi, yi in
            forward[yi].append(Double(x[xi]) * Double(w[wi]))
            weights[wi].append(Double(x[xi]) * Double(dy[yi]))
            inputs[xi].append(Double(w[wi]) * Double(dy[yi]))
        }
        expectClose(y, terms: s.patch) { forward[$0] }
        // Once in place of what is there, once added to it.
        for accumulates in [false, true] {
            if accumulates { (dw, db) = (dw.map { _ in 1 }, db.map { _ in 1 }) }
            let isDone = level.kernels.convolutionGradients(
                s, count: count, x, w, dy, weightGradient: &dw, biasGradient: &db, accumulates: accumulates, inputGradient: &dx,
                scratch)
            #expect(isDone)
            expectClose(dw, terms: count * plane) { accumulates ? weights[$0] : Array(weights[$0].dropFirst()) }
            expectClose(dx, terms: outputs * 12) { inputs[$0] }
            expectClose(db, terms: count * plane) { output in
                (accumulates ? [1] : [])
                    + dy.indices.filter { $0 / plane % outputs == output }.map { Double(dy[$0]) }
            }
        }
    }

    /// Numbers of a dense map.
    private struct Case {
        var x: [Float]
        var w: [Float]
        var b: [Float]
        var dy: [Float]

        init(_ size: Size, seed: UInt64) {
            x = Self.draw(size.rows * size.inputs, seed: seed, zeros: size.zeros, inRuns: true)
            w = Self.draw(size.inputs * size.outputs, seed: seed &+ 100, zeros: 0)
            b = Self.draw(size.outputs, seed: seed &+ 200, zeros: 0)
            dy = Self.draw(size.rows * size.outputs, seed: seed &+ 300, zeros: size.zeros == 0 ? 0 : 0.5)
        }

        /// Numbers from −1 to 1, some of them 0; with `inRuns`, many together, as in pictures.
        static func draw(_ count: Int, seed: UInt64, zeros: Double, inRuns: Bool = false) -> [Float] {
            var source = RandomSource(seed: seed, 5)
            var isZero = false
            return (0..<count).map { index in
                if !inRuns || index % 24 == 0 { isZero = source.uniform() < zeros }
                let value = Float(source.uniform(-1, 1))
                return isZero ? 0 : value
            }
        }
    }

    private func close(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-5 * max(1e-6, abs(b)) }

    /// Sums of products in Float are as exact as their number of terms lets them be.
    private func expectClose(_ values: [Float], terms: Int, _ exact: (Int) -> [Double]) {
        var worst = 0.0
        for (place, value) in values.enumerated() {
            let products = exact(place)
            let scale = products.reduce(1e-6) { $0 + abs($1) }
            let error = abs(Double(value) - products.reduce(0, +)) / scale
            worst = error <= worst ? worst : error
        }
        #expect(worst <= 1e-6)
    }
}
