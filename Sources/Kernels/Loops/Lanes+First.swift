import CProcessor
import Kernels

extension SIMD16 where Scalar == Float {
    /// The first `count` of sixteen numbers, 0 for the others; memory behind them is not touched.
    @inline(__always)
    init(first count: Int, _ pointer: UnsafePointer<Float>) {
        #if AVX
            self = backstep_load_first(count, pointer)
        #else
            self = .zero
            for lane in 0..<count { self[lane] = pointer[lane] }
        #endif
    }

    /// Writes the first `count` numbers.
    @inline(__always)
    func store(first count: Int, _ pointer: UnsafeMutablePointer<Float>) {
        #if AVX
            backstep_store_first(count, pointer, self)
        #else
            for lane in 0..<count { pointer[lane] = self[lane] }
        #endif
    }
}
