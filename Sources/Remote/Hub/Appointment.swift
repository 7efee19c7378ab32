/// An agreement with all ranks of a run to stop before the same update, each within its own optimizer step. Pure: it is told of
/// messages and of time, and answers in orders.
///
/// No rank stops unless all have said that they can: each is armed with a step ahead, and committed when all have agreed. So none
/// ever waits at a barrier of the run's own for one that stands still. A rank that word has reached too late says so, and the same
/// is tried again with more time for it.
///
///     idle ──begin──▶ arming ──all armed──▶ committed ──all held──▶ held ──release──▶ releasing ──all running──▶ idle
///                       │  late, missed: again, with twice the margin; at most ``mostTries`` times
///                       ╰─ a link lost, a rank silent or going on by itself, time over: everybody goes on
struct Appointment: Hashable, Sendable {
    /// The part of it that has been reached.
    enum State: Hashable, Sendable {
        case idle
        case arming(agreed: Set<Int>, deadline: Double)
        /// - Parameter held: steps by rank.
        case committed(held: [Int: Int], firstHeld: Double?, deadline: Double)
        case held(step: Int, since: Double)
        /// Told to go on; not all have said that they do.
        case releasing(step: Int, left: Set<Int>, deadline: Double)
    }

    /// A thing to be done, or told.
    enum Order: Hashable, Sendable {
        case arm(id: Int, step: Int)
        case commit(id: Int)
        case go(id: Int)
        case news(News)
    }

    /// Something that whoever has asked for the stop wants to know.
    enum News: Hashable, Sendable {
        /// - Parameters:
        ///   - after: seconds since it was asked for.
        ///   - skew: seconds between the first rank and the last.
        case held(id: Int, step: Int, after: Double, skew: Double, tries: Int)
        case running(id: Int, step: Int, why: String)
        /// It did not come about, and everybody goes on.
        case failed(String)
    }

    /// Seconds that word is given to reach all ranks at first.
    static let firstMargin = 0.1
    static let longestMargin = 2.0
    static let mostTries = 6
    static let armingSeconds = 2.0
    static let committedSeconds = 10.0
    static let releasingSeconds = 2.0

    private(set) var state = State.idle
    /// Number of the present try.
    private(set) var id: Int
    /// Update before which all are to stop.
    private(set) var step = 0
    private var ranks: Set<Int> = []
    private var margin = firstMargin
    private var tries = 0
    private var askedAt = 0.0

    /// - Parameter id: numbers go on from here; drawn at random, so that a hub that is started anew takes no late answer for its own.
    init(after id: Int) { self.id = id }

    var isIdle: Bool { state == .idle }

    /// True from the first try until everybody goes on again.
    var isHeld: Bool { if case .held = state { true } else { false } }

    /// Seconds when something has to be done even if nothing comes.
    var deadline: Double? {
        switch state {
        case .idle, .held: nil
        case .arming(_, let deadline), .committed(_, _, let deadline), .releasing(_, _, let deadline): deadline
        }
    }

    // MARK: What is wanted

    /// Asks all ranks to stop.
    mutating func begin(_ clocks: [Int: StepClock], at now: Double) -> [Order] {
        guard isIdle, !clocks.isEmpty else { return [] }
        (margin, tries, askedAt) = (Self.firstMargin, 0, now)
        return tryAgain(clocks, at: now)
    }

    /// Lets them go on, or gives up the attempt to stop them.
    mutating func release(at now: Double) -> [Order] {
        switch state {
        case .idle, .releasing: return []
        case .arming, .committed:
            state = .idle
            return [.go(id: id)]
        case .held(let step, _):
            state = .releasing(step: step, left: ranks, deadline: now + Self.releasingSeconds)
            return [.go(id: id)]
        }
    }

    // MARK: What happens

    mutating func take(_ reply: StopReply, from rank: Int, _ clocks: [Int: StepClock], at now: Double) -> [Order] {
        guard reply.id == id, ranks.contains(rank) else { return [] }
        switch (reply.kind, state) {
        case (.armed, .arming(var agreed, let deadline)):
            agreed.insert(rank)
            guard agreed == ranks else {
                state = .arming(agreed: agreed, deadline: deadline)
                return []
            }
            let expected = clocks.values.map { Double(max(0, step - $0.step)) * $0.stepSeconds }.max() ?? 0
            state = .committed(held: [:], firstHeld: nil, deadline: now + max(Self.committedSeconds, 3 * expected))
            return [.commit(id: id)]
        case (.held, .committed(var held, let first, let deadline)):
            held[rank] = reply.step
            let began = first ?? now
            guard held.count == ranks.count else {
                state = .committed(held: held, firstHeld: began, deadline: deadline)
                return []
            }
            guard Set(held.values) == [step] else { return giveUp("ranks stopped before different updates") }
            state = .held(step: step, since: now)
            return [.news(.held(id: id, step: step, after: now - askedAt, skew: now - began, tries: tries))]
        case (.late, .arming), (.missed, .arming), (.late, .committed), (.missed, .committed):
            guard tries < Self.mostTries else { return giveUp("no step could be agreed on in \(tries) tries") }
            margin = min(Self.longestMargin, 2 * margin)
            let go = Order.go(id: id)
            state = .idle
            return [go] + tryAgain(clocks, at: now)
        case (.running, .releasing(let step, var left, let deadline)):
            left.remove(rank)
            guard left.isEmpty else {
                state = .releasing(step: step, left: left, deadline: deadline)
                return []
            }
            state = .idle
            return [.news(.running(id: id, step: step, why: "go"))]
        case (.running, .arming), (.running, .committed), (.running, .held):
            return giveUp("rank \(rank) goes on: \(reply.why)")
        default: return []
        }
    }

    /// A rank of the run is gone, or silent.
    mutating func lose(_ rank: Int, _ why: String) -> [Order] {
        guard !isIdle, ranks.contains(rank) else { return [] }
        return giveUp(why)
    }

    mutating func advance(to now: Double) -> [Order] {
        guard let deadline, now >= deadline else { return [] }
        switch state {
        case .idle, .held: return []
        case .arming(let agreed, _):
            return giveUp("rank \(ranks.subtracting(agreed).min() ?? 0) does not answer")
        case .committed(let held, _, _):
            return giveUp("rank \(ranks.subtracting(held.keys).min() ?? 0) has not come to update \(step)")
        case .releasing(let step, _, _):
            state = .idle
            return [.news(.running(id: id, step: step, why: "go"))]
        }
    }

    // MARK: Steps

    private mutating func tryAgain(_ clocks: [Int: StepClock], at now: Double) -> [Order] {
        tries += 1
        id += 1
        ranks = Set(clocks.keys)
        step = StepClock.meeting(of: clocks.values, margin: margin, at: now).step
        state = .arming(agreed: [], deadline: now + Self.armingSeconds)
        return [.arm(id: id, step: step)]
    }

    private mutating func giveUp(_ why: String) -> [Order] {
        let was = state
        state = .idle
        switch was {
        case .held(let step, _), .releasing(let step, _, _): return [.go(id: id), .news(.running(id: id, step: step, why: why))]
        case .idle, .arming, .committed: return [.go(id: id), .news(.failed(why))]
        }
    }
}
