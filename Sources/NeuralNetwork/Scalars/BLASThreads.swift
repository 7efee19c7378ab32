import COpenBLAS

/// How many threads one matrix product may use. Small networks are fastest on one.
public enum BLASThreads {
    /// Sets the number for all following products in this process. Values below 1 are programmer errors.
    public static func setThreadCount(_ count: Int) {
        precondition(count >= 1, "a matrix product needs at least one thread, got \(count)")
        openblas_set_num_threads(Int32(clamping: count))
    }
}
