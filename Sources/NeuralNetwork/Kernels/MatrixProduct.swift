extension NetworkScalar {
    /// `C = op(A)·op(B)`, or added to C: row-major, `op(A)` is `[m, k]`, `op(B)` is `[k, n]`. Leading dimensions count elements
    /// between rows as stored. `scratch` is a workspace's memory for kernels.
    ///
    /// Every element is one sum in the order of the depth, so that its bits depend on the values alone: with the kernels of the
    /// machine's level where the scalar has them, else with `PlainProduct`.
    @inline(__always)
    static func matrixProduct(
        transposeA: Bool, transposeB: Bool, m: Int, n: Int, k: Int, _ a: UnsafePointer<Self>, _ leadingA: Int,
        _ b: UnsafePointer<Self>, _ leadingB: Int, accumulates: Bool, _ c: UnsafeMutablePointer<Self>, _ leadingC: Int,
        scratch: UnsafeMutablePointer<Self>
    ) {
        if m == 0 || n == 0 { return }
        if let kernels {
            kernels.product(
                transposeA: transposeA, transposeB: transposeB, m: m, n: n, k: k, a, leadingA, b, leadingB,
                accumulates: accumulates,
                c, leadingC, scratch: scratch)
        } else {
            PlainProduct.multiply(
                transposeA: transposeA, transposeB: transposeB, m: m, n: n, k: k, a, leadingA, b, leadingB,
                accumulates: accumulates,
                c, leadingC)
        }
    }
}

/// Products of matrices in plain Swift, for scalars without kernels: what proofs run in.
enum PlainProduct {
    /// Four rows by four columns of C at a time, each element one sum in the order of the depth, product and sum rounded apart.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func multiply<Scalar: NetworkScalar>(
        transposeA: Bool, transposeB: Bool, m: Int, n: Int, k: Int, _ a: UnsafePointer<Scalar>, _ leadingA: Int,
        _ b: UnsafePointer<Scalar>, _ leadingB: Int, accumulates: Bool, _ c: UnsafeMutablePointer<Scalar>, _ leadingC: Int
    ) {
        let (rowStep, depthStepA) = transposeA ? (1, leadingA) : (leadingA, 1)
        let (columnStep, depthStepB) = transposeB ? (leadingB, 1) : (1, leadingB)
        var row = 0
        while row < m {
            let rows = min(4, m &- row)
            var column = 0
            while column < n {
                let columns = min(4, n &- column)
                let (p, q) = (a + row &* rowStep, b + column &* columnStep)
                let to = c + (row &* leadingC &+ column)
                if rows == 4, columns == 4 {
                    square(k, p, rowStep, depthStepA, q, columnStep, depthStepB, accumulates, to, leadingC)
                } else {
                    for i in 0..<rows {
                        for j in 0..<columns {
                            var sum = accumulates ? to[i &* leadingC &+ j] : 0
                            for d in 0..<k {
                                sum += p[i &* rowStep &+ d &* depthStepA] * q[j &* columnStep &+ d &* depthStepB]
                            }
                            to[i &* leadingC &+ j] = sum
                        }
                    }
                }
                column &+= columns
            }
            row &+= rows
        }
    }

    @inline(__always)
    private static func square<Scalar: NetworkScalar>(
        _ k: Int, _ a: UnsafePointer<Scalar>, _ rowStep: Int, _ depthStepA: Int, _ b: UnsafePointer<Scalar>, _ columnStep: Int,
        _ depthStepB: Int, _ accumulates: Bool, _ c: UnsafeMutablePointer<Scalar>, _ leadingC: Int
    ) {
        func start(_ row: Int) -> SIMD4<Scalar> {
            let from = c + row &* leadingC
            return accumulates ? SIMD4(from[0], from[1], from[2], from[3]) : .zero
        }
        var (s0, s1, s2, s3) = (start(0), start(1), start(2), start(3))
        var (p, q) = (a, b)
        for _ in 0..<k {
            let v = SIMD4(q[0], q[columnStep], q[2 &* columnStep], q[3 &* columnStep])
            s0 += p[0] * v
            s1 += p[rowStep] * v
            s2 += p[2 &* rowStep] * v
            s3 += p[3 &* rowStep] * v
            p += depthStepA
            q += depthStepB
        }
        func finish(_ row: Int, _ sums: SIMD4<Scalar>) {
            for column in 0..<4 { c[row &* leadingC &+ column] = sums[column] }
        }
        finish(0, s0)
        finish(1, s1)
        finish(2, s2)
        finish(3, s3)
    }
}
