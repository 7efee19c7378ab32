/// News of the runs that a hub is linked with.
package enum HubEvent: Sendable {
    case joined(AttachedRun.Key, Greeting)
    case model(AttachedRun.Key, rank: Int, RemoteModel)
    case tick(AttachedRun.Key, rank: Int, Tick)
    case frame(AttachedRun.Key, rank: Int, ProbeFrame)
    case record(AttachedRun.Key, rank: Int, RecordedStep)
    case answer(AttachedRun.Key, rank: Int, Answer)
    /// All ranks stand before the same update.
    /// - Parameters:
    ///   - after: seconds since it was asked for.
    ///   - skew: seconds between the first rank and the last.
    case held(AttachedRun.Key, step: Int, after: Double, skew: Double, tries: Int)
    case running(AttachedRun.Key, step: Int, why: String)
    /// The ranks could not be stopped, and go on.
    case notHeld(AttachedRun.Key, why: String)
    case happened(AttachedRun.Key, rank: Int, RankEvent)
    case stacks(AttachedRun.Key, rank: Int, [ThreadStack])
    /// A rank is gone.
    case left(AttachedRun.Key, rank: Int, why: String)
    /// Somebody who is no rank was turned away.
    case refused(String)
}

/// A thing that a hub wants done with a connection.
enum LinkAction: Hashable, Sendable {
    case send(link: Int, HubMessage)
    case close(link: Int)
}
