import Kernels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One contiguous, 64-byte aligned block of scalars with an owner: all parameters, all gradients or one optimizer slot of a
/// network.
///
/// Saving, restoring and hashing a store is one pass over its bytes.
public final class FlatStore<Scalar: NetworkScalar> {
    /// Number of scalars.
    public let count: Int
    /// The first scalar, for reading and writing. Valid while the store lives; to write to gradients, ask for it after the
    /// backward pass.
    public var pointer: UnsafeMutablePointer<Scalar> {
        if isBehind { fetchCopies() }
        if !occupancies.isEmpty { forgetZeros() }
        version &+= 1
        return base
    }
    /// The first scalar, for reading. Valid until the next step.
    public var readable: UnsafePointer<Scalar> {
        if isBehind { fetchCopies() }
        return UnsafePointer(base)
    }
    /// The first scalar, for those who write what they say in `occupancies` or fetch copies first.
    let base: UnsafeMutablePointer<Scalar>
    /// Where matrices of gradients may be anything but 0, in the order of their places.
    private(set) var occupancies: [PlacedOccupancy] = []

    /// Counts how often somebody may have written.
    private(set) var version: UInt = 0
    /// Whether a working copy of a piece is newer.
    var isBehind = false
    /// Working copies of pieces.
    private(set) var copies: [TurnedWeights<Scalar>] = []

    /// A store of `count` scalars, all `value`.
    public init(count: Int, repeating value: Scalar = 0) {
        precondition(count >= 0, "a store cannot hold \(count) scalars")
        self.count = count
        let raw = UnsafeMutableRawPointer.allocate(byteCount: max(1, count) * MemoryLayout<Scalar>.stride, alignment: 64)
        base = raw.bindMemory(to: Scalar.self, capacity: max(1, count))
        HugePages.enlarge(raw, count * MemoryLayout<Scalar>.stride)
        if value == 0 {
            // All bits 0: one pass that needs to know nothing of the type.
            memset(raw, 0, max(1, count) * MemoryLayout<Scalar>.stride)
        } else {
            base.initialize(repeating: value, count: max(1, count))
        }
    }

    /// A store with the scalars of another one.
    public init(copying other: FlatStore<Scalar>) {
        count = other.count
        let raw = UnsafeMutableRawPointer.allocate(byteCount: max(1, count) * MemoryLayout<Scalar>.stride, alignment: 64)
        base = raw.bindMemory(to: Scalar.self, capacity: max(1, count))
        HugePages.enlarge(raw, count * MemoryLayout<Scalar>.stride)
        HugePages.provide(raw, count * MemoryLayout<Scalar>.stride)
        memcpy(raw, other.readable, max(1, count) * MemoryLayout<Scalar>.stride)
    }

    deinit { UnsafeMutableRawPointer(base).deallocate() }

    /// Keeps account of a matrix in this store.
    func add(_ occupancy: GradientOccupancy, at offset: Int) {
        occupancies.append(PlacedOccupancy(range: offset..<(offset + occupancy.rows * occupancy.columns), occupancy: occupancy))
    }

    /// Knows of a working copy from now on.
    func add(_ copy: TurnedWeights<Scalar>) { copies.append(copy) }

    /// Takes over what a working copy has newer, and forgets the copy.
    func remove(_ copy: TurnedWeights<Scalar>) {
        copy.writeBack(into: self, base)
        copies.removeAll { $0 === copy }
    }

    /// Takes over what is newer in working copies.
    func fetchCopies() {
        isBehind = false
        for copy in copies { copy.writeBack(into: self, base) }
    }

    /// A working copy has become newer: other copies of that piece are out of date.
    func noteNewer(_ copy: TurnedWeights<Scalar>) {
        isBehind = true
        if copies.count == 1 { return }
        for other in copies where other !== copy && other.range.overlaps(copy.range) { other.forgetWeights() }
    }

    /// Somebody may write anything anywhere.
    private func forgetZeros() {
        for placed in occupancies { placed.occupancy.isKnown = false }
    }

    /// One scalar. Indices outside the store are programmer errors.
    public subscript(index: Int) -> Scalar {
        get {
            precondition(index >= 0 && index < count, "index \(index) outside a store of \(count)")
            return readable[index]
        }
        set {
            precondition(index >= 0 && index < count, "index \(index) outside a store of \(count)")
            pointer[index] = newValue
        }
    }

    /// All scalars, for reading and writing.
    public var buffer: UnsafeMutableBufferPointer<Scalar> { UnsafeMutableBufferPointer(start: pointer, count: count) }

    /// The scalars of a range, for reading and writing.
    public subscript(range: Range<Int>) -> UnsafeMutableBufferPointer<Scalar> {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "range \(range) outside a store of \(count)")
        return UnsafeMutableBufferPointer(start: pointer + range.lowerBound, count: range.count)
    }

    /// The scalars of a range, for reading.
    public func values(_ range: Range<Int>) -> UnsafeBufferPointer<Scalar> {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "range \(range) outside a store of \(count)")
        return UnsafeBufferPointer(start: readable + range.lowerBound, count: range.count)
    }

    /// Size in memory.
    public var byteCount: Int { count * MemoryLayout<Scalar>.stride }

    /// Gives the bytes in order, as they are in memory.
    public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try body(UnsafeRawBufferPointer(start: UnsafeRawPointer(readable), count: byteCount))
    }

    /// Takes over every scalar of a store of the same size.
    public func copy(from other: FlatStore<Scalar>) {
        precondition(other.count == count, "a store of \(count) cannot copy one of \(other.count)")
        pointer.update(from: other.readable, count: count)
    }

    /// Takes over every scalar of a sequence in memory of the same size.
    public func copy(from other: UnsafeBufferPointer<Scalar>) {
        precondition(other.count == count, "a store of \(count) cannot copy \(other.count) scalars")
        if let base = other.baseAddress { pointer.update(from: base, count: count) }
    }

    /// Sets every scalar to `value`.
    public func fill(_ value: Scalar) { pointer.update(repeating: value, count: count) }

    /// The scalars as an array (allocates).
    public var array: [Scalar] { Array(values(0..<count)) }
}

/// The zeros of a matrix that lies in a store, as far as they are known.
struct PlacedOccupancy {
    let range: Range<Int>
    let occupancy: GradientOccupancy

    /// Whether the zeros are known, and the whole matrix lies in a range.
    @inline(__always)
    func canBeTaken(in whole: Range<Int>) -> Bool {
        occupancy.isKnown && range.lowerBound >= whole.lowerBound && range.upperBound <= whole.upperBound
    }
}
