import Basics
import Inspection
import NeuralNetwork

/// The keys that an attached run understands.
extension RemoteDriver {
    func toggle(_ onlyHolds: Bool) {
        holdsAgain = false
        guard let run, !run.stop.isIdle else { return hold(releases: false) }
        if !onlyHolds {
            capture = nil
            letGo()
        }
    }

    /// Records an update: of a run that is held a later one, before which it is held again.
    func record() {
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
        var recording = recordingOfModules
        recording.isEager = run.model?.isCompiled ?? false
        holder.hub.observe(key, recording, at: holder.now)
    }

    /// Holds again what has been let go for a step. To be called often.
    package func keepPromises() {
        guard holdsAgain, let run, run.stop.isIdle else { return }
        holdsAgain = false
        hold(releases: false)
    }

    /// Shows what another rank has told.
    private func look(atRank wanted: Int) {
        guard let run, run.ranks[wanted] != nil else {
            notice = "there is no rank \(wanted)" + (run.map { ": this run has 0 to \($0.world - 1)" } ?? "")
            return
        }
        guard capture == nil else {
            notice = "a step of rank \(rank) is being fetched"
            return
        }
        guard wanted != rank else { return }
        (rank, view, proof, paintings) = (wanted, nil, nil, Paintings())
        if let step = book.steps.last { show(step) } else { followsRecords = true }
    }

    func pin(_ choice: PinChoice) {
        if case .ofRank(let rank) = choice { return look(atRank: rank) }
        guard let core else { return pinOfModules(choice) }
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
        case .ofRank: break
        }
    }

    /// Another sample of a network that is not computed again here: its answer is known, and how it looks comes with the next step.
    private func pinOfModules(_ choice: PinChoice) {
        guard let answers = shown?.answers else {
            notice = refusal ?? "single samples are not known of this step"
            return
        }
        switch choice {
        case .nextOfClass, .nextClass: row = (row + 1) % answers.samples
        case .previousOfClass: row = (row + answers.samples - 1) % answers.samples
        case .sample(let sample): row = min(max(0, sample.index), answers.samples - 1)
        case .ofClass(let label):
            guard let found = (0..<answers.samples).first(where: { answers.label(of: $0) == label }) else {
                notice = "no sample of this batch is of that class"
                return
            }
            row = found
        case .ofRank: break
        }
    }

    var place: Int? {
        view.flatMap { view in (0..<book.steps.count).first { book.steps[$0].record.step == view.update } }
    }

    /// Place of the step in view among those kept, from 1, and how many there are.
    var placeInView: (number: Int, count: Int)? { place.map { ($0 + 1, book.steps.count) } }

    /// The recorded step in view.
    var shown: RunBook.Step? { place.map { book.steps[$0] } }

    /// To where the step in view stands before its update.
    func goToEnd() {
        let end = shownEnd
        view?.done = end
    }

    func goToNext() {
        if let place, place + 1 < book.steps.count {
            view = (book.steps[place + 1].record.step, 1)
        } else {
            record()
        }
    }

    func goToFormer(atEnd: Bool) {
        guard let place, place > 0 else {
            notice = "no earlier step has been recorded"
            return
        }
        view = (book.steps[place - 1].record.step, 1)
        if atEnd { goToEnd() }
    }

    /// Through the states of the recorded step, and on into the next one, or back into the one before.
    func step(_ grain: Grain, _ count: Int, _ direction: Direction) {
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

    func go(to position: Position) {
        guard position.iteration + 1 == view?.update else { return }
        let end = shownEnd
        view?.done = max(1, min(position.done, end))
    }
}
