import Basics
import Datasets
import Inspection

/// A session and whether it runs: carries out requests, one after the other, on the thread that owns it. The engine's thread
/// drives one against the clock; scripts and tests drive one directly, so that both see the same thing happen.
public final class SessionDriver: RunDriver {
    /// The session that is driven; another one after a restart.
    public var session: Session {
        guard let held else { preconditionFailure("between two sessions nobody asks for one") }
        return held
    }
    /// Nil only while another one is built: the old one's memory is given back before.
    var held: Session?
    /// The run that a lesson has put aside for a copy of it; nil: what is driven is the run itself.
    var aside: Session?
    /// Moments that a lesson has kept, by its numbers.
    var keptMoments: [Int: KeptMoment] = [:]
    /// True while iterations follow each other without being asked for.
    public internal(set) var isRunning = false
    /// The pace of running.
    public internal(set) var speed: RunSpeed
    /// The grain in which running at less than full speed proceeds.
    public internal(set) var grain = Grain.layer
    /// Iterations a second, as the engine has measured them.
    public var iterationsPerSecond = 0.0
    /// Cures that are being tried, or have been.
    public internal(set) var cures: CureTrials?
    /// A learning-rate range test that is being made, or has been.
    public internal(set) var rateTest: RateTest?
    /// Whoever computes landscapes for it, of one session after the other.
    var surveyor: any Surveyor = SurveyorAtOnce() {
        didSet { session.surveyor = surveyor }
    }
    /// News, in words: why running has stopped by itself, or what has been set.
    public internal(set) var notice: String?
    /// The message at the end of the way.
    var arrival: String?
    /// Where scrubbing leads that may still be under way: what comes next is reckoned from there.
    var scrubTarget: Position?
    /// A search for a breakpoint's hit, while it is under way.
    var search: BreakpointSearch?
    let history: Int
    /// The other run of a comparison.
    var otherRun: SessionDriver?
    /// Changes of the other run where this one has had these changes.
    var logsOfOtherRun: [InterventionLog: InterventionLog] = [:]
    /// Bytes that it has for going back in time.
    var historyOfOtherRun: Int { history / 2 }
    /// Reads a scenario that somebody names: where names and files are known.
    public var scenarioNamed: (String) throws -> Scenario = { name in
        throw InputError("scenario '\(name)'", expected: "settings such as 'loss: mse' here", found: "a name")
    }
    /// Reads or computes the data that a scenario names: where names and files are known.
    public var dataOf: (Scenario) throws -> DatasetPair = { _ in
        throw InputError("data", expected: "to be chosen at the start", found: "another one", advice: "try backstep --data")
    }
    let store: SessionStore?
    /// The state of the session file, and of what has been kept in case of need.
    var savedRevision: Int
    private var savedIterations: Int
    var keptRevision: Int
    private var keptPosition: Position
    /// The branch and the moment from which a long way is being gone; nil on none. On a way back a run comes through moments that nobody
    /// has stopped at.
    package var wayBegan: (branch: String, position: Position)?
    /// Whether keeping it has failed since it last went well: that is said once, and tried again by the clock alone.
    private var isKeepingFailed = false
    private var keptAt = ContinuousClock.now

    /// - Parameter store: where the session is written; nil: nowhere.
    public init(_ session: Session, speed: RunSpeed = .usual, history: Int = 256 << 20, store: SessionStore? = nil) {
        self.store = store
        savedRevision = session.revision
        savedIterations = session.completedIterations
        keptRevision = session.revision
        keptPosition = session.position
        held = session
        self.speed = session.scenario.view.speed ?? speed
        grain = session.scenario.view.grain ?? .layer
        self.history = history
    }

    /// The message before the first step, where there is no other.
    public var greeting: String?

    /// Carries out a request: its family's file in `Requests` says what that is.
    /// - Parameter shouldContinue: asked between the iterations of a long way.
    /// - Throws: what building a session throws, on a restart.
    public func perform(_ request: Request, while shouldContinue: () -> Bool = { true }) throws {
        notice = nil
        defer { mirror(request) }
        defer { if session.revision != keptRevision && !isRunning && !isKeepingFailed { autosave() } }
        switch request {
        case .seek(let seek): perform(seek, while: shouldContinue)
        case .walk(let step):
            stopAtVisibleMoment()
            session.walk(step, while: shouldContinue)
        case .search(let direction):
            beginSearch(direction)
            perform(SearchTask(direction), while: shouldContinue)
        case .run(let control): perform(control)
        case .change(let change): perform(change)
        case .watch(let edit): perform(edit)
        case .restart(let restart): try perform(restart)
        case .note(let note): perform(note)
        case .pin(let choice):
            stopAtVisibleMoment(keepsRunning: true)
            session.pin(choice)
        case .compare(let text): perform(comparisonWith: text)
        case .cure(.tryAll): if let task = begin(.tryAll) { perform(task, while: shouldContinue) }
        case .cure(let request): try perform(request)
        case .testRates: if let task = beginRateTest() { perform(task, while: shouldContinue) }
        case .write(let file): perform(file)
        case .lesson(let lesson): try perform(lesson)
        }
    }

