/// The learning rates set by hand, each in force from an iteration on: what makes a replay of a changed run exact.
package struct LearningRateLog: Hashable, Sendable {
    private var entries: [(iteration: Int, rate: Double)] = []

    package init(initial rate: Double) { entries = [(0, rate)] }

    /// The rate in force in an iteration.
    package func rate(at iteration: Int) -> Double {
        (entries.last { $0.iteration <= iteration } ?? entries[0]).rate
    }

    /// Sets the rate from `iteration` on and forgets what was set for later.
    package mutating func set(_ rate: Double, from iteration: Int) {
        let start = max(0, iteration)
        entries.removeAll { $0.iteration >= start }
        entries.append((start, rate))
    }

    /// Each change after the beginning: at which iteration, to which rate.
    package var changes: [(iteration: Int, rate: Double)] { Array(entries.dropFirst()) }

    package static func == (a: LearningRateLog, b: LearningRateLog) -> Bool {
        a.entries.elementsEqual(b.entries) { $0 == $1 }
    }

    package func hash(into hasher: inout Hasher) {
        for entry in entries {
            hasher.combine(entry.iteration)
            hasher.combine(entry.rate)
        }
    }
}
