import Inspection

extension Status {
    /// True while iterations go by faster than a person can follow their states.
    var isTooFastToFollow: Bool {
        if case .steps = speed { return false }
        return isRunning
    }

    /// True where no state of the iteration is the one in view: while it runs, and at the end of a step of a whole iteration or
    /// epoch.
    func showsWholeIterations(_ grain: Grain) -> Bool {
        isTooFastToFollow || grain >= .iteration && walkState == nil && position.done == machine.stateCount
    }
}
