/// Whether a run is getting anywhere, by a rule that is shown beside the word: the mean loss of its last third (at most two epochs) against
/// that of as many iterations before.
public struct ProgressVerdict: Sendable, Hashable {
    /// What can be said.
    public enum Word: Int, Sendable, Hashable, CaseIterable {
        /// Fewer than ``fewest`` iterations are done.
        case early
        /// The loss falls.
        case improving
        /// The loss falls, but is far above that of guessing.
        case poor
        /// The training loss has stopped falling, well below guessing.
        case leveled
        /// The training loss is next to nothing.
        case learned
        /// The loss does not fall, and is no lower than that of guessing.
        case notLearning
        /// The loss rises.
        case worsening
        /// The loss on the training batches has fallen while that on held-out samples has risen.
        case overfitting
        /// NaN or infinity.
        case notFinite

        public var text: String {
            switch self {
            case .early: "too early"
            case .improving: "improving"
            case .poor: "worse than guessing"
            case .leveled: "leveled off"
            case .learned: "learned"
            case .notLearning: "not learning"
            case .worsening: "getting worse"
            case .overfitting: "overfitting"
            case .notFinite: "NaN/∞"
            }
        }
    }

    public var word: Word
    /// Mean training loss of the newest window, and of the one before it.
    public var recent: Double?
    public var before: Double?
    /// Iterations in a window.
    public var window: Int
    /// The loss of the best constant output; nil where there is no such thing.
    public var guessing: Double?

    /// Iterations before nothing is said.
    public static let fewest = 20
    /// A difference of means that chance alone has in one of twenty runs: Student's t for 6 degrees of freedom.
    static let significance = 2.447
    /// Loss relative to guessing below which all is learned.
    public static let learnedBelow = 0.02
    /// … and above which nothing is.
    static let guessingAbove = 0.97
    /// … and above which a falling loss is no success yet.
    public static let poorAbove = 1.1
    /// A held-out loss relative to that of two windows before, below which it falls.
    static let fallingBelow = 0.99
    /// Growth of the held-out loss above its lowest that counts as overfitting.
    static let overfittingAbove = 1.05

    /// - Parameters:
    ///   - trainLoss: losses of the batches; the first `count` count.
    ///   - heldOut: losses of held-out samples up to there, in order.
    ///   - guessing: the loss of the best constant output.
    ///   - longestWindow: iterations, so that what has changed in a long run is soon said.
    package init(
        _ trainLoss: MetricSeries, count: Int, heldOut: [HeldOutPoint], guessing: Double?, longestWindow: Int
    ) {
        self.guessing = guessing
        window = max(1, min(count / 3, longestWindow))
        guard count >= Self.fewest else {
            word = .early
            return
        }
        let recent = Window(trainLoss, count - window..<count)
        let before = Window(trainLoss, count - 2 * window..<count - window)
        (self.recent, self.before) = (recent.mean, before.mean)
        guard recent.mean.isFinite, before.mean.isFinite, !recent.hasNonFinite else {
            word = .notFinite
            return
        }
        let noise = (recent.squaredError + before.squaredError).squareRoot()
        let fall = before.mean - recent.mean
        let isTrue = abs(fall) > Self.significance * noise && abs(fall) > 1e-3 * abs(before.mean)
        let relative = guessing.map { recent.mean / $0 }
        if Self.isOverfitting(heldOut, trainLoss, recent.mean) {
            word = .overfitting
        } else if let relative, relative < Self.learnedBelow {
            word = .learned
        } else if isTrue {
            word = fall <= 0 ? .worsening : relative.map { $0 > Self.poorAbove } == true ? .poor : .improving
        } else if Self.isFalling(heldOut, since: count - 2 * window) {
            word = .improving
        } else if let relative, relative > Self.guessingAbove {
            word = .notLearning
        } else {
            word = .leveled
        }
    }

    /// The held-out loss, which is of the same samples each time and so has no batches' noise, is lower than it was at a moment, or before.
    private static func isFalling(_ heldOut: [HeldOutPoint], since iteration: Int) -> Bool {
        guard let last = heldOut.last, let then = heldOut.last(where: { $0.iteration <= iteration }) else { return false }
        return last.iteration > iteration && last.loss < fallingBelow * then.loss
    }

    /// The held-out loss has passed its lowest, and not by chance: it has been higher ever since, while batches have become better.
    private static func isOverfitting(_ heldOut: [HeldOutPoint], _ trainLoss: MetricSeries, _ recent: Double) -> Bool {
        guard let best = heldOut.min(by: { $0.loss < $1.loss }), let last = heldOut.last else { return false }
        let since = heldOut.filter { $0.iteration > best.iteration }
        guard since.count >= 3, last.loss > overfittingAbove * best.loss else { return false }
        let begin = max(0, best.iteration - 2 * max(1, best.iteration / 10))
        let then = trainLoss.summary(of: begin..<max(begin + 1, best.iteration))?.mean ?? .nan
        return recent < then
    }

    /// Mean and squared standard error of a window, by the means of its quarters.
    private struct Window {
        var mean: Double
        var squaredError: Double
        var hasNonFinite: Bool

        init(_ series: MetricSeries, _ range: Range<Int>) {
            let parts = min(4, range.count)
            let means = series.columns(parts, of: range).map { $0?.mean ?? .nan }
            let mean = means.reduce(0, +) / Double(parts)
            self.mean = mean
            let variance = parts > 1 ? means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(parts - 1) : 0
            squaredError = variance / Double(parts)
            hasNonFinite = (series.summary(of: range)?.nonFinite ?? 0) > 0
        }
    }
}
