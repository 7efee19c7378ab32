import Basics
import Datasets
import Inspection

/// A session and whether it runs: carries out requests, one after the other, on the thread that owns it. The engine's thread
/// drives one against the clock; scripts and tests drive one directly, so that both see the same thing happen.
public final class SessionDriver: RunDriver {
    public var session: Session {
        guard let held else { preconditionFailure("between two sessions nobody asks for one") }
        return held
    }
    /// Nil only while another one is built: the old one's memory is given back before.
    private var held: Session?
    public internal(set) var isRunning = false
    public private(set) var speed: RunSpeed
    public private(set) var grain = Grain.layer
    /// Iterations a second, as the engine has measured them.
    public var iterationsPerSecond = 0.0
    /// News, in words: why running has stopped by itself, or what has been set.
    public internal(set) var notice: String?
    /// What to say at the end of the way.
    private var arrival: String?
    /// Where scrubbing leads that may still be under way: what comes next is reckoned from there.
    var scrubTarget: Position?
    /// A search for a breakpoint's hit, while it is under way.
    var search: BreakpointSearch?
    let history: Int
    /// The other run of a comparison.
    var rival: SessionDriver?
    /// What has been changed in the other run where this one has had these changes.
    var logsOfRival: [InterventionLog: InterventionLog] = [:]
    /// Bytes that it has for going back in time.
    var historyOfRival: Int { history / 2 }
    /// Reads a scenario that somebody names: where names and files are known.
    public var scenarioNamed: (String) throws -> Scenario = { name in
        throw InputError("scenario '\(name)'", expected: "settings such as 'loss: mse' here", found: "a name")
    }
    /// Reads or computes the data that a scenario names: where names and files are known.
    public var dataOf: (Scenario) throws -> DatasetPair = { _ in
        throw InputError("data", expected: "to be chosen at the start", found: "another one", advice: "try backstep --data")
    }
    private let store: SessionStore?
    /// What the session file has, and what has been kept in case of need.
    var savedRevision: Int
    var keptRevision: Int
    private var keptPosition: Position
    private var keptAt = ContinuousClock.now

    /// - Parameter store: where the session is written; nil: nowhere.
    public init(_ session: Session, speed: RunSpeed = .usual, history: Int = 256 << 20, store: SessionStore? = nil) {
        self.store = store
        savedRevision = session.revision
        keptRevision = session.revision
        keptPosition = session.position
        held = session
        self.speed = session.scenario.view.speed ?? speed
        grain = session.scenario.view.grain ?? .layer
        self.history = history
    }

    /// What is said before the first step, where nothing else is.
    public var greeting: String?

