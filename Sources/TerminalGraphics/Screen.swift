/// Where frames go. The curses screen is one, a test's recorder another.
public protocol Screen: AnyObject {
    /// The size the next frame should have.
    var size: Size { get }
    /// The abilities of the terminal.
    var glyphs: GlyphTier { get }
    /// Shows a frame. Of a frame whose size is not the screen's, the part that fits is shown.
    func present(_ canvas: Canvas)
}
