import TerminalGraphics

/// A terminal whose frames are written down with their times, too.
final class RecordedTerminal: Terminal {
    private let terminal: any Terminal
    private let file: StreamedFile
    private let now: () -> Duration
    private let start: Duration
    private var text = CastText()
    /// Why recording has ended early.
    private(set) var failure: (any Error)?

    /// - Parameters:
    ///   - now: a clock.
    ///   - secondsSince1970: the time of day at the beginning.
    init(_ terminal: any Terminal, file: StreamedFile, title: String, secondsSince1970: Int?, now: @escaping () -> Duration)
        throws
    {
        self.terminal = terminal
        self.file = file
        self.now = now
        start = now()
        try file.append(text.header(terminal.size, secondsSince1970: secondsSince1970, title: title))
    }

    var size: Size { terminal.size }
    var glyphs: GlyphTier { terminal.glyphs }
    var colorCount: Int { terminal.colorCount }
    var isReadyForFrame: Bool { terminal.isReadyForFrame }

    func present(_ canvas: Canvas) {
        terminal.present(canvas)
        guard failure == nil else { return }
        let (seconds, attoseconds) = (now() - start).components
        do { try file.append(text.frame(canvas, at: Double(seconds) + Double(attoseconds) / 1e18)) } catch { failure = error }
    }

    func invalidate() { terminal.invalidate() }
    func wait(timeout: Duration?, wake: Int32?) -> [TerminalEvent] { terminal.wait(timeout: timeout, wake: wake) }
    func suspend() { terminal.suspend() }
    func close() { terminal.close() }

    /// Gives the recording its name.
    func finish() throws {
        if let failure { throw failure }
        try file.finish()
    }
}
