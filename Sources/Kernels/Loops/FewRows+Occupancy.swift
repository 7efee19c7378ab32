import Kernels

extension FewRows {
    /// `dW = dYᵀ X` of one to three samples, written only where a factor on either side is not 0; elsewhere only what the
    /// gradient before has left is cleared. The same numbers as by `combine`. Returns false, with nothing written, where there
    /// are too few zeros or a factor is not finite: 0·∞ may not be left out.
    static func gradient(
        rows: Int, _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ gradient: UnsafeMutablePointer<Float>,
        _ occupancy: GradientOccupancy
    ) -> Bool {
        let (inputs, outputs) = (occupancy.columns, occupancy.rows)
        guard rows > 0, Sums.areFinite(rows &* inputs, x), Sums.areFinite(rows &* outputs, dy) else { return false }
        let blockCount = occupiedBlocks(rows, inputs, x, into: occupancy.nextBlocks)
        let rowCount = occupiedColumns(rows, outputs, dy, into: occupancy.nextRows)
        guard rowCount &* blockCount &* 4 <= outputs &* occupancy.allBlocks &* 3 else { return false }
        if occupancy.isKnown {
            clear(occupancy, gradient)
        } else {
            gradient.update(repeating: 0, count: inputs &* outputs)
        }
        occupancy.adopt(rowCount: rowCount, blockCount: blockCount)
        let whole = occupancy.wholeBlockCount
        let blocks = UnsafePointer(occupancy.blockList)
        for k in 0..<rowCount {
            let output = Int(occupancy.rowList[k])
            let (errors, to) = (dy + output, gradient + output &* inputs)
            if rows == 1 {
                outer(errors[0], x, blocks, whole, to)
            } else {
                for j in 0..<whole {
                    let i = Int(blocks[j]) &* 16
                    var sum = One.zero
                    for d in 0..<rows { sum.add(errors[d &* outputs], One(x + (d &* inputs &+ i))) }
                    sum.store(to + i)
                }
            }
            if whole < blockCount {
                for i in (inputs & ~15)..<inputs {
                    var sum: Float = 0
                    for d in 0..<rows { sum += errors[d &* outputs] * x[d &* inputs &+ i] }
                    to[i] = sum
                }
            }
        }
        return true
    }

    /// The products of one error and the blocks of one sample.
    @inline(__always)
    private static func outer(
        _ error: Float, _ x: UnsafePointer<Float>, _ blocks: UnsafePointer<Int32>, _ count: Int, _ to: UnsafeMutablePointer<Float>
    ) {
        let factor = Lanes(repeating: error)
        var j = 0
        while j &+ 4 <= count {
            let (a, b) = (Int(blocks[j]) &* 16, Int(blocks[j &+ 1]) &* 16)
            let (c, d) = (Int(blocks[j &+ 2]) &* 16, Int(blocks[j &+ 3]) &* 16)
            // Added to 0, so that no product is −0.
            (Lanes(x + a) * factor + 0).store(to + a)
            (Lanes(x + b) * factor + 0).store(to + b)
            (Lanes(x + c) * factor + 0).store(to + c)
            (Lanes(x + d) * factor + 0).store(to + d)
            j &+= 4
        }
        while j < count {
            let a = Int(blocks[j]) &* 16
            (Lanes(x + a) * factor + 0).store(to + a)
            j &+= 1
        }
    }

    /// Zeros where the lists say that there may be something else.
    private static func clear(_ occupancy: GradientOccupancy, _ gradient: UnsafeMutablePointer<Float>) {
        let whole = occupancy.wholeBlockCount
        let blocks = UnsafePointer(occupancy.blockList)
        for k in 0..<occupancy.rowCount {
            let to = gradient + Int(occupancy.rowList[k]) &* occupancy.columns
            for j in 0..<whole { Lanes.zero.store(to + Int(blocks[j]) &* 16) }
            if whole < occupancy.blockCount {
                for i in (occupancy.columns & ~15)..<occupancy.columns { to[i] = 0 }
            }
        }
    }

    /// Blocks of 16 columns in which some row has something else than 0.
    private static func occupiedBlocks(
        _ rows: Int, _ columns: Int, _ x: UnsafePointer<Float>, into list: UnsafeMutablePointer<Int32>
    ) -> Int {
        var (count, i) = (0, 0)
        while i < columns {
            let left = min(16, columns &- i)
            var isOccupied = false
            for row in 0..<rows {
                let values = x + (row &* columns &+ i)
                let lanes = left == 16 ? Lanes(values) : Lanes(first: left, values)
                isOccupied = isOccupied || lanes != .zero
            }
            list[count] = Int32(truncatingIfNeeded: i / 16)
            count &+= isOccupied ? 1 : 0
            i &+= 16
        }
        return count
    }

    /// Columns in which some row has something else than 0.
    private static func occupiedColumns(
        _ rows: Int, _ columns: Int, _ dy: UnsafePointer<Float>, into list: UnsafeMutablePointer<Int32>
    ) -> Int {
        var count = 0
        for column in 0..<columns {
            var isOccupied = false
            for row in 0..<rows { isOccupied = isOccupied || dy[row &* columns &+ column] != 0 }
            list[count] = Int32(truncatingIfNeeded: column)
            count &+= isOccupied ? 1 : 0
        }
        return count
    }

    // MARK: Forward, measured

    /// `y = W x` of one sample, as `forward`, and `ΣW²`.
    static func measuredForward(
        inputs: Int, outputs: Int, _ x: UnsafePointer<Float>, _ weight: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>
    ) -> Double {
        var total = 0.0
        var o = 0
        while o &+ 4 <= outputs {
            var squares = Lanes.zero
            (y[o], y[o &+ 1], y[o &+ 2], y[o &+ 3]) = fourDots(inputs, x, weight + o &* inputs, measures: true, &squares)
            total += Double(squares.total)
            o &+= 4
        }
        while o < outputs {
            let row = weight + o &* inputs
            y[o] = dot(inputs, x, row)
            total += Double(Sums.squares(inputs, row))
            o &+= 1
        }
        return total
    }
}
