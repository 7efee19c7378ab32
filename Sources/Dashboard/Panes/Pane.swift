import Inspection
import TerminalGraphics

/// One part of the screen. A pane is a value: it says what it needs to see, and draws it; the same snapshot, view and area give
/// the same cells.
public protocol Pane: Sendable {
    var id: PaneID { get }
    /// The places where it stands, each named after the pane that it is made for: the first that the screen has. A screen
    /// without any of them shows it where the explanation stands.
    var homes: [PaneID] { get }
    /// One word, for tabs.
    var shortTitle: String { get }
    /// What it shows, in a few words, for the list of panes.
    var summary: String { get }
    /// Its views, in the order in which a key goes through them; empty where there is but one.
    var views: [String] { get }
    /// Stands in the border, on the left.
    func title(_ context: PaneContext) -> String
    /// Stands in the border, on the right.
    func note(_ context: PaneContext) -> StyledText
    /// What it needs to see in an area of `request.size`.
    func probes(_ request: PaneRequest) -> [any Probe]
    /// Draws it. Drawing outside `area` has no effect.
    func render(_ context: PaneContext, in area: Rect, on canvas: inout Canvas)
    /// What a click on a cell selects; nil where there is nothing to select.
    func selection(at point: Point, _ context: PaneContext, in area: Rect) -> Selection?
    /// Takes a command while it is focused; nil leaves it to the dashboard.
    func perform(_ command: Command, _ view: inout ViewState, _ request: PaneRequest, _ snapshot: Snapshot) -> [Effect]?
}

extension Pane {
    public var homes: [PaneID] { [id] }
    public func title(_ context: PaneContext) -> String { shortTitle }
    public func note(_ context: PaneContext) -> StyledText { .empty }
    public var views: [String] { [] }
    public func selection(at point: Point, _ context: PaneContext, in area: Rect) -> Selection? { nil }
    public func perform(_ command: Command, _ view: inout ViewState, _ request: PaneRequest, _ snapshot: Snapshot) -> [Effect]? {
        nil
    }

    /// Number of the view to show.
    func view(_ state: ViewState) -> Int {
        let count = max(1, views.count)
        return ((state.views[id] ?? 0) % count + count) % count
    }
}

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

/// What a pane draws from.
public struct PaneContext: Sendable {
    public var request: PaneRequest
    public var snapshot: Snapshot
    public var theme: Theme
    public var glyphs: GlyphTier
    /// How pictures are shaded: by color, or by glyphs where there is none.
    public var shading: ImageShading
    /// What the other run of a comparison is called, which is the first of the snapshot's rivals; nil without one.
    public var rivalName: String?

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
