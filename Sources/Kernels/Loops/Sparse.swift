import CProcessor
import Kernels

/// Products with a matrix most of whose elements are 0, which are left out: pixels of digits, activations of rectified layers.
///
/// The sums run in the same order as in `Tiles` and adding `±0` changes no sum, so the bits are those of the whole product. `0·∞`
/// is NaN and may not be left out: what meets the zeros is looked at first, and pieces of it that are not finite go the long way.
enum Sparse {
    /// Inputs whose zeros are found at once.
    private static let depth = 64

    /// Whether leaving out zeros is the faster way: the cost of an element left in is that of finding it and of adding to all
    /// outputs out of step; that of the whole product is paid for every element.
    static func pays(rows: Int, inputs: Int, outputs: Int, _ x: UnsafePointer<Float>) -> Bool {
        if rows < 4 || inputs < depth || outputs < 32 { return false }
        let groups = min(outputs / 16, 8)
        let nonzeros = Sparse.nonzeros(rows &* inputs, x)
        return nonzeros &* (30 &+ 7 &* groups) < rows &* inputs &* groups &* 6
    }

    /// Number of elements that are not 0.
    private static func nonzeros(_ count: Int, _ x: UnsafePointer<Float>) -> Int {
        var lanes = SIMD16<Int32>.zero
        var i = 0
        while i &+ 16 <= count {
            lanes &-= (Lanes(x + i) .!= 0).lanes
            i &+= 16
        }
        var total = Int(lanes.wrappedSum())
        while i < count {
            if x[i] != 0 { total &+= 1 }
            i &+= 1
        }
        return total
    }

    // MARK: Products

    /// The dense factor of a product: rows of outputs that are to be transposed, or columns as they lie.
    private enum Side {
        case rows
        case columns
    }

    /// `Y = X Wᵀ` for the outputs that fill whole groups. Returns the first output left.
    static func forward(
        rows: Int, inputs: Int, outputs: Int, _ x: UnsafePointer<Float>, _ weight: UnsafePointer<Float>,
        _ y: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
    ) -> Int {
        multiply(.rows, rows, inputs, outputs, x, weight, inputs, y, outputs, scratch)
    }

    /// `Y = X V` for the columns of V that fill whole groups. Returns the first column left.
    static func multiply(
        rows: Int, depth: Int, columns: Int, _ x: UnsafePointer<Float>, _ v: UnsafePointer<Float>, _ leadingV: Int,
        _ y: UnsafeMutablePointer<Float>, _ leadingY: Int, scratch: UnsafeMutablePointer<Float>
    ) -> Int {
        multiply(.columns, rows, depth, columns, x, v, leadingV, y, leadingY, scratch)
    }

    @inline(__always)
    private static func multiply(
        _ side: Side, _ rows: Int, _ inputs: Int, _ outputs: Int, _ x: UnsafePointer<Float>, _ v: UnsafePointer<Float>,
        _ leadingV: Int, _ y: UnsafeMutablePointer<Float>, _ leadingY: Int, _ scratch: UnsafeMutablePointer<Float>
    ) -> Int {
        var o = 0
        while outputs &- o >= 16 {
            let (v, y) = (v + (side == .rows ? o &* leadingV : o), y + o)
            switch outputs &- o {
            case Widest.width...: o &+= multiply(Widest.self, side, rows, inputs, x, v, leadingV, y, leadingY, scratch)
            case 64...: o &+= multiply(Four.self, side, rows, inputs, x, v, leadingV, y, leadingY, scratch)
            case 32...: o &+= multiply(Two.self, side, rows, inputs, x, v, leadingV, y, leadingY, scratch)
            default: o &+= multiply(One.self, side, rows, inputs, x, v, leadingV, y, leadingY, scratch)
            }
        }
        return o
    }

