import Kernels

/// One tile of a product: a few rows of C, as wide as a lane group, held in registers over the whole depth.
///
/// Every element is summed in the order of the depth, starting from what C holds or from 0, so that a product cut into pieces
/// along the depth, or one that leaves out zeros, gives the same bits.
enum Tiles {
    /// A piece of A: where it begins, from row to row, and along the depth.
    struct Factor {
        var start: UnsafePointer<Float>
        let rowStride: Int
        let depthStride: Int
    }

    /// All rows of C under one panel of B, `[depth, Group.width]`; only the first `columns` of each row are touched.
    @inline(__always)
    static func column<Group: LaneGroup>(
        _ group: Group.Type, rows: Int, columns: Int, depth: Int, _ a: Factor, _ panel: UnsafePointer<Float>, accumulates: Bool,
        _ c: UnsafeMutablePointer<Float>, _ leadingC: Int, edge: UnsafeMutablePointer<Float>
    ) {
        var (a, c) = (a, c)
        var left = rows
        while left > 0 {
            let height = self.height(left)
            if columns == Group.width {
                tile(group, height, depth, a, panel, accumulates, c, leadingC)
            } else {
                if accumulates { copy(height, columns, UnsafePointer(c), leadingC, edge, Group.width) }
                tile(group, height, depth, a, panel, accumulates, edge, Group.width)
                copy(height, columns, UnsafePointer(edge), Group.width, c, leadingC)
            }
            a.start += height &* a.rowStride
            c += height &* leadingC
            left &-= height
        }
    }

    @inline(__always)
    private static func height(_ left: Int) -> Int {
        #if AVX512
            if left >= 8 { return 8 }
        #endif
        return left >= 4 ? 4 : left >= 2 ? 2 : 1
    }

    @inline(__always)
    private static func copy(
        _ rows: Int, _ columns: Int, _ from: UnsafePointer<Float>, _ leadingFrom: Int, _ to: UnsafeMutablePointer<Float>,
        _ leadingTo: Int
    ) {
        for row in 0..<rows {
            for column in 0..<columns { to[row &* leadingTo &+ column] = from[row &* leadingFrom &+ column] }
        }
    }

    @inline(__always)
    private static func tile<Group: LaneGroup>(
        _ group: Group.Type, _ height: Int, _ depth: Int, _ a: Factor, _ b: UnsafePointer<Float>, _ accumulates: Bool,
        _ c: UnsafeMutablePointer<Float>, _ leadingC: Int
    ) {
        switch height {
        case 8: eight(group, depth, a, b, accumulates, c, leadingC)
        case 4: four(group, depth, a, b, accumulates, c, leadingC)
        case 2: two(group, depth, a, b, accumulates, c, leadingC)
        default: one(group, depth, a, b, accumulates, c)
        }
    }

    @inline(__always)
    private static func eight<Group: LaneGroup>(
        _ group: Group.Type, _ depth: Int, _ a: Factor, _ b: UnsafePointer<Float>, _ accumulates: Bool,
        _ c: UnsafeMutablePointer<Float>, _ n: Int
    ) {
        var (c0, c1, c2, c3) = (Group.zero, Group.zero, Group.zero, Group.zero)
        var (c4, c5, c6, c7) = (Group.zero, Group.zero, Group.zero, Group.zero)
        if accumulates {
            (c0, c1, c2, c3) = (Group(c), Group(c + n), Group(c + 2 &* n), Group(c + 3 &* n))
            (c4, c5, c6, c7) = (Group(c + 4 &* n), Group(c + 5 &* n), Group(c + 6 &* n), Group(c + 7 &* n))
        }
        var (p, q) = (a.start, b)
        let row = a.rowStride
        for _ in 0..<depth {
            let v = Group(q)
            c0.add(p[0], v)
            c1.add(p[row], v)
            c2.add(p[2 &* row], v)
            c3.add(p[3 &* row], v)
            c4.add(p[4 &* row], v)
            c5.add(p[5 &* row], v)
            c6.add(p[6 &* row], v)
            c7.add(p[7 &* row], v)
            p += a.depthStride
            q += Group.width
        }
        c0.store(c)
        c1.store(c + n)
        c2.store(c + 2 &* n)
        c3.store(c + 3 &* n)
        c4.store(c + 4 &* n)
        c5.store(c + 5 &* n)
        c6.store(c + 6 &* n)
        c7.store(c + 7 &* n)
    }

