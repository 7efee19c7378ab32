import Inspection

extension UnsavedWork {
    init(_ session: Session) {
        self.init()
        let all = session.branches
        changes = all.reduce(0) { $0 + $1.changes.count }
        branches = all.count - 1
        marks = session.timeline.bookmarks.marks.count
        points = session.data.added.count
    }
}
