/// The breakpoints and watches, with their values at this moment and over the last iterations.
public struct WatchesProbe: Probe {
    /// Columns of a sparkline; 0: no history.
    public var columns: Int

    /// All breakpoints and watches, with sparklines of so many columns.
    public init(columns: Int) { self.columns = columns }

    public struct Reading: Sendable {
        /// In the order in which they were added.
        public var rows: [Row]
        /// The number of iterations that the columns stand for.
        public var range: Int
    }

    /// One breakpoint or watch.
    public struct Row: Sendable, Hashable {
        public var id: Int
        /// The expression as it was typed.
        public var text: String
        /// True if runs stop at it; false of a number that is only shown.
        public var isBreakpoint: Bool
        /// False while it rests.
        public var isEnabled: Bool
        /// The expression that the value is of: the left side of a comparison, what changes, or the whole.
        public var partText: String
        /// The value; nil where the iteration in view has not got that far.
        public var value: Double?
        /// Whether a condition holds.
        public var holds: Bool?
        /// True if the last run or search has stopped at it, and what is in view is where.
        public var isHit: Bool
        /// Its values over the last iterations, a mean for each column; nil where there is none.
        public var history: [Double?]
    }

    public var wants: TensorSet { [.pass, .history] }
    public var leavesOutHidden: Bool { true }

    public func read(_ moment: any Moment) -> Reading? {
        let stop = moment.watches.lastHit.flatMap {
            moment.position == moment.machine.end(ofIteration: $0.iteration) ? $0.ids : nil
        }
        return reading(moment.watches, upTo: moment.completedIterations, hit: stop ?? []) { moment.shownValue(of: $0) }
    }

    /// All of a list.
    /// - Parameters:
    ///   - end: iterations done.
    ///   - hit: the breakpoints that are the reason why a run stands where it is.
    ///   - valueOf: a quantity now; nil where it is not known.
    package func reading(_ watches: WatchList, upTo end: Int, hit: [Int], _ valueOf: (WatchQuantity) -> Double?) -> Reading {
        let first = watches.entries.compactMap(\.history.first).min() ?? end
        let range = max(columns, end - first + 1)
        let rows = watches.entries.map { entry -> Row in
            let expression = entry.expression
            let isHit = hit.contains(entry.id)
            // Whether something has changed is known where a run has come from the iteration before: where it has stopped.
            let holds =
                !expression.isCondition || expression.isChange ? nil : entry.condition.value(valueOf).map { $0 != 0 }
            return Row(
                id: entry.id, text: expression.text, isBreakpoint: entry.isBreakpoint, isEnabled: entry.isEnabled,
                partText: expression.parts[0].text, value: entry.part.value(valueOf), holds: isHit ? true : holds, isHit: isHit,
                history: entry.history.columns(columns, upTo: end, range: range))
        }
        return Reading(rows: rows, range: range)
    }
}
