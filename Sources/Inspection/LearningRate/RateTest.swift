import ElementaryFunctions

/// A learning-rate range test (Smith, "Cyclical Learning Rates for Training Neural Networks", 2017): η grows from step to step
/// by a constant factor, until the loss rises far above what it was. Too small an η leaves the loss alone, too large a one drives
/// it up; between the two it falls, and where it falls most steeply a step pays most.
public struct RateTest: Sendable, Hashable {
    /// A step, and what it has led to.
    public struct Point: Sendable, Hashable {
        /// η of the step.
        public var rate: Double
        /// Loss after the step; not finite where it has broken the network.
        public var loss: Double
    }

    /// The losses around one η, as the straight line that fits them best over the logarithm of η.
    public struct Fit: Sendable, Hashable {
        /// η in the middle.
        public var rate: Double
        /// Loss on the line: the smoothed loss.
        public var loss: Double
        /// Slope of the line, a decade of η.
        public var slope: Double
        /// Standard error of that slope, from what the line leaves over.
        public var error: Double
    }

    /// Steps to a decade of η.
    public static let stepsPerDecade = 40
    /// The smallest η tried, and the largest.
    public static let range = 1e-7...1e2
    /// Steps of the whole test.
    public static var planned: Int { 9 * stepsPerDecade + 1 }
    /// Losses that a straight line is fitted to: those of half a decade.
    static let window = stepsPerDecade / 2 + 1
    /// Fall of the smoothed loss below which nothing has been learned, as a share of the loss at first.
    static let leastFall = 0.05
    /// Rise of the smoothed loss, as a share of the loss at first, that is more than the differences between batches.
    static let leastRise = 0.25
    /// Standard errors that a slope has to be away from 0.
    static let leastCertainty = 3.0
    /// Loss relative to the one at first, and to that of guessing, above which the test ends.
    static let farAbove = 2.0

    /// η in force when the test was made, before the schedule.
    public var present: Double
    /// Loss of a batch when its samples are not looked at; nil where that is not known.
    public var guessing: Double?
    /// Steps so far, η growing.
    public private(set) var points: [Point] = []
    /// The smoothed loss, wherever there are finite losses on both sides.
    public private(set) var fits: [Fit] = []
    /// True once there will be no more.
    public private(set) var isOver = false
    /// Samples, always the same, that losses are of; nil: those of the next batch.
    public let samples: Int?
    /// Noise of the gradient where the test began; nil where it is not known.
    public var noise: GradientNoise?

    /// A test before its first step.
    public init(present: Double, guessing: Double?, samples: Int? = nil) {
        (self.present, self.guessing, self.samples) = (present, guessing, samples)
    }

    /// η of a step, counted from 0.
    public static func rate(ofStep step: Int) -> Double {
        range.lowerBound * Elementary.pow(10, Double(step) / Double(stepsPerDecade))
    }

    /// Takes the next step down. The test is over at the last η, or where the loss is far above that at first.
    public mutating func add(_ loss: Double) {
        points.append(Point(rate: Self.rate(ofStep: points.count), loss: loss))
        if loss.isFinite, points.count >= Self.window { fits.append(fit(points.suffix(Self.window))) }
        isOver = points.count >= Self.planned || !loss.isFinite || isFarAbove
    }

    /// Mean loss of the first decade, whose steps change next to nothing.
    public var lossAtFirst: Double? {
        let first = points.prefix(Self.stepsPerDecade).map(\.loss)
        return first.isEmpty ? nil : first.reduce(0, +) / Double(first.count)
    }

    private var isFarAbove: Bool {
        guard points.count > Self.stepsPerDecade, let first = lossAtFirst else { return false }
        let recent = points.suffix(Self.window / 2).map(\.loss)
        return recent.reduce(0, +) / Double(recent.count) > Self.farAbove * max(first, guessing ?? 2 * first)
    }

    /// The straight line through losses over log₁₀ η, by least squares.
    private func fit(_ points: ArraySlice<Point>) -> Fit {
        let middle = points[points.startIndex + points.count / 2].rate
        let count = Double(points.count)
        // Steps are evenly far apart: places in decades from the middle one, whose mean is 0.
        let places = points.indices.map { Double($0 - points.startIndex - points.count / 2) / Double(Self.stepsPerDecade) }
        let mean = points.reduce(0) { $0 + $1.loss } / count
        let square = places.reduce(0) { $0 + $1 * $1 }
        let slope = zip(places, points).reduce(0) { $0 + $1.0 * ($1.1.loss - mean) } / square
        let rest = zip(places, points).reduce(0) { sum, pair in
            let difference = pair.1.loss - mean - slope * pair.0
            return sum + difference * difference
        }
        return Fit(rate: middle, loss: mean, slope: slope, error: (rest / (count - 2) / square).squareRoot())
    }

    /// The smoothed loss as far as it has not risen again, by half of what it has fallen before. What falls behind that is on its
    /// way back from there.
    private var fitsBeforeRise: ArraySlice<Fit> {
        guard let first = lossAtFirst else { return [] }
        var lowest = first
        for (index, fit) in fits.enumerated() {
            lowest = min(lowest, fit.loss)
            if fit.loss > lowest + max(Self.leastRise * first, (first - lowest) / 2) { return fits[..<index] }
        }
        return fits[...]
    }

    /// Where the smoothed loss falls most steeply before it rises again; nil where it does not fall by a twentieth, or the fall
    /// cannot be told from the differences between batches.
    public var steepest: Fit? {
        let fits = fitsBeforeRise
        guard isOver, let lowest = fits.min(by: { $0.loss < $1.loss }), let first = lossAtFirst,
            lowest.loss < (1 - Self.leastFall) * first
        else { return nil }
        func isCertain(_ fit: Fit) -> Bool { fit.slope < -Self.leastCertainty * fit.error }
        // Between different batches a steep stretch may be chance, and no other one is then to be believed. Of the same samples it is none:
        // there a line fits badly where the curve turns, and the steepest before that counts.
        guard samples == nil else { return fits.filter(isCertain).min { $0.slope < $1.slope } }
        return fits.min { $0.slope < $1.slope }.flatMap { isCertain($0) ? $0 : nil }
    }

    /// The suggested η: where the loss falls most steeply, with the one digit that a person would type.
    public var suggestion: Double? { steepest.map { Self.rounded($0.rate) } }

    /// A number with its first digit alone.
    static func rounded(_ rate: Double) -> Double {
        let exponent = Int(Elementary.log10(rate).rounded(.down))
        let scale = Elementary.pow(10, Double(abs(exponent)))
        // Divided rather than multiplied, so that the shortest text of 0.003 is just that.
        return exponent < 0 ? (rate * scale).rounded() / scale : (rate / scale).rounded() * scale
    }

    /// Judgment of the η in force, in a sentence.
    public var verdict: Phrase {
        guard isOver else { return "η grows by a constant factor from step to step; none of it stays" }
        guard let suggestion else {
            if let last = points.last, !last.loss.isFinite, points.count < Self.stepsPerDecade {
                return "the loss is not finite from the beginning: no learning rate mends that"
            }
            return
                "the loss falls nowhere by a twentieth: from these weights no learning rate gets it lower within a few hundred steps"
        }
        let factor = suggestion / present
        if factor > 0.3, factor < 3.4 { return "η is \(setting: present), about as large as suggested" }
        return factor > 1
            ? "η is \(setting: present): \(factor.rounded()) times as large would learn faster"
            : "η is \(setting: present), \((1 / factor).rounded()) times as large as suggested"
    }
}
