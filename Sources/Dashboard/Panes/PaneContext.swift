import Inspection
import TerminalGraphics

/// The values that a pane draws from.
public struct PaneContext: Sendable {
    /// The request that the pane's plan was made of.
    public var request: PaneRequest
    private let frame: FrameValues
    /// Name of the other run of a comparison; nil without one.
    public var otherRunName: String?
    /// Told of every probe whose answer is looked at.
    public var onRead: (@Sendable (any Probe) -> Void)?

    /// A thing that both the border and the inside of the pane are drawn from, made once.
    let shared = MadeOnce()

    /// The values that all panes of a frame are drawn from, held once for all of them.
    final class FrameValues: Sendable {
        let snapshot: Snapshot
        let theme: Theme
        let glyphs: GlyphTier
        let shading: ImageShading

        init(_ snapshot: Snapshot, _ theme: Theme, _ glyphs: GlyphTier, _ shading: ImageShading) {
            (self.snapshot, self.theme, self.glyphs, self.shading) = (snapshot, theme, glyphs, shading)
        }
    }

    /// A context without another run beside it.
    public init(request: PaneRequest, snapshot: Snapshot, theme: Theme, glyphs: GlyphTier, shading: ImageShading) {
        self.init(request: request, FrameValues(snapshot, theme, glyphs, shading))
    }

    init(request: PaneRequest, _ frame: FrameValues) { (self.request, self.frame) = (request, frame) }

    /// The colors.
    public var theme: Theme { frame.theme }
    /// The characters to draw with.
    public var glyphs: GlyphTier { frame.glyphs }
    /// The shading of pictures: by color, or by glyphs where there is none.
    public var shading: ImageShading { frame.shading }

    /// The state of the screen.
    public var view: ViewState { request.view }
    /// Where the run stands.
    public var status: Status { frame.snapshot.status }

    /// The answer to a probe; nil where it was not asked or has none.
    public subscript<P: Probe>(_ probe: P) -> P.Reading? {
        onRead?(probe)
        return frame.snapshot[probe]
    }

    /// The other run's answer to a probe, in a comparison.
    func ofOtherRun<P: Probe>(_ probe: P) -> P.Reading? {
        onRead?(probe)
        return frame.snapshot.otherRuns.first?[probe]
    }
}
