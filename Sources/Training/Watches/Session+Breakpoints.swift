import Inspection

extension Session {
    /// Makes sure that breakpoints know the iteration before the one that is run next, so that one which becomes true in it is
    /// noticed.
    func primeBreakpoints() {
        guard watches.hasBreakpoints else { return }
        if position.done > 0 && position.done < machine.stateCount {
            move(to: machine.end(ofIteration: position.iteration - 1))
        } else {
            makeVisible()
        }
        noteWatches(endOf: completedIterations - 1)
    }
}
