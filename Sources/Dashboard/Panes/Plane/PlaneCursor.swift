import Inspection
import TerminalGraphics

/// Where a point would be put on the plane, in cells of its pane, and of which class.
public struct PlaneCursor: PaneState {
    /// Cells from the left edge of the plane.
    public var column = 0
    /// Cells from its upper edge.
    public var row = 0
    /// The class that a point put down here would have.
    public var label = 0
    /// False until it has been moved: then it stands in the middle.
    public var isPlaced = false

    public init() {}

    /// The cell in a plane of a size.
    func cell(in size: Size) -> (column: Int, row: Int) {
        guard isPlaced else { return (size.width / 2, size.height / 2) }
        return (min(size.width - 1, max(0, column)), min(size.height - 1, max(0, row)))
    }
}

extension ViewState {
    /// The cursor of the plane, kept while other panes have the keys.
    public var planeCursor: PlaneCursor {
        get { self[PlaneCursor.self] }
        set { self[PlaneCursor.self] = newValue }
    }
}
