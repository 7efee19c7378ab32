import Basics
import Datasets
import Inspection
import NeuralNetwork

extension Session {
    /// Sets the rate from the present moment on; a schedule goes on from it as if the run had begun with it.
    public func setLearningRate(_ rate: Double) { intervene(.learningRate(rate)) }

    /// Makes a change from the present moment on. In the past, what came after stays as a branch to which one can return; this
    /// branch goes another way from here. Goes to where a changed weight is first used.
    /// - Returns: false if it changes nothing: a value that is there already, or one that is no number.
    @discardableResult
    public func intervene(_ change: Change) -> Bool {
        guard isChange(change) else { return false }
        let before = bookmark
        let iteration = iterationForChanges
        let target: Position
        if change.changesPasses, position.iteration != iteration || position == .start {
            target = Position(iteration: iteration, done: 1)
        } else {
            target = position
        }
        switchBranch(to: log.adding(change, at: iteration))
        if position != target || change.changesPasses { move(to: target) }
        note(UndoStep(before: before, after: bookmark))
        return true
    }

    private func isChange(_ change: Change) -> Bool {
        switch change {
        case .learningRate(let rate): return rate.isFinite && rate > 0 && rate != baseLearningRate
        case .optimizer(let spec): return spec != log.optimizer(at: iterationForChanges)
        case .penalty(let spec): return spec != log.penalty(at: iterationForChanges)
        case .batch(let size): return size > 0 && size != log.batch(at: iterationForChanges)
        case .dropout(let rate): return rate >= 0 && rate < 1 && dropRates.contains { $0 != rate }
        case .parameter(let index, let value):
            guard value.isFinite, index >= 0, index < network.parameters.count else { return false }
            return value.bitPattern != parameter(at: index).bitPattern
        }
    }

    /// Shares that the dropout layers leave out, each once; none where there is no such layer.
    var dropRates: Set<Double> {
        let own = network.nodes.map(\.layer.spec).filter { $0.role == .dropout }.map { $0.number("rate") }
        return own.isEmpty ? [] : dropRate.map { [$0] } ?? Set(own)
    }

    /// Pins another sample and looks at it: the next ones are of the same part of the data.
    /// - Returns: false if there is no such sample.
    @discardableResult
    public func pin(_ choice: PinChoice) -> Bool {
        guard let next = sample(choice), data.has(next) else { return false }
        pin(next)
        return true
    }

    private func sample(_ choice: PinChoice) -> SampleReference? {
        let set = data[pinned.part]
        let label = set.label(of: pinned.index)
        func own(_ index: Int?) -> SampleReference? { index.map { SampleReference(pinned.part, $0) } }
        switch (choice, label) {
        case (.sample(let reference), _): return reference
        case (.ofRank, _): return nil
        case (.ofClass(let wanted), _): return data.heldOut.mostTypical(ofClass: wanted).map { .heldOut($0) }
        case (.nextOfClass, let label?): return own(set.index(after: pinned.index, ofClass: label))
        case (.previousOfClass, let label?): return own(set.index(before: pinned.index, ofClass: label))
        case (.nextClass, let label?):
            let classes = max(1, set.classCount)
            return own((1...classes).first { set.firstIndex(ofClass: (label + $0) % classes) })
        case (.previousOfClass, nil): return own((pinned.index + set.count - 1) % set.count)
        case (.nextOfClass, nil), (.nextClass, nil): return own((pinned.index + 1) % set.count)
        }
    }

    /// Pins a sample and looks at it. Training notices nothing, so that no branch is forked.
    public func pin(_ sample: SampleReference) {
        guard data.has(sample), sample != pinned else { return }
        let before = bookmark
        observation.pinned = sample
        let walk = walkState
        watches.forgetPinned()
        revisit()
        note(UndoStep(before: before, after: bookmark))
        walkState = walk
    }

    /// Begins with a sample pinned: nothing that could be undone.
    func begin(pinning sample: SampleReference) {
        guard data.has(sample), sample != pinned else { return }
        observation.pinned = sample
        revisit()
    }

    /// Makes the present moment one that can be looked at: the beginning of a session that has just been made, and one after
    /// iterations that nobody watched.
    public func makeVisible() {
        if observation.iteration != position.iteration { revisit() }
    }
}
