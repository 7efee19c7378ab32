import Basics
import Inspection
import NeuralNetwork

/// Everything of a step, fetched while all ranks stand.
extension RemoteDriver {
    /// Has all ranks stop before an update that is recorded, so that all of it can be fetched.
    /// - Parameter releases: whether the run goes on by itself.
    func hold(releases: Bool) {
        guard let key, let run else {
            notice = "no run is attached yet"
            return
        }
        refusal = refusal ?? (run.model.flatMap { WholeStep.refusal($0) })
        let isFetched = refusal == nil && run.model != nil
        var recording = isFetched ? Capture.recording : recordingOfModules
        recording.isEager = run.model?.isCompiled ?? false
        notice = holder.hub.hold(key, recording: recording, at: holder.now)
        guard notice == nil else { return }
        followsRecords = true
        capture = isFetched ? Capture(releases: releases) : nil
    }

    func beginCapture(_ step: Int) {
        notice = "held before update \(step)" + (stopReason.map { ": " + $0 } ?? "")
        guard capture != nil, let recorded = book.steps.last, recorded.record.step == step else { return finishCapture() }
        let whole = WholeStep(record: recorded.record, calls: recorded.calls, model: book.model)
        guard whole.values(.input) != nil else {
            refusal = "the batch is too large to be sent, or not one tensor: it is not computed again here"
            return finishCapture()
        }
        // Of several ranks the gradients of a batch are not those that the update is made of.
        let slots = run?.world == 1 ? optimizer?.make(parameterCount: 1) as (any Optimizer<Float>)? : nil
        capture?.begin(whole, slots: slots?.slots.compactMap { OptimizerSpec.slotNames[$0.name] } ?? [])
        askOn()
    }

    func askOn() {
        guard let key else { return }
        capture?.ask { holder.hub.get(key, rank: book.rank, $0) }
    }

    /// The optimizer, where it is one of this program's.
    var optimizer: OptimizerSpec? {
        book.model.optimizers.count == 1 ? book.model.optimizers.first.flatMap { OptimizerSpec($0) } : nil
    }

    func take(_ answer: Answer) {
        paintings.take(answer)
        if proof?.take(answer) == false { proof = nil }
        if let found = proof, found.isComplete {
            proof = nil
            if let core = cores.last(where: { $0.rank == rank && $0.moment.update == found.update })?.moment {
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
        guard whole.isFinite else {
            // Nothing can be held against what is not a number; a later step may be whole again.
            notice = "update \(whole.record.step) has NaN or ∞ in it: it is not computed again here"
            return finishCapture()
        }
        do throws(CoreNetwork.Refusal) {
            let core = try CoreMoment(
                whole, name: programName, rate: book.rates.last?.rate ?? book.model.optimizers.first?.settings["lr"]?.first ?? 0,
                optimizer: optimizer, isAlone: run?.world == 1)
            cores.append((rank, core))
            books[rank, default: RunBook(rank: rank)].takeLoss(core.batchLoss, update: core.update)
            // A step of a small network takes little room, and the oldest goes.
            if cores.count > Self.mostCores { cores.removeFirst() }
        } catch { refusal = error.description }
        finishCapture()
    }

    /// Steps that are kept with all of their numbers.
    static let mostCores = 16

    func finishCapture() {
        if let step = book.steps.last, followsRecords { show(step) }
        if capture?.releases == true { letGo() }
        capture = nil
    }

    /// Lets all ranks go on, and asks in the same breath for what the update makes of the weights.
    func letGo() {
        guard let key, let run else { return }
        holder.hub.release(key, at: holder.now)
        guard run.world == 1, let core = cores.last?.moment, core.update == run.held?.step, core.knownOptimizer != nil else {
            return
        }
        proof = UpdateProof(of: core.update, book.model)
        proof?.ask { holder.hub.get(key, rank: book.rank, $0) }
    }

    /// The step in view as it was computed again here; nil where it was not.
    var core: CoreMoment? {
        view.flatMap { view in cores.last { $0.rank == rank && $0.moment.update == view.update }?.moment }
    }

    /// States of the step in view.
    var shownMachine: StepMachine? { core?.machine ?? shown?.machine }

    /// States of it that can be shown.
    var shownEnd: Int { core?.end ?? shown?.machine.doneBeforeUpdates ?? 1 }

    /// True once there is as much to see as the screen opens with.
    package var isReady: Bool { view != nil && capture == nil }

    /// Shows a run from its beginning here.
    package func show(_ key: AttachedRun.Key) {
        self.key = key
        (books, rank) = ([:], 0)
        for (rank, record) in holder.hub.run(key)?.ranks ?? [:] where isKept(rank) {
            books[rank] = RunBook(rank: rank)
            if let model = record.model { books[rank]?.take(model) }
        }
        (reports, view, followsRecords, isAsked, holdsAgain) = ([:], nil, true, false, false)
        (capture, cores, refusal, proof, row) = (nil, [], nil, nil, 0)
        (paintings, asksOptimizer, brokenRank) = (Paintings(), false, nil)
    }

    /// Asks ranks for what is always shown, and for a first recorded step, once all are there.
    func askIfComplete() {
        guard let run, run.isComplete, !isAsked, run.model != nil,
            run.linked.allSatisfy({ $0.record.step > 0 })
        else { return }
        isAsked = true
        askStanding()
        if book.steps.isEmpty { record() }
    }

    /// Asks all ranks for what is told again and again.
    private func askStanding() {
        guard let key, let run else { return }
        var probes = [StandingProbe("norms"), StandingProbe("update", every: 10)]
        if run.world > 1 { probes += [StandingProbe("own", every: 4), StandingProbe("checksum", every: 100)] }
        if asksOptimizer { probes.append(StandingProbe("optimizer", every: 20, parts: Spread.bins)) }
        holder.hub.ask(key, probes)
    }

    /// Asks for the optimizer's state as long as somebody looks at it.
    func askForOptimizer(_ isWanted: Bool) {
        guard isWanted != asksOptimizer, isAsked else { return }
        asksOptimizer = isWanted
        askStanding()
    }
}
