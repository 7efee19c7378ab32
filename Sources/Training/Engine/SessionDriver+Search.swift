import Inspection

extension SessionDriver {
    /// Begins a search. Nothing happens, but for a notice, where there is no breakpoint.
    package func beginSearch(_ direction: Direction) {
        (notice, scrubTarget) = (nil, nil)
        stopAtVisibleMoment()
        guard session.watches.hasBreakpoints else {
            notice = "no breakpoint: b sets one on the selection, :break loss < 0.1 any other"
            return
        }
        session.pushJump()
        search = BreakpointSearch(direction: direction, origin: session.position, last: session.position.iteration - 1)
        if direction == .forward {
            if session.reasonToStop != nil || session.completedIterations > session.finalIteration { session.overruleStop() }
            session.primeBreakpoints()
        }
    }

    /// Goes on with a search.
    /// - Parameter shouldContinue: asked after every iteration.
    /// - Returns: true when the search is over.
    package func advanceSearch(while shouldContinue: () -> Bool) -> Bool {
        guard var search else { return true }
        let isOver =
            search.direction == .forward ? searchForward(while: shouldContinue) : searchBack(&search, while: shouldContinue)
        self.search = isOver ? nil : search
        // Backward, positions in between are none to be at.
        if isOver || search.direction == .forward { takeOtherRunAlong() }
        if !isOver {
            let way = search.direction == .forward ? "on" : "back"
            notice = "searching \(way), at iteration \(session.completedIterations); Space stops"
        }
        return isOver
    }

    /// Gives a search up: forward it stays where it has got to, back it returns to where it began.
    package func leaveSearch() {
        guard let search else { return }
        self.search = nil
        if search.direction == .back { session.move(to: search.origin) }
        takeOtherRunAlong()
        notice = "no breakpoint hit so far"
    }

    private func searchForward(while shouldContinue: () -> Bool) -> Bool {
        repeat {
            searchIteration()
            if session.watches.isHit(at: session.position.iteration) {
                tellHits()
                return true
            }
            if stopAtNonFinite() { return true }
            if let reason = session.reasonToStop {
                notice = "no breakpoint hit: \(reason)"
                return true
            }
        } while shouldContinue()
        return false
    }

    private func searchBack(_ search: inout BreakpointSearch, while shouldContinue: () -> Bool) -> Bool {
        guard search.last >= 0 else { return endWithoutHit(search) }
        while true {
            if !search.isReplaying {
                search.first = session.rewind(toward: max(0, search.last - BreakpointSearch.piece))
                if search.first == 0 {
                    session.move(to: .start)
                    session.noteWatches(endOf: -1)
                }
                search.found = nil
                search.isReplaying = true
            }
            // Before the first iteration of a piece nothing is known of the one before it, and so nothing is a hit in it: the
            // piece before this one goes on into it.
            while session.completedIterations <= search.last {
                searchIteration()
                if session.watches.isHit(at: session.position.iteration) {
                    search.found = (session.position.iteration, session.watches.hitIDs(at: session.position.iteration))
                }
                if session.completedIterations <= search.last && !shouldContinue() { return false }
            }
            if let found = search.found {
                session.move(to: session.machine.end(ofIteration: found.iteration))
                tell(found.ids)
                return true
            }
            guard search.first > 0 else { return endWithoutHit(search) }
            search.last = search.first
            search.isReplaying = false
            if !shouldContinue() { return false }
        }
    }

    private func endWithoutHit(_ search: BreakpointSearch) -> Bool {
        session.move(to: search.origin)
        notice = "no breakpoint was hit before"
        return true
    }

    /// Ends a run at the end of an iteration that has hit a breakpoint.
    func stopAtHit() {
        guard !session.watches.isEmpty, session.position.done == session.machine.stateCount,
            session.watches.isHit(at: session.position.iteration)
        else { return }
        isRunning = false
        tellHits()
    }

    /// A step of a run, but no farther than to a hit.
    func stepToBreakpoint(while shouldContinue: () -> Bool) {
        guard !grain.isWalk else { return session.step(grain, while: shouldContinue) }
        let target = session.walkMachine.destination(from: session.cursor, longGrain: grain, count: 1, direction: .forward)
        while session.machine.completedIterations(at: session.position) < session.machine.completedIterations(at: target) {
            searchIteration()
            if session.watches.isHit(at: session.position.iteration) || !shouldContinue() { return }
        }
        session.move(to: target)
    }

    private func searchIteration() { session.finishIteration(observed: session.watches.needsObservation) }

    private func tellHits() { tell(session.watches.hitIDs(at: session.position.iteration)) }

    private func tell(_ ids: [Int]) {
        session.makeVisible()
        session.watches.lastHit = (session.position.iteration, ids)
        let texts = session.watches.entries.filter { ids.contains($0.id) }.map {
            "\($0.id), \($0.expression.text): \($0.expression.values { session.value(of: $0) })"
        }
        notice = "breakpoint \(texts.joined(separator: "; ")) at iteration \(session.completedIterations)"
    }
}
