import Inspection

/// A run that trains elsewhere, for the screen: what it has told, the recorded step in view, and the keys that it understands. It does
/// what it is asked by saying so to the hub, and never waits for ranks.
package final class RemoteDriver: RunDriver {
    let holder: any HubHolder
    /// The run on the screen; nil until one is there.
    package private(set) var key: AttachedRun.Key?
    private(set) var book = RunBook(rank: 0)
    /// Numbers of ranks that all ranks tell, by rank.
    private(set) var reports: [Int: RankReport] = [:]
    /// The recorded step in view, by its update, and the states of it that are shown: at least the first, its batch.
    private var view: (update: Int, done: Int)?
    /// Whether the newest recorded step comes into view when it is there.
    private var followsRecords = true
    private var notice: String?
    /// Whether ranks have been asked what is always shown.
    private var isAsked = false
    /// The end that the command has come to, where it was begun from here.
    package var commandEnd: String?
    /// Once a step has been recorded: hold again.
    private var holdsAgain = false
    private var requests = 0

    /// Numbers that each rank tells of itself.
    struct RankReport: Sendable {
        var norms: ProbeFrame?
        var own: ProbeFrame?
        var checksums: [Int: [String]] = [:]
        var batch: (step: Int, sums: [Int64])?
    }

    /// The command that was begun with it; empty where there is none.
    private let program: String

    package init(_ holder: any HubHolder, program: String = "") { (self.holder, self.program) = (holder, program) }

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
        return greeting.program.isEmpty ? "process \(greeting.pid) on \(greeting.node)" : greeting.program
    }

    /// Capabilities of any attached run: it is driven, and its recorded steps are gone back through; nothing of it is changed.
    package static let capabilities: Capabilities = [.stepForward, .stepBack]

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

    private var run: AttachedRun? { key.flatMap { holder.hub.run($0) } }

    private func take(_ event: HubEvent) {
        switch event {
        case .joined(let key, _):
            // A run that is begun anew takes the place of what was before.
            if self.key == nil || key.run == self.key?.run && key.restart > self.key?.restart ?? 0 { show(key) }
            if key == self.key { isAsked = false }
        case .model(key, book.rank, let model): book.take(model)
        case .tick(key, let rank, let tick): if rank == book.rank { book.take(tick) }
        case .frame(key, let rank, let frame): take(frame, rank)
        case .record(key, let rank, let record): take(record, rank)
        case .held(key, let step, _, _, _): notice = "held before update \(step)"
        case .running(key, _, let why): notice = why == "go" ? nil : "running again: \(why)"
        case .notHeld(key, let why): notice = "not held: \(why)"
        case .happened(key, let rank, let event): notice = "rank \(rank): \(event.what) \(event.text)"
        case .left(key, let rank, let why): notice = "rank \(rank) is gone: \(why)"
        case .refused(let why): notice = "turned away: \(why)"
        case .model, .tick, .frame, .record, .answer, .held, .running, .notHeld, .happened, .stacks, .left: break
        }
    }

    private func take(_ frame: ProbeFrame, _ rank: Int) {
        switch frame.probe {
        case "norms": reports[rank, default: RankReport()].norms = frame
        case "own": reports[rank, default: RankReport()].own = frame
        case "checksum":
            // Of the newest few updates: ranks send theirs one after the other.
            var sums = reports[rank]?.checksums ?? [:]
            sums[frame.step] = frame.texts["sums"]
            for step in sums.keys.sorted().dropLast(8) { sums[step] = nil }
            reports[rank, default: RankReport()].checksums = sums
        default: break
        }
        if rank == book.rank { book.take(frame) }
    }

    private func take(_ record: RecordedStep, _ rank: Int) {
        reports[rank, default: RankReport()].batch = (record.step, record.batch)
        guard rank == book.rank else { return }
        book.take(record)
        guard followsRecords || view == nil, let step = book.steps.last else { return }
        view = (step.record.step, followsRecords && view != nil ? 1 : step.machine.doneBeforeUpdates)
        followsRecords = false
    }

    /// Shows a run from its beginning here.
    package func show(_ key: AttachedRun.Key) {
        self.key = key
        book = RunBook(rank: 0)
        if let model = holder.hub.run(key)?.ranks[0]?.model { book.take(model) }
        (reports, view, followsRecords, isAsked, holdsAgain) = ([:], nil, true, false, false)
    }

    /// Asks ranks for what is always shown, and for a first recorded step, once all are there.
    private func askIfComplete() {
        guard let key, let run, run.isComplete, !isAsked, run.model != nil, run.step > 0 else { return }
        isAsked = true
        var probes = [StandingProbe("norms"), StandingProbe("update", every: 10)]
        if run.world > 1 { probes += [StandingProbe("own", every: 20), StandingProbe("checksum", every: 100)] }
        holder.hub.ask(key, probes)
        if book.steps.isEmpty { record() }
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
        case .seek(.newest): if let last = book.steps.last { view = (last.record.step, last.machine.doneBeforeUpdates) }
        case .seek(.iterations): if book.steps.count > 0 { view = (book.steps[0].record.step, 1) }
        case .seek(.position(let position)): go(to: position)
        case .run: break
        case .seek, .search, .change, .watch, .restart, .note, .pin, .compare, .cure, .testRates, .write, .lesson:
            notice = "a run that trains elsewhere does not take this"
        }
    }

    // MARK: Keys

    private func toggle(_ onlyHolds: Bool) {
        guard let key, let run else {
            notice = "no run is attached yet"
            return
        }
        holdsAgain = false
        if run.stop.isIdle {
            notice = holder.hub.hold(key, at: holder.now)
        } else if !onlyHolds {
            holder.hub.release(key, at: holder.now)
        }
    }

    /// Records an update: of a run that is held the one after the next, before which it is held again.
    private func record() {
        guard let key, let run, run.isComplete else {
            notice = "not all ranks are here: nothing can be recorded"
            return
        }
        followsRecords = true
        let isEager = run.model?.isCompiled ?? false
        let step = holder.hub.observe(key, Recording(["norm"], isEager: isEager), at: holder.now)
        guard run.held != nil, let step else { return }
        holdsAgain = true
        notice = "update \(step) is being recorded"
        holder.hub.release(key, at: holder.now)
    }

    /// Holds again after a step that was recorded from a hold. To be called often.
    package func keepPromises() {
        guard holdsAgain, let key, let run, run.stop.isIdle else { return }
        holdsAgain = false
        notice = holder.hub.hold(key, at: holder.now)
    }

    private var place: Int? {
        view.flatMap { view in (0..<book.steps.count).first { book.steps[$0].record.step == view.update } }
    }

    /// Place of the step in view among those kept, from 1, and how many there are.
    var placeInView: (number: Int, count: Int)? { place.map { ($0 + 1, book.steps.count) } }

    /// The recorded step in view.
    var shown: RunBook.Step? { place.map { book.steps[$0] } }

    private func goToNext() {
        if let place, place + 1 < book.steps.count {
            view = (book.steps[place + 1].record.step, 1)
        } else {
            record()
        }
    }

    private func goToFormer(atEnd: Bool) {
        guard let place, place > 0 else {
            notice = "no earlier step has been recorded"
            return
        }
        let step = book.steps[place - 1]
        view = (step.record.step, atEnd ? step.machine.doneBeforeUpdates : 1)
    }

    /// Through the states of the recorded step, and on into the next one, or back into the one before.
    private func step(_ grain: Grain, _ count: Int, _ direction: Direction) {
        guard let shown, let view else { return record() }
        let machine = shown.machine
        let here = Position(iteration: 0, done: view.done)
        switch direction {
        case .forward:
            guard view.done < machine.doneBeforeUpdates else { return goToNext() }
            let next = machine.destination(from: here, grain: max(grain, .layer), count: count, direction: .forward)
            self.view?.done = next.iteration > 0 ? machine.doneBeforeUpdates : min(next.done, machine.doneBeforeUpdates)
        case .back:
            guard view.done > 1 else { return goToFormer(atEnd: true) }
            self.view?.done = max(
                1, machine.destination(from: here, grain: max(grain, .layer), count: count, direction: .back).done)
        }
    }

    private func go(to position: Position) {
        guard let shown, position.iteration == shown.record.step - 1 else { return }
        view?.done = max(1, min(position.done, shown.machine.doneBeforeUpdates))
    }

    // MARK: What is seen

    package func snapshot(_ probes: [any Probe]) -> Snapshot {
        var snapshot = Snapshot(status: status)
        for probe in probes { answer(probe, &snapshot) }
        snapshot.handledRequests = requests
        return snapshot
    }

    private func answer(_ probe: any Probe, _ snapshot: inout Snapshot) {
        func give<P: Probe>(_ probe: P, _ reading: P.Reading?, orSay reason: String) {
            if let reading { snapshot[probe] = reading } else { snapshot.withhold(probe, because: reason) }
        }
        let none = "nothing is recorded yet: n records the next update"
        switch probe {
        case let probe as CurvesProbe:
            give(
                probe, book.curves(probe, cursor: book.newest),
                orSay: "this run does not say its loss: run.loss(loss) behind its computation draws the curve")
        case let probe as ProgressProbe: give(probe, book.progress(), orSay: "this run does not say its loss")
        case let probe as GradientsProbe:
            give(probe, book.gradients(probe, step: shown), orSay: "norms of gradients come with the next updates")
        case let probe as ModulesProbe: give(probe, shown.map { book.modules($0) }, orSay: none)
        case let probe as RanksProbe:
            give(probe, RanksProbe.Reading(world: run?.world ?? 0, ranks: rankFacts), orSay: none)
        default: snapshot.withhold(probe, because: Self.reason(for: probe))
        }
    }

    /// A sentence on why a pane that asks a probe has nothing to show.
    static func reason(for probe: any Probe) -> String {
        switch probe {
        case is PredictionProbe, is SampleProbe, is BeliefProbe, is SamplesProbe:
            "samples and targets stay with the run: nothing here names what it should answer"
        case is ScenarioProbe: "this run has no scenario: its settings stand in its own program"
        case is BranchesProbe: "a run that trains elsewhere cannot be changed here, so that it has no branches"
        case is WatchesProbe: "breakpoints hold runs of this program alone; here Space holds all ranks before an update"
        case is ExplanationProbe, is NeuronProbe, is SlopeProbe:
            "weights, inputs and δ of single neurons have not been sent: of this network only sizes are known"
        case is WeightsProbe, is ParameterProbe, is OptimizerProbe:
            "weights and the optimizer's state stay with the run: only norms are sent"
        default:
            probe.wants.contains(.heldOutOutputs) || probe.wants.contains(.heldOutActivations)
                ? "no held-out samples go through a network that trains elsewhere"
                : probe.wants.contains(.grid)
                    ? "no other inputs go through a network that trains elsewhere"
                    : "a run that trains elsewhere does not send what this pane shows"
        }
    }

    // MARK: Status

    package var status: Status {
        let calls = shown?.calls.calls ?? []
        let columns = self.columns(calls)
        let machine = shown?.machine ?? StepMachine(layerCount: 1, trainableLayers: [], iterationsPerEpoch: RunBook.endless)
        let rate = book.rates.last?.rate ?? 0
        var status = Status(
            dataName: "", networkText: "", loss: nil, optimizer: nil, batch: 1, seed: 0, learningRate: rate, iterationRate: rate,
            baseLearningRate: rate,
            position: Position(iteration: (view?.update ?? 1) - 1, done: view?.done ?? 0), machine: machine,
            layers: labels(calls), columns: columns, isRunning: view == nil && isRunning, notice: notice, newest: book.newest,
            batchCount: 1, classNames: [], pinned: .heldOut(0), trainCount: 0, heldOutCount: 0,
            parameterCount: book.model.parameters.reduce(0) { $0 + $1.count }, suggestedNeuron: 0, nonFinite: book.nonFinite,
            watchScope: WatchScope())
        status.capabilities = Self.capabilities
        status.attached = facts
        return status
    }

    /// A column for each call, of one unit: single neurons are not known.
    private func columns(_ calls: [ModuleCalls.Call]) -> [GraphColumn] {
        let modules = calls.isEmpty ? ["module"] : calls.map { book.model.modules[$0.module].type }
        return [GraphColumn(index: 0, module: nil)] + modules.enumerated().map { GraphColumn(index: $0 + 1, module: $1) }
    }

    private func labels(_ calls: [ModuleCalls.Call]) -> [LayerLabel] {
        guard !calls.isEmpty else {
            return [LayerLabel(index: 0, kind: "module", formula: "", inputs: 1, outputs: 1, parameterCount: 0, column: 1)]
        }
        return calls.enumerated().map { index, call in
            let module = book.model.modules[call.module]
            return LayerLabel(
                index: index, kind: module.type, formula: module.name, inputs: 0, outputs: call.count,
                parameterCount: book.parameters(ofModule: call.module).reduce(0) { $0 + book.model.parameters[$1].count },
                column: index + 1)
        }
    }
}
