import Inspection

/// A search for the next or the last hit of a breakpoint: how far it has got.
///
/// Forward it trains on. Backward it replays the run in pieces, the latest first, each from a checkpoint on; of every piece it
/// takes the last hit. A piece goes on into the first iteration of the one behind it, because a condition becomes true between
/// two iterations.
struct BreakpointSearch {
    var direction: Direction
    /// Where it began, and where it goes back to if there is no hit.
    var origin: Position
    /// Backward: the last iteration of the piece, and its first one.
    var last = 0
    var first = 0
    /// The last hit in the piece so far.
    var found: (iteration: Int, ids: [Int])?
    var isReplaying = false

    /// Iterations in a piece, at least.
    static let piece = 64
}
