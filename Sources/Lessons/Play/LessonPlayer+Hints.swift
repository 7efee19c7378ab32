/// Hints: asked for, in answer to what a person has done, or by the clock.
extension LessonPlayer {
    /// The hint that fits best and has not been given; where none is left, how a way is shown.
    func nextHint() -> String? {
        guard let task = step.task, stage == .open else {
            return step.question == nil ? nil : "Say what you expect; ? says that you do not know, and is an answer, too."
        }
        func texts(_ hints: [Task.Hint]) -> [String] { hints.map { $0.say.filled { presentValue($0) } } }
        // A hint that answers a deed comes first, whatever has been said before.
        let fitting = texts(task.hints.filter { $0.when.map(holds) ?? false })
        if let first = fitting.first, hint.map({ !fitting.contains($0) }) ?? true { return first }
        let all = fitting + texts(task.hints.filter { $0.when == nil })
        let place = hint.flatMap { all.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        return place < all.count ? all[place] : "H shows a way."
    }

    /// Seconds from the beginning of the step to the next hint that comes by itself; nil where none does.
    public var secondsToNextHint: Int? {
        guard !isClass, stage == .open, let task = step.task else { return nil }
        return task.hints.compactMap(\.after).filter { $0 > secondsOfHint }.min()
    }

    /// The time has come for a hint. One that has been asked for stays.
    package mutating func giveHint(after seconds: Int) {
        secondsOfHint = seconds
        guard hint == nil, let given = step.task?.hints.first(where: { $0.after == seconds && $0.when.map(holds) ?? true }) else {
            return
        }
        hint = given.say.filled { presentValue($0) }
    }
}
