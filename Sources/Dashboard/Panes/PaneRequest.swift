import Inspection
import TerminalGraphics

/// The facts that a pane knows when it decides what it needs to see.
public struct PaneRequest: Sendable {
    /// The state of the screen: selection, grain, the pane's own memory.
    public var view: ViewState
    /// Nil before the first snapshot.
    public var status: Status?
    /// The size of its inside.
    public var size: Size
    /// The panes on the screen, so that none need show what another one shows larger.
    public var shown: Set<PaneID>

    /// A request for a plan; without other panes beside it unless they are named.
    public init(view: ViewState, status: Status?, size: Size, shown: Set<PaneID> = []) {
        self.view = view
        self.status = status
        self.size = size
        self.shown = shown
    }
}
