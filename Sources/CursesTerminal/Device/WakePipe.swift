#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A pipe that ends a wait: neither end blocks, and child processes do not inherit it. Any thread may call ``wake()``.
public final class WakePipe: Sendable {
    /// The descriptor to wait on; readable after ``wake()``.
    public let readEnd: Int32
    private let writeEnd: Int32

    /// - Throws: ``TerminalError/device(path:operation:code:reason:)`` where no pipe can be had.
    public init() throws(TerminalError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .system("pipe", "open", errno) }
        for end in ends {
            _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    /// Ends the wait that is going on, or the next one. Several calls may count as one.
    public func wake() {
        var byte: UInt8 = 0
        _ = write(writeEnd, &byte, 1)
    }

    /// For a signal handler to write to.
    package var signalEnd: Int32 { writeEnd }

    /// Takes what has been written; the next wait waits again.
    public func drain() { Self.drain(readEnd) }

    static func drain(_ end: Int32) {
        withUnsafeTemporaryAllocation(byteCount: 512, alignment: 1) { buffer in
            while true {
                let count = read(end, buffer.baseAddress, buffer.count)
                if count < buffer.count && !(count < 0 && errno == EINTR) { return }
            }
        }
    }
}
