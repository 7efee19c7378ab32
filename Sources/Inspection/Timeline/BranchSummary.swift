/// A branch, as lists show it.
public struct BranchSummary: Hashable, Sendable, Identifiable {
    public let id: Int
    /// Its name: `main`, `b1` …, or the one that a person has given it.
    public var name: String
    /// The branch that it was forked from; nil of the first.
    public var parent: String?
    /// The first iteration that differs from the parent's.
    public var fork: Int
    /// Changes made from there on.
    public var changes: [Intervention]
    /// Completed iterations at its farthest moment.
    public var newest: Int
    /// True of the branch in view.
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
