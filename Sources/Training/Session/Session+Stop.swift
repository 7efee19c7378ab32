import Inspection

extension Session {
    /// The reason to stop at the position in view, in words; nil: it should go on. The same at every visit.
    public var reasonToStop: String? {
        trainer.stopping.reason(completed: completedIterations, recorders.metrics.heldOut)
    }

    /// Completed iterations at which a run stops by itself.
    public var finalIteration: Int { trainer.finalIteration }

    /// Lets a run that has been stopped, or has been taken beyond its end by hand, go on: to the next multiple of its length, and
    /// whatever criterion has been met.
    public func overruleStop() { trainer.stopping.overrule(completed: completedIterations, recorders.metrics.heldOut) }
}