    @inline(__always)
    private static func four<Group: LaneGroup>(
        _ group: Group.Type, _ depth: Int, _ a: Factor, _ b: UnsafePointer<Float>, _ accumulates: Bool,
        _ c: UnsafeMutablePointer<Float>, _ n: Int
    ) {
        var (c0, c1, c2, c3) = (Group.zero, Group.zero, Group.zero, Group.zero)
        if accumulates { (c0, c1, c2, c3) = (Group(c), Group(c + n), Group(c + 2 &* n), Group(c + 3 &* n)) }
        var (p, q) = (a.start, b)
        let row = a.rowStride
        for _ in 0..<depth {
            let v = Group(q)
            c0.add(p[0], v)
            c1.add(p[row], v)
            c2.add(p[2 &* row], v)
            c3.add(p[3 &* row], v)
            p += a.depthStride
            q += Group.width
        }
        c0.store(c)
        c1.store(c + n)
        c2.store(c + 2 &* n)
        c3.store(c + 3 &* n)
    }

    @inline(__always)
    private static func two<Group: LaneGroup>(
        _ group: Group.Type, _ depth: Int, _ a: Factor, _ b: UnsafePointer<Float>, _ accumulates: Bool,
        _ c: UnsafeMutablePointer<Float>, _ n: Int
    ) {
        var (c0, c1) = accumulates ? (Group(c), Group(c + n)) : (Group.zero, Group.zero)
        var (p, q) = (a.start, b)
        for _ in 0..<depth {
            let v = Group(q)
            c0.add(p[0], v)
            c1.add(p[a.rowStride], v)
            p += a.depthStride
            q += Group.width
        }
        c0.store(c)
        c1.store(c + n)
    }

    @inline(__always)
    private static func one<Group: LaneGroup>(
        _ group: Group.Type, _ depth: Int, _ a: Factor, _ b: UnsafePointer<Float>, _ accumulates: Bool,
        _ c: UnsafeMutablePointer<Float>
    ) {
        var sum = accumulates ? Group(c) : Group.zero
        var (p, q) = (a.start, b)
        for _ in 0..<depth {
            sum.add(p[0], Group(q))
            p += a.depthStride
            q += Group.width
        }
        sum.store(c)
    }
}

/// Products of any size out of tiles: B goes through the cache panel by panel.
enum Products {
    /// Rows of a panel.
    static let depth = KernelScratch.panel / 32

    static func multiply(
        transposeA: Bool, transposeB: Bool, m: Int, n: Int, k: Int, _ a: UnsafePointer<Float>, _ leadingA: Int,
        _ b: UnsafePointer<Float>, _ leadingB: Int, accumulates: Bool, _ c: UnsafeMutablePointer<Float>, _ leadingC: Int,
        scratch: UnsafeMutablePointer<Float>
    ) {
        if k == 0, !accumulates {
            for row in 0..<m { (c + row &* leadingC).update(repeating: 0, count: n) }
        }
        let edge = scratch + KernelScratch.panel
        var j = 0
        while j < n {
            let columns = min(Panel.width, n &- j)
            let width = columns > 16 ? Panel.width : 16
            var d = 0
            while d < k {
                let depth = min(Products.depth, k &- d)
                if transposeB {
                    Packing.transposed(
                        depth: depth, count: columns, b + (j &* leadingB &+ d), leadingB, width: width, into: scratch)
                } else {
                    Packing.rows(depth: depth, count: columns, b + (d &* leadingB &+ j), leadingB, width: width, into: scratch)
                }
                let factor =
                    transposeA
                    ? Tiles.Factor(start: a + d &* leadingA, rowStride: 1, depthStride: leadingA)
                    : Tiles.Factor(start: a + d, rowStride: leadingA, depthStride: 1)
                if width == 16 {
                    Tiles.column(
                        One.self, rows: m, columns: columns, depth: depth, factor, scratch, accumulates: accumulates || d > 0,
                        c + j, leadingC, edge: edge)
                } else {
                    Tiles.column(
                        Panel.self, rows: m, columns: columns, depth: depth, factor, scratch, accumulates: accumulates || d > 0,
                        c + j, leadingC, edge: edge)
                }
                d &+= depth
            }
            j &+= columns
        }
    }
}
