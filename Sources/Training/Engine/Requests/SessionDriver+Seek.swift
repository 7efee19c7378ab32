import Inspection

extension SessionDriver {
    /// Goes where a seek leads; says so where it leads nowhere.
    func perform(_ seek: Seek, while shouldContinue: () -> Bool) {
        if let task = begin(seek) { return perform(task, while: shouldContinue) }
        if case .step(let grain, let count, let direction) = seek {
            stopAtVisibleMoment()
            session.step(grain, count: count, direction, while: shouldContinue)
        } else {
            notice = seek.missing
        }
    }

    /// Begins a seek: takes the branch that its moment is on, and remembers where a long way begins.
    /// - Returns: the way; nil of a seek that leads nowhere, and of one that is made at once.
    package func begin(_ seek: Seek) -> SeekTask? {
        arrival = seek.arrival
        if case .scrub = seek {} else { scrubTarget = nil }
        guard let target = target(of: seek) else {
            arrival = nil
            return nil
        }
        return SeekTask(target: target)
    }

    private func target(of seek: Seek) -> Position? {
        switch seek {
        case .undo:
            stopAtVisibleMoment()
            return session.beginUndoing()
        case .redo:
            stopAtVisibleMoment()
            return session.beginRedoing()
        case .branch(let id):
            stopAtVisibleMoment()
            guard session.branches.contains(where: { $0.id == id && !$0.isPresent }) else { return nil }
            session.pushJump()
            return session.beginReturning(toBranch: id)
        case .mark(let letter):
            stopAtVisibleMoment()
            return session.beginReturning(toMark: letter)
        case .visited(let direction):
            stopAtVisibleMoment()
            return session.beginVisiting(direction)
        case .nonFinite:
            // Weights of this moment may be what no loss has seen yet.
            stopAtVisibleMoment()
            session.trainer.noteNonFiniteWeights()
            stopAtNonFinite()
            guard let found = destination(of: seek) else { return nil }
            session.pushJump()
            return found
        case .step, .iterations, .position, .newest, .drag:
            if seek.isRemembered { session.pushJump() }
            return destination(of: seek)
        case .scrub:
            scrubTarget = destination(of: seek)
            return scrubTarget
        }
    }

    /// Position that a request leads to, reckoned from the one in view; nil of one that does not move in time.
    public func destination(of request: Request) -> Position? {
        if case .seek(let seek) = request { destination(of: seek) } else { nil }
    }

    func destination(of seek: Seek) -> Position? {
        let (machine, iterations) = (session.machine, session.machine.completedIterations(at: scrubTarget ?? session.position))
        switch seek {
        case .step(let grain, let count, let direction):
            return grain.isWalk
                ? nil
                : session.walkMachine.destination(from: session.cursor, longGrain: grain, count: count, direction: direction)
        case .iterations(let iterations), .drag(let iterations): return machine.end(ofIteration: max(0, iterations) - 1)
        case .position(let position): return position
        case .newest: return session.farthest
        case .nonFinite: return session.postMortem?.position
        case .scrub(let hundredths):
            let target = iterations + hundredths * max(1, session.newest / 100)
            return machine.end(ofIteration: min(session.newest, max(0, target)) - 1)
        case .undo, .redo, .branch, .mark, .visited: return nil
        }
    }

    /// Stops running and goes to a position, or some of the way.
    public func move(to target: Position, while shouldContinue: () -> Bool = { true }) {
        stopAtVisibleMoment()
        session.move(to: target, while: shouldContinue)
        takeOtherRunAlong()
        let news = arrival
        if session.position == target { arrival = nil }
        notice =
            session.position == target
            ? news : "on the way to iteration \(session.machine.completedIterations(at: target)); Space stays here"
        if session.position == target { stopAtNonFinite() }
    }
}
