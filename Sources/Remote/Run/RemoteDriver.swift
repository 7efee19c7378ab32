import Inspection
import NeuralNetwork

/// A run that trains elsewhere, for the screen: what it has told, the recorded step in view, and the keys that it understands. It does
/// what it is asked by saying so to the hub, and never waits for ranks.
package final class RemoteDriver: RunDriver {
    let holder: any HubHolder
    /// The run on the screen; nil until one is there.
    package internal(set) var key: AttachedRun.Key?
    /// All that ranks have told, by rank: of very many, what the one in view has.
    var books: [Int: RunBook] = [:]
    /// The rank whose numbers are shown.
    var rank = 0
    /// Numbers of ranks that all ranks tell, by rank.
    var reports: [Int: RankReport] = [:]
    /// The recorded step in view, by its update, and the states of it that are shown: at least the first, its batch.
    var view: (update: Int, done: Int)?
    /// Whether the newest recorded step comes into view when it is there.
    var followsRecords = true
    var notice: String?
    /// Whether ranks have been asked what is always shown.
    var isAsked = false
    /// The end that the command has come to, where it was begun from here.
    package var commandEnd: String?
    /// Once the run goes on: hold it again, and record the update before which it stands then.
    var holdsAgain = false
    /// Everything of a step is being fetched.
    var capture: Capture?
    /// Steps that were computed again here, the newest last.
    var cores: [(rank: Int, moment: CoreMoment)] = []
    /// The weights behind the newest update are being asked for.
    var proof: UpdateProof?
    /// Sample of the batch that is looked at, by its row, of a network that is not computed again here.
    var row = 0
    /// Pictures of weights that are on their way, and the newest.
    var paintings = Paintings()
    /// Whether ranks have been asked for the optimizer's state.
    var asksOptimizer = false
    /// The reason why steps are not computed again here; nil as long as they are.
    var refusal: String?
    /// The rank whose own gradient was not finite while that of another was, and the update.
    var brokenRank: (rank: Int, update: Int)?
    /// The rank that has left first: others fail because it has.
    private var firstLeft: Int?
    let watches = WatchList()
    /// The breakpoint that has made the appointment for the next stop, or for the one in force, in words.
    var stopReason: String?
    /// Numbers of those that were hit with it.
    var stoppedBy: [Int] = []
    var requests = 0

    /// Numbers that each rank tells of itself.
    struct RankReport: Sendable {
        var norms: ProbeFrame?
        var own: ProbeFrame?
        var checksums: [Int: [String]] = [:]
        var batch: (step: Int, sums: [Int64])?
    }

    /// The command that was begun with it; empty where there is none.
    let program: String
    /// Beginning of the name of the run that is waited for; empty: any.
    let wanted: String

    package init(_ holder: any HubHolder, program: String = "", run wanted: String = "") {
        (self.holder, self.program, self.wanted) = (holder, program, wanted)
    }

    /// The reason why there is nothing to see yet.
    var waiting: String {
        program.isEmpty
            ? "waiting for a run that calls backstep.watch"
            : "\(ForeignText.cleaned(program, atMost: 40)): waiting for its first update"
    }

    /// The program that trains, as far as it is known.
    var programName: String {
        if !program.isEmpty { return ForeignText.cleaned(program, atMost: 60) }
        guard let greeting = key.flatMap({ holder.hub.run($0) })?.ranks.sorted(by: { $0.key < $1.key }).first?.value.greeting
        else {
            return "no run yet"
        }
        return greeting.programName
    }

    // MARK: News

    /// Takes in what is new.
    /// - Returns: whether there is anything new to show.
    @discardableResult
    package func update() -> Bool {
        let events = holder.hub.takeEvents()
        take(events)
        return !events.isEmpty
    }

    func take(_ events: [HubEvent]) {
        for event in events { take(event) }
        askIfComplete()
    }

    var book: RunBook { books[rank] ?? RunBook(rank: rank) }

    /// Ranks of which all is kept, so that one can be looked at with its past.
    private static let mostBooks = 16

    func isKept(_ rank: Int) -> Bool { rank == self.rank || (run?.world ?? 1) <= Self.mostBooks }

    var run: AttachedRun? { key.flatMap { holder.hub.run($0) } }

    func take(_ event: HubEvent) {
        switch event {
        case .joined(let key, _):
            // A run that is begun anew takes the place of what was before.
            let isWanted = wanted.isEmpty || key.run.hasPrefix(wanted)
            if self.key == nil && isWanted || key.run == self.key?.run && key.restart > self.key?.restart ?? 0 { show(key) }
            if key == self.key { isAsked = false }
        case .model(key, let rank, let model): if isKept(rank) { books[rank, default: RunBook(rank: rank)].take(model) }
        case .tick(key, let rank, let tick):
            if isKept(rank) { books[rank, default: RunBook(rank: rank)].take(tick) }
            if rank == self.rank { noteWatches() }
        case .frame(key, let rank, let frame): take(frame, rank)
        case .record(key, let rank, let record): take(record, rank)
        case .answer(key, rank, let answer): take(answer)
        case .held(key, let step, _, _, _): beginCapture(step)
        case .running(key, _, let why):
            (stopReason, stoppedBy) = (nil, [])
            notice = why == "go" ? nil : "running again: \(why)"
            if why != "go" { capture = nil }
        case .notHeld(key, let why):
            (stopReason, stoppedBy) = (nil, [])
            notice = "not held: \(why)"
            capture = nil
        case .happened(key, let rank, let event):
            if firstLeft == nil { notice = "rank \(rank): \(event.what) \(event.text)" }
            // Where it stands is asked at once: by the time somebody looks it may stand elsewhere.
            if event.isSilence, let key { _ = holder.hub.get(key, rank: rank, .stacks) }
        case .left(key, let rank, let why):
            // An exception says more than that it is gone.
            let last = run?.ranks[rank].flatMap { Array($0.events).last { $0.isEnd } }
            let words = "rank \(rank) is gone: \(last?.text ?? why)"
            // Others fail because the first one has.
            if firstLeft == nil || firstLeft == rank { (firstLeft, notice) = (rank, words) }
        case .refused(let why): notice = "turned away: \(why)"
        case .model, .tick, .frame, .record, .answer, .held, .running, .notHeld, .happened, .stacks, .left: break
        }
    }

    func take(_ frame: ProbeFrame, _ rank: Int) {
        switch frame.probe {
        case "norms": reports[rank, default: RankReport()].norms = frame
        case "own":
            reports[rank, default: RankReport()].own = frame
            noteOwn(frame, of: rank)
        case "checksum":
            // Of the newest few updates: ranks send theirs one after the other.
            var sums = reports[rank]?.checksums ?? [:]
            sums[frame.step] = frame.texts["sums"]
            for step in sums.keys.sorted().dropLast(8) { sums[step] = nil }
            reports[rank, default: RankReport()].checksums = sums
        default: break
        }
        if isKept(rank) { books[rank, default: RunBook(rank: rank)].take(frame) }
        if rank == self.rank, frame.probe == "norms" { noteWatches() }
    }

    func take(_ record: RecordedStep, _ rank: Int) {
        reports[rank, default: RankReport()].batch = (record.step, record.batch)
        if isKept(rank) { books[rank, default: RunBook(rank: rank)].take(record) }
        guard rank == self.rank else { return }
        guard followsRecords || view == nil, let step = book.steps.last, step.record.step == record.step else { return }
        // A step that is computed again comes into view when that is done.
        if capture != nil, record.step == run?.observation?.step { return }
        show(step)
    }

    /// Brings the newest recorded step into view: the first one with all that there is, a later one from its beginning.
    func show(_ step: RunBook.Step) {
        let isFirst = view == nil
        view = (step.record.step, 1)
        if isFirst { goToEnd() }
        followsRecords = false
    }

    // MARK: RunDriver

    package var isRunning: Bool { run?.held == nil && !(run?.linked.isEmpty ?? true) }
    package var speed: RunSpeed { .full }
    package func runOn(observed: Bool, while shouldContinue: () -> Bool) {}

    package func destination(of request: Request) -> Position? { nil }

    package func perform(_ request: Request, while shouldContinue: () -> Bool) { perform(request) }

    package func perform(_ request: Request) {
        requests += 1
        notice = nil
        switch request {
        case .run(.toggle), .run(.pause): toggle(request == .run(.pause))
        case .seek(.step(.iteration, _, .forward)), .seek(.step(.epoch, _, .forward)): goToNext()
        case .seek(.step(.iteration, _, .back)), .seek(.step(.epoch, _, .back)): goToFormer(atEnd: true)
        case .seek(.step(let grain, let count, let direction)): step(grain, count, direction)
        case .walk(let step): self.step(.layer, step.count, step.direction)
        case .seek(.newest):
            if let last = book.steps.last { view = (last.record.step, 1) }
            goToEnd()
        case .pin(let choice): pin(choice)
        case .seek(.iterations): if book.steps.count > 0 { view = (book.steps[0].record.step, 1) }
        case .seek(.position(let position)): go(to: position)
        case .run: break
        case .watch(let edit): perform(edit)
        case .seek, .search, .change, .restart, .note, .compare, .cure, .testRates, .write, .lesson:
            notice = "a run that trains elsewhere does not take this"
        }
    }
}
