/// Something that a person has done or looked at. Nobody can tell it of a moment: whoever has watched the person says it.
package enum WatchDeed: Hashable, Sendable {
    /// Has been at a moment: in an iteration, in a pass; nil: in any.
    case visited(iteration: Int?, Pass?)
    /// Selects a neuron, and one of its weights by the place of its input, the bias behind them; nil: any.
    case selected(column: Int, neuron: Int, input: Int?)
    /// Has had a pane on the screen.
    case opened(String)
    /// Has looked at a sample of the batch, by its row; nil: at any but the pinned one.
    case viewed(row: Int?)
    /// Has had the gradient of a parameter checked, by its place among all; nil: of any.
    case checked(offset: Int?)
    /// Has had a check say that the gradient of a parameter is wrong, by its place among all; nil: of any.
    case caught(offset: Int?)
    /// Has gone on without doing what was asked.
    case wentOn
}
