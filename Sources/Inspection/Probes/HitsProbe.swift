/// Where breakpoints have been hit on the branch in view, as far as that has been seen: at stops, and on the way of a search.
public struct HitsProbe: Probe {
    public init() {}

    /// The hits of one breakpoint.
    public struct Row: Sendable, Hashable {
        public var id: Int
        /// Its condition.
        public var text: String
        /// Iterations done at each hit, in order.
        public var iterations: [Int]
    }

    public var wants: TensorSet { .history }

    public func read(_ moment: any Moment) -> [Row]? { Self.rows(moment.watches) }

    package static func rows(_ watches: WatchList) -> [Row] {
        watches.entries.filter { $0.isBreakpoint && !$0.hits.iterations.isEmpty }.map {
            Row(id: $0.id, text: $0.expression.text, iterations: $0.hits.iterations)
        }
    }
}
