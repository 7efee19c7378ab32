import Basics

/// Orthogonal: `gain · Q` of a random orthogonal Q. The weight is viewed as `rows = out`, `columns = in·kh·kw`; the shorter side
/// becomes orthonormal: `W Wᵀ = gain²·I` where rows <= columns, else `Wᵀ W = gain²·I`.
///
/// Source: Saxe et al., "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks", 2014.
public enum OrthogonalInitializer: InitializerKind {
    public static let schema = SpecSchema(
        "orthogonal", positional: ["gain"], summary: "gain · a random orthogonal matrix",
        [.init("gain", .number(.positive), default: .number(1))])

    public static func fill(
        _ values: inout [Double], weight: WeightShape, gain: Double, _ spec: InitializerSpec, _ source: inout RandomSource
    ) {
        let rows = weight.shape.dimensions.first ?? 1
        precondition(values.count == weight.shape.count && rows > 0, "an orthogonal weight is drawn whole")
        let columns = values.count / rows
        let (vectors, length) = (min(rows, columns), max(rows, columns))
        // Gram–Schmidt on normal draws, twice for accuracy. It is a QR decomposition with a positive diagonal of R: Q is
        // uniformly distributed.
        var q = [Double](repeating: 0, count: values.count)
        for v in 0..<vectors {
            var squares = 0.0
            repeat {
                for i in 0..<length { q[v * length + i] = source.normal() }
                for _ in 0..<2 { removeComponents(&q, v, length) }
                squares = (0..<length).reduce(0) { $0 + q[v * length + $1] * q[v * length + $1] }
            } while squares < 1e-12
            let scale = spec.number("gain") / squares.squareRoot()
            for i in 0..<length { q[v * length + i] *= scale }
        }
        for v in 0..<vectors {
            for i in 0..<length { values[rows <= columns ? v * columns + i : i * columns + v] = q[v * length + i] }
        }
    }

    /// Subtracts from vector v its components along those before it (all of the same length, that of the gain).
    private static func removeComponents(_ q: inout [Double], _ v: Int, _ length: Int) {
        q.withUnsafeMutableBufferPointer { q in
            for u in 0..<v {
                var (dot, squares) = (0.0, 0.0)
                for i in 0..<length {
                    dot += q[u * length + i] * q[v * length + i]
                    squares += q[u * length + i] * q[u * length + i]
                }
                let share = dot / squares
                for i in 0..<length { q[v * length + i] -= share * q[u * length + i] }
            }
        }
    }
}
