/// The breakpoints and watches of a session. Each is evaluated once at the end of every iteration, however that is reached: by
/// running, stepping, or in a replay.
public final class WatchList {
    /// A breakpoint or a watch.
    package final class Entry {
        package let id: Int
        package let expression: WatchExpression
        package let isBreakpoint: Bool
        package var isEnabled = true
        /// Of the expression, found out once: they are asked in every iteration.
        package let needsObservation: Bool
        package let isChange: Bool
        package let condition: WatchEvaluator
        /// The number that says how near the condition is.
        package let part: WatchEvaluator
        /// The iteration evaluated last (−1 is the beginning), and whether the condition held there.
        package var last: (iteration: Int, holds: Bool)?
        /// The iteration at whose end the condition has become true, if that was the one evaluated last.
        package var hit: Int?
        /// Iterations done where the condition has become true, as far as that has been seen.
        package var hits = HitRecord()
        package var history = WatchHistory()

        package init(id: Int, _ expression: WatchExpression, isBreakpoint: Bool) {
            self.id = id
            self.expression = expression
            self.isBreakpoint = isBreakpoint
            needsObservation = expression.needsObservation
            isChange = expression.isChange
            condition = WatchEvaluator(expression.program)
            part = WatchEvaluator(expression.parts[0].program)
        }
    }

    package private(set) var entries: [Entry] = []
    /// The iteration at whose end a run or search has stopped last, and the breakpoints that were hit.
    package var lastHit: (iteration: Int, ids: [Int])?
    private var nextID = 1

    package init() {}

    package var isEmpty: Bool { entries.isEmpty }

    /// True if there is anything to stop at.
    package var hasBreakpoints: Bool { entries.contains { $0.isBreakpoint && $0.isEnabled } }

    /// True if a breakpoint can be told only of iterations that the pinned sample goes through, too.
    package var needsObservation: Bool { entries.contains { $0.isBreakpoint && $0.isEnabled && $0.needsObservation } }

    /// - Returns: its number.
    @discardableResult
    package func add(_ expression: WatchExpression, isBreakpoint: Bool) -> Int {
        entries.append(Entry(id: nextID, expression, isBreakpoint: isBreakpoint))
        nextID += 1
        return nextID - 1
    }

    /// - Returns: false if there is none of that number.
    package func remove(_ id: Int) -> Bool {
        let count = entries.count
        entries.removeAll { $0.id == id }
        return entries.count < count
    }

    package func removeAll() { entries = [] }

    /// Does what a person wants of it.
    /// - Returns: what there is to say of that; nil where there is nothing.
    package func apply(_ edit: WatchEdit) -> String? {
        switch edit {
        case .add(let expression, let isBreakpoint):
            let id = add(expression, isBreakpoint: isBreakpoint)
            return "\(isBreakpoint ? "breakpoint" : "watch") \(id): \(expression.text)"
        case .remove(let id?): return remove(id) ? "deleted \(id)" : "there is no breakpoint or watch \(id)"
        case .remove(nil):
            removeAll()
            return "all breakpoints and watches deleted"
        case .toggle(let id): return toggle(id).map { "\(id) \($0 ? "works again" : "rests")" }
        }
    }

    /// - Returns: whether it works now; nil if there is none of that number.
    package func toggle(_ id: Int) -> Bool? {
        guard let entry = entries.first(where: { $0.id == id }) else { return nil }
        entry.isEnabled.toggle()
        entry.last = nil
        entry.condition.forget()
        return entry.isEnabled
    }

    /// The same breakpoints and watches for another run, without what they have seen.
    package func copy() -> WatchList {
        let list = WatchList()
        list.entries = entries.map { entry in
            let twin = Entry(id: entry.id, entry.expression, isBreakpoint: entry.isBreakpoint)
            twin.isEnabled = entry.isEnabled
            return twin
        }
        list.nextID = nextID
        return list
    }

    /// Takes over the breakpoints and watches of another run, by their numbers, as far as this run has what they name; what has
    /// been seen of those that there were already stays.
    package func mirror(_ other: WatchList, in scope: WatchScope) {
        entries = other.entries.compactMap { entry in
            let own = entries.first { $0.id == entry.id && $0.expression.text == entry.expression.text }
            guard
                let own = own
                    ?? (try? WatchExpression(parsing: entry.expression.text, in: scope)).map({
                        Entry(id: entry.id, $0, isBreakpoint: entry.isBreakpoint)
                    })
            else { return nil }
            own.isEnabled = entry.isEnabled
            return own
        }
    }

    /// Evaluates all at the end of an iteration (−1: at the beginning).
    /// - Parameters:
    ///   - isObserved: whether the pinned sample has gone through the iteration.
    ///   - valueOf: a quantity there; nil where it is not known.
    package func note(endOf iteration: Int, isObserved: Bool, _ valueOf: (WatchQuantity) -> Double?) {
        for entry in entries where entry.isEnabled {
            entry.hit = nil
            guard isObserved || !entry.needsObservation else {
                entry.last = nil
                continue
            }
            if let value = entry.part.value(valueOf) { entry.history.add(value, at: iteration + 1) }
            guard entry.isBreakpoint else { continue }
            let follows = entry.last?.iteration == iteration - 1
            if !follows { entry.condition.forget() }
            let holds = entry.condition.value(valueOf).map { $0 != 0 } ?? false
            // A change is an event, each of two in a row; a state counts when it becomes true.
            if holds && follows && (entry.last?.holds == false || entry.isChange) {
                entry.hit = iteration
                entry.hits.add(iteration + 1)
            }
            entry.last = (iteration, holds)
        }
    }

    /// The breakpoints whose condition has become true at the end of an iteration, if that was the one evaluated last.
    package func hitIDs(at iteration: Int) -> [Int] {
        entries.filter { $0.isBreakpoint && $0.isEnabled && $0.hit == iteration }.map(\.id)
    }

    /// Whether there is one.
    package func isHit(at iteration: Int) -> Bool { entries.contains { $0.hit == iteration && $0.isBreakpoint && $0.isEnabled } }

    /// Forgets what was seen of a sample that is no longer pinned.
    package func forgetPinned() {
        for entry in entries where entry.needsObservation {
            entry.history = WatchHistory()
            entry.hits = HitRecord()
            entry.last = nil
        }
    }

    /// Forgets what a changed future has not seen.
    package func truncate(after iterations: Int) {
        for entry in entries {
            entry.history.truncate(after: iterations)
            entry.hits.truncate(after: iterations)
            entry.last = nil
        }
        lastHit = nil
    }
}

extension WatchExpression {
    /// True if it tells an event, not a state: something in it changes.
    package var isChange: Bool { program.slots > 0 }
}
