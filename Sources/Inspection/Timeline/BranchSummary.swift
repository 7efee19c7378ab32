/// A branch, as lists show it.
public struct BranchSummary: Hashable, Sendable, Identifiable {
    public let id: Int
    public var name: String
    /// The branch that it was forked from; nil of the first.
    public var parent: String?
    /// The first iteration that differs from the parent's.
    public var fork: Int
    /// What was changed from there on.
    public var changes: [Intervention]
    /// Completed iterations at its farthest moment.
    public var newest: Int
    public var isPresent: Bool

    package init(
        id: Int, name: String, parent: String? = nil, fork: Int, changes: [Intervention], newest: Int, isPresent: Bool
    ) {
        self.id = id
        self.name = name
        self.parent = parent
        self.fork = fork
        self.changes = changes
        self.newest = newest
        self.isPresent = isPresent
    }
}
