import KernelLevels
import Kernels

/// Sums over numbers in memory, in the instructions of the level in use. Float is exact enough for some thousands of numbers at a
/// time; the sums of more are added in Double.
package enum VectorSums {
    /// `Σx²`; infinite where it leaves the range of Float.
    package static func sumOfSquares(_ x: UnsafePointer<Float>, _ count: Int) -> Double {
        KernelLevel.currentKernels.sumOfSquares(count, x)
    }

    /// `Σ(x − y)²`
    package static func sumOfSquaredDifferences(_ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, _ count: Int) -> Double {
        Double(KernelLevel.currentKernels.sumOfSquaredDifferences(count, x, y))
    }
}

/// Sums of magnitudes in the instructions of the level in use, which is looked up once: for a few numbers that would take longer
/// than the sum.
package struct MagnitudeSum: Sendable {
    private let kernels = KernelLevel.currentKernels

    package init() {}

    /// `Σ|x|`
    package func sum(_ x: UnsafePointer<Float>, _ count: Int) -> Double { Double(kernels.sumOfMagnitudes(count, x)) }
}