    /// Carries out a request.
    /// - Parameter shouldContinue: asked between the iterations of a long way.
    /// - Throws: what building a session throws, on a restart.
    public func perform(_ request: Request, while shouldContinue: () -> Bool = { true }) throws {
        notice = nil
        defer { lead(request) }
        defer { if session.revision != keptRevision && !isRunning { keep() } }
        if let target = begin(request) {
            move(to: target, while: shouldContinue)
            return
        }
        switch request {
        case .step(let grain, let count, let direction):
            settle()
            session.step(grain, count: count, direction, while: shouldContinue)
        case .walk(let step):
            settle()
            session.walk(step, while: shouldContinue)
        case .goTo, .goToNewest, .scrub, .scrubTo: break
        case .goToNonFinite: notice = "all numbers are finite so far"
        case .undo, .redo, .goToBranch, .goToMark, .goToVisited: notice = request.missing
        case .setParameter(let reference, let value): set(reference, value)
        case .setOptimizer(let spec):
            settle(keepsRunning: true)
            let branch = session.branchName
            if session.intervene(.optimizer(spec)) {
                notice = "\(spec.text) from here on" + forkNews(from: branch)
            } else {
                notice = "the optimizer is \(spec.text) already"
            }
        case .renameBranch(let id, let name):
            if !session.rename(branch: id, name) { notice = "there is a branch called \(name) already" }
        case .writeSession(let name): write(name)
        case .writeMetrics(let path, let format):
            settle(keepsRunning: true)
            notice = store?.export(session.metricsText(format), path) ?? "there is nowhere to write"
        case .setMark(let letter):
            settle(keepsRunning: true)
            session.mark(letter)
            notice = "mark \(letter) at iteration \(session.completedIterations); '\(letter) comes back"
        case .toggleRun:
            if isRunning {
                settle()
            } else {
                if session.completedIterations > session.finalIteration { session.overruleStop() }
                session.primeBreakpoints()
                isRunning = true
            }
        case .pause: settle()
        case .setGrain(let grain): self.grain = grain
        case .setSpeed(let speed): self.speed = speed
        case .changeSpeed(let isFaster):
            speed = speed.faster(isFaster)
            notice = "speed: \(speed.text(grain))"
        case .changeLearningRate(let up):
            setRate(RateLadder.next(session.baseLearningRate, up: up))
        case .setLearningRate(let rate): setRate(rate)
        case .restart(let newSeed): try restart(seed: newSeed ? session.seed &+ 1 : session.seed)
        case .restartWithSeed(let seed): try restart(seed: seed)
        case .addWatch, .removeWatch, .toggleWatch: change(request)
        case .continueToBreakpoint(let direction):
            beginSearch(direction)
            if !advanceSearch(while: shouldContinue) { leaveSearch() }
        case .addSample(let sample):
            notice = try session.data.adding(sample).map(trainAnew) ?? "this data cannot be added to"
        case .removeAddedSample:
            notice = try session.data.removingLastAdded().map(trainAnew) ?? "no point has been added"
        case .restartWithSetting(let key, let value): restart(setting: key, to: value)
        case .compare(let text):
            settle(keepsRunning: true)
            do {
                try compare(with: text)
                notice = text == nil ? "no comparison" : nil
            } catch { notice = "\(error)" }
        case .pin(let choice):
            settle(keepsRunning: true)
            session.pin(choice)
        }
    }

    /// Begins anew with one setting changed; what does not work is said, and the session goes on.
    private func restart(setting key: String, to value: String) {
        settle()
        do {
            var scenario = try session.scenario.setting(key, to: value)
            if Self.settingsOfData.contains(key) { return try restart(setting: key, to: value, scenario, lossOfRestart) }
            let seed = key == "seed" ? scenario.seed : session.seed
            // The data stays, and so does the seed that it was computed with.
            scenario.seed = session.scenario.seed
            let plan = try SessionPlan(
                scenario, data: session.data, seed: seed,
                model: key == "network" ? nil : session.model, history: history)
            let loss = lossOfRestart
            begin(plan, keepsWatches: key != "network", pinning: key == "pinned" ? nil : session.pinned)
            notice = "begun anew: \(key) \(value)" + loss
        } catch {
            notice = "\(error)"
        }
    }

    private func restart(seed: UInt64) throws {
        isRunning = false
        let plan = try SessionPlan(session.scenario, data: session.data, seed: seed, model: session.model, history: history)
        let loss = lossOfRestart
        begin(plan, pinning: session.pinned)
        if !loss.isEmpty { notice = "begun anew" + loss }
    }

    /// What to say of changes and branches that end with the session.
    private var lossOfRestart: String {
        let branches = session.branches
        let changes = branches.reduce(0) { $0 + $1.changes.count }
        guard changes > 0 else { return "" }
        func text(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }
        let others = branches.count > 1 ? " and " + text(branches.count - 1, "branch", "branches") : ""
        return "; \(text(changes, "change", "changes"))\(others) \(changes == 1 && others.isEmpty ? "is" : "are") gone"
    }

    /// Gives the session up for another one, its memory first: there need not be room for two.
    func begin(_ plan: SessionPlan, keepsWatches: Bool = true, pinning pinned: Int?) {
        let watches = session.watches.copy()
        logsOfRival = [:]
        held = nil
        let next = Session(plan)
        if keepsWatches { next.watches = watches }
        if let pinned { next.begin(pinning: pinned) }
        held = next
        (savedRevision, keptRevision) = (next.revision, next.revision)
    }

