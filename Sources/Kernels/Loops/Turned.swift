import CProcessor
import Kernels

/// The passes of a layer whose weights lie by inputs. Zeros of the input are left out; the sums run in the order of the inputs,
/// and of the samples, as in `Tiles`.
enum Turned {
    // MARK: To and from the parameters' own order

    static func load(_ matrix: TurnedMatrix<Float>, _ weights: UnsafePointer<Float>) {
        let isSmall = Packing.transposed(
            depth: matrix.inputs, count: matrix.outputs, weights, matrix.inputs, width: matrix.leading, into: matrix.weights)
        matrix.isFinite = isSmall || Sums.areFinite(matrix.inputs &* matrix.leading, matrix.weights)
        matrix.knowsSquares = false
    }

    /// `[inputs, leading]` becomes `[outputs, inputs]`.
    static func store(_ matrix: TurnedMatrix<Float>, _ turned: UnsafePointer<Float>, _ to: UnsafeMutablePointer<Float>) {
        let (inputs, outputs, leading) = (matrix.inputs, matrix.outputs, matrix.leading)
        let whole = outputs & ~3
        var seen = SIMD16<UInt32>.zero
        var i = 0
        while i &+ 16 <= inputs {
            Square.transpose(columns: whole, turned + i &* leading, leading, to + i, inputs, &seen)
            for output in whole..<outputs {
                for lane in 0..<16 { to[output &* inputs &+ i &+ lane] = turned[(i &+ lane) &* leading &+ output] }
            }
            i &+= 16
        }
        while i < inputs {
            for output in 0..<outputs { to[output &* inputs &+ i] = turned[i &* leading &+ output] }
            i &+= 1
        }
    }

    static func storeGradient(_ matrix: TurnedMatrix<Float>, _ to: UnsafeMutablePointer<Float>) {
        var (row, next) = (0, 0)
        while row < matrix.inputs {
            if next < matrix.rowCount, Int(matrix.rowList[next]) == row {
                next &+= 1
            } else {
                (matrix.gradient + row &* matrix.leading).update(repeating: 0, count: matrix.leading)
            }
            row &+= 1
        }
        store(matrix, matrix.gradient, to)
    }

    // MARK: Forward

    /// `Y = X Wᵀ`
    static func forward(
        _ matrix: TurnedMatrix<Float>, rows: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        let (inputs, outputs, leading) = (matrix.inputs, matrix.outputs, matrix.leading)
        matrix.nonzeros = findNonzeros(matrix, rows, x)
        if rows >= 4, !pays(matrix.nonzeros, rows &* inputs) {
            Products.multiply(
                transposeA: false, transposeB: false, m: rows, n: outputs, k: inputs, x, inputs, matrix.weights, leading,
                accumulates: false, y, outputs, scratch: scratch)
            return
        }
        var o = 0
        while outputs &- o >= 16 {
            switch outputs &- o {
            case Widest.width...: o &+= forward(Widest.self, matrix, rows, x, o, y)
            case 64...: o &+= forward(Four.self, matrix, rows, x, o, y)
            case 32...: o &+= forward(Two.self, matrix, rows, x, o, y)
            default: o &+= forward(One.self, matrix, rows, x, o, y)
            }
        }
        if o < outputs {
            for row in 0..<rows {
                var sum = Lanes.zero
                for word in 0..<matrix.words {
                    let (values, panel) = (x + (row &* inputs &+ 64 &* word), matrix.weights + (64 &* word &* leading &+ o))
                    var group = One(sum)
                    add(One.self, mask(matrix, row, word), values, panel, leading, &group)
                    sum = group.lanes
                }
                sum.store(first: outputs &- o, y + (row &* outputs &+ o))
            }
        }
    }

    /// Whether leaving out zeros is the faster way: what is found costs more than what is just next.
    private static func pays(_ nonzeros: Int, _ count: Int) -> Bool { nonzeros &* 4 < count &* 3 }

    /// Notes where the input is not 0; everywhere, if some weight is not finite. Returns how many such places there are.
    private static func findNonzeros(_ matrix: TurnedMatrix<Float>, _ rows: Int, _ x: UnsafePointer<Float>) -> Int {
        let (inputs, words) = (matrix.inputs, matrix.words)
        var count = 0
        var to = matrix.masks
        for row in 0..<rows {
            var (i, values) = (0, x + row &* inputs)
            for _ in 0..<words {
                let depth = min(64, inputs &- i)
                let bits = matrix.isFinite ? Sparse.occupied(depth, values) : depth == 64 ? ~0 : (1 &<< UInt64(depth)) &- 1
                to.pointee = bits
                count &+= bits.nonzeroBitCount
                to += 1
                i &+= 64
                values += 64
            }
        }
        return count
    }

    @inline(__always)
    private static func mask(_ matrix: TurnedMatrix<Float>, _ row: Int, _ word: Int) -> UInt64 {
        matrix.masks[row &* matrix.words &+ word]
    }

