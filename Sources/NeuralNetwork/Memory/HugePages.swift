#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Pages of memory.
enum HugePages {
    /// Asks for large pages for new memory of many megabytes, where the system gives them to those who ask: who reads a column of
    /// a large matrix then finds every weight without looking its page up first.
    static func enlarge(_ memory: UnsafeMutableRawPointer, _ byteCount: Int) {
        #if os(Linux)
            let size = 2 << 20
            let first = memory.alignedUp(toMultipleOf: size)
            let count = (memory + byteCount).alignedDown(toMultipleOf: size) - first
            // MADV_HUGEPAGE; refused, nothing is lost.
            if count >= 2 * size { _ = madvise(first, count, 14) }
        #endif
    }

    /// Has all pages of new memory provided at once where the system can do that, in place of one by one as they are touched:
    /// twice as fast.
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
