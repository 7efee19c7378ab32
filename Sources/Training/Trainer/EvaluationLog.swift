import Inspection

/// Evaluations on held-out samples of a run that nobody watches, and means over the batches between them.
struct EvaluationLog {
    var points: [HeldOutPoint] = []
    private var loss = 0.0
    private var correct = 0.0
    private var count = 0
    private var hasAccuracy = true

    /// Takes a batch.
    mutating func add(_ loss: Double, _ fractionCorrect: Double?) {
        self.loss += loss
        correct += fractionCorrect ?? 0
        hasAccuracy = hasAccuracy && fractionCorrect != nil
        count += 1
    }

    /// The means over the batches so far, and a new beginning of them.
    mutating func takeMeans() -> (loss: Double, accuracy: Double?)? {
        defer { (loss, correct, count, hasAccuracy) = (0, 0, 0, true) }
        guard count > 0 else { return nil }
        return (loss / Double(count), hasAccuracy ? correct / Double(count) : nil)
    }
}
