/// Softmax of each row of `[rows, columns]`, shared by the softmax layer, attention and the cross-entropy loss.
enum SoftmaxRows {
    /// `y = softmax(x)`; x and y may be the same memory. `-inf` entries (masked positions) become 0.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func forward<Scalar: NetworkScalar>(
        rows: Int, columns: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>
    ) {
        if let kernels = Scalar.kernels { return kernels.softmax(rows: rows, columns: columns, x, y) }
        for row in 0..<rows {
            let x = x + row &* columns
            let y = y + row &* columns
            let maximum = largest(columns, x)
            var sum: Scalar = 0
            for j in 0..<columns {
                let e = Scalar.exponential(x[j] - maximum)
                y[j] = e
                sum += e
            }
            for j in 0..<columns { y[j] /= sum }
        }
    }

    /// `dx = y (dy − Σ dy·y)`; dx and dy may be the same memory.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func backward<Scalar: NetworkScalar>(
        rows: Int, columns: Int, _ y: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>, _ dx: UnsafeMutablePointer<Scalar>
    ) {
        for row in 0..<rows {
            let offset = row &* columns
            var dot: Scalar = 0
            for j in 0..<columns { dot += dy[offset &+ j] * y[offset &+ j] }
            for j in 0..<columns { dx[offset &+ j] = y[offset &+ j] * (dy[offset &+ j] - dot) }
        }
    }

    /// The largest of a row; NaN if any is NaN.
    @inline(__always)
    static func largest<Scalar: NetworkScalar>(_ count: Int, _ x: UnsafePointer<Scalar>) -> Scalar {
        var maximum = x[0]
        for j in 0..<count where x[j] > maximum || x[j].isNaN { maximum = x[j] }
        return maximum
    }

    /// `ln Σ e^(x−max)` of a row, and the maximum.
    @inline(__always)
    static func logarithmOfSum<Scalar: NetworkScalar>(_ count: Int, _ x: UnsafePointer<Scalar>) -> (
        maximum: Scalar, logarithm: Scalar
    ) {
        if let kernels = Scalar.kernels {
            let (maximum, sum) = kernels.sumOfExponentials(count, x)
            return (maximum, Scalar.logarithm(sum))
        }
        let maximum = largest(count, x)
        var sum: Scalar = 0
        for j in 0..<count { sum += Scalar.exponential(x[j] - maximum) }
        return (maximum, Scalar.logarithm(sum))
    }
}
