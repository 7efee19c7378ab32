import Inspection

/// One course that a run has taken: the changes that led to it, and what was seen on the way. The branch in view has its curves
/// in the session; those of the others are kept here, as ghosts.
struct Branch: Sendable {
    let id: Int
    var name: String
    var isNamedByHand = false
    /// Every change from the beginning, also those that it shares with others.
    var log: InterventionLog
    /// The branch that it was forked from, and the first iteration that may differ.
    var parent: Int?
    var fork: Int
    var metrics: RunMetrics
    var farthest: Position
    var nonFinite: NonFiniteRecord?
}

/// All branches of a run, and the way back through what was done to it.
struct Timeline: Sendable {
    /// More than a person can tell apart.
    static let maximumBranches = 60
    /// Steps that can be undone.
    static let maximumUndoSteps = 1000

    var branches: [Branch]
    /// The number of the one in view.
    var present = 0
    /// The farthest moment that it has been at.
    var farthest: Position = .start
    var done: [UndoStep] = []
    var undone: [UndoStep] = []
    var bookmarks = Bookmarks()
    /// Counts what a session file would say differently.
    var revision = 0
    /// Bytes for the curves of branches that are not in view.
    let ghostBudget: Int
    private var nextID = 1

    init(log: InterventionLog, ghostBudget: Int) {
        self.ghostBudget = ghostBudget
        branches = [
            Branch(id: 0, name: "main", log: log, parent: nil, fork: 0, metrics: RunMetrics(trainableLayers: 0), farthest: .start)
        ]
    }

    /// Memory of the curves of all branches that are not in view.
    var ghostBytes: Int { branches.reduce(0) { $0 + $1.metrics.byteCount } }

    var presentIndex: Int {
        guard let index = branches.firstIndex(where: { $0.id == present }) else {
            preconditionFailure("the branch in view is in no list")
        }
        return index
    }

    subscript(id: Int) -> Branch? { branches.first { $0.id == id } }

    /// Makes a branch that leaves `parent` at an iteration.
    mutating func fork(_ log: InterventionLog, from parent: Int, at iteration: Int, farthest: Position) -> Int {
        let id = nextID
        nextID += 1
        branches.append(
            Branch(
                id: id, name: freeName, log: log, parent: parent, fork: iteration, metrics: RunMetrics(trainableLayers: 0),
                farthest: farthest))
        return id
    }

    /// Removes a branch; those forked from it now are its parent's.
    mutating func remove(_ id: Int) {
        guard let gone = self[id], id != present else { return }
        branches.removeAll { $0.id == id }
        for index in branches.indices where branches[index].parent == id {
            branches[index].parent = gone.parent.flatMap { self[$0]?.id }
            branches[index].fork = min(branches[index].fork, gone.fork)
        }
    }

    mutating func note(_ step: UndoStep) {
        done.append(step)
        if done.count > Self.maximumUndoSteps { done.removeFirst() }
        undone.removeAll()
    }

    private var freeName: String {
        let names = Set(branches.map(\.name))
        var number = branches.count
        while names.contains("b\(number)") { number += 1 }
        return "b\(number)"
    }
}
