import Basics

/// Frames out of a stream of bytes that comes in any pieces. It holds what has come and no more: a size that a peer claims is
/// checked, and never asked memory for.
struct FrameReader: Sendable {
    /// Sizes allowed from now on.
    var limits: WireLimits
    private var bytes: [UInt8] = []
    /// Bytes in front that have been read.
    private var start = 0

    init(limits: WireLimits) { self.limits = limits }

    mutating func append(_ piece: some Collection<UInt8>) {
        if start > 0, start >= bytes.count / 2 {
            bytes.removeFirst(start)
            start = 0
        }
        bytes += piece
    }

    /// The next frame; nil until all of it is there.
    mutating func next() throws(WireError) -> WireFrame? {
        guard let header = size(at: start), let body = size(at: start + 4) else { return nil }
        guard header <= limits.header else { throw .headerTooLong(header, limit: limits.header) }
        guard body <= limits.body else { throw .bodyTooLong(body, limit: limits.body) }
        let (begin, middle) = (start + 8, start + 8 + header)
        guard bytes.count >= middle + body else { return nil }
        start = middle + body
        return try WireFrame(header: Array(bytes[begin..<middle]), body: Array(bytes[middle..<start]))
    }

    private func size(at offset: Int) -> Int? { bytes.integer(at: offset, .little, as: UInt32.self).map(Int.init) }
}
