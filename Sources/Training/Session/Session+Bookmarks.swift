import Inspection

extension Session {
    /// Gives the present moment a letter.
    public func mark(_ letter: Unicode.Scalar) {
        timeline.bookmarks.marks[letter] = bookmark
        timeline.revision += 1
    }

    /// Takes the branch of a mark.
    /// - Returns: where to move then; nil if there is no such mark.
    public func beginReturning(toMark letter: Unicode.Scalar) -> Position? {
        guard let bookmark = timeline.bookmarks.marks[letter] else { return nil }
        pushJump()
        return switchBranch(toThatOf: bookmark)
    }

    /// Remembers the present moment before a long way, so that one can come back. A new way forgets what was ahead.
    public func pushJump() {
        timeline.bookmarks.visited.removeLast(timeline.bookmarks.visited.count - timeline.bookmarks.behind)
        if let last = timeline.bookmarks.visited.last, last.position == position, last.branch == timeline.present { return }
        timeline.bookmarks.visited.append(bookmark)
        if timeline.bookmarks.visited.count > Bookmarks.limit { timeline.bookmarks.visited.removeFirst() }
        timeline.bookmarks.behind = timeline.bookmarks.visited.count
    }

    /// Goes back through the moments at which long ways began, or forward again.
    /// - Returns: where to move then; nil if there is no farther one.
    public func beginVisiting(_ direction: Direction) -> Position? {
        switch direction {
        case .back:
            guard timeline.bookmarks.behind > 0 else { return nil }
            if timeline.bookmarks.behind == timeline.bookmarks.visited.count { timeline.bookmarks.visited.append(bookmark) }
            timeline.bookmarks.behind -= 1
        case .forward:
            guard timeline.bookmarks.behind + 1 < timeline.bookmarks.visited.count else { return nil }
            timeline.bookmarks.behind += 1
        }
        return switchBranch(toThatOf: timeline.bookmarks.visited[timeline.bookmarks.behind])
    }

    /// Takes the branch of a moment, if the moment is still on it; else a branch that it is on.
    private func switchBranch(toThatOf bookmark: Bookmark) -> Position {
        if let branch = branch(of: bookmark) {
            switchBranch(to: branch.log, preferring: branch.id)
        } else {
            switchBranch(to: bookmark.log)
        }
        return bookmark.position
    }

    /// The branch that a moment is on, rather its own; nil if none goes through it any more.
    func branch(of bookmark: Bookmark) -> Branch? {
        let iteration = bookmark.position.iteration
        let candidates = [bookmark.branch, timeline.present] + timeline.branches.map(\.id)
        return candidates.lazy.compactMap { self.timeline[$0] }.first { branch in
            branch.log.divergence(from: bookmark.log).map { $0 > iteration || $0 == iteration && bookmark.position == .start }
                ?? true
        }
    }
}
