import Kernels

/// Products of one, two or three samples: each weight is read once, in the order in which it lies in memory.
enum FewRows {
    /// `Y = X Wᵀ`
    static func forward(
        rows: Int, inputs: Int, outputs: Int, _ x: UnsafePointer<Float>, _ weight: UnsafePointer<Float>,
        _ y: UnsafeMutablePointer<Float>
    ) {
        for row in 0..<rows {
            let (x, y) = (x + row &* inputs, y + row &* outputs)
            var (o, none) = (0, Lanes.zero)
            while o &+ 4 <= outputs {
                (y[o], y[o &+ 1], y[o &+ 2], y[o &+ 3]) = fourDots(inputs, x, weight + o &* inputs, measures: false, &none)
                o &+= 4
            }
            while o < outputs {
                y[o] = dot(inputs, x, weight + o &* inputs)
                o &+= 1
            }
        }
    }

    /// Four rows of weights at once; each sum as in `dot`. With `measures`, a constant, the squares of the weights are added to
    /// `squares`.
    @inline(__always)
    static func fourDots(
        _ count: Int, _ x: UnsafePointer<Float>, _ w: UnsafePointer<Float>, measures: Bool, _ squares: inout Lanes
    ) -> (Float, Float, Float, Float) {
        var (a0, a1, a2, a3) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
        var (b0, b1, b2, b3) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
        var (q0, q1, q2, q3) = (squares, Lanes.zero, Lanes.zero, Lanes.zero)
        let (w1, w2, w3) = (w + count, w + 2 &* count, w + 3 &* count)
        var i = 0
        while i &+ 32 <= count {
            let (u, v) = (Lanes(x + i), Lanes(x + (i &+ 16)))
            take(u, Lanes(w + i), &a0, measures, &q0)
            take(v, Lanes(w + (i &+ 16)), &b0, measures, &q0)
            take(u, Lanes(w1 + i), &a1, measures, &q1)
            take(v, Lanes(w1 + (i &+ 16)), &b1, measures, &q1)
            take(u, Lanes(w2 + i), &a2, measures, &q2)
            take(v, Lanes(w2 + (i &+ 16)), &b2, measures, &q2)
            take(u, Lanes(w3 + i), &a3, measures, &q3)
            take(v, Lanes(w3 + (i &+ 16)), &b3, measures, &q3)
            i &+= 32
        }
        if i &+ 16 <= count {
            let u = Lanes(x + i)
            take(u, Lanes(w + i), &a0, measures, &q0)
            take(u, Lanes(w1 + i), &a1, measures, &q1)
            take(u, Lanes(w2 + i), &a2, measures, &q2)
            take(u, Lanes(w3 + i), &a3, measures, &q3)
            i &+= 16
        }
        var (s0, s1, s2, s3) = ((a0 + b0).total, (a1 + b1).total, (a2 + b2).total, (a3 + b3).total)
        if measures { squares = (q0 + q1) + (q2 + q3) }
        while i < count {
            s0 += x[i] * w[i]
            s1 += x[i] * w1[i]
            s2 += x[i] * w2[i]
            s3 += x[i] * w3[i]
            if measures { squares[0] += (w[i] * w[i] + w1[i] * w1[i]) + (w2[i] * w2[i] + w3[i] * w3[i]) }
            i &+= 1
        }
        return (s0, s1, s2, s3)
    }

    @inline(__always)
    private static func take(_ x: Lanes, _ w: Lanes, _ sum: inout Lanes, _ measures: Bool, _ squares: inout Lanes) {
        sum = LevelArithmetic.multiplyAdd(sum, x, w)
        if measures { squares = LevelArithmetic.multiplyAdd(squares, w, w) }
    }

    @inline(__always)
    static func dot(_ count: Int, _ x: UnsafePointer<Float>, _ w: UnsafePointer<Float>) -> Float {
        var sum: Float = 0
        var i = 0
        if count >= 16 {
            var (a, b) = (Lanes.zero, Lanes.zero)
            while i &+ 32 <= count {
                a = LevelArithmetic.multiplyAdd(a, Lanes(x + i), Lanes(w + i))
                b = LevelArithmetic.multiplyAdd(b, Lanes(x + (i &+ 16)), Lanes(w + (i &+ 16)))
                i &+= 32
            }
            if i &+ 16 <= count {
                a = LevelArithmetic.multiplyAdd(a, Lanes(x + i), Lanes(w + i))
                i &+= 16
            }
            sum = (a + b).total
        }
        while i < count {
            sum += x[i] * w[i]
            i &+= 1
        }
        return sum
    }

    /// `C = op(A)·B` or added to C, where A is `[m, k]` by its strides and B `[k, n]`: row by row of C, for few terms a sum or
    /// few rows.
    static func combine(
        m: Int, n: Int, k: Int, _ a: UnsafePointer<Float>, rowStride: Int, depthStride: Int, _ b: UnsafePointer<Float>,
        _ leadingB: Int, accumulates: Bool, _ c: UnsafeMutablePointer<Float>, _ leadingC: Int
    ) {
        for row in 0..<m {
            let (factors, c) = (a + row &* rowStride, c + row &* leadingC)
            var j = 0
            while j &+ 64 <= n {
                combine(Four.self, k, factors, depthStride, b + j, leadingB, accumulates, c + j)
                j &+= 64
            }
            while j &+ 16 <= n {
                combine(One.self, k, factors, depthStride, b + j, leadingB, accumulates, c + j)
                j &+= 16
            }
            while j < n {
                var sum = accumulates ? c[j] : 0
                for d in 0..<k { sum += factors[d &* depthStride] * b[d &* leadingB &+ j] }
                c[j] = sum
                j &+= 1
            }
        }
    }

    @inline(__always)
    private static func combine<Group: LaneGroup>(
        _ group: Group.Type, _ k: Int, _ factors: UnsafePointer<Float>, _ depthStride: Int, _ b: UnsafePointer<Float>,
        _ leadingB: Int, _ accumulates: Bool, _ c: UnsafeMutablePointer<Float>
    ) {
        var sum = accumulates ? Group(c) : Group.zero
        for d in 0..<k { sum.add(factors[d &* depthStride], Group(b + d &* leadingB)) }
        sum.store(c)
    }
}
