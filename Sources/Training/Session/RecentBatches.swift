/// Means over the batches since the last evaluation, where no history is kept.
struct RecentBatches {
    private var loss = 0.0
    private var correct = 0.0
    private var count = 0
    private var hasAccuracy = true

    mutating func add(_ loss: Double, _ fractionCorrect: Double?) {
        self.loss += loss
        correct += fractionCorrect ?? 0
        hasAccuracy = hasAccuracy && fractionCorrect != nil
        count += 1
    }

    /// The means so far, and a new beginning.
    mutating func take() -> (loss: Double, accuracy: Double?)? {
        defer { self = RecentBatches() }
        guard count > 0 else { return nil }
        return (loss / Double(count), hasAccuracy ? correct / Double(count) : nil)
    }
}
