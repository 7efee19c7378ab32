/// The processes that train a run together: how far each is, and whether they still do the same.
public struct RanksProbe: Probe {
    public init() {}

    public struct Reading: Sendable, Hashable {
        /// Ranks that there are to be.
        public var world: Int
        /// Those that have been there, in order.
        public var ranks: [RankFacts]
        /// Calls that the threads of silent ranks are in, by rank.
        public var stacks: [Int: [String]]

        package init(world: Int, ranks: [RankFacts], stacks: [Int: [String]] = [:]) {
            (self.world, self.ranks, self.stacks) = (world, ranks, stacks)
        }
    }

    public var wants: TensorSet { .history }

    /// Nothing: a run of this program's own is one process.
    public func read(_ moment: any Moment) -> Reading? {
        moment.status.attached.map { Reading(world: $0.world, ranks: $0.ranks) }
    }
}
