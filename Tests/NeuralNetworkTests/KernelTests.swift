import Basics
import KernelLevels
import Kernels
import NeuralNetwork
import Testing

/// The kernels of every level this machine has, against plain loops. All numbers are small whole numbers, whose sums are exact in
/// any order.
struct KernelTests {
    // MARK: Convolution

    static let convolutions = [
        ConvolutionShape(
            channels: 1, height: 28, width: 28, outputs: 6, kernelHeight: 5, kernelWidth: 5, padHeight: 2, padWidth: 2),
        ConvolutionShape(
            channels: 6, height: 14, width: 14, outputs: 16, kernelHeight: 5, kernelWidth: 5, padHeight: 0, padWidth: 0),
        ConvolutionShape(
            channels: 3, height: 7, width: 19, outputs: 5, kernelHeight: 2, kernelWidth: 3, padHeight: 1, padWidth: 0),
        ConvolutionShape(
            channels: 1, height: 6, width: 5, outputs: 4, kernelHeight: 1, kernelWidth: 1, padHeight: 0, padWidth: 0),
        ConvolutionShape(
            channels: 2, height: 9, width: 6, outputs: 7, kernelHeight: 9, kernelWidth: 6, padHeight: 0, padWidth: 2),
        ConvolutionShape(
            channels: 2, height: 3, width: 40, outputs: 1, kernelHeight: 3, kernelWidth: 4, padHeight: 3, padWidth: 1),
    ]

    @Test(arguments: KernelLevel.available, convolutions)
    func convolvesAndDifferentiatesAsPlainLoopsDo(level: KernelLevel, s: ConvolutionShape) {
        for count in [1, 3] {
            let plane = s.outputHeight * s.outputWidth
            let (x, w) = (Guarded(count * s.channels * s.height * s.width, 1), Guarded(s.outputs * s.patch, 2))
            let (b, dy) = (Guarded(s.outputs, 3), Guarded(count * s.outputs * plane, 4))
            let (y, dx) = (Guarded(dy.count), Guarded(x.count))
            // The bias's gradient lies behind the weights', as in a network.
            let gradient = Guarded(w.count + b.count)
            let scratch = [Guarded(count * s.inputScratch), Guarded(count * s.gradientScratch), Guarded(s.flatScratch)]
            let memory = ConvolutionScratch(input: scratch[0].pointer, gradient: scratch[1].pointer, flat: scratch[2].pointer)
            level.kernels.convolve(s, count: count, x.pointer, w.pointer, bias: b.pointer, y.pointer, memory)
            let isDone = level.kernels.convolutionGradients(
                s, count: count, x.pointer, w.pointer, dy.pointer, weightGradient: gradient.pointer,
                biasGradient: gradient.pointer + w.count, accumulates: false, inputGradient: dx.pointer, memory)
            #expect(isDone)

            var expected = (
                y: [Float](), dx: [Float](repeating: 0, count: x.count), gradient: [Float](repeating: 0, count: gradient.count)
            )
            for n in 0..<count {
                for o in 0..<s.outputs {
                    for place in 0..<plane {
                        let index = (n * s.outputs + o) * plane + place
                        var sum = b.pointer[o]
                        expected.gradient[w.count + o] += dy.pointer[index]
                        for tap in 0..<s.patch {
                            let (c, u, v) = (
                                tap / (s.kernelHeight * s.kernelWidth), tap / s.kernelWidth % s.kernelHeight, tap % s.kernelWidth
                            )
                            let (row, column) = (place / s.outputWidth + u - s.padHeight, place % s.outputWidth + v - s.padWidth)
                            guard (0..<s.height).contains(row), (0..<s.width).contains(column) else { continue }
                            let from = ((n * s.channels + c) * s.height + row) * s.width + column
                            sum += x.pointer[from] * w.pointer[o * s.patch + tap]
                            expected.gradient[o * s.patch + tap] += x.pointer[from] * dy.pointer[index]
                            expected.dx[from] += w.pointer[o * s.patch + tap] * dy.pointer[index]
                        }
                        expected.y.append(sum)
                    }
                }
            }
            #expect(y.values == expected.y)
            #expect(gradient.values == expected.gradient)
            #expect(dx.values == expected.dx)
            #expect(([x, w, b, dy, y, dx, gradient] + scratch).allSatisfy { $0.isIntact })
        }
    }

    // MARK: Pooling

