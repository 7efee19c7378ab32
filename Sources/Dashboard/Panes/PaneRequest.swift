import Inspection
import TerminalGraphics

/// The facts that a pane knows when it decides what it needs to see. An object, since a plan and all that is drawn from it hold the
/// same one: its facts are many, and copying them took longer than many a pane.
public final class PaneRequest: Sendable {
    /// The state of the screen: selection, grain, the pane's own memory.
    public let view: ViewState
    /// Nil before the first snapshot.
    public let status: Status?
    /// The size of its inside.
    public let size: Size
    /// The panes on the screen, so that none need show what another one shows larger.
    public let shown: Set<PaneID>

    /// A request for a plan; without other panes beside it unless they are named.
    public init(view: ViewState, status: Status?, size: Size, shown: Set<PaneID> = []) {
        self.view = view
        self.status = status
        self.size = size
        self.shown = shown
    }
}
