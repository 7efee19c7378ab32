import Inspection

extension Status {
    /// While running statistics are young: that a sample in view alone is normalized with them, and the batch with its own. Nil where
    /// that makes no difference.
    var wordsOnStatistics: String? {
        firstStatistics.map {
            "normalized with running statistics, \(Int(($0 * 100).rounded())) % still their first values; the batch with its own"
        }
    }
}
