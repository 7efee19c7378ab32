import Inspection
import TerminalGraphics

/// What a pane draws from.
public struct PaneContext: Sendable {
    public var request: PaneRequest
    private let snapshot: Snapshot
    public var theme: Theme
    public var glyphs: GlyphTier
    /// How pictures are shaded: by color, or by glyphs where there is none.
    public var shading: ImageShading
    /// What the other run of a comparison is called, which is the first of the snapshot's rivals; nil without one.
    public var rivalName: String?
    /// Told of every probe whose answer is looked at.
    public var onRead: (@Sendable (any Probe) -> Void)?

    public init(request: PaneRequest, snapshot: Snapshot, theme: Theme, glyphs: GlyphTier, shading: ImageShading) {
        self.request = request
        self.snapshot = snapshot
        self.theme = theme
        self.glyphs = glyphs
        self.shading = shading
    }

    public var view: ViewState { request.view }
    public var status: Status { snapshot.status }

    /// The answer to a probe; nil where it was not asked or has none.
    public subscript<P: Probe>(_ probe: P) -> P.Reading? {
        onRead?(probe)
        return snapshot[probe]
    }

    /// The other run's answer to a probe, in a comparison.
    func rival<P: Probe>(_ probe: P) -> P.Reading? {
        onRead?(probe)
        return snapshot.rivals.first?[probe]
    }
}
