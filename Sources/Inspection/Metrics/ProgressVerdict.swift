/// Whether a run is getting anywhere, by a rule that is shown beside the word: the mean loss of its last third (at most two
/// epochs) against that of as many iterations before, where the slope of both together is more than chance.
public struct ProgressVerdict: Sendable, Hashable {
    /// Verdicts, one for each way in which a loss can go.
    public enum Word: Int, Sendable, Hashable, CaseIterable {
        /// Fewer than ``fewest`` iterations are done.
        case early
        /// The loss falls.
        case improving
        /// The loss falls, but is far above that of guessing.
        case poor
        /// The loss is far above that of guessing, and does not fall.
        case stuck
        /// The loss falls, but no lower than that of guessing.
        case guessing
        /// The training loss has stopped falling, well below guessing.
        case leveled
        /// The training loss is next to nothing.
        case learned
        /// The loss does not fall, and is no lower than that of guessing.
        case notLearning
        /// The batches' losses scatter so much that a fall as large as ``considerable`` would not show.
        case unclear
        /// The loss rises.
        case worsening
        /// The loss on the training batches has fallen while that on held-out samples has risen.
        case overfitting
        /// NaN or infinity.
        case notFinite

        /// The word as the screen has it, beside the rule that led to it.
        public var text: String {
            switch self {
            case .early: "too early"
            case .improving: "improving"
            case .poor: "above guessing"
            case .stuck: "stuck above guessing"
            case .guessing: "like guessing"
            case .leveled: "leveled off"
            case .learned: "learned"
            case .notLearning: "not learning"
            case .unclear: "too noisy to say"
            case .worsening: "getting worse"
            case .overfitting: "overfitting"
            case .notFinite: "NaN/∞"
            }
        }
    }

    /// The verdict of the rule.
    public var word: Word
    /// Mean training loss of the newest window, and of the one before it.
    public var recent: Double?
    /// Mean training loss of the window before the newest; nil, like `recent`, where it is too early to say.
    public var before: Double?
    /// Training loss at the end of the curve: the mean of its last hundredth.
    public var latest: Double?
    /// Batches that it is the mean of: 1 until a hundredth of the run is more.
    public var latestBatches = 1
    /// The newest loss of held-out samples; nil where there are none.
    public var heldOut: Double?
    /// Iterations in a window.
    public var window: Int
    /// The loss of the best constant output; nil where there is no such thing.
    public var guessing: Double?

    /// Iterations before nothing is said.
    public static let fewest = 20
    /// A slope, in standard errors, that chance alone exceeds in one of twenty runs: Student's t for ``parts`` − 2 degrees of
    /// freedom.
    package static let significance = 2.447
    /// The stretches into whose means the last two windows are cut, to see how they fall.
    package static let parts = 8
    /// A change between the windows, relative to the loss, below which it stays as it is.
    package static let least = 5e-3
    /// … and from which on a fall would matter.
    public static let considerable = 0.1
    /// Loss relative to guessing below which all is learned.
    public static let learnedBelow = 0.02
    /// … and above which nothing is.
    package static let guessingAbove = 0.97
    /// … and above which even a falling loss only comes to guess.
    package static let mereGuessingAbove = 0.99
    /// … and above which guessing would be better.
    public static let poorAbove = 1.1
    /// A held-out loss relative to that of two windows before, below which it falls.
    package static let fallingBelow = 0.99
    /// Growth of the held-out loss above its lowest that counts as overfitting.
    package static let overfittingAbove = 1.05
    /// … if it is that much above the training loss, too.
    package static let gap = 1.25

