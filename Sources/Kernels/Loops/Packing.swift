import CProcessor
import Kernels

/// Copies pieces of matrices into the order in which a product reads them.
enum Packing {
    /// Rows as they are: `depth` rows of `width` numbers, `count` of them from memory and zeros behind.
    /// Returns whether it is certain that all numbers are finite: that they are less than 2.
    @discardableResult
    static func rows(
        depth: Int, count: Int, _ source: UnsafePointer<Float>, _ leading: Int, width: Int,
        into panel: UnsafeMutablePointer<Float>
    ) -> Bool {
        var seen = SIMD16<UInt32>.zero
        var (from, to) = (source, panel)
        for _ in 0..<depth {
            var column = 0
            while column &+ 16 <= count {
                let lanes = Lanes(from + column)
                seen |= Square.bits(lanes)
                lanes.store(to + column)
                column &+= 16
            }
            if column < count {
                let lanes = Lanes(first: count &- column, from + column)
                seen |= Square.bits(lanes)
                lanes.store(to + column)
                column &+= 16
            }
            while column < width {
                Lanes.zero.store(to + column)
                column &+= 16
            }
            from += leading
            to += width
        }
        return seen & Square.mayBeInfinite == .zero
    }

    /// Columns become rows: `panel[d][r] = source[r][d]` for `count` rows of the source, zeros for r from there to `width`.
    /// Returns whether it is certain that all numbers are finite: that they are less than 2.
    @discardableResult
    static func transposed(
        depth: Int, count: Int, _ source: UnsafePointer<Float>, _ leading: Int, width: Int,
        into panel: UnsafeMutablePointer<Float>
    ) -> Bool {
        var seen = SIMD16<UInt32>.zero
        let whole = depth & ~3
        var block = 0
        while block < width {
            let rows = min(16, count &- block)
            let (from, to) = (source + block &* leading, panel + block)
            if rows == 16 {
                Square.transpose(columns: whole, from, leading, to, width, &seen)
            } else if rows > 0 {
                Square.transpose(rows: rows, columns: whole, from, leading, to, width, &seen)
            }
            for d in (rows > 0 ? whole : 0)..<depth {
                var lanes = Lanes.zero
                if rows > 0 { for row in 0..<rows { lanes[row] = from[row &* leading &+ d] } }
                seen |= Square.bits(lanes)
                lanes.store(to + d &* width)
            }
            block &+= 16
        }
        return seen & Square.mayBeInfinite == .zero
    }
}

/// Transposition of sixteen rows, four columns at a time.
///
/// Four numbers of each of four rows make a register, so that memory does half of the work; the rest stays within fours.
enum Square {
    /// The bit that is set in whatever is not less than 2, infinities and NaN among them.
    static let mayBeInfinite = SIMD16<UInt32>(repeating: 0x4000_0000)

    /// `to[d][r] = p[r][d]` for sixteen rows r and a multiple of four columns d. Adds the bits of all numbers to `seen`.
    @inline(__always)
    static func transpose(
        columns: Int, _ p: UnsafePointer<Float>, _ stride: Int, _ to: UnsafeMutablePointer<Float>, _ width: Int,
        _ seen: inout SIMD16<UInt32>
    ) {
        var (p, q, r, s) = (p, p + 4 &* stride, p + 8 &* stride, p + 12 &* stride)
        var to = to
        let (two, three) = (2 &* stride, 3 &* stride)
        let end = p + columns
        while p < end {
            turn(
                backstep_quads(p, q, r, s), backstep_quads(p + stride, q + stride, r + stride, s + stride),
                backstep_quads(p + two, q + two, r + two, s + two), backstep_quads(p + three, q + three, r + three, s + three),
                to, width, &seen)
            p += 4
            q += 4
            r += 4
            s += 4
            to += 4 &* width
        }
    }

    /// The same of fewer than sixteen rows, zeros for the others.
    static func transpose(
        rows: Int, columns: Int, _ p: UnsafePointer<Float>, _ stride: Int, _ to: UnsafeMutablePointer<Float>, _ width: Int,
        _ seen: inout SIMD16<UInt32>
    ) {
        let nothing = SIMD4<Float>.zero
        withUnsafeBytes(of: nothing) { nothing in
            guard let nothing = nothing.assumingMemoryBound(to: Float.self).baseAddress else { return }
            @inline(__always) func row(_ index: Int, _ column: Int) -> UnsafePointer<Float> {
                index < rows ? p + (index &* stride &+ column) : nothing
            }
            @inline(__always) func quads(_ index: Int, _ column: Int) -> Lanes {
                backstep_quads(row(index, column), row(index &+ 4, column), row(index &+ 8, column), row(index &+ 12, column))
            }
            var column = 0
            while column < columns {
                turn(
                    quads(0, column), quads(1, column), quads(2, column), quads(3, column), to + column &* width, width, &seen)
                column &+= 4
            }
        }
    }

    /// Sixteen rows of four numbers, as fours, become four rows of sixteen.
    @inline(__always)
    private static func turn(
        _ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes, _ to: UnsafeMutablePointer<Float>, _ width: Int,
        _ seen: inout SIMD16<UInt32>
    ) {
        let (ab, cd) = (backstep_quad_low(a, b), backstep_quad_low(c, d))
        let (abHigh, cdHigh) = (backstep_quad_high(a, b), backstep_quad_high(c, d))
        backstep_pair_low(ab, cd).store(to)
        backstep_pair_high(ab, cd).store(to + width)
        backstep_pair_low(abHigh, cdHigh).store(to + 2 &* width)
        backstep_pair_high(abHigh, cdHigh).store(to + 3 &* width)
        seen |= (bits(a) | bits(b)) | (bits(c) | bits(d))
    }

    /// As whole numbers.
    @inline(__always)
    static func bits(_ lanes: Lanes) -> SIMD16<UInt32> { unsafeBitCast(lanes, to: SIMD16<UInt32>.self) }
}
