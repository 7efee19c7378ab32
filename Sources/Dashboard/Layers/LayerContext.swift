import Inspection
import TerminalGraphics

/// The values that a layer acts on and draws from.
public struct LayerContext: Sendable {
    /// The state of the screen.
    public var view: ViewState
    /// The snapshot that the panes are drawn from; nil before the first one.
    public var snapshot: Snapshot?
    /// The colors.
    public var theme: Theme
    /// The characters to draw with.
    public var glyphs: GlyphTier
    /// Where the panes stand.
    public var arrangement: Arrangement
    /// The size of the screen.
    public var size: Size
    /// Whether all that was asked for is done, and no keys are left to be pressed.
    public var isIdle = false
    /// Lines entered behind `:`, in this run and before.
    var lineHistory: LineHistory
    /// Where things stand on the screen.
    let find: @Sendable (Anchor, PaneID?) -> [Rect]

    /// Where the run stands.
    public var status: Status? { snapshot?.status }

    /// The cells of something on the screen, in one pane or in all that show it; empty where none does.
    public func areas(of anchor: Anchor, in pane: PaneID? = nil) -> [Rect] { find(anchor, pane) }
}
