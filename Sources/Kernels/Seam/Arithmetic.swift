import CProcessor

/// The addition of a product to a sum: `a·b + sum`, rounded once, in every level. A level differs from another in speed alone,
/// never in a bit.
public protocol Arithmetic {
    /// `a·b + sum`, lane by lane, rounded once.
    static func multiplyAdd(_ sum: Lanes, _ a: Lanes, _ b: Lanes) -> Lanes
}

/// One instruction: where the processor has it.
public enum FusedArithmetic: Arithmetic {
    @inlinable @inline(__always)
    public static func multiplyAdd(_ sum: Lanes, _ a: Lanes, _ b: Lanes) -> Lanes { sum.addingProduct(a, b) }
}

#if arch(x86_64)
    /// The same numbers out of a dozen instructions in Double: for processors from before 2013.
    public enum ComposedArithmetic: Arithmetic {
        @inlinable @inline(__always)
        public static func multiplyAdd(_ sum: Lanes, _ a: Lanes, _ b: Lanes) -> Lanes { backstep_fused(sum, a, b) }
    }
#endif

/// Registers side by side that are loaded, added to and stored together: a piece of one row of a matrix.
public protocol LaneGroup {
    /// Numbers in it.
    static var width: Int { get }
    /// Zero in every lane: what a sum begins with.
    static var zero: Self { get }
    /// One in every lane: as a row, it turns `add` into a sum of factors.
    static var ones: Self { get }
    /// `width` numbers from memory, wherever they lie.
    init(_ pointer: UnsafePointer<Float>)
    /// Writes `width` numbers.
    func store(_ pointer: UnsafeMutablePointer<Float>)
    /// Adds `factor·row`, lane by lane, each rounded once.
    mutating func add(_ factor: Float, _ row: Self)
}

/// 16 numbers.
@frozen public struct LaneGroup1<A: Arithmetic>: LaneGroup {
    @usableFromInline var a: Lanes
    @inlinable @inline(__always) public init(_ a: Lanes) { self.a = a }
    @inlinable @inline(__always) public var lanes: Lanes { a }
    @inlinable @inline(__always) public static var width: Int { 16 }
    @inlinable @inline(__always) public static var zero: Self { Self(Lanes.zero) }
    @inlinable @inline(__always) public static var ones: Self { Self(Lanes(repeating: 1)) }
    @inlinable @inline(__always) public init(_ pointer: UnsafePointer<Float>) { a = Lanes(pointer) }
    @inlinable @inline(__always) public func store(_ pointer: UnsafeMutablePointer<Float>) { a.store(pointer) }
    @inlinable @inline(__always) public mutating func add(_ factor: Float, _ row: Self) {
        a = A.multiplyAdd(a, Lanes(repeating: factor), row.a)
    }
}

/// Two groups side by side.
@frozen public struct LaneGroupPair<Half: LaneGroup>: LaneGroup {
    @usableFromInline var a: Half
    @usableFromInline var b: Half
    @inlinable @inline(__always) init(_ a: Half, _ b: Half) { (self.a, self.b) = (a, b) }
    @inlinable @inline(__always) public static var width: Int { 2 &* Half.width }
    @inlinable @inline(__always) public static var zero: Self { Self(Half.zero, Half.zero) }
    @inlinable @inline(__always) public static var ones: Self { Self(Half.ones, Half.ones) }
    @inlinable @inline(__always) public init(_ pointer: UnsafePointer<Float>) {
        (a, b) = (Half(pointer), Half(pointer + Half.width))
    }
    @inlinable @inline(__always) public func store(_ pointer: UnsafeMutablePointer<Float>) {
        a.store(pointer)
        b.store(pointer + Half.width)
    }
    @inlinable @inline(__always) public mutating func add(_ factor: Float, _ row: Self) {
        a.add(factor, row.a)
        b.add(factor, row.b)
    }
}
