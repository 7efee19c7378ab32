import Datasets

extension Session {
    /// Sets the rate from the present moment on; a schedule goes on from it as if the run had begun with it. In the past, what came after is
    /// forgotten: it will come out differently.
    public func setLearningRate(_ rate: Double) {
        guard rate.isFinite, rate > 0, rate != baseLearningRate else { return }
        let iteration = iterationForChanges
        rates.set(rate, from: iteration)
        forgetFuture(from: iteration)
    }

    /// Pins another held-out sample and looks at it.
    public func pin(_ choice: Request.PinChoice) {
        let set = data.heldOut
        let next: Int?
        if let label = set.label(of: pinned) {
            switch choice {
            case .nextOfClass: next = set.index(after: pinned, ofClass: label)
            case .previousOfClass: next = set.index(before: pinned, ofClass: label)
            case .nextClass:
                next =
                    (1...max(1, set.classCount)).lazy.compactMap {
                        set.firstIndex(ofClass: (label + $0) % max(1, set.classCount))
                    }.first
            case .ofClass(let wanted): next = set.mostTypical(ofClass: wanted)
            }
        } else {
            next = (pinned + (choice == .previousOfClass ? set.count - 1 : 1)) % set.count
        }
        if let next { pin(index: next) }
    }

    /// Pins a held-out sample by its index and looks at it.
    public func pin(index: Int) {
        guard data.heldOut.count > index, index >= 0, index != pinned else { return }
        pinned = index
        revisit()
    }

    /// After iterations that nobody watched: makes the present one one that can be looked at.
    public func makeVisible() {
        if keepsHistory && iterationStartIndex != position.iteration { revisit() }
    }

    private func forgetFuture(from iteration: Int) {
        metrics.truncate(
            to: max(iteration, computed.done >= machine.doneBeforeUpdates ? computed.iteration + 1 : computed.iteration),
            unchangedIterations: iteration)
        checkpoints.truncate(after: iteration)
        farthest = min(farthest, max(machine.end(ofIteration: iteration - 1), computed))
        if let record = nonFinite, record.iteration > iteration { nonFinite = nil }
    }
}
