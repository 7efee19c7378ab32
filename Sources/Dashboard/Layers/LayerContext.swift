import Inspection
import TerminalGraphics

/// What a layer acts on and draws from.
public struct LayerContext: Sendable {
    public var view: ViewState
    /// Nil before the first one.
    public var snapshot: Snapshot?
    public var theme: Theme
    public var glyphs: GlyphTier
    /// Where the panes stand.
    public var arrangement: Arrangement
    public var size: Size
    /// What has been entered on the `:` line, in this run and before.
    var lineHistory: LineHistory
    /// Where things stand on the screen.
    let find: @Sendable (Anchor, PaneID?) -> [Rect]

    public var status: Status? { snapshot?.status }

    /// The cells of something on the screen, in one pane or in all that show it; empty where none does.
    public func areas(of anchor: Anchor, in pane: PaneID? = nil) -> [Rect] { find(anchor, pane) }
}
