import Inspection
import NeuralNetwork

extension Session {
    /// Every branch of this run, in the order in which they came to be.
    public var branches: [BranchSummary] {
        timeline.branches.map { branch in
            let isPresent = branch.id == timeline.present
            let parent = branch.parent.flatMap { timeline[$0] }
            return BranchSummary(
                id: branch.id, name: branch.name, parent: parent?.name, fork: branch.fork,
                changes: branch.log.entries.filter { parent == nil || $0.iteration >= branch.fork },
                newest: machine.completedIterations(at: isPresent ? timeline.farthest : branch.farthest), isPresent: isPresent)
        }
    }

    /// Changes that lead along a branch; nil if there is none of this number.
    public func log(ofBranch id: Int) -> InterventionLog? { timeline[id]?.log }

    /// The name of the branch in view.
    public var branchName: String { timeline[timeline.present]?.name ?? "" }

    /// Every change that leads to the present moment's branch, earliest first.
    public var interventions: [Intervention] { log.entries }

    /// Gives a branch a name of its own. False if there is no such branch, or another has that name.
    @discardableResult
    public func rename(branch: Int, _ name: String) -> Bool {
        guard !name.isEmpty, let index = timeline.branches.firstIndex(where: { $0.id == branch }),
            !timeline.branches.contains(where: { $0.name == name && $0.id != branch })
        else { return false }
        timeline.branches[index].name = name
        timeline.branches[index].isNamedByHand = true
        timeline.revision += 1
        return true
    }

    /// Goes over to another branch.
    /// - Returns: where to move then: to the same iteration, as far as that branch has been; nil if there is no such branch.
    public func beginReturning(toBranch id: Int) -> Position? {
        guard id != timeline.present, let branch = timeline[id] else { return nil }
        let before = bookmark
        let target = min(position, branch.farthest)
        switchBranch(to: branch.log, preferring: id)
        var after = bookmark
        after.position = target
        note(UndoStep(before: before, after: after))
        return target
    }

    /// Goes over to another branch, to the same iteration, as far as it has been.
    public func goTo(branch id: Int) {
        if let target = beginReturning(toBranch: id) { move(to: target) }
    }

    /// Changes that can be undone and redone, to be kept where a run is done again.
    var undoSteps: (done: [UndoStep], undone: [UndoStep]) {
        get { (timeline.done, timeline.undone) }
        set { (timeline.done, timeline.undone) = newValue }
    }

    /// Takes back the last change or change of branch.
    /// - Returns: where to move then, to be where it was made; nil if there is nothing to take back.
    public func beginUndoing() -> Position? {
        guard let step = timeline.done.popLast() else { return nil }
        timeline.undone.append(step)
        timeline.revision += 1
        return switchBranch(to: step.before)
    }

    /// Makes the change last taken back again.
    /// - Returns: where to move then; nil if there is none.
    public func beginRedoing() -> Position? {
        guard let step = timeline.undone.popLast() else { return nil }
        timeline.done.append(step)
        timeline.revision += 1
        return switchBranch(to: step.after)
    }

    /// Takes back the last change, and goes to where it was made. False if there is none.
    @discardableResult
    public func undo() -> Bool {
        guard let target = beginUndoing() else { return false }
        move(to: target)
        return true
    }

    /// Makes the change last taken back again. False if there is none.
    @discardableResult
    public func redo() -> Bool {
        guard let target = beginRedoing() else { return false }
        move(to: target)
        return true
    }

    var bookmark: Bookmark { Bookmark(log: log, branch: timeline.present, position: position, pinned: pinned) }

    private func switchBranch(to bookmark: Bookmark) -> Position {
        let isHere = log == bookmark.log
        switchBranch(to: bookmark.log, preferring: bookmark.branch)
        if pinned != bookmark.pinned {
            observation.pinned = bookmark.pinned
            observation.forget()
        }
        // Another sample to look at is nothing to go back in time for.
        return isHere ? position : bookmark.position
    }

    /// Makes the run the one with this log. A branch that has it is gone over to. Else, where the present branch has a future
    /// that would become another one, that is put by as a ghost, and a new branch begins; where it has none, it takes the log on.
    func switchBranch(to new: InterventionLog, preferring id: Int? = nil) {
        guard let iteration = log.divergence(from: new) else { return }
        watches.truncate(after: iteration)
        let known = timeline.branches.filter { $0.id != timeline.present && $0.log == new }
        let hasFuture = timeline.farthest > machine.beforeUpdates(ofIteration: iteration)
        var keepsState = isUntouched(by: new, from: iteration)
        let old = timeline.present
        if let branch = known.first(where: { $0.id == id }) ?? known.first {
            leave(at: iteration)
            take(branch)
            // Passes that this branch has not been through yet are gone through anew, and written down.
            if computed > timeline.farthest { keepsState = false }
            if !hasFuture && timeline[old]?.isNamedByHand == false && timeline[old]?.parent != nil { remove(branch: old) }
        } else {
            if hasFuture {
                leave(at: iteration)
                timeline.present = timeline.fork(new, from: old, at: iteration, farthest: timeline.farthest)
            } else {
                timeline.branches[timeline.presentIndex].log = new
                checkpoints.truncate(after: iteration)
            }
            forgetFuture(from: iteration, keepsState: keepsState)
        }
        if !keepsState { goBack(to: iteration, canWriteOver: log.isOverwritten(by: new, at: iteration)) }
        log = new
        // A record that is written on the way knows by it that the future is another one.
        timeline.revision += 1
        prune()
    }

