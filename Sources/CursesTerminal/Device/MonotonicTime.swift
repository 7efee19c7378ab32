/// Time since a fixed moment, for deadlines.
enum MonotonicTime {
    private static let origin = ContinuousClock.now

    static var now: Duration { ContinuousClock.now - origin }

    /// The time that poll(2) is given for a deadline: milliseconds rounded up so that a wait never ends early, -1 for none.
    static func milliseconds(until deadline: Duration?) -> Int32 {
        guard let deadline else { return -1 }
        let left = deadline - now
        if left <= .zero { return 0 }
        let (seconds, attoseconds) = left.components
        if seconds > 1_000_000 { return 1_000_000_000 }
        return Int32(seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
