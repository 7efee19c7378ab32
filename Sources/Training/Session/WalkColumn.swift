/// A thing that a walk goes through: a column, or a stage of its layer.
struct WalkColumn: Hashable, Sendable {
    var column: Int
    var stage: Int?
}
