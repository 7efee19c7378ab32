import TerminalGraphics
import Training

/// One part of the screen. A pane is a value: it says what it needs to see, and draws it; the same snapshot, view and area give the same
/// cells.
public protocol Pane: Sendable {
    var id: PaneID { get }
    /// One word, for tabs.
    var shortTitle: String { get }
    /// Stands in the border, on the left.
    func title(_ context: PaneContext) -> String
    /// Stands in the border, on the right.
    func note(_ context: PaneContext) -> StyledText
    /// What it needs to see in an area of `request.size`.
    func probes(_ request: PaneRequest) -> [any Probe]
    /// Draws it. Drawing outside `area` has no effect.
    func render(_ context: PaneContext, in area: Rect, on canvas: inout Canvas)
}

extension Pane {
    public func title(_ context: PaneContext) -> String { shortTitle }
    public func note(_ context: PaneContext) -> StyledText { .empty }
}

/// What a pane knows when it decides what it needs to see.
public struct PaneRequest: Sendable {
    public var view: ViewState
    /// Nil before the first snapshot.
    public var status: Status?
    /// The size of its inside.
    public var size: Size

    public init(view: ViewState, status: Status?, size: Size) {
        self.view = view
        self.status = status
        self.size = size
    }
}

/// What a pane draws from.
public struct PaneContext: Sendable {
    public var request: PaneRequest
    public var snapshot: Snapshot
    public var theme: Theme
    public var glyphs: GlyphTier
    /// How pictures are shaded: by color, or by glyphs where there is none.
    public var shading: ImageShading

    public init(request: PaneRequest, snapshot: Snapshot, theme: Theme, glyphs: GlyphTier, shading: ImageShading) {
        self.request = request
        self.snapshot = snapshot
        self.theme = theme
        self.glyphs = glyphs
        self.shading = shading
    }

    public var view: ViewState { request.view }
    public var status: Status { snapshot.status }
}
