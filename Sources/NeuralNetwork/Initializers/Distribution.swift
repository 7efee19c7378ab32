import Basics

/// A distribution about 0 that first values are drawn from.
public enum Distribution: Hashable, Sendable {
    /// U(−bound, bound).
    case uniform(bound: Double)
    /// N(0, deviation²).
    case normal(deviation: Double)
    /// 0 and nothing else.
    case zero

    /// U(±1 / √fanIn): PyTorch's dense and convolution layers.
    static func inverseRoot(fanIn: Int) -> Distribution { .uniform(bound: 1 / Double(max(1, fanIn)).squareRoot()) }

    func fill(_ values: inout [Double], _ source: inout RandomSource) {
        switch self {
        case .uniform(let bound): Draws.uniform(&values, -bound, bound, &source)
        case .normal(let deviation): Draws.normal(&values, 0, deviation, &source)
        case .zero: for i in values.indices { values[i] = 0 }
        }
    }
}