    /// The outputs from `first` on, of the group's width. The rows of 64 inputs stay in the nearest cache while all samples go
    /// by.
    @inline(__always)
    private static func forward<Group: LaneGroup>(
        _ group: Group.Type, _ matrix: TurnedMatrix<Float>, _ rows: Int, _ x: UnsafePointer<Float>, _ first: Int,
        _ y: UnsafeMutablePointer<Float>
    ) -> Int {
        let (inputs, outputs, leading) = (matrix.inputs, matrix.outputs, matrix.leading)
        for word in 0..<matrix.words {
            let panel = matrix.weights + (64 &* word &* leading &+ first)
            var (values, sums) = (x + 64 &* word, y + first)
            for row in 0..<rows {
                let bits = mask(matrix, row, word)
                if word == 0 {
                    var sum = Group.zero
                    add(group, bits, values, panel, leading, &sum)
                    sum.store(sums)
                } else if bits != 0 {
                    var sum = Group(sums)
                    add(group, bits, values, panel, leading, &sum)
                    sum.store(sums)
                }
                values += inputs
                sums += outputs
            }
        }
        return Group.width
    }

    /// Adds the rows whose bits are set.
    @inline(__always)
    private static func add<Group: LaneGroup>(
        _ group: Group.Type, _ bits: UInt64, _ values: UnsafePointer<Float>, _ panel: UnsafePointer<Float>, _ leading: Int,
        _ sum: inout Group
    ) {
        var bits = bits
        while bits != 0 {
            let i = bits.trailingZeroBitCount
            bits &= bits &- 1
            sum.add(values[i], Group(panel + i &* leading))
        }
    }

    // MARK: Gradient

    /// `dW = dYᵀ X` of the samples that the last forward pass had.
    static func gradient(
        _ matrix: TurnedMatrix<Float>, rows: Int, _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        let (inputs, outputs, leading) = (matrix.inputs, matrix.outputs, matrix.leading)
        let leavesOut = Sums.areFinite(rows &* outputs, dy) && (rows < 4 || pays(matrix.nonzeros, rows &* inputs))
        if !leavesOut || (outputs & 15 > 0 && rows &* 16 > KernelScratch.errors) {
            LevelKernels.product(
                transposeA: true, transposeB: false, m: inputs, n: outputs, k: rows, x, inputs, dy, outputs, accumulates: false,
                matrix.gradient, leading, scratch: scratch)
            for row in 0..<inputs { matrix.rowList[row] = Int32(truncatingIfNeeded: row) }
            matrix.rowCount = inputs
            return
        }
        var o = 0
        while o < outputs {
            switch outputs &- o {
            case Widest.width...: o &+= gradient(Widest.self, matrix, rows, x, o, dy, scratch)
            case 64...: o &+= gradient(Four.self, matrix, rows, x, o, dy, scratch)
            case 32...: o &+= gradient(Two.self, matrix, rows, x, o, dy, scratch)
            default: o &+= gradient(One.self, matrix, rows, x, o, dy, scratch)
            }
        }
    }

    /// The outputs from `first` on, of the group's width. Their errors stay in a near cache while the inputs go by, sixteen at a
    /// time.
    @inline(__always)
    private static func gradient<Group: LaneGroup>(
        _ group: Group.Type, _ matrix: TurnedMatrix<Float>, _ rows: Int, _ x: UnsafePointer<Float>, _ first: Int,
        _ dy: UnsafePointer<Float>, _ scratch: UnsafeMutablePointer<Float>
    ) -> Int {
        let (inputs, outputs, leading) = (matrix.inputs, matrix.outputs, matrix.leading)
        let masks = UnsafeMutableRawPointer(scratch + KernelScratch.panel).assumingMemoryBound(to: UInt32.self)
        let copy = scratch + (KernelScratch.panel &+ 16)  // [32, 16]
        // Rows a power of two apart push each other out of the nearest cache.
        let copiesValues = inputs & 255 == 0
        var (errors, errorStride) = (dy + first, outputs)
        if outputs != Group.width, rows &* Group.width <= KernelScratch.errors {
            let packed = scratch + (KernelScratch.panel &+ KernelScratch.edge)
            Packing.rows(
                depth: rows, count: min(Group.width, outputs &- first), dy + first, outputs, width: Group.width, into: packed)
            (errors, errorStride) = (UnsafePointer(packed), Group.width)
        }
        if first == 0 { matrix.rowCount = 0 }
        var i = 0
        while i < inputs {
            let width = min(16, inputs &- i)
            let block = matrix.gradient + (i &* leading &+ first)
            var touched: UInt32 = 0
            var row = 0
            while row < rows {
                let count = min(32, rows &- row)
                var (values, stride) = (x + (row &* inputs &+ i), inputs)
                if copiesValues {
                    for row in 0..<count { Lanes(values + row &* inputs).store(copy + row &* 16) }
                    (values, stride) = (UnsafePointer(copy), 16)
                }
                let bits = width == 16 ? Sparse.occupied(count, values, stride) : occupied(count, values, stride, width)
                UnsafeMutableRawPointer(masks).storeBytes(of: bits, as: SIMD16<UInt32>.self)
                for lane in 0..<width where masks[lane] != 0 {
                    let bit: UInt32 = 1 &<< UInt32(truncatingIfNeeded: lane)
                    add(
                        group, masks[lane], values + lane, stride, errors + row &* errorStride, errorStride,
                        to: block + lane &* leading,
                        isFirst: touched & bit == 0)
                    touched |= bit
                }
                row &+= 32
            }
            if first == 0 {
                while touched != 0 {
                    matrix.rowList[matrix.rowCount] = Int32(truncatingIfNeeded: i &+ touched.trailingZeroBitCount)
                    matrix.rowCount &+= 1
                    touched &= touched &- 1
                }
            }
            i &+= 16
        }
        return Group.width
    }

