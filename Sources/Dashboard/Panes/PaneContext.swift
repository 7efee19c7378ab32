import Inspection
import TerminalGraphics

/// The values that a pane draws from.
public struct PaneContext: Sendable {
    /// The request that the pane's plan was made of.
    public var request: PaneRequest
    private let snapshot: Snapshot
    /// The colors.
    public var theme: Theme
    /// The characters to draw with.
    public var glyphs: GlyphTier
    /// The shading of pictures: by color, or by glyphs where there is none.
    public var shading: ImageShading
    /// Name of the other run of a comparison; nil without one.
    public var otherRunName: String?
    /// Told of every probe whose answer is looked at.
    public var onRead: (@Sendable (any Probe) -> Void)?

    /// A thing that both the border and the inside of the pane are drawn from, made once.
    let shared = MadeOnce()

    /// A context without another run beside it.
    public init(request: PaneRequest, snapshot: Snapshot, theme: Theme, glyphs: GlyphTier, shading: ImageShading) {
        self.request = request
        self.snapshot = snapshot
        self.theme = theme
        self.glyphs = glyphs
        self.shading = shading
    }

    /// The state of the screen.
    public var view: ViewState { request.view }
    /// Where the run stands.
    public var status: Status { snapshot.status }

    /// The answer to a probe; nil where it was not asked or has none.
    public subscript<P: Probe>(_ probe: P) -> P.Reading? {
        onRead?(probe)
        return snapshot[probe]
    }

    /// The other run's answer to a probe, in a comparison.
    func ofOtherRun<P: Probe>(_ probe: P) -> P.Reading? {
        onRead?(probe)
        return snapshot.otherRuns.first?[probe]
    }
}
