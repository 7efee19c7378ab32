/// Work that people have done in a run and no session file has: lost by quitting, or by beginning anew.
public struct UnsavedWork: Hashable, Sendable {
    /// Changes by hand, on all branches together.
    public var changes = 0
    /// Branches beside the first.
    public var branches = 0
    /// Positions that have been given a letter to come back to.
    public var marks = 0
    /// Samples that have been added.
    public var points = 0
    /// Iterations that a file, kept as one goes, should have and has not.
    public var iterations = 0
    /// Requests that have been sent and can make more of it, but have not been carried out yet.
    public var requestsUnderWay = 0

    public init() {}

    /// True if nothing would be lost, and no request is under way that could change that.
    public var isEmpty: Bool { self == UnsavedWork() }

    /// The part of it that a run loses which begins anew on the same data: points stay.
    public var withoutPoints: UnsavedWork {
        var rest = self
        rest.points = 0
        return rest
    }

    /// `2 changes, 1 branch`; empty if there is nothing.
    public var text: String {
        [
            (changes, "change", "changes"), (branches, "branch", "branches"), (marks, "mark", "marks"),
            (points, "point", "points"), (iterations, "iteration", "iterations"),
            (requestsUnderWay, "request under way", "requests under way"),
        ]
        .filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }.joined(separator: ", ")
    }
}
