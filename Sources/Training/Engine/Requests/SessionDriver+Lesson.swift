import Datasets
import Inspection

extension SessionDriver {
    /// Does what a lesson asks.
    /// - Throws: what building a session throws.
    func perform(_ request: LessonRequest) throws {
        switch request {
        case .hide(let numbers): session.hidden = numbers
        case .keep(let number):
            stopAtVisibleMoment()
            keptMoments[number] = session.keptMoment
        case .restore(let number):
            guard let moment = keptMoments[number] else {
                notice = "that moment was of another run; :learn begins the lesson again"
                return
            }
            stopAtVisibleMoment()
            if moment.session !== session { drive(moment.session) }
            session.restore(moment)
        case .begin(let setting, let value): restart(setting: setting, to: value)
        case .forget: keptMoments = [:]
        case .beginTrial: try beginTrial()
        case .endTrial:
            guard let aside else { return }
            isRunning = false
            (held, self.aside) = (aside, nil)
        }
    }

    /// A copy of the run, at the same moment of the same branch: whatever is done to it, the run itself is not touched.
    private func beginTrial() throws {
        guard aside == nil else { return }
        stopAtVisibleMoment()
        let plan = try SessionPlan(
            session.scenario, data: session.data, seed: session.seed, model: session.model, history: history)
        let copy = Session(plan)
        copy.watches = session.watches.copy()
        copy.begin(pinning: session.pinned)
        copy.apply(session.log)
        copy.move(to: session.position)
        copy.walkBeginnings = session.walkBeginnings
        copy.walkState = session.walkState
        copy.undoSteps = session.undoSteps
        (aside, held) = (session, copy)
    }
}

extension Session {
    /// The moment in view, to come back to.
    var keptMoment: KeptMoment {
        KeptMoment(
            session: self, bookmark: bookmark, walkState: walkState, walkBeginnings: walkBeginnings, undoSteps: undoSteps
        )
    }

    /// Comes back to a moment: its branch, its sample, and what could be undone there.
    func restore(_ moment: KeptMoment) {
        if log != moment.bookmark.log { switchBranch(to: moment.bookmark.log, preferring: moment.bookmark.branch) }
        if pinned != moment.bookmark.pinned {
            observation.pinned = moment.bookmark.pinned
            observation.forget()
        }
        move(to: moment.bookmark.position)
        makeVisible()
        walkBeginnings = moment.walkBeginnings
        walkState = moment.walkState
        undoSteps = moment.undoSteps
    }
}