    /// - Parameters:
    ///   - trainLoss: losses of the batches; the first `count` count.
    ///   - heldOut: losses of held-out samples up to there, in order.
    ///   - guessing: the loss of the best constant output.
    ///   - longestWindow: iterations, so that what has changed in a long run is soon said.
    package init(
        _ trainLoss: MetricSeries, count: Int, heldOut: [HeldOutPoint], guessing: Double?, longestWindow: Int
    ) {
        self.guessing = guessing
        self.heldOut = heldOut.last?.loss
        window = max(1, min(count / 3, longestWindow))
        guard count >= Self.fewest else {
            word = .early
            return
        }
        let recent = trainLoss.summary(of: count - window..<count)
        let trend = Trend(trainLoss, count - 2 * window..<count)
        let before = trainLoss.summary(of: count - 2 * window..<count - window)?.mean ?? .nan
        (self.recent, self.before) = (recent?.mean, before)
        guard let recent, recent.nonFinite == 0, recent.mean.isFinite, before.isFinite else {
            word = .notFinite
            return
        }
        let fall = before - recent.mean
        let isTrue = trend.isSignificant && fall.sign == trend.fall.sign && abs(fall) > Self.least * abs(before)
        let share = guessing.map { recent.mean / $0 }
        let relative = share ?? 0
        if Self.isOverfitting(heldOut, trainLoss, recent.mean) {
            word = .overfitting
        } else if let share, share < Self.learnedBelow {
            word = .learned
        } else if isTrue && fall < 0 {
            word = .worsening
        } else if relative > Self.poorAbove {
            word = isTrue ? .poor : .stuck
        } else if isTrue {
            word = relative > Self.mereGuessingAbove ? .guessing : .improving
        } else if relative <= Self.mereGuessingAbove && Self.isFalling(heldOut, since: count - 2 * window) {
            word = .improving
        } else if relative > Self.guessingAbove {
            word = .notLearning
        } else {
            word = Self.significance * trend.error > Self.considerable * abs(before) ? .unclear : .leveled
        }
    }

    /// The held-out loss, which is of the same samples each time and so has no batches' noise, is lower than it was at a moment,
    /// or before.
    private static func isFalling(_ heldOut: [HeldOutPoint], since iteration: Int) -> Bool {
        guard let last = heldOut.last, let then = heldOut.last(where: { $0.iteration <= iteration }) else { return false }
        return last.iteration > iteration && last.loss < fallingBelow * then.loss
    }

    /// The held-out loss has passed its lowest, and not by chance: it has been higher ever since and than that of batches, while
    /// batches have become better.
    private static func isOverfitting(_ heldOut: [HeldOutPoint], _ trainLoss: MetricSeries, _ recent: Double) -> Bool {
        guard let best = heldOut.min(by: { $0.loss < $1.loss }), let last = heldOut.last else { return false }
        let since = heldOut.filter { $0.iteration > best.iteration }
        guard since.count >= 3, last.loss > overfittingAbove * best.loss, last.loss > gap * recent else { return false }
        let begin = max(0, best.iteration - 2 * max(1, best.iteration / 10))
        let then = trainLoss.summary(of: begin..<max(begin + 1, best.iteration))?.mean ?? .nan
        return recent < then
    }

    /// The straight line through the means of equal stretches that has the least squared error.
    private struct Trend {
        /// The line's fall: so much lower it is in the middle of the newer half than in that of the older one.
        var fall: Double
        /// Its standard error, by how the means scatter about the line.
        var error: Double
        var isSignificant: Bool { abs(fall) > ProgressVerdict.significance * error }

        init(_ series: MetricSeries, _ range: Range<Int>) {
            let means = series.columns(ProgressVerdict.parts, of: range).compactMap { $0?.mean }
            let middle = Double(means.count - 1) / 2
            let mean = means.reduce(0, +) / Double(means.count)
            let places = means.indices.map { Double($0) - middle }
            let spread = places.reduce(0) { $0 + $1 * $1 }
            let slope = zip(places, means).reduce(0) { $0 + $1.0 * ($1.1 - mean) } / spread
            let residual = zip(places, means).reduce(0) { sum, pair in
                let rest = pair.1 - mean - slope * pair.0
                return sum + rest * rest
            }
            let halves = Double(means.count) / 2
            fall = -slope * halves
            error = (residual / Double(means.count - 2) / spread).squareRoot() * halves
        }
    }
}
