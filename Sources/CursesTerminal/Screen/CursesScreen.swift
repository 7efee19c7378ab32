import CNcurses
import TerminalGraphics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The terminal as a screen: frames go out, events come in, and whatever happens it is given back as it was.
///
/// ncurses finds out what changed and how to say it, into memory. The bytes then go to the terminal through a file of our own
/// that does not block, one write a frame; while the terminal has not taken them, no further frame is composed: frames are
/// dropped, never queued. Input is read and decoded here, not by ncurses.
///
/// One screen at a time, used from one thread only: that on which it was opened.
public final class CursesScreen: Terminal {
    /// The size the next frame should have.
    public internal(set) var size: Size
    /// The abilities of the terminal.
    public var glyphs: GlyphTier { profile.glyphs }
    /// The number of colors; 0 without color.
    public let colorCount: Int
    /// Of the terminal's type, locale and options.
    public let profile: TerminalProfile
    /// Terminal type in whose language the screen is drawn, where the terminal database does not have TERM's; nil else.
    public let substitute: String?
    /// A frame was dropped since the last one that was shown.
    public internal(set) var needsFrame = false

    let device: TerminalDevice
    let sequences: ControlSequences
    let signals: WakePipe
    var decoder: KeyDecoder
    var translator: CellTranslator
    var pending = PendingOutput()
    /// The cells ncurses was last given, or nothing where all have to be given anew.
    var shown: [Cell] = []
    var rowBuffer: [cncurses_cell] = []
    /// Events to report at the next wait.
    var queue: [TerminalEvent] = []
    /// The terminal has not taken all of a frame; it is not offered the rest before ``nextWrite``.
    var wasFull = false
    var nextWrite: Duration = .zero
    var isOpen = true
    /// The terminal is in our hands: its modes and screen are ours.
    var isEntered = false
    var isGone = false

    /// Takes the terminal over.
    /// - Throws: ``TerminalError`` with one line for the user; nothing has been written to the terminal then.
    public static func open(options: ScreenOptions) throws(TerminalError) -> CursesScreen {
        guard let term = options.term, !term.isEmpty else { throw .typeUnset }
        let device = try TerminalDevice.open(options.device)
        let signals = try WakePipe()
        guard OneScreen.claim() else { throw .alreadyOpen }
        // ncurses installs signal handlers of its own: none may come between its and ours.
        return try SignalMask.blocked { () throws(TerminalError) -> CursesScreen in
            do throws(TerminalError) {
                return try CursesScreen(term: term, device: device, signals: signals, options: options)
            } catch {
                OneScreen.release()
                throw error
            }
        }
    }

    private init(term: String, device: TerminalDevice, signals: WakePipe, options: ScreenOptions) throws(TerminalError) {
        let isUTF8 = cncurses_adopt_locale()
        cncurses_signals_install(signals.signalEnd)
        var status = cncurses_open(term, options.color)
        var known = term
        if status == CNCURSES_UNKNOWN_TERMINAL {
            for other in TerminalProfile.substitutes(for: term) where status != CNCURSES_OK {
                guard cncurses_open(other, options.color) == CNCURSES_OK else { continue }
                (status, known) = (CNCURSES_OK, other)
            }
        }
        substitute = known == term ? nil : known
        guard status == CNCURSES_OK else {
            cncurses_signals_remove()
            throw Self.error(status, term)
        }
        cncurses_signals_reclaim()
        profile = TerminalProfile(term: known, isUTF8: isUTF8, hasMouse: Self.capability("kmous") != nil, wanted: options.glyphs)
        sequences = ControlSequences(isRich: profile.isRich, mouse: options.mouse, capability: Self.capability)
        decoder = KeyDecoder(described: DescribedKeys.sequences(capability: Self.capability))
        colorCount = Int(cncurses_colors())
        translator = CellTranslator(
            profile: profile, colorCount: colorCount, pairCount: Int(cncurses_color_pairs()),
            hasDefaultColors: cncurses_has_default_colors())
        self.device = device
        self.signals = signals
        size = Self.fallback
        resize(to: device.reportedSize ?? Self.fallback)

        var saved = device.saved
        guard cncurses_crash_arm(device.descriptor, sequences.leave, sequences.leave.count, &saved) else {
            dismantle()
            throw .curses(term)
        }
        guard device.makeRaw() else {
            let code = errno
            dismantle()
            throw .system(device.path, "set the terminal's modes", code)
        }
        isEntered = true
        send(sequences.enter)
    }

    deinit { close() }

    /// Gives the terminal back as it was. May be called again.
    public func close() {
        guard isOpen else { return }
        leave()
        // Text that was typed or pasted for the screen is not for the shell.
        if !isGone && !device.isInBackground { device.discardInput() }
        dismantle()
    }

    private func dismantle() {
        isOpen = false
        cncurses_crash_remove()
        cncurses_close()
        cncurses_signals_remove()
        OneScreen.release()
    }

    /// A terminal that is full has room again as soon as it has read a single byte. Waiting a moment makes a few large writes of
    /// what else would be many small ones.
    static let pause: Duration = .milliseconds(1)

    /// For a terminal that does not know its size.
    static let fallback = Size(width: 80, height: 24)
    /// No terminal is larger; a size that says so is not believed.
    private static let largest = Size(width: 2000, height: 1000)

    /// Takes the size that the terminal reports. Everything is drawn anew.
    func resize(to reported: Size) {
        let wanted = Size(
            width: min(max(1, reported.width), Self.largest.width), height: min(max(1, reported.height), Self.largest.height))
        guard cncurses_resize(Int32(wanted.height), Int32(wanted.width)) else { return }
        size = wanted
        decoder.bounds = wanted
        rowBuffer = Array(repeating: cncurses_cell(), count: wanted.width)
        invalidate()
    }

    static func capability(_ name: String) -> [UInt8]? {
        var count: Int32 = -1
        let bytes = [UInt8](unsafeUninitializedCapacity: 256) { buffer, initialized in
            count = buffer.withMemoryRebound(to: CChar.self) { cncurses_capability(name, $0.baseAddress, Int32($0.count)) }
            initialized = max(0, Int(count))
        }
        return count > 0 ? bytes : nil
    }

    private static func error(_ status: cncurses_status, _ term: String) -> TerminalError {
        switch status {
        case CNCURSES_UNKNOWN_TERMINAL: .typeUnknown(term)
        case CNCURSES_NO_DATABASE: .noDatabase(term)
        case CNCURSES_TOO_PLAIN: .typeTooPlain(term)
        default: .curses(term)
        }
    }
}
