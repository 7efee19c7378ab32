import NeuralNetwork

/// Norms in Double of Float memory.
package enum Norms {
    /// Numbers whose squares are added up in Float, before those sums are in Double.
    private static let block = 4096

    /// ‖x‖₂
    package static func euclidean(_ x: UnsafeMutableBufferPointer<Float>) -> Double { euclidean(UnsafeBufferPointer(x)) }

    /// ‖x‖₂
    package static func euclidean(_ x: UnsafeBufferPointer<Float>) -> Double {
        guard let base = x.baseAddress else { return 0 }
        return sumOfSquares(base, x.count).squareRoot()
    }

    /// ‖x − y‖₂
    package static func distance(_ x: UnsafeMutableBufferPointer<Float>, _ y: UnsafeMutableBufferPointer<Float>) -> Double {
        precondition(x.count == y.count, "vectors of one length")
        guard let (a, b) = x.baseAddress.flatMap({ a in y.baseAddress.map { (a, $0) } }) else { return 0 }
        let squares = stride(from: 0, to: x.count, by: block).reduce(0.0) { sum, start in
            sum + VectorSums.sumOfSquaredDifferences(a + start, b + start, min(block, x.count - start))
        }
        if squares.isFinite && squares > 1e-30 { return squares.squareRoot() }
        var sum = 0.0
        for index in x.indices {
            let difference = Double(x[index]) - Double(y[index])
            sum += difference * difference
        }
        return sum.squareRoot()
    }

    private static func sumOfSquares(_ x: UnsafePointer<Float>, _ count: Int) -> Double {
        let total = VectorSums.sumOfSquares(x, count)
        if total.isFinite && total > 1e-30 { return total }
        // Squares that left Float's range, or values that are not finite: once more, exactly.
        var exact = 0.0
        for index in 0..<count { exact += Double(x[index]) * Double(x[index]) }
        return exact
    }
}
