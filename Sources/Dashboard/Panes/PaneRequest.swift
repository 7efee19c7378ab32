import Inspection
import TerminalGraphics

/// What a pane knows when it decides what it needs to see.
public struct PaneRequest: Sendable {
    public var view: ViewState
    /// Nil before the first snapshot.
    public var status: Status?
    /// The size of its inside.
    public var size: Size
    /// The panes on the screen, so that none need show what another one shows larger.
    public var shown: Set<PaneID>

    public init(view: ViewState, status: Status?, size: Size, shown: Set<PaneID> = []) {
        self.view = view
        self.status = status
        self.size = size
        self.shown = shown
    }
}
