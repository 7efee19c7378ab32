/// The bytes that take a terminal over, give it back, and frame an update.
public struct ControlSequences: Hashable, Sendable {
    /// Written when the screen begins, and again after a stop.
    public let enter: [UInt8]
    /// Written when it ends, before a stop, and on a crash. Cancels whatever sequence was cut off before it.
    public let leave: [UInt8]
    /// Around a frame: synchronized output (DEC private mode 2026), so that the terminal shows it whole. Empty for poor
    /// terminals.
    public let beginFrame: [UInt8]
    /// The end of what `beginFrame` begins.
    public let endFrame: [UInt8]

    /// - Parameters:
    ///   - isRich: Whether xterm's private modes may be sent.
    ///   - mouse: Whether mouse events are wanted.
    ///   - capability: A string capability of the terminal by its terminfo name.
    public init(isRich: Bool, mouse: Bool, capability: (String) -> [UInt8]?) {
        func get(_ name: String) -> [UInt8] { capability(name) ?? [] }
        func mode(_ text: String) -> [UInt8] { isRich ? Array("\u{1B}[?\(text)".utf8) : [] }
        let clear = get("clear")
        // Rich terminals send keys that are known without application mode; the others send what their description says in it.
        let keypad = isRich ? [] : get("smkx")
        let cancel: [UInt8] = [0x18, 0x1B, 0x5C]
        // A frame that is cut off may have set rows that scroll alone. The description's own sequence wants two rows; none means all.
        let margins: [UInt8] = capability("csr") == nil ? [] : Array("\u{1B}[r".utf8)

        enter =
            get("smcup") + (capability("smcup") == nil ? clear : []) + get("smam") + keypad + get("civis")
            + (mouse ? mode("1002;1006h") : []) + mode("1004;2004h")
        leave =
            cancel + mode("2026l") + margins + get("sgr0") + get("op") + get("rmir") + mode("1006;1002l") + mode("2004;1004l")
            + (isRich ? [] : get("rmkx")) + get("smam") + (capability("rmcup") ?? clear) + get("cnorm")
        beginFrame = mode("2026h")
        endFrame = mode("2026l")
    }
}