    /// Adds to one row, or begins it with, what the samples whose bits are set bring.
    @inline(__always)
    private static func add<Group: LaneGroup>(
        _ group: Group.Type, _ mask: UInt32, _ values: UnsafePointer<Float>, _ stride: Int, _ dy: UnsafePointer<Float>,
        _ outputs: Int, to row: UnsafeMutablePointer<Float>, isFirst: Bool
    ) {
        var bits = mask
        var sum = isFirst ? Group.zero : Group(row)
        repeat {
            let sample = bits.trailingZeroBitCount
            bits &= bits &- 1
            sum.add(values[sample &* stride], Group(dy + sample &* outputs))
        } while bits != 0
        sum.store(row)
    }

    /// As `Sparse.occupied`, for fewer than sixteen inputs.
    private static func occupied(_ rows: Int, _ values: UnsafePointer<Float>, _ stride: Int, _ width: Int) -> SIMD16<UInt32> {
        var bits = SIMD16<UInt32>.zero
        for row in 0..<rows {
            for lane in 0..<width where values[row &* stride &+ lane] != 0 {
                bits[lane] |= 1 &<< UInt32(truncatingIfNeeded: row)
            }
        }
        return bits
    }

    // MARK: Update

    /// `w −= rate·g`; what the gradient leaves out stays.
    static func descend(_ matrix: TurnedMatrix<Float>, rate: Float) {
        let (leading, step) = (matrix.leading, Lanes(repeating: -rate))
        var seen = SIMD16<UInt32>.zero
        for k in 0..<matrix.rowCount {
            let start = Int(matrix.rowList[k]) &* leading
            let (w, g) = (matrix.weights + start, matrix.gradient + start)
            var i = 0
            while i < leading {
                let new = LevelArithmetic.multiplyAdd(Lanes(w + i), step, Lanes(g + i))
                seen |= Square.bits(new)
                new.store(w + i)
                i &+= 16
            }
        }
        matrix.knowsSquares = false
        note(seen, matrix)
    }

    /// The same, and its sums of squares.
    static func measuredDescend(_ matrix: TurnedMatrix<Float>, rate: Float, measuresChange: Bool) -> DescentSquares {
        let (leading, step) = (matrix.leading, Lanes(repeating: -rate))
        if !matrix.knowsSquares {
            for row in 0..<matrix.inputs { matrix.squares[row] = Sums.squares(leading, matrix.weights + row &* leading) }
            matrix.knowsSquares = true
        }
        var sums = DescentSquares(weight: total(matrix.inputs, matrix.squares))
        var seen = SIMD16<UInt32>.zero
        for k in 0..<matrix.rowCount {
            let row = Int(matrix.rowList[k])
            let (w, g) = (matrix.weights + row &* leading, matrix.gradient + row &* leading)
            var (a, b, c) = (Lanes.zero, Lanes.zero, Lanes.zero)
            var i = 0
            while i < leading {
                let (old, slope) = (Lanes(w + i), Lanes(g + i))
                let new = LevelArithmetic.multiplyAdd(old, step, slope)
                if measuresChange {
                    let change = new - old
                    c = LevelArithmetic.multiplyAdd(c, change, change)
                }
                a = LevelArithmetic.multiplyAdd(a, new, new)
                b = LevelArithmetic.multiplyAdd(b, slope, slope)
                seen |= Square.bits(new)
                new.store(w + i)
                i &+= 16
            }
            matrix.squares[row] = Double(a.total)
            sums.gradient += Double(b.total)
            sums.change += Double(c.total)
        }
        note(seen, matrix)
        return sums
    }

    /// Looks at the weights again where one that was written may not be finite.
    private static func note(_ seen: SIMD16<UInt32>, _ matrix: TurnedMatrix<Float>) {
        if matrix.isFinite, seen & Square.mayBeInfinite != .zero {
            matrix.isFinite = Sums.areFinite(matrix.inputs &* matrix.leading, matrix.weights)
        }
    }

    private static func total(_ count: Int, _ squares: UnsafePointer<Double>) -> Double {
        var lanes = SIMD8<Double>.zero
        var i = 0
        while i &+ 8 <= count {
            lanes += UnsafeRawPointer(squares + i).loadUnaligned(as: SIMD8<Double>.self)
            i &+= 8
        }
        var sum = ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]))
        while i < count {
            sum += squares[i]
            i &+= 1
        }
        return sum
    }
}
