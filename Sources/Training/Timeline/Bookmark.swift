import Datasets
import Inspection

/// A place in time to come back to: the changes in force there, the branch, the position, and the sample that was pinned.
struct Bookmark: Sendable {
    var log: InterventionLog
    var branch: Int
    var position: Position
    var pinned: SampleReference
}

/// One thing that was done and can be undone: where the person was before it, and after.
struct UndoStep: Sendable {
    var before: Bookmark
    var after: Bookmark
}