    /// When the session is to be kept next, if something has been done since it was; nil: nothing has. A run is kept every four
    /// seconds, so that one that is killed can go on where it was a moment before; what is done by hand, after one.
    var isKeptNextAt: ContinuousClock.Instant? {
        guard store != nil, held != nil, session.revision != keptRevision || session.position != keptPosition else { return nil }
        return keptAt + (isRunning ? .seconds(4) : .seconds(1))
    }

    /// Keeps the session if it is time.
    func keepIfDue() {
        if let moment = isKeptNextAt, ContinuousClock.now >= moment { keep() }
    }

    /// Keeps the session in case that nobody writes it: what can be lost is what has been done since.
    public func keep() {
        guard let store, held != nil, session.revision > 0 || session.newest > 0 || !session.data.added.isEmpty else { return }
        store.keep(session.record(withDigest: false))
        keptRevision = session.revision
        keptPosition = session.position
        keptAt = ContinuousClock.now
        if store.keepsNamedFile { savedRevision = session.revision }
    }

    private func write(_ name: String?) {
        settle(keepsRunning: true)
        guard let store else {
            notice = "sessions cannot be written here"
            return
        }
        switch store.write(session.record(withDigest: true), name) {
        case .written(let file):
            savedRevision = session.revision
            notice = "wrote \(file)"
        case .failed(let reason): notice = reason
        }
    }

    private func setRate(_ rate: Double) {
        let branch = session.branchName
        session.setLearningRate(rate)
        let news = forkNews(from: branch)
        if !news.isEmpty { notice = "η \(rate) from here on" + news }
    }

    /// What to say where a change has forked a branch.
    private func forkNews(from branch: String) -> String {
        let now = session.branchName
        return now == branch ? "" : " on a new branch, \(now); \(branch) is kept, u goes back to it"
    }

    private func set(_ reference: ParameterReference, _ value: Float) {
        settle(keepsRunning: true)
        guard let index = session.index(of: reference) else {
            notice = "there is no \(reference) in this network"
            return
        }
        let before = session.parameter(at: index)
        let branch = session.branchName
        if session.intervene(.parameter(index, value)) {
            notice = "\(reference): \(before) → \(value)" + forkNews(from: branch)
        } else {
            notice = "\(reference) is \(before) already"
        }
    }

    /// Begins what leads to another moment: takes the branch that it is on, and remembers where a long way begins.
    /// - Returns: where to move then; nil of a request that leads nowhere.
    public func begin(_ request: Request) -> Position? {
        arrival = nil
        guard case .scrub = request else {
            scrubTarget = nil
            return beginOther(request)
        }
        scrubTarget = destination(of: request)
        return scrubTarget
    }

    private func beginOther(_ request: Request) -> Position? {
        switch request {
        case .undo:
            settle()
            let target = session.beginUndoing()
            arrival = "undone; Ctrl-R makes it again"
            return target
        case .redo:
            settle()
            let target = session.beginRedoing()
            arrival = "made again"
            return target
        case .goToBranch(let id):
            settle()
            guard session.branches.contains(where: { $0.id == id && !$0.isPresent }) else { return nil }
            session.noteVisit()
            return session.beginReturning(toBranch: id)
        case .goToMark(let letter):
            settle()
            return session.beginReturning(toMark: letter)
        case .goToVisited(let direction):
            settle()
            return session.beginVisiting(direction)
        case .goTo, .goToNewest, .goToNonFinite:
            session.noteVisit()
            return destination(of: request)
        case .step(let grain, let count, _):
            if grain == .epoch || count > 9 { session.noteVisit() }
            return destination(of: request)
        default: return destination(of: request)
        }
    }