    @inline(__always)
    private static func multiply<Group: LaneGroup>(
        _ group: Group.Type, _ side: Side, _ rows: Int, _ inputs: Int, _ x: UnsafePointer<Float>, _ v: UnsafePointer<Float>,
        _ leadingV: Int, _ y: UnsafeMutablePointer<Float>, _ leadingY: Int, _ panel: UnsafeMutablePointer<Float>
    ) -> Int {
        var d = 0
        while d < inputs {
            let depth = min(Sparse.depth, inputs &- d)
            let isSmall =
                side == .rows
                ? Packing.transposed(depth: depth, count: Group.width, v + d, leadingV, width: Group.width, into: panel)
                : Packing.rows(depth: depth, count: Group.width, v + d &* leadingV, leadingV, width: Group.width, into: panel)
            let leavesOut = isSmall || Sums.areFinite(depth &* Group.width, panel)
            for row in 0..<rows {
                let (values, sums) = (x + (row &* inputs &+ d), y + row &* leadingY)
                if leavesOut {
                    add(group, depth, values, panel, to: sums, isFirst: d == 0)
                } else {
                    var sum = d == 0 ? Group.zero : Group(sums)
                    for i in 0..<depth { sum.add(values[i], Group(panel + i &* Group.width)) }
                    sum.store(sums)
                }
            }
            d &+= depth
        }
        return Group.width
    }

    /// Adds to sums, or begins them with, those of `values · panel` whose value is not 0.
    @inline(__always)
    private static func add<Group: LaneGroup>(
        _ group: Group.Type, _ depth: Int, _ values: UnsafePointer<Float>, _ panel: UnsafePointer<Float>,
        to sums: UnsafeMutablePointer<Float>, isFirst: Bool
    ) {
        var bits = occupied(depth, values)
        if bits == 0 {
            if isFirst { Group.zero.store(sums) }
            return
        }
        var sum = isFirst ? Group.zero : Group(sums)
        repeat {
            let i = bits.trailingZeroBitCount
            bits &= bits &- 1
            sum.add(values[i], Group(panel + i &* Group.width))
        } while bits != 0
        sum.store(sums)
    }

    /// One bit for each of up to 64 values: set where it is not 0.
    @inline(__always)
    static func occupied(_ count: Int, _ values: UnsafePointer<Float>) -> UInt64 {
        var (bits, i): (UInt64, Int) = (0, 0)
        while i &+ 16 <= count {
            bits |= backstep_occupied(Lanes(values + i)) &<< UInt64(truncatingIfNeeded: i)
            i &+= 16
        }
        while i < count {
            if values[i] != 0 { bits |= 1 &<< UInt64(truncatingIfNeeded: i) }
            i &+= 1
        }
        return bits
    }

    // MARK: Weight gradient

    /// Whether the gradient may leave out zeros of x: the errors are finite.
    static func mayLeaveOut(rows: Int, outputs: Int, _ dy: UnsafePointer<Float>) -> Bool {
        Sums.areFinite(rows &* outputs, dy)
    }

    /// `dW = dYᵀ X` for outputs that fill whole groups and inputs that fill whole squares. Returns the first output and input
    /// left.
    static func gradient(
        rows: Int, inputs: Int, outputs: Int, _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>,
        _ gradient: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
    ) -> (output: Int, input: Int) {
        var o = 0
        while outputs &- o >= 16 {
            let (e, to) = (dy + o, gradient + o &* inputs)
            switch outputs &- o {
            case Widest.width...: o &+= self.gradient(Widest.self, rows, inputs, outputs, x, e, to, scratch)
            case 64...: o &+= self.gradient(Four.self, rows, inputs, outputs, x, e, to, scratch)
            case 32...: o &+= self.gradient(Two.self, rows, inputs, outputs, x, e, to, scratch)
            default: o &+= self.gradient(One.self, rows, inputs, outputs, x, e, to, scratch)
            }
        }
        return (o, inputs & ~15)
    }