    @Test(arguments: KernelLevel.available, Array(1...20) + [31, 32, 33, 40, 48, 50])
    func poolsAndDifferentiatesAsPlainLoopsDo(level: KernelLevel, width: Int) {
        for lines in [1, 2, 5] {
            let (x, dy) = (Guarded(4 * lines * width, 5), Guarded(lines * width, 6))
            let (y, dx) = (Guarded(dy.count), Guarded(x.count))
            level.kernels.maxPool2x2(lines: lines, width: width, x.pointer, y.pointer)
            level.kernels.maxPool2x2Gradient(lines: lines, width: width, x.pointer, dy.pointer, dx.pointer)
            var expected = (y: [Float](), dx: [Float](repeating: 0, count: x.count))
            for place in 0..<dy.count {
                let first = place / width * 4 * width + place % width * 2
                let window = [first, first + 1, first + 2 * width, first + 2 * width + 1]
                let largest = window.dropFirst().reduce(first) { x.pointer[$1] > x.pointer[$0] ? $1 : $0 }
                expected.y.append(x.pointer[largest])
                expected.dx[largest] = dy.pointer[place]
            }
            #expect(y.values == expected.y)
            #expect(dx.values == expected.dx)
            #expect([x, dy, y, dx].allSatisfy { $0.isIntact })
        }
    }

    // MARK: Dense

    /// Rows, inputs, outputs, and one of how many inputs is not 0.
    static let products = [
        [1, 784, 128, 5], [1, 7, 3, 1], [2, 100, 33, 4], [3, 65, 18, 9], [4, 64, 32, 6], [5, 785, 130, 5], [17, 79, 47, 7],
        [32, 784, 128, 5], [33, 791, 143, 8], [33, 40, 50, 1], [6, 15, 16, 1], [9, 17, 1, 1], [12, 300, 31, 2],
    ]

    @Test(arguments: KernelLevel.available, products)
    func multipliesDenseLayersAsPlainLoopsDo(level: KernelLevel, sizes: [Int]) {
        let (rows, inputs, outputs) = (sizes[0], sizes[1], sizes[2])
        let (x, w) = (Guarded(rows * inputs, 7), Guarded(outputs * inputs, 8))
        for i in 0..<x.count where (i &* 7919) % 101 % sizes[3] != 0 { x.pointer[i] = 0 }
        let (b, dy) = (Guarded(outputs, 9), Guarded(rows * outputs, 10))
        let (y, dx, gradient) = (Guarded(dy.count), Guarded(x.count), Guarded(w.count))
        let scratch = Guarded(KernelScratch.count)
        level.kernels.denseForward(
            rows: rows, inputs: inputs, outputs: outputs, x.pointer, w.pointer, bias: b.pointer, y.pointer, squares: nil,
            scratch: scratch.pointer)
        level.kernels.denseWeightGradient(
            rows: rows, inputs: inputs, outputs: outputs, x.pointer, dy.pointer, gradient.pointer, accumulates: false,
            occupancy: nil,
            scratch: scratch.pointer)
        level.kernels.product(
            transposeA: false, transposeB: false, m: rows, n: inputs, k: outputs, dy.pointer, outputs, w.pointer, inputs,
            accumulates: false, dx.pointer, inputs, scratch: scratch.pointer)

        var expected = (
            y: [Float](), dx: [Float](repeating: 0, count: x.count), gradient: [Float](repeating: 0, count: w.count)
        )
        for row in 0..<rows {
            for output in 0..<outputs {
                let error = dy.pointer[row * outputs + output]
                var sum = b.pointer[output]
                for input in 0..<inputs {
                    let (value, weight) = (x.pointer[row * inputs + input], w.pointer[output * inputs + input])
                    sum += value * weight
                    expected.gradient[output * inputs + input] += error * value
                    expected.dx[row * inputs + input] += error * weight
                }
                expected.y.append(sum)
            }
        }
        #expect(y.values == expected.y)
        #expect(gradient.values == expected.gradient)
        #expect(dx.values == expected.dx)
        #expect([x, w, b, dy, y, dx, gradient, scratch].allSatisfy { $0.isIntact })
    }

    @Test(arguments: KernelLevel.available)
    func whatIsNotFiniteIsNotSkippedWithTheZerosItMeets(level: KernelLevel) {
        let (rows, inputs, outputs) = (8, 128, 48)
        let (x, w, dy) = (Guarded(rows * inputs), Guarded(outputs * inputs, 8), Guarded(rows * outputs, 10))
        let (y, gradient, scratch) = (Guarded(dy.count), Guarded(w.count), Guarded(KernelScratch.count))
        for i in 0..<x.count { x.pointer[i] = 0 }
        w.pointer[20 * inputs + 70] = .infinity
        level.kernels.denseForward(
            rows: rows, inputs: inputs, outputs: outputs, x.pointer, w.pointer, bias: nil, y.pointer, squares: nil,
            scratch: scratch.pointer)
        #expect(y.values.enumerated().allSatisfy { $1.isNaN == ($0 % outputs == 20) })
        dy.pointer[3 * outputs + 40] = .nan
        level.kernels.denseWeightGradient(
            rows: rows, inputs: inputs, outputs: outputs, x.pointer, dy.pointer, gradient.pointer, accumulates: false,
            occupancy: nil,
            scratch: scratch.pointer)
        #expect(gradient.values.enumerated().allSatisfy { $1.isNaN == ($0 / inputs == 40) })
    }

    // MARK: Single samples

