import Inspection

extension Session {
    /// Gives the present moment a letter.
    public func mark(_ letter: Unicode.Scalar) {
        places.marks[letter] = bookmark
        revision += 1
    }

    /// Takes the branch of a mark.
    /// - Returns: where to move then; nil if there is no such mark.
    public func beginReturning(toMark letter: Unicode.Scalar) -> Position? {
        guard let bookmark = places.marks[letter] else { return nil }
        pushJump()
        return switchBranch(toThatOf: bookmark)
    }

    /// Remembers the present moment before a long way, so that one can come back. A new way forgets what was ahead.
    public func pushJump() {
        places.visited.removeLast(places.visited.count - places.behind)
        if let last = places.visited.last, last.position == position, last.branch == timeline.present { return }
        places.visited.append(bookmark)
        if places.visited.count > Bookmarks.limit { places.visited.removeFirst() }
        places.behind = places.visited.count
    }

    /// Goes back through the moments at which long ways began, or forward again.
    /// - Returns: where to move then; nil if there is no farther one.
    public func beginVisiting(_ direction: Direction) -> Position? {
        switch direction {
        case .back:
            guard places.behind > 0 else { return nil }
            if places.behind == places.visited.count { places.visited.append(bookmark) }
            places.behind -= 1
        case .forward:
            guard places.behind + 1 < places.visited.count else { return nil }
            places.behind += 1
        }
        return switchBranch(toThatOf: places.visited[places.behind])
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
