/// The meeting place of screen and ranks: it greets ranks, knows each run by what its ranks have told, and brings all ranks of a run
/// to a stop together. Pure: it is told of connections, bytes and time, and answers with what is to be sent and what is new.
package struct Hub: Sendable {
    private let authentication: Authentication
    private let makeNonce: @Sendable () -> String
    private var links: [Int: RankLink] = [:]
    /// Rank of each connection that has been welcomed.
    private var seats: [Int: (key: AttachedRun.Key, rank: Int)] = [:]
    /// The runs in the order in which they came.
    package private(set) var runs: [AttachedRun] = []
    private var nextID: Int
    private var pinged = -Double.infinity
    private var pings = 0
    private(set) var actions: [LinkAction] = []
    private(set) var events: [HubEvent] = []

    /// Runs that are remembered; the oldest that has no rank left is forgotten first.
    private static let mostRuns = 64

    /// - Parameters:
    ///   - id: number of the first appointment.
    ///   - makeNonce: draws 32 hexadecimal digits.
    init(token: String, id: Int, makeNonce: @escaping @Sendable () -> String) {
        authentication = Authentication(token: token)
        nextID = id
        self.makeNonce = makeNonce
    }

    /// A hub with numbers that nobody can foresee.
    package init(token: String) {
        self.init(token: token, id: Int.random(in: 1..<1 << 40), makeNonce: { Authentication.makeNonce() })
    }

    /// The run of a key.
    package func run(_ key: AttachedRun.Key) -> AttachedRun? { runs.first { $0.key == key } }

    mutating func takeActions() -> [LinkAction] {
        defer { actions = [] }
        return actions
    }

    package mutating func takeEvents() -> [HubEvent] {
        defer { events = [] }
        return events
    }

    // MARK: Connections

    mutating func connected(_ link: Int, at now: Double) { links[link] = RankLink(nonce: makeNonce(), at: now) }

    mutating func received(_ bytes: [UInt8], from link: Int, at now: Double) {
        guard let outcomes = links[link]?.take(bytes, authentication, at: now) else { return }
        if let seat = seats[link] { change(seat) { $0.heard = now } }
        for outcome in outcomes {
            switch outcome {
            case .send(let message): send(message, to: link)
            case .welcomed(let greeting): welcome(greeting, link, at: now)
            case .message(let message): if let seat = seats[link] { take(message, seat, link, at: now) }
            case .close(let why): close(link, why, at: now)
            }
        }
    }

    mutating func disconnected(_ link: Int, at now: Double) {
        links[link] = nil
        leave(link, "link lost", at: now)
    }

    /// Closes a connection that has become useless.
    private mutating func close(_ link: Int, _ why: String, at now: Double) {
        guard links.removeValue(forKey: link) != nil else { return }
        if seats[link] == nil { events.append(.refused(why)) }
        actions.append(.close(link: link))
        leave(link, why, at: now)
    }

    private mutating func leave(_ link: Int, _ why: String, at now: Double) {
        guard let seat = seats.removeValue(forKey: link) else { return }
        var said: String?
        change(seat) {
            guard $0.link == link else { return }
            $0.link = nil
            $0.farewell = $0.farewell ?? why
            said = $0.farewell
        }
        guard let said else { return }
        events.append(.left(seat.key, rank: seat.rank, why: said))
        carryOut(seat.key, at: now) { stop, _ in stop.lose(seat.rank, "rank \(seat.rank) is gone: \(said)") }
    }

    private mutating func welcome(_ greeting: Greeting, _ link: Int, at now: Double) {
        let key = AttachedRun.Key(run: greeting.run, restart: greeting.restart)
        // A launcher that has begun anew has ended what was before.
        if runs.contains(where: { $0.key.run == key.run && $0.key.restart > key.restart && !$0.linked.isEmpty }) {
            send(.bye(why: "a later start of this run is attached"), to: link)
            return close(link, "a rank of an earlier start", at: now)
        }
        for old in runs where old.key.run == key.run && old.key.restart < key.restart {
            for (_, record) in old.linked { if let link = record.link { close(link, "the run was begun anew", at: now) } }
        }
        if let former = run(key)?.ranks[greeting.rank]?.link { close(former, "it has connected again", at: now) }
        if run(key) == nil {
            if runs.count >= Self.mostRuns, let place = runs.firstIndex(where: \.linked.isEmpty) { runs.remove(at: place) }
            runs.append(AttachedRun(key: key, world: greeting.world, stop: Appointment(after: takeID())))
        }
        guard let place = runs.firstIndex(where: { $0.key == key }), runs[place].world == greeting.world else {
            return close(link, "a rank of another number of ranks", at: now)
        }
        var record = RankRecord(greeting, link: link, at: now)
        if let former = runs[place].ranks[greeting.rank] {
            // The link was lost, not the rank: what it has told is still true.
            (record.model, record.ticks, record.records) = (former.model, former.ticks, former.records)
            (record.frames, record.events) = (former.frames, former.events)
        }
        runs[place].ranks[greeting.rank] = record
        seats[link] = (key, greeting.rank)
        events.append(.joined(key, greeting))
    }

    // MARK: Messages

    private mutating func take(_ message: RankMessage, _ seat: (key: AttachedRun.Key, rank: Int), _ link: Int, at now: Double) {
        func at(_ step: Int, _ record: inout RankRecord) { (record.clock.step, record.clock.at) = (step, now) }
        switch message {
        case .model(let model):
            change(seat) { $0.model = model }
            events.append(.model(seat.key, rank: seat.rank, model))
        case .tick(let tick):
            change(seat) {
                at(tick.step, &$0)
                $0.clock.stepSeconds = tick.stepSeconds
                $0.ticks.append(tick)
            }
            events.append(.tick(seat.key, rank: seat.rank, tick))
        case .pong(let step, _): change(seat) { at(step, &$0) }
        case .frame(let frame):
            change(seat) { $0.frames[frame.probe] = frame }
            events.append(.frame(seat.key, rank: seat.rank, frame))
        case .record(let record):
            change(seat) { $0.records.append(record) }
            events.append(.record(seat.key, rank: seat.rank, record))
        case .answer(let answer): events.append(.answer(seat.key, rank: seat.rank, answer))
        case .stop(let reply):
            change(seat) { at(reply.step, &$0) }
            carryOut(seat.key, at: now) { stop, clocks in stop.take(reply, from: seat.rank, clocks, at: now) }
        case .event(let event):
            change(seat) { $0.events.append(event) }
            events.append(.happened(seat.key, rank: seat.rank, event))
        case .gap(let count): change(seat) { $0.lostFrames += count }
        case .stacks(let stacks):
            change(seat) { $0.stacks = stacks }
            events.append(.stacks(seat.key, rank: seat.rank, stacks))
        case .bye(let why):
            change(seat) { $0.farewell = why.isEmpty ? "it has ended" : why }
            close(link, why, at: now)
        case .unknown, .hello, .auth, .foreign: break
        }
    }

    // MARK: Time

    /// Seconds on the hub's clock when ``advance(to:)`` has something to do.
    package var nextDue: Double {
        let greetings = links.values.filter { $0.greeting == nil }.map { $0.since + RankLink.greetingSeconds }
        return (greetings + runs.compactMap(\.stop.deadline) + [pinged + HubMessage.pingInterval]).min() ?? .infinity
    }

    mutating func advance(to now: Double) {
        if now >= pinged + HubMessage.pingInterval {
            pinged = now
            pings += 1
            for link in seats.keys.sorted() { send(.ping(sequence: pings), to: link) }
        }
        for (link, state) in links where state.greeting == nil && now >= state.since + RankLink.greetingSeconds {
            close(link, "no greeting within \(Int(RankLink.greetingSeconds)) seconds", at: now)
        }
        for run in runs where !run.stop.isIdle {
            for (rank, record) in run.linked where now - record.heard >= HubMessage.silence {
                carryOut(run.key, at: now) { stop, _ in stop.lose(rank, "rank \(rank) is silent") }
            }
            carryOut(run.key, at: now) { stop, _ in stop.advance(to: now) }
        }
    }

    // MARK: What is wanted of a run

    /// Brings all ranks to a stop before the same update.
    /// - Parameter recording: numbers that the update is recorded with, by which one stands before it.
    /// - Returns: the reason why that cannot be; nil where it is under way.
    package mutating func hold(_ key: AttachedRun.Key, recording: Recording? = nil, at now: Double) -> String? {
        guard let run = run(key) else { return "this run is not attached" }
        guard run.stop.isIdle else { return nil }
        guard run.isComplete else {
            return "\(run.linked.count) of \(run.world) ranks are here: a stop of some would leave the others waiting"
        }
        if let rank = run.linked.first(where: { $0.record.greeting.control == .look }) {
            return "rank \(rank.rank) may only be looked at"
        }
        if let rank = run.linked.first(where: { $0.record.clock.step == 0 }) {
            return "rank \(rank.rank) has not made its first update"
        }
        if let place = runs.firstIndex(where: { $0.key == key }) { runs[place].recordsAtStop = recording }
        carryOut(key, at: now) { stop, clocks in stop.begin(clocks, at: now) }
        return nil
    }

    /// Lets all ranks go on.
    package mutating func release(_ key: AttachedRun.Key, at now: Double) {
        carryOut(key, at: now) { stop, _ in stop.release(at: now) }
    }

    /// Has all ranks record the same step.
    /// - Parameter step: the step; nil: one that is far enough ahead of all of them.
    /// - Returns: the step.
    @discardableResult
    package mutating func observe(_ key: AttachedRun.Key, step wanted: Int? = nil, _ recording: Recording, at now: Double) -> Int?
    {
        guard let place = runs.firstIndex(where: { $0.key == key }), !runs[place].linked.isEmpty else { return nil }
        let step = wanted ?? Self.stepAhead(of: runs[place], at: now)
        let id = takeID()
        runs[place].observation = AttachedRun.Observation(id: id, step: step)
        for (_, record) in runs[place].linked {
            if let link = record.link { send(.observe(id: id, step: step, recording), to: link) }
        }
        return step
    }

    /// A step that no rank of a run has begun.
    private static func stepAhead(of run: AttachedRun, at now: Double) -> Int {
        if let held = run.held { return held.step + 2 }
        return StepClock.meeting(of: run.clocks.values, margin: Appointment.firstMargin, at: now).step
    }

    /// Has all ranks answer these probes from now on, in place of those before.
    package mutating func ask(_ key: AttachedRun.Key, _ probes: [StandingProbe]) {
        let generation = takeID()
        for (_, record) in run(key)?.linked ?? [] {
            if let link = record.link { send(.ask(generation: generation, probes), to: link) }
        }
    }

    /// Asks something of one rank.
    /// - Returns: the number that the answer will have; nil where the rank is not there.
    package mutating func get(_ key: AttachedRun.Key, rank: Int, _ question: Question) -> Int? {
        guard let link = run(key)?.ranks[rank]?.link else { return nil }
        let sequence = takeID()
        send(.get(sequence: sequence, question), to: link)
        return sequence
    }

    /// Lets everybody go on, and says goodbye.
    package mutating func end(at now: Double) {
        for run in runs { carryOut(run.key, at: now) { stop, _ in stop.release(at: now) } }
        for link in seats.keys.sorted() { send(.bye(why: "the screen was closed"), to: link) }
    }

    // MARK: Parts

    private mutating func takeID() -> Int {
        // Numbers of tries count up from an appointment's own; these stay apart from them.
        defer { nextID += 1 << 20 }
        return nextID
    }

    private mutating func send(_ message: HubMessage, to link: Int) { actions.append(.send(link: link, message)) }

    private mutating func change(_ seat: (key: AttachedRun.Key, rank: Int), _ body: (inout RankRecord) -> Void) {
        guard let place = runs.firstIndex(where: { $0.key == seat.key }), runs[place].ranks[seat.rank] != nil else { return }
        body(&runs[place].ranks[seat.rank]!)
    }

    private mutating func carryOut(
        _ key: AttachedRun.Key, at now: Double, _ body: (inout Appointment, [Int: StepClock]) -> [Appointment.Order]
    ) {
        guard let place = runs.firstIndex(where: { $0.key == key }) else { return }
        let (clocks, all) = (runs[place].clocks, runs[place].linked.compactMap(\.record.link))
        for order in body(&runs[place].stop, clocks) {
            switch order {
            case .arm(let id, let step):
                if let recording = runs[place].recordsAtStop {
                    let id = takeID()
                    runs[place].observation = AttachedRun.Observation(id: id, step: step)
                    for link in all { send(.observe(id: id, step: step, recording), to: link) }
                }
                for link in all { send(.arm(id: id, step: step), to: link) }
            case .commit(let id): for link in all { send(.commit(id: id), to: link) }
            case .go(let id): for link in all { send(.go(id: id), to: link) }
            case .news(.held(_, let step, let after, let skew, let tries)):
                events.append(.held(key, step: step, after: after, skew: skew, tries: tries))
            case .news(.running(_, let step, let why)): events.append(.running(key, step: step, why: why))
            case .news(.failed(let why)): events.append(.notHeld(key, why: why))
            }
        }
    }
}