    /// Inputs and outputs of a dense layer that leaves zeros of single samples out.
    @Test(arguments: KernelLevel.available, [[784, 128], [785, 33], [65, 16], [16, 20], [15, 3]])
    func aGradientWithoutItsZerosIsTheWholeGradientSampleAfterSample(level: KernelLevel, sizes: [Int]) {
        let (inputs, outputs) = (sizes[0], sizes[1])
        let occupancy = GradientOccupancy(rows: outputs, columns: inputs)
        let (gradient, weight, scratch) = (Guarded(outputs * inputs), Guarded(outputs * inputs, 12), Guarded(KernelScratch.count))
        var expected = weight.values
        for sample in 0..<12 {
            let rows = sample % 3 + 1
            let (x, dy) = (Guarded(rows * inputs, UInt64(20 + sample)), Guarded(rows * outputs, UInt64(40 + sample)))
            // Other zeros each time, now many and now few, and at times nothing else.
            for i in 0..<x.count where (i / 16 &* 7919 + sample &* 31) % 11 < sample { x.pointer[i] = 0 }
            for i in 0..<dy.count where (i &* 104729 + sample) % 7 < sample % 8 { dy.pointer[i] = 0 }
            level.kernels.denseWeightGradient(
                rows: rows, inputs: inputs, outputs: outputs, x.pointer, dy.pointer, gradient.pointer, accumulates: false,
                occupancy: occupancy, scratch: scratch.pointer)
            var whole = [Float](repeating: 0, count: gradient.count)
            for row in 0..<rows {
                for i in whole.indices {
                    whole[i] += dy.pointer[row * outputs + i / inputs] * x.pointer[row * inputs + i % inputs]
                }
            }
            #expect(gradient.values == whole)
            let squares = whole.reduce(0.0) { $0 + Double($1 * $1) }
            for i in whole.indices { expected[i] -= 0.5 * whole[i] }
            if occupancy.isKnown {
                let measured = level.kernels.descend(
                    occupancy, weight.pointer, gradient.pointer, rate: 0.5, measuresChange: true)
                #expect(measured.gradient == squares && measured.change == 0.25 * squares)
            } else {
                let before = weight.values.reduce(0.0) { $0 + Double($1 * $1) }
                let measured = level.kernels.measuredDescend(
                    weight.count, weight.pointer, gradient.pointer, rate: 0.5, measuresChange: true)
                #expect(measured.change == 0.25 * squares)
                #expect(abs(measured.weight - before) <= 1e-6 * before && measured.gradient == squares)
            }
            #expect(weight.values == expected)
            #expect([x, dy, gradient, weight, scratch].allSatisfy { $0.isIntact })
        }
    }

    // MARK: Elementwise

    @Test(arguments: KernelLevel.available)
    func functionsOfOneElementTouchNothingElse(level: KernelLevel) {
        for count in Array(1...40) {
            let (x, y) = (Guarded(count, 11), Guarded(count))
            let kernels = level.kernels
            kernels.rectify(count, x.pointer, y.pointer)
            #expect(y.values == x.values.map { max($0, 0) })
            kernels.sigmoid(count, x.pointer, y.pointer)
            #expect(zip(x.values, y.values).allSatisfy { abs($1 - Float(Double.sigmoid(Double($0)))) <= 1e-7 })
            kernels.tanh(count, x.pointer, y.pointer)
            #expect(zip(x.values, y.values).allSatisfy { abs($1 - Float(2 * Double.sigmoid(2 * Double($0)) - 1)) <= 2e-7 })
            kernels.descend(count, y.pointer, x.pointer, rate: 0.5, decay: 0)
            #expect([x, y].allSatisfy { $0.isIntact })
        }
    }
}

/// Numbers between two margins that nobody may write to; whole numbers from −4 to 4, or NaN where nothing has been written yet.
private final class Guarded {
    let count: Int
    let pointer: UnsafeMutablePointer<Float>
    private static let margin = 96
    private static let mark = Float(bitPattern: 0x7fc0_beef)

    init(_ count: Int, _ seed: UInt64? = nil) {
        self.count = count
        let start = UnsafeMutablePointer<Float>.allocate(capacity: count + 2 * Guarded.margin)
        start.initialize(repeating: Guarded.mark, count: count + 2 * Guarded.margin)
        pointer = start + Guarded.margin
        if let seed {
            var source = RandomSource(seed: seed, 0)
            for i in 0..<count { pointer[i] = Float(source.integer(below: 9) - 4) }
        }
    }

    deinit { (pointer - Guarded.margin).deallocate() }

    var values: [Float] { Array(UnsafeBufferPointer(start: pointer, count: count)) }

    var isIntact: Bool {
        (1...Guarded.margin).allSatisfy {
            (pointer - $0).pointee.bitPattern == Guarded.mark.bitPattern
                && (pointer + (count + $0 - 1)).pointee.bitPattern == Guarded.mark.bitPattern
        }
    }
}

extension Double {
    /// `1 / (1 + e^−x)`
    fileprivate static func sigmoid(_ x: Double) -> Double { 1 / (1 + Double.exponential(-x)) }
}
