import CProcessor

/// Sixteen numbers that are computed with at once: one register where the processor has AVX-512, two or four where not.
public typealias Lanes = SIMD16<Float>

extension SIMD16 where Scalar == Float {
    /// Sixteen numbers from memory, wherever they lie.
    @inlinable @inline(__always)
    public init(_ pointer: UnsafePointer<Float>) { self = UnsafeRawPointer(pointer).loadUnaligned(as: Self.self) }

    /// Writes all sixteen numbers.
    @inlinable @inline(__always)
    public func store(_ pointer: UnsafeMutablePointer<Float>) {
        UnsafeMutableRawPointer(pointer).storeBytes(of: self, as: Self.self)
    }

    /// The sum of all lanes, always in the same order.
    @inlinable @inline(__always)
    public var total: Float { backstep_total(self) }
}

extension SIMDMask where Storage == SIMD16<Int32> {
    /// −1 where true, 0 where false.
    @inlinable @inline(__always)
    public var lanes: SIMD16<Int32> { SIMD16<Int32>.zero.replacing(with: -1, where: self) }
}
