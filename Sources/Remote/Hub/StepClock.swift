/// The step that a rank is at, as far as one can know: what it said last, and how long ago.
struct StepClock: Hashable, Sendable {
    var step: Int
    /// When it said so, in seconds.
    var at: Double
    /// Seconds that a step takes; 0 while that is not known.
    var stepSeconds = 0.0

    /// Steps from one appointment's making to its step are reckoned with this where a rank has not told how long one takes.
    static let usualStepSeconds = 0.01

    /// The step that it has probably come to by now.
    func estimate(at now: Double) -> Double {
        // A step of next to no time would lead beyond all numbers.
        stepSeconds > 0 ? min(Double(step) + max(0, now - at) / stepSeconds, 0x1p52) : Double(step)
    }

    /// A step that lies so far ahead of all ranks that word reaches each of them before it does.
    /// - Parameter margin: seconds that word is given.
    static func meeting(of clocks: some Collection<StepClock>, margin: Double, at now: Double) -> (step: Int, seconds: Double) {
        let longest = clocks.map(\.stepSeconds).max().flatMap { $0 > 0 ? $0 : nil } ?? usualStepSeconds
        let farthest = clocks.map { $0.estimate(at: now) }.max() ?? 0
        let ahead = max(3, Int(min(1e6, (margin / longest).rounded(.up))))
        return (Int(min(farthest, 0x1p52)) + ahead, Double(ahead) * longest)
    }
}
