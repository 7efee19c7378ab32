import CProcessor
import Kernels

/// Copies pieces of matrices into the order in which a product reads them.
enum Packing {
    /// Rows as they are: `depth` rows of `width` numbers, `count` of them from memory and zeros behind.
    static func rows(
        depth: Int, count: Int, _ source: UnsafePointer<Float>, _ leading: Int, width: Int, into panel: UnsafeMutablePointer<Float>
    ) {
        var (from, to) = (source, panel)
        for _ in 0..<depth {
            var column = 0
            while column &+ 16 <= count {
                Lanes(from + column).store(to + column)
                column &+= 16
            }
            if column < count {
                Lanes(first: count &- column, from + column).store(to + column)
                column &+= 16
            }
            while column < width {
                Lanes.zero.store(to + column)
                column &+= 16
            }
            from += leading
            to += width
        }
    }

    /// Columns become rows: `panel[d][r] = source[r][d]` for `count` rows of the source, zeros for r from there to `width`.
    /// Returns whether all numbers are finite.
    @discardableResult
    static func transposed(
        depth: Int, count: Int, _ source: UnsafePointer<Float>, _ leading: Int, width: Int, into panel: UnsafeMutablePointer<Float>
    ) -> Bool {
        var check = Lanes.zero
        var block = 0
        while block < width {
            let rows = min(16, count &- block)
            let (from, to) = (source + block &* leading, panel + block)
            var d = 0
            if rows == 16 {
                while d &+ 16 <= depth {
                    var square = Square(from + d, leading)
                    check = square.addZeroTimes(to: check)
                    square.transpose()
                    square.store(to + d &* width, width)
                    d &+= 16
                }
            }
            while d < depth {
                var lanes = Lanes.zero
                if rows > 0 { for row in 0..<rows { lanes[row] = from[row &* leading &+ d] } }
                check = LevelArithmetic.multiplyAdd(check, lanes, .zero)
                lanes.store(to + d &* width)
                d &+= 1
            }
            block &+= 16
        }
        // 0·x is 0 for every finite x and NaN for the others.
        return check.total == 0
    }
}

/// Sixteen rows of sixteen numbers in registers.
struct Square {
    private var r0: Lanes, r1: Lanes, r2: Lanes, r3: Lanes, r4: Lanes, r5: Lanes, r6: Lanes, r7: Lanes
    private var r8: Lanes, r9: Lanes, rA: Lanes, rB: Lanes, rC: Lanes, rD: Lanes, rE: Lanes, rF: Lanes

    @inline(__always)
    init(_ p: UnsafePointer<Float>, _ stride: Int) {
        (r0, r1, r2, r3) = (Lanes(p), Lanes(p + stride), Lanes(p + 2 &* stride), Lanes(p + 3 &* stride))
        let q = p + 4 &* stride
        (r4, r5, r6, r7) = (Lanes(q), Lanes(q + stride), Lanes(q + 2 &* stride), Lanes(q + 3 &* stride))
        let s = p + 8 &* stride
        (r8, r9, rA, rB) = (Lanes(s), Lanes(s + stride), Lanes(s + 2 &* stride), Lanes(s + 3 &* stride))
        let t = p + 12 &* stride
        (rC, rD, rE, rF) = (Lanes(t), Lanes(t + stride), Lanes(t + 2 &* stride), Lanes(t + 3 &* stride))
    }

    @inline(__always)
    func store(_ p: UnsafeMutablePointer<Float>, _ stride: Int) {
        r0.store(p)
        r1.store(p + stride)
        r2.store(p + 2 &* stride)
        r3.store(p + 3 &* stride)
        r4.store(p + 4 &* stride)
        r5.store(p + 5 &* stride)
        r6.store(p + 6 &* stride)
        r7.store(p + 7 &* stride)
        r8.store(p + 8 &* stride)
        r9.store(p + 9 &* stride)
        rA.store(p + 10 &* stride)
        rB.store(p + 11 &* stride)
        rC.store(p + 12 &* stride)
        rD.store(p + 13 &* stride)
        rE.store(p + 14 &* stride)
        rF.store(p + 15 &* stride)
    }

    /// Four perfect shuffles of the rows are a transposition.
    @inline(__always)
    mutating func transpose() {
        shuffle()
        shuffle()
        shuffle()
        shuffle()
    }

    @inline(__always)
    private mutating func shuffle() {
        let (a0, a1) = (backstep_interleave_low(r0, r8), backstep_interleave_high(r0, r8))
        let (a2, a3) = (backstep_interleave_low(r1, r9), backstep_interleave_high(r1, r9))
        let (a4, a5) = (backstep_interleave_low(r2, rA), backstep_interleave_high(r2, rA))
        let (a6, a7) = (backstep_interleave_low(r3, rB), backstep_interleave_high(r3, rB))
        let (a8, a9) = (backstep_interleave_low(r4, rC), backstep_interleave_high(r4, rC))
        let (aA, aB) = (backstep_interleave_low(r5, rD), backstep_interleave_high(r5, rD))
        let (aC, aD) = (backstep_interleave_low(r6, rE), backstep_interleave_high(r6, rE))
        let (aE, aF) = (backstep_interleave_low(r7, rF), backstep_interleave_high(r7, rF))
        (r0, r1, r2, r3, r4, r5, r6, r7) = (a0, a1, a2, a3, a4, a5, a6, a7)
        (r8, r9, rA, rB, rC, rD, rE, rF) = (a8, a9, aA, aB, aC, aD, aE, aF)
    }

    /// `check + 0·(every number)`: NaN in some lane unless all are finite.
    @inline(__always)
    func addZeroTimes(to check: Lanes) -> Lanes {
        let a = (abs(r0, r1) + abs(r2, r3)) + (abs(r4, r5) + abs(r6, r7))
        let b = (abs(r8, r9) + abs(rA, rB)) + (abs(rC, rD) + abs(rE, rF))
        return check + (a + b)
    }

    @inline(__always)
    private func abs(_ a: Lanes, _ b: Lanes) -> Lanes { a * 0 + b * 0 }
}