    /// Makes the run the one with this log, as far as it agrees with what has been trained.
    func apply(_ new: InterventionLog) {
        if log != new { switchBranch(to: new, preferring: nil) }
    }

    /// Begins another branch, whatever the present one has been through.
    func begin(_ new: InterventionLog, from parent: Int, at fork: Int) {
        let iteration = log.divergence(from: new) ?? fork
        let keepsState = isUntouched(by: new, from: iteration)
        leave(at: iteration)
        timeline.present = timeline.fork(new, from: parent, at: fork, farthest: timeline.farthest)
        forgetFuture(from: iteration, keepsState: keepsState)
        if !keepsState { goBack(to: iteration, canWriteOver: log.isOverwritten(by: new, at: iteration)) }
        log = new
    }

    /// Remembers a step, so that it can be undone.
    func note(_ step: UndoStep) {
        timeline.note(step)
        timeline.revision += 1
    }

    /// True if anything has been changed on any branch.
    public var hasInterventions: Bool { timeline.branches.contains { !$0.log.entries.isEmpty } }

    /// True if what is computed now would be the same with the other log: it differs later, or only in what the coming updates
    /// use.
    private func isUntouched(by new: InterventionLog, from iteration: Int) -> Bool {
        if computed <= machine.end(ofIteration: iteration - 1) { return true }
        guard computed <= machine.beforeUpdates(ofIteration: iteration) else { return false }
        return log.stateChanges(at: iteration) == new.stateChanges(at: iteration)
    }

    /// Puts the present branch by: its curves, and the checkpoints that it alone has.
    private func leave(at iteration: Int) {
        let index = timeline.presentIndex
        timeline.branches[index].metrics = recorders.metrics
        timeline.branches[index].farthest = timeline.farthest
        timeline.branches[index].nonFinite = trainer.nonFinite
        checkpoints.putAway(after: iteration, as: timeline.present)
    }

    /// Takes up a branch that was put by, with every checkpoint that is on its way.
    private func take(_ branch: Branch) {
        timeline.present = branch.id
        recorders.metrics = branch.metrics
        timeline.farthest = branch.farthest
        trainer.nonFinite = branch.nonFinite
        timeline.branches[timeline.presentIndex].metrics = RunMetrics(trainableLayers: 0)
        for other in timeline.branches {
            checkpoints.takeBack(other.id, through: other.log.divergence(from: branch.log) ?? .max)
        }
    }

    /// Forgets what came after an iteration began: it will come out differently.
    private func forgetFuture(from iteration: Int, keepsState: Bool) {
        let past = machine.end(ofIteration: iteration - 1)
        let hasPasses = keepsState && computed >= machine.beforeUpdates(ofIteration: iteration)
        recorders.metrics.truncate(to: hasPasses ? iteration + 1 : iteration, unchangedIterations: iteration)
        timeline.farthest = min(timeline.farthest, keepsState ? max(past, computed) : past)
        if let record = nonFinite, record.iteration >= iteration + (hasPasses ? 1 : 0) { trainer.nonFinite = nil }
    }

    /// Goes to the latest state that is left when an iteration begins differently.
    /// - Parameter canWriteOver: the iteration's beginning will do, since all that was changed in it will be changed again.
    private func goBack(to iteration: Int, canWriteOver: Bool) {
        if canWriteOver && observation.iteration == iteration {
            restore((iteration, observation.start))
        } else if let kept = checkpoints.nearest(atOrBefore: iteration) {
            restore(kept)
        } else {
            preconditionFailure("the beginning is always kept")
        }
        observation.forget()
        position = computed
    }

    private func remove(branch id: Int) {
        checkpoints.forget(id)
        timeline.remove(id)
    }

    /// Keeps the branches, and the memory that their curves take, from growing without bound: the oldest one goes that nobody has
    /// named.
    private func prune() {
        while timeline.branches.count > Timeline.maximumBranches
            || (timeline.branches.count > 2 && timeline.ghostBytes > timeline.ghostBudget)
        {
            guard
                let oldest = timeline.branches.first(where: { $0.id != timeline.present && $0.parent != nil && !$0.isNamedByHand }
                )
                    ?? timeline.branches.first(where: { $0.id != timeline.present })
            else { return }
            remove(branch: oldest.id)
        }
    }
}

extension Session {
    /// The curves of a branch, in view or not.
    public func metrics(ofBranch id: Int) -> RunMetrics {
        id == timeline.present ? recorders.metrics : timeline[id]?.metrics ?? RunMetrics(trainableLayers: 0)
    }
}

extension Session {
    /// Checkpoints of all branches.
    public var checkpointCount: Int { checkpoints.count }
}

extension Session {
    /// Names of all parameters that have been changed by hand, on any branch.
    var changedParameterNames: [Int: ParameterName] {
        var names: [Int: ParameterName] = [:]
        for branch in timeline.branches {
            for case .parameter(let offset, _) in branch.log.entries.lazy.map(\.change) where names[offset] == nil {
                names[offset] = name(ofParameter: offset)
            }
        }
        return names
    }
}