    /// Gives the session up for another one, its memory first: there need not be room for two. A run that a lesson comes back to
    /// is kept.
    func begin(_ plan: SessionPlan, keepsWatches: Bool = true, pinning pinned: SampleReference?) {
        let watches = session.watches.copy()
        held = nil
        let next = Session(plan)
        next.surveyor = surveyor
        if keepsWatches { next.watches = watches }
        if let pinned { next.begin(pinning: pinned) }
        drive(next)
    }

    /// Turns to another session: what has been found out beside the one before says nothing of it.
    func drive(_ next: Session) {
        logsOfOtherRun = [:]
        (cures, rateTest) = (nil, nil)
        held = next
        keptRevision = next.revision
        noteSaved()
    }

    /// When the session is to be kept next, if something has been done since it was; nil: nothing has. A run is kept every four
    /// seconds, so that one that is killed can go on where it was a moment before; what is done by hand, after one.
    var nextAutosave: ContinuousClock.Instant? {
        guard store != nil, held != nil, isWorthKeeping, session.revision != keptRevision || session.position != keptPosition
        else { return nil }
        return keptAt + (isRunning ? .seconds(4) : .seconds(1))
    }

    /// Keeps the session if it is time.
    /// - Returns: true if that has changed what there is to show.
    func autosaveIfDue() -> Bool {
        guard let moment = nextAutosave, ContinuousClock.now >= moment else { return false }
        let wasFailed = isKeepingFailed
        autosave()
        return isKeepingFailed != wasFailed
    }

    /// Keeps the session in case that nobody writes it: what can be lost is what has been done since. What cannot be kept is no
    /// reason to stop anybody, but is said.
    public func autosave() {
        guard let store, held != nil, isWorthKeeping else { return }
        keptAt = ContinuousClock.now
        var record = session.record(withDigest: false)
        if let wayBegan, record.present == wayBegan.branch { record.position = max(record.position, wayBegan.position) }
        if let reason = store.keep(record) {
            if !isKeepingFailed { notice = "this run is not kept: \(reason); :w NAME writes it elsewhere" }
            isKeepingFailed = true
            return
        }
        isKeepingFailed = false
        keptRevision = session.revision
        keptPosition = session.position
        if store.keepsNamedFile { noteSaved() }
    }

    /// A file that a person has named has the session as it is now.
    func noteSaved() {
        savedRevision = session.revision
        savedIterations = session.completedIterations
    }

    /// Whether there is anything that one could want back.
    private var isWorthKeeping: Bool {
        aside == nil && (session.revision > 0 || session.newest > 0 || !session.data.added.isEmpty)
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
        if otherRun != nil { catchUpOtherRun(observed: observed) }
        stopAtHit()
        stopAtNonFinite()
    }

    /// Stops running, at a moment that can be looked at.
    func stopAtVisibleMoment(keepsRunning: Bool = false) {
        if isRunning && !keepsRunning { isRunning = false }
        session.makeVisible()
    }

    /// This moment, and what the probes ask.
    public func snapshot(_ probes: [any Probe]) -> Snapshot {
        session.makeVisible()
        session.setMaximumAge(isRunning: isRunning, speed: speed)
        var status = session.status
        status.isRunning = isRunning
        status.iterationsPerSecond = isRunning ? iterationsPerSecond : 0
        status.notice = notice ?? (session.position == .start ? greeting ?? session.remark ?? session.data.gist : nil)
        status.speed = speed
        (status.cures, status.rateTest) = (cures, rateTest)
        status.branches = session.branches
        status.changedParameters = session.changedParameterNames
        if session.revision != savedRevision, aside == nil { status.unsaved = UnsavedWork(session) }
        status.isKeepingFailed = isKeepingFailed
        if isKeepingFailed, store?.keepsNamedFile == true {
            status.unsaved.iterations = abs(session.completedIterations - savedIterations)
        }
        status.lostAnew = store?.keepsNamedFile == true ? UnsavedWork(session).withoutPoints : status.unsaved.withoutPoints
        var snapshot = Snapshot(status: status)
        snapshot.reserve(probes.count)
        session.atOneMoment(probes) { for probe in probes { snapshot.take(probe, from: session) } }
        if let otherRun {
            var other = otherRun.snapshot(probes.compactMap { ($0 as? OtherRunProbe)?.base })
            // It is led: what this run does it does, too, and both are looked at alike.
            (other.status.isRunning, other.status.speed) = (status.isRunning, status.speed)
            other.status.iterationsPerSecond = status.iterationsPerSecond
            snapshot.otherRuns = [other]
            snapshot.status.otherRuns = [other.status]
            snapshot.status.differences = session.scenarioInForce.differences(from: otherRun.session.scenarioInForce)
        }
        return snapshot
    }
}

extension SessionDriver {
    /// Facts of the run now, without any probe.
    public var status: Status { snapshot([]).status }
}