    /// Where a request leads that moves in time, reckoned from the position in view; nil of any other request.
    public func destination(of request: Request) -> Position? {
        switch request {
        case .step(let grain, let count, let direction):
            grain.isReveal
                ? nil
                : session.revealMachine.destination(
                    from: session.cursor, longGrain: grain, count: count, direction: direction)
        case .goTo(let iterations), .scrubTo(let iterations): session.machine.end(ofIteration: max(0, iterations) - 1)
        case .goToNewest: session.farthest
        case .goToNonFinite: session.postMortem?.position
        case .scrub(let hundredths):
            session.machine.end(
                ofIteration: min(
                    session.newest,
                    max(
                        0,
                        session.machine.completedIterations(at: scrubTarget ?? session.position) + hundredths
                            * max(1, session.newest / 100))) - 1)
        default: nil
        }
    }

    /// Stops running and goes to a position, or some of the way.
    public func move(to target: Position, while shouldContinue: () -> Bool = { true }) {
        settle()
        session.move(to: target, while: shouldContinue)
        takeRivalAlong()
        let news = arrival
        if session.position == target { arrival = nil }
        notice =
            session.position == target
            ? news : "on the way to iteration \(session.machine.completedIterations(at: target)); Space stays here"
        if session.position == target { stopAtNonFinite() }
    }

    /// One unit of running: a step of the present grain where the speed is in steps, else an iteration. Stops where the scenario
    /// says.
    /// - Parameter shouldContinue: asked between the iterations of a step that is longer than one.
    public func runOn(observed: Bool, while shouldContinue: () -> Bool = { true }) {
        guard isRunning else { return }
        if let reason = session.reasonToStop {
            isRunning = false
            notice = "\(reason); a step or Space goes on"
            session.overruleStop()
            return
        }
        switch speed {
        case .full, .iterations:
            let isLast = session.completedIterations + 1 == session.finalIteration
            session.finishIteration(observed: observed || isLast || session.watches.needsObservation)
        case .steps where session.watches.hasBreakpoints: stepToBreakpoint(while: shouldContinue)
        case .steps: session.step(grain, while: shouldContinue)
        }
        if rival != nil { runRivalOn(observed: observed) }
        stopAtHit()
        stopAtNonFinite()
    }

    /// Stops running, at a moment that can be looked at.
    func settle(keepsRunning: Bool = false) {
        if isRunning && !keepsRunning { isRunning = false }
        session.makeVisible()
    }

    /// This moment, and what the probes ask.
    public func snapshot(_ probes: [any Probe]) -> Snapshot {
        session.makeVisible()
        session.setPatience(isRunning: isRunning, speed: speed)
        var status = session.status
        status.isRunning = isRunning
        status.iterationsPerSecond = isRunning ? iterationsPerSecond : 0
        status.notice = notice ?? (session.position == .start ? greeting : nil)
        status.speed = speed
        status.branches = session.branches
        status.changedParameters = session.changedParameterNames
        if session.revision != savedRevision { status.unsaved = UnsavedWork(session) }
        status.lostAnew = store?.keepsNamedFile == true ? UnsavedWork(session).withoutPoints : status.unsaved.withoutPoints
        var snapshot = Snapshot(status: status)
        snapshot.reserve(probes.count)
        session.atOneMoment(probes) { for probe in probes { snapshot.take(probe, from: session) } }
        if let rival {
            let other = rival.snapshot(probes.compactMap { ($0 as? RivalProbe)?.base })
            snapshot.rivals = [other]
            snapshot.status.rivals = [other.status]
            snapshot.status.differences = session.scenarioInForce.differences(from: rival.session.scenarioInForce)
        }
        return snapshot
    }
}

extension Request {
    /// What to say where it leads nowhere.
    fileprivate var missing: String {
        switch self {
        case .undo: "nothing to undo"
        case .redo: "nothing to redo"
        case .goToMark(let letter): "there is no mark \(letter); m\(letter) sets it"
        case .goToVisited(.back): "no earlier place"
        case .goToVisited(.forward): "no later place"
        default: "there is no other such branch"
        }
    }
}

extension SessionDriver {
    /// What is true now, without any probe.
    public var status: Status { snapshot([]).status }
}
