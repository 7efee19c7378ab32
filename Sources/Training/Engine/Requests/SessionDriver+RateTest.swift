import Inspection

extension SessionDriver {
    /// Begins a range test from the weights in view; nil where it cannot be made, which is said.
    func beginRateTest() -> (any LongTask)? {
        standBetweenIterations()
        notice = nil
        do { return try RateTask(session) } catch { notice = "\(error)" }
        return nil
    }

    /// Stops where another run can go on from: between two updates of one iteration there are no weights to do that with.
    func standBetweenIterations() {
        stopAtVisibleMoment()
        guard session.machine.hasBegunUpdates(at: session.position) else { return }
        session.move(to: session.machine.end(ofIteration: session.position.iteration))
    }
}