    /// Inputs come in blocks whose sums stay in the nearest cache while the errors of a few samples after the other go through
    /// it.
    @inline(__always)
    private static func gradient<Group: LaneGroup>(
        _ group: Group.Type, _ rows: Int, _ inputs: Int, _ outputs: Int, _ x: UnsafePointer<Float>,
        _ dy: UnsafePointer<Float>, _ gradient: UnsafeMutablePointer<Float>, _ scratch: UnsafeMutablePointer<Float>
    ) -> Int {
        let most = rows <= 32 ? 1 : 4
        let masks = UnsafeMutableRawPointer(scratch + KernelScratch.panel).assumingMemoryBound(to: UInt32.self)
        let block = scratch + (KernelScratch.panel &+ 16)  // [32, 16]
        // Rows a power of two apart push each other out of the nearest cache.
        let copiesValues = inputs & 255 == 0
        var (errors, errorStride) = (dy, outputs)
        if outputs != Group.width, rows &* Group.width <= KernelScratch.errors {
            let copy = scratch + (KernelScratch.panel &+ KernelScratch.edge)
            Packing.rows(depth: rows, count: Group.width, dy, outputs, width: Group.width, into: copy)
            (errors, errorStride) = (UnsafePointer(copy), Group.width)
        }
        var seen = SIMD16<UInt32>.zero
        var i = 0
        while i &+ 16 <= inputs {
            let squares = min(most, (inputs &- i) / 16)
            var touched: UInt64 = 0
            var row = 0
            while row < rows {
                let count = min(32, rows &- row)
                for square in 0..<squares {
                    let values = x + (row &* inputs &+ i &+ 16 &* square)
                    let bits = copiesValues ? copied(count, values, inputs, block) : occupied(count, values, inputs)
                    if bits == .zero { continue }
                    UnsafeMutableRawPointer(masks).storeBytes(of: bits, as: SIMD16<UInt32>.self)
                    let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: square)
                    add(
                        group, masks, copiesValues ? UnsafePointer(block) : values, copiesValues ? 16 : inputs,
                        errors + row &* errorStride, errorStride, to: scratch + square &* 16 &* Group.width,
                        isFirst: touched & bit == 0)
                    touched |= bit
                }
                row &+= 32
            }
            for square in 0..<squares {
                let to = gradient + (i &+ 16 &* square)
                if touched & (1 &<< UInt64(truncatingIfNeeded: square)) == 0 {
                    for output in 0..<Group.width { Lanes.zero.store(to + output &* inputs) }
                } else {
                    Square.transpose(
                        columns: Group.width, scratch + square &* 16 &* Group.width, Group.width, to, inputs, &seen)
                }
            }
            i &+= 16 &* squares
        }
        return Group.width
    }

    /// Adds to the sums of 16 inputs, `[16, Group.width]`, what up to 32 samples bring, or begins them with it.
    @inline(__always)
    private static func add<Group: LaneGroup>(
        _ group: Group.Type, _ masks: UnsafePointer<UInt32>, _ x: UnsafePointer<Float>, _ stride: Int,
        _ dy: UnsafePointer<Float>, _ outputs: Int, to sums: UnsafeMutablePointer<Float>, isFirst: Bool
    ) {
        for pixel in 0..<16 {
            var bits = masks[pixel]
            let (values, place) = (x + pixel, sums + pixel &* Group.width)
            if bits == 0 {
                if isFirst { Group.zero.store(place) }
                continue
            }
            var sum = isFirst ? Group.zero : Group(place)
            repeat {
                let row = bits.trailingZeroBitCount
                bits &= bits &- 1
                sum.add(values[row &* stride], Group(dy + row &* outputs))
            } while bits != 0
            sum.store(place)
        }
    }

    /// For each of 16 inputs one bit for each of up to 32 samples: set where it is not 0.
    @inline(__always)
    static func occupied(_ rows: Int, _ values: UnsafePointer<Float>, _ stride: Int) -> SIMD16<UInt32> {
        var bits = SIMD16<Int32>.zero
        var p = values
        var bit: Int32 = 1
        for _ in 0..<rows {
            bits = bits.replacing(with: bits | bit, where: Lanes(p) .!= 0)
            bit = bit &<< 1
            p += stride
        }
        return unsafeBitCast(bits, to: SIMD16<UInt32>.self)
    }

    /// The same, and a copy of the values, `[rows, 16]`.
    @inline(__always)
    private static func copied(
        _ rows: Int, _ values: UnsafePointer<Float>, _ stride: Int, _ copy: UnsafeMutablePointer<Float>
    ) -> SIMD16<UInt32> {
        for row in 0..<rows { Lanes(values + row &* stride).store(copy + row &* 16) }
        return occupied(rows, copy, 16)
    }
}
