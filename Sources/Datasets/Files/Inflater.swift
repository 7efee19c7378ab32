import CZlib

/// zlib's inflate, fed and drained in pieces.
final class Inflater {
    enum Format: Int32 {
        /// Deflate inside gzip's header and checksum.
        case gzip = 31
        /// Deflate inside zlib's header and checksum, as in PNG.
        case zlib = 15
        /// Deflate alone, as in zip archives.
        case raw = -15
    }

    enum State: Equatable {
        case going
        case finished
        case broken(String)
    }

    struct Step {
        var consumed: Int
        var produced: Int
        var state: State
    }

    /// On the heap because zlib keeps a pointer to it and compares.
    private let stream: UnsafeMutablePointer<z_stream>

    init(_ format: Format) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let status = backstep_inflate_init(stream, format.rawValue)
        precondition(status == Z_OK, "zlib could not be set up (\(status)): out of memory, or a zlib older than its header")
    }

    deinit {
        inflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// Makes ready for a new stream of the same format.
    func reset() { inflateReset(stream) }

    /// Unpacks from `input` into `output` until one of them is used up or the stream ends.
    func inflate(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Step {
        let inputCount = min(input.count, Int(Int32.max))
        let outputCount = min(output.count, Int(Int32.max))
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(inputCount)
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(outputCount)
        let status = CZlib.inflate(stream, Z_NO_FLUSH)
        let state: State
        switch status {
        case Z_OK, Z_BUF_ERROR: state = .going
        case Z_STREAM_END: state = .finished
        default: state = .broken(stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(status)")
        }
        return Step(
            consumed: inputCount - Int(stream.pointee.avail_in), produced: outputCount - Int(stream.pointee.avail_out),
            state: state)
    }
}
