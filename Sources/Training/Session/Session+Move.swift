import Inspection

extension Session {
    /// Goes to a position, forwards or back.
    ///
    /// Within an iteration whose updates have not begun this only moves the cursor over values that are kept. Elsewhere it starts
    /// from the latest state that it has before the target (the present one, the one before this iteration, or a checkpoint) and
    /// runs from there.
    /// - Parameter shouldContinue: asked before every whole iteration on the way; after it has said no, one more is run and
    ///   looked at.
    public func move(to target: Position, while shouldContinue: () -> Bool = { true }) {
        if isKept(target) {
            position = target
        } else {
            restoreBase(for: target, presentCounts: true)
            run(to: target, while: shouldContinue)
        }
    }

    /// One step.
    public func step(
        _ grain: Grain, count: Int = 1, _ direction: Direction = .forward, while shouldContinue: () -> Bool = { true }
    ) {
        if grain.isWalk { return walk(WalkStep(grain, count: count, direction), while: shouldContinue) }
        move(
            to: walkMachine.destination(from: cursor, longGrain: grain, count: count, direction: direction),
            while: shouldContinue)
    }

    /// Runs to the end of the iteration under way, or through the next one.
    /// - Parameter observed: whether it will be looked at: then the state before it is kept, and the sample in view goes through
    ///   it, too.
    public func finishIteration(observed: Bool) {
        let isUnderWay = computed.done > 0 && computed.done < machine.stateCount
        let iteration = machine.completedIterations(at: computed)
        runStates(of: iteration, from: isUnderWay ? computed.done : 0, to: machine.stateCount, observed: observed)
    }

    /// Computes the iteration in view anew, so that it can be looked at: after a run that nobody watched, or with another sample
    /// pinned.
    func revisit() {
        let target = position
        restoreBase(for: target, presentCounts: false)
        run(to: target)
    }

    /// True if moving the cursor is enough: the values are there, and the weights are still those they were computed with.
    private func isKept(_ target: Position) -> Bool {
        guard observation.iteration == target.iteration, computed.iteration == target.iteration else { return false }
        return target.done == computed.done || (target.done < computed.done && !machine.hasBegunUpdates(at: computed))
    }

    /// Restores the latest known state from which running forward reaches `target` with its whole iteration observed.
    private func restoreBase(for target: Position, presentCounts: Bool) {
        let completed = machine.completedIterations(at: computed)
        // The iteration before is run, too: what it has said of its layers is shown until the one in view has got as far.
        let base = max(0, target.iteration - 1)
        let isObservedHere = observation.iteration == target.iteration && computed.iteration == target.iteration
        if presentCounts && computed < target && (completed <= target.iteration)
            && (isObservedHere || isAtBoundary || computed.iteration < target.iteration)
        {
            // Running on from here is possible; a checkpoint may still be closer.
            if let kept = checkpoints.nearest(atOrBefore: base), kept.iteration > completed { restore(kept) }
            return
        }
        if observation.iteration == target.iteration {
            restore((target.iteration, observation.start))
            return
        }
        guard let kept = checkpoints.nearest(atOrBefore: base) else {
            preconditionFailure("the beginning is always kept")
        }
        restore(kept)
    }

    /// True between two iterations.
    var isAtBoundary: Bool { computed.done == 0 || computed.done == machine.stateCount }

    /// Puts back the state before an iteration, with the optimizer of that time.
    func restore(_ kept: (iteration: Int, checkpoint: Checkpoint)) {
        trainer.restore(kept.checkpoint, before: kept.iteration)
    }

    /// Goes back to the newest checkpoint at or before the beginning of an iteration, to run on from there.
    /// - Returns: the iteration that is run next.
    func rewind(toward iteration: Int) -> Int {
        guard let kept = checkpoints.nearest(atOrBefore: iteration) else {
            preconditionFailure("the beginning is always kept")
        }
        restore(kept)
        position = computed
        observation.forget()
        return kept.iteration
    }

    private func run(to target: Position, while shouldContinue: () -> Bool = { true }) {
        while machine.completedIterations(at: computed) < target.iteration {
            let isLast = !shouldContinue()
            finishIteration(observed: isLast)
            if isLast { return }
        }
        if target == .start {
            position = .start
            if !observeBeginning() { observation.begin(0, trainer) }
            return
        }
        let isUnderWay = computed.iteration == target.iteration && computed.done < machine.stateCount
        runStates(of: target.iteration, from: isUnderWay ? computed.done : 0, to: target.done, observed: true)
    }

    private func runStates(of iteration: Int, from done: Int, to end: Int, observed: Bool) {
        observeBeginning()
        if done == 0 && !observed { observation.forget() }
        observation.isUnderWay = observed
        for phase in machine.phases[done..<end] { execute(phase, of: iteration) }
        position = computed
        if !recorders.watches.isEmpty && end == machine.stateCount { noteWatches(endOf: iteration) }
    }
}
