import Inspection

/// A moment that a lesson comes back to, with all that the person could change there.
struct KeptMoment {
    /// The run: another one may be driven since, with other settings.
    let session: Session
    var bookmark: Bookmark
    var walkState: WalkState?
    var walkBeginnings: [WalkColumn: Int]
    var undoSteps: (done: [UndoStep], undone: [UndoStep])
}
