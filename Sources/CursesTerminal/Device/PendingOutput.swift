/// Bytes on their way to a terminal that may not take them yet.
public struct PendingOutput: Sendable {
    /// Outcomes of a write.
    public enum WriteResult: Hashable, Sendable {
        case wrote(Int)
        /// The terminal takes nothing now.
        case full
        /// The terminal is gone.
        case failed
    }

    private var bytes: [UInt8] = []
    private var start = 0

    /// An empty queue.
    public init() {}

    /// Whether the terminal has taken everything.
    public var isEmpty: Bool { start == bytes.count }
    /// Bytes that the terminal has not taken yet.
    public var count: Int { bytes.count - start }

    /// Puts bytes at the end of the queue; nothing is written.
    public mutating func append(_ more: some Collection<UInt8>) { bytes.append(contentsOf: more) }

    /// Appends up to `count` bytes that `fill` puts in place; `fill` returns how many it did.
    public mutating func append(count: Int, _ fill: (UnsafeMutableBufferPointer<UInt8>) -> Int) {
        guard count > 0 else { return }
        let old = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: count))
        let filled = bytes.withUnsafeMutableBufferPointer { fill(UnsafeMutableBufferPointer(rebasing: $0[old...])) }
        bytes.removeLast(count - min(count, max(0, filled)))
    }

    /// Writes as much as is taken, in one write.
    /// - Returns: `.wrote` with the number of bytes when nothing is left, else what stopped it.
    public mutating func drain(_ write: (UnsafeRawBufferPointer) -> WriteResult) -> WriteResult {
        if isEmpty { return .wrote(0) }
        let result = bytes.withUnsafeBytes { write(UnsafeRawBufferPointer(rebasing: $0[start...])) }
        switch result {
        case .failed: discard()
        case .full: break
        case .wrote(let count):
            start += max(0, count)
            // A terminal that took less than it was given has no room now.
            if !isEmpty { return .full }
            discard()
        }
        return result
    }

    /// Forgets what has not been written.
    public mutating func discard() {
        bytes.removeAll(keepingCapacity: true)
        start = 0
    }
}
