import Inspection
import NeuralNetwork

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
    /// Once the run goes on: hold it again, and record the update before which it stands then.
    private var holdsAgain = false
    /// Everything of a step is being fetched.
    private var capture: Capture?
    /// Steps that were computed again here, the newest last.
    private(set) var cores: [CoreMoment] = []
    /// The weights behind the newest update are being asked for.
    private var proof: UpdateProof?
    /// The reason why steps are not computed again here; nil as long as they are.
    private(set) var refusal: String?
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
    /// Beginning of the name of the run that is waited for; empty: any.
    private let wanted: String

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
            let isWanted = wanted.isEmpty || key.run.hasPrefix(wanted)
            if self.key == nil && isWanted || key.run == self.key?.run && key.restart > self.key?.restart ?? 0 { show(key) }
            if key == self.key { isAsked = false }
        case .model(key, book.rank, let model): book.take(model)
        case .tick(key, let rank, let tick): if rank == book.rank { book.take(tick) }
        case .frame(key, let rank, let frame): take(frame, rank)
        case .record(key, let rank, let record): take(record, rank)
        case .answer(key, book.rank, let answer): take(answer)
        case .held(key, let step, _, _, _): beginCapture(step)
        case .running(key, _, let why):
            notice = why == "go" ? nil : "running again: \(why)"
            if why != "go" { capture = nil }
        case .notHeld(key, let why):
            notice = "not held: \(why)"
            capture = nil
        case .happened(key, let rank, let event):
            notice = "rank \(rank): \(event.what) \(event.text)"
            // Where it stands is asked at once: by the time somebody looks it may stand elsewhere.
            if event.isSilence, let key { _ = holder.hub.get(key, rank: rank, .stacks) }
        case .left(key, let rank, let why):
            // An exception says more than that it is gone.
            let last = run?.ranks[rank].flatMap { Array($0.events).last { $0.isEnd } }
            notice = "rank \(rank) is gone: \(last?.text ?? why)"
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
        guard followsRecords || view == nil, let step = book.steps.last, step.record.step == record.step else { return }
        // A step that is computed again comes into view when that is done.
        if capture != nil, record.step == run?.observation?.step { return }
        show(step)
    }

    /// Brings the newest recorded step into view: the first one with all that there is, a later one from its beginning.
    private func show(_ step: RunBook.Step) {
        let isFirst = view == nil
        view = (step.record.step, 1)
        if isFirst { goToEnd() }
        followsRecords = false
    }

    // MARK: Everything of a step

    /// Has all ranks stop before an update that is recorded, so that all of it can be fetched.
    /// - Parameter releases: whether the run goes on by itself.
    private func hold(releases: Bool) {
        guard let key, let run else {
            notice = "no run is attached yet"
            return
        }
        refusal = refusal ?? (run.model.flatMap { WholeStep.refusal($0) })
        let isFetched = refusal == nil && run.model != nil
        var recording = isFetched ? Capture.recording : Recording()
        recording.isEager = run.model?.isCompiled ?? false
        notice = holder.hub.hold(key, recording: recording, at: holder.now)
        guard notice == nil else { return }
        followsRecords = true
        capture = isFetched ? Capture(releases: releases) : nil
    }

    private func beginCapture(_ step: Int) {
        notice = "held before update \(step)"
        guard capture != nil, let recorded = book.steps.last, recorded.record.step == step else { return finishCapture() }
        let whole = WholeStep(record: recorded.record, calls: recorded.calls, model: book.model)
        guard whole.values(.input) != nil else {
            refusal = "the batch is too large to be sent, or not one tensor: only sizes are known"
            return finishCapture()
        }
        // Of several ranks the gradients of a batch are not those that the update is made of.
        let slots = run?.world == 1 ? optimizer?.make(parameterCount: 1) as (any Optimizer<Float>)? : nil
        capture?.begin(whole, slots: slots?.slots.compactMap { OptimizerSpec.slotNames[$0.name] } ?? [])
        askOn()
    }

    private func askOn() {
        guard let key else { return }
        capture?.ask { holder.hub.get(key, rank: book.rank, $0) }
    }

    /// The optimizer, where it is one of this program's.
    private var optimizer: OptimizerSpec? {
        book.model.optimizers.count == 1 ? book.model.optimizers.first.flatMap { OptimizerSpec($0) } : nil
    }

    private func take(_ answer: Answer) {
        if proof?.take(answer) == false { proof = nil }
        if let found = proof, found.isComplete {
            proof = nil
            if let core = cores.last(where: { $0.update == found.update }) {
                let isAtEnd = self.core === core && view?.done == core.end && !core.hasUpdate
                core.prove(found.parameters)
                if isAtEnd { view?.done = core.end }
            }
        }
        if let fault = capture?.take(answer) {
            notice = fault
            return finishCapture()
        }
        askOn()
        guard let whole = capture?.result else { return }
        do throws(CoreNetwork.Refusal) {
            let core = try CoreMoment(
                whole, name: programName, rate: book.rates.last?.rate ?? book.model.optimizers.first?.settings["lr"]?.first ?? 0,
                optimizer: optimizer, isAlone: run?.world == 1)
            cores.append(core)
            book.takeLoss(core.batchLoss, update: core.update)
            // A step of a small network takes little room, and the oldest goes.
            if cores.count > Self.mostCores { cores.removeFirst() }
        } catch { refusal = error.description }
        finishCapture()
    }

    /// Steps that are kept with all of their numbers.
    private static let mostCores = 16

    private func finishCapture() {
        if let step = book.steps.last, followsRecords { show(step) }
        if capture?.releases == true { letGo() }
        capture = nil
    }

    /// Lets all ranks go on, and asks in the same breath for what the update makes of the weights.
    private func letGo() {
        guard let key, let run else { return }
        holder.hub.release(key, at: holder.now)
        guard run.world == 1, let core = cores.last, core.update == run.held?.step, core.knownOptimizer != nil else { return }
        proof = UpdateProof(of: core.update, book.model)
        proof?.ask { holder.hub.get(key, rank: book.rank, $0) }
    }

    /// The step in view as it was computed again here; nil where it was not.
    var core: CoreMoment? { view.flatMap { view in cores.last { $0.update == view.update } } }

    /// States of the step in view.
    private var shownMachine: StepMachine? { core?.machine ?? shown?.machine }

    /// States of it that can be shown.
    private var shownEnd: Int { core?.end ?? shown?.machine.doneBeforeUpdates ?? 1 }

    /// True once there is as much to see as the screen opens with.
    package var isReady: Bool { view != nil && capture == nil }

    /// Shows a run from its beginning here.
    package func show(_ key: AttachedRun.Key) {
        self.key = key
        book = RunBook(rank: 0)
        if let model = holder.hub.run(key)?.ranks[0]?.model { book.take(model) }
        (reports, view, followsRecords, isAsked, holdsAgain) = ([:], nil, true, false, false)
        (capture, cores, refusal, proof) = (nil, [], nil, nil)
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
        case .seek(.newest):
            if let last = book.steps.last { view = (last.record.step, 1) }
            goToEnd()
        case .pin(let choice): pin(choice)
        case .seek(.iterations): if book.steps.count > 0 { view = (book.steps[0].record.step, 1) }
        case .seek(.position(let position)): go(to: position)
        case .run: break
        case .seek, .search, .change, .watch, .restart, .note, .compare, .cure, .testRates, .write, .lesson:
            notice = "a run that trains elsewhere does not take this"
        }
    }

    // MARK: Keys

    private func toggle(_ onlyHolds: Bool) {
        holdsAgain = false
        guard let run, !run.stop.isIdle else { return hold(releases: false) }
        if !onlyHolds {
            capture = nil
            letGo()
        }
    }

    /// Records an update: of a run that is held a later one, before which it is held again.
    private func record() {
        guard let key, let run, run.isComplete else {
            notice = "not all ranks are here: nothing can be recorded"
            return
        }
        if run.held != nil {
            holdsAgain = true
            return letGo()
        }
        guard run.stop.isIdle else { return }
        let mayHold = run.linked.allSatisfy { $0.record.greeting.control != .look }
        if mayHold, refusal == nil, run.model.map({ WholeStep.refusal($0) == nil }) ?? false { return hold(releases: true) }
        followsRecords = true
        holder.hub.observe(key, Recording(isEager: run.model?.isCompiled ?? false), at: holder.now)
    }

    /// Holds again what has been let go for a step. To be called often.
    package func keepPromises() {
        guard holdsAgain, let run, run.stop.isIdle else { return }
        holdsAgain = false
        hold(releases: false)
    }

    private func pin(_ choice: PinChoice) {
        guard let core else {
            notice = refusal ?? "single samples are not known of this step"
            return
        }
        switch choice {
        case .nextOfClass, .nextClass: core.pin(core.pinned.index + 1)
        case .previousOfClass: core.pin(core.pinned.index - 1)
        case .sample(let sample): core.pin(sample.index)
        case .ofClass(let label):
            if let index = (0..<core.batchSize).first(where: { core.data.train.label(of: $0) == label }) {
                core.pin(index)
            } else {
                notice = "no sample of this batch is of that class"
            }
        }
    }

    private var place: Int? {
        view.flatMap { view in (0..<book.steps.count).first { book.steps[$0].record.step == view.update } }
    }

    /// Place of the step in view among those kept, from 1, and how many there are.
    var placeInView: (number: Int, count: Int)? { place.map { ($0 + 1, book.steps.count) } }

    /// The recorded step in view.
    var shown: RunBook.Step? { place.map { book.steps[$0] } }

    /// To where the step in view stands before its update.
    private func goToEnd() {
        let end = shownEnd
        view?.done = end
    }

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
        view = (book.steps[place - 1].record.step, 1)
        if atEnd { goToEnd() }
    }

    /// Through the states of the recorded step, and on into the next one, or back into the one before.
    private func step(_ grain: Grain, _ count: Int, _ direction: Direction) {
        guard let machine = shownMachine, let view else { return record() }
        let here = Position(iteration: 0, done: view.done)
        switch direction {
        case .forward:
            guard view.done < shownEnd else { return goToNext() }
            let next = machine.destination(from: here, grain: max(grain, .layer), count: count, direction: .forward)
            let end = shownEnd
            self.view?.done = next.iteration > 0 ? end : min(next.done, end)
        case .back:
            guard view.done > 1 else { return goToFormer(atEnd: true) }
            self.view?.done = max(
                1, machine.destination(from: here, grain: max(grain, .layer), count: count, direction: .back).done)
        }
    }

    private func go(to position: Position) {
        guard position.iteration + 1 == view?.update else { return }
        let end = shownEnd
        view?.done = max(1, min(position.done, end))
    }

    // MARK: What is seen

    package func snapshot(_ probes: [any Probe]) -> Snapshot {
        let status = status
        var snapshot = Snapshot(status: status)
        core?.cache.frame = FrameCache(status: status, heldOutWants: [])
        for probe in probes { answer(probe, &snapshot) }
        core?.cache.frame = nil
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
        case let probe as ActivationsProbe where core != nil: give(probe, core?.activations, orSay: none)
        case let probe as DiagnosisProbe where core != nil:
            give(probe, core.map { Diagnosis(ofOneStep: $0.facts(looking: false)) }, orSay: none)
        case let probe as GradientsProbe where core != nil: give(probe, gradients(probe), orSay: none)
        case let probe as GradientsProbe:
            give(probe, book.gradients(probe, step: shown), orSay: "norms of gradients come with the next updates")
        case let probe as ModulesProbe: give(probe, shown.map { book.modules($0) }, orSay: none)
        case let probe as RanksProbe:
            give(probe, RanksProbe.Reading(world: run?.world ?? 0, ranks: rankFacts, stacks: stacks), orSay: none)
        case let probe as ExplanationProbe where core?.knownOptimizer == nil && core != nil:
            var reading = core.flatMap { probe.read($0) }
            // The update of an unknown optimizer cannot be explained.
            reading?.sections.removeAll { $0.kind == .update }
            give(probe, reading, orSay: none)
        case _ where core.map { Self.isAnswered(probe, by: $0) } ?? false: if let core { snapshot.take(probe, from: core) }
        default: snapshot.withhold(probe, because: Self.reason(for: probe, refusal))
        }
    }

    /// Gradients of the step in view, with their way over the run.
    private func gradients(_ probe: GradientsProbe) -> GradientsProbe.Reading? {
        guard let core, var reading = probe.read(core) else { return nil }
        if let way = book.gradients(probe, step: shown), way.history.count == reading.layers.count {
            (reading.history, reading.historyRange) = (way.history, way.historyRange)
        }
        return reading
    }

    /// Whether a step that was computed again has an answer: of its own batch, before its update.
    private static func isAnswered(_ probe: any Probe, by core: CoreMoment) -> Bool {
        let foreign: TensorSet = [.history, .heldOutOutputs, .heldOutActivations, .optimizerState]
        if probe is WatchesProbe || probe is HitsProbe { return false }
        if probe is OptimizerProbe { return core.hasUpdate }
        return !probe.wants.isEmpty && probe.wants.isDisjoint(with: foreign) || probe is ParameterProbe
            || probe is ExplanationProbe
            || probe is CheckProbe || probe is WalkProbe
    }

    /// A sentence on why a pane that asks a probe has nothing to show.
    /// - Parameter refusal: the reason why steps are not computed again here.
    static func reason(for probe: any Probe, _ refusal: String?) -> String {
        switch probe {
        case is PredictionProbe, is SampleProbe, is ExplanationProbe, is WalkProbe, is NeuronProbe, is WeightsProbe,
            is ParameterProbe,
            is LayerProbe:
            refusal ?? "nothing is recorded yet: n records the next update"
        case is BeliefProbe, is SamplesProbe: "only the samples of recorded batches are known"
        case is ScenarioProbe: "this run has no scenario: its settings stand in its own program"
        case is BranchesProbe: "a run that trains elsewhere cannot be changed here, so that it has no branches"
        case is WatchesProbe: "breakpoints hold runs of this program alone; here Space holds all ranks before an update"
        case is OptimizerProbe:
            refusal ?? "the optimizer's state is shown once an update has been made here, too, and led to the same weights"
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
        if let core, let view {
            core.position = Position(iteration: view.update - 1, done: view.done)
            core.cache.frame = nil
            var status = core.status
            (status.notice, status.newest, status.nonFinite) = (notice, book.newest, book.nonFinite)
            status.attached = facts
            return status
        }
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
        status.view = ViewHints(panes: Self.panesOfSizes + ((run?.world ?? 1) > 1 ? Self.panesOfRanks : []))
        return status
    }

    /// Panes that show something where only sizes are known.
    private static let (panesOfSizes, panesOfRanks) = (["network", "gradients", "loss"], ["ranks"])

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
