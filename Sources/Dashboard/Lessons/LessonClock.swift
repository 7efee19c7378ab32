/// The time of a lesson: minutes that a class has left, and hints that come by themselves. Told of the time, it has no clock of its
/// own.
struct LessonClock {
    /// The next moment at which there is something to tell; nil: none.
    private(set) var due: ContinuousClock.Instant?
    private var lessonBegan: (id: String, at: ContinuousClock.Instant)?
    private var stepBegan: (id: String, index: Int, at: ContinuousClock.Instant)?

    /// Tells an open lesson what time it is.
    /// - Returns: whether the screen changes.
    mutating func tell(_ dashboard: inout Dashboard, at now: ContinuousClock.Instant) -> Bool {
        due = nil
        guard let layer = dashboard.lesson else {
            (lessonBegan, stepBegan) = (nil, nil)
            return false
        }
        let id = layer.lesson.id
        if lessonBegan?.id != id { lessonBegan = (id, now) }
        if layer.isClass, let began = lessonBegan?.at {
            let minutes = Int((now - began).components.seconds / 60)
            due = began + .seconds(60 * (minutes + 1))
            return dashboard.notePassed(minutes: minutes)
        }
        guard let player = layer.player, let wanted = player.secondsToNextHint else {
            if layer.player?.isWaiting != true { stepBegan = nil }
            return false
        }
        if stepBegan?.id != id || stepBegan?.index != player.index { stepBegan = (id, player.index, now) }
        guard let began = stepBegan?.at else { return false }
        guard now >= began + .seconds(wanted) else {
            due = began + .seconds(wanted)
            return false
        }
        dashboard.giveHint(after: wanted)
        due = dashboard.lesson?.player?.secondsToNextHint.map { began + .seconds($0) }
        return true
    }
}
