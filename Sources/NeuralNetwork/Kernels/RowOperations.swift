/// Loops over the rows of a matrix `[rows, columns]`, row-major.
enum RowOperations {
    /// Every row becomes `values`.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func fill<Scalar: NetworkScalar>(
        rows: Int, columns: Int, with values: UnsafePointer<Scalar>, _ matrix: UnsafeMutablePointer<Scalar>
    ) {
        var row = matrix
        for _ in 0..<rows {
            for j in 0..<columns { row[j] = values[j] }
            row += columns
        }
    }

    /// The sum of all rows, added to `sums` or in its place.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func sum<Scalar: NetworkScalar>(
        rows: Int, columns: Int, _ matrix: UnsafePointer<Scalar>, into sums: UnsafeMutablePointer<Scalar>, accumulates: Bool
    ) {
        if !accumulates { for j in 0..<columns { sums[j] = 0 } }
        var row = matrix
        for _ in 0..<rows {
            for j in 0..<columns { sums[j] += row[j] }
            row += columns
        }
    }
}

extension RowOperations {
    /// `c = a + b`
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func add<Scalar: NetworkScalar>(
        _ count: Int, _ a: UnsafePointer<Scalar>, _ b: UnsafePointer<Scalar>, into c: UnsafeMutablePointer<Scalar>
    ) {
        for i in 0..<count { c[i] = a[i] + b[i] }
    }

    /// `matrix *= factor`, its rows `leading` scalars apart.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func scale<Scalar: NetworkScalar>(
        rows: Int, columns: Int, by factor: Scalar, _ matrix: UnsafeMutablePointer<Scalar>, _ leading: Int
    ) {
        var row = matrix
        for _ in 0..<rows {
            for j in 0..<columns { row[j] *= factor }
            row += leading
        }
    }
}
