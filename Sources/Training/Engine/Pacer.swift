import Basics
import Foundation
import Inspection

/// When the next frame or step is due, and how fast iterations go.
struct Pacer {
    private let frame: Double
    private var nextFrame = 0.0
    private var lastStep = 0.0
    private var lastShown = 0.0
    private var windowStart = Pacer.now
    private var counted = 0
    private var owed = 0.0
    /// Iterations a second, over about the last half second.
    private(set) var rate = 0.0

    init(framesPerSecond: Double) { frame = 1 / framesPerSecond }

    /// Seconds on a clock that never goes back.
    private static var now: Double { ProcessInfo.processInfo.systemUptime }

    var isFrameDue: Bool { Self.now >= nextFrame }

    /// True if iterations take so long that a frame is late already.
    var isFrameOverdue: Bool { Self.now >= nextFrame + frame }

    var nextFrameTime: Date { Date(timeIntervalSinceNow: max(0, nextFrame - Self.now)) }

    /// True if nothing has been shown for the time of a frame.
    var isShowingDue: Bool { Self.now >= lastShown + frame }

    mutating func shown() { lastShown = Self.now }

    mutating func frameMade() { nextFrame = max(nextFrame + frame, Self.now) }

    /// The number of iterations to run by now so that there are so many a second; a fraction is kept for the next time.
    mutating func iterationsDue(_ perSecond: Int) -> Int {
        let exact = owed + Double(perSecond) * frame
        let whole = exact.rounded(.down)
        owed = exact - whole
        return Int(saturating: whole)
    }

    /// Begins counting anew: after a pause.
    mutating func restart() {
        windowStart = Self.now
        counted = 0
        lastStep = 0
        nextFrame = Self.now
    }

    mutating func count(_ iterations: Int) {
        counted += iterations
        let elapsed = Self.now - windowStart
        guard elapsed > 0.5 || (rate == 0 && elapsed > 0.05) else { return }
        rate = Double(counted) / elapsed
        windowStart = Self.now
        counted = 0
    }

    /// The number of iterations made in so many seconds, at least 1; 1 as long as nothing is known of them.
    func iterations(within seconds: Double) -> Int { max(1, Int(saturating: min(1e6, rate * seconds))) }

    /// When the next of `steps` a second is due; reckoned from the one before, so that they come evenly.
    func nextStep(_ steps: Int) -> Date {
        Date(timeIntervalSinceNow: max(0, lastStep + 1 / Double(max(1, steps)) - Self.now))
    }

    /// A step has been made, as near to its time as the machine allows.
    mutating func stepMade(_ steps: Int) {
        let due = lastStep + 1 / Double(max(1, steps))
        lastStep = Self.now - due > 0.1 ? Self.now : due
    }
}
