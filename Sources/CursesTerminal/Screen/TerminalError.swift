/// Why there is no screen. One line each, meant for the person at the terminal.
public enum TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// No terminal is attached: neither standard output, input nor error is one, and there is no controlling terminal.
    case noTerminal
    /// TERM is not set, or empty.
    case typeUnset
    /// TERM names a terminal that the terminal database does not have.
    case typeUnknown(String)
    /// TERM names a terminal without a movable cursor.
    case typeTooPlain(String)
    /// There is no terminal database at all.
    case noDatabase(String)
    /// The terminal could not be opened, read or changed.
    case device(path: String, operation: String, code: Int32, reason: String)
    /// Another screen is open in this process.
    case alreadyOpen
    /// ncurses could not start.
    case curses(String)

    public var description: String {
        let headless = "`backstep train` works without a screen"
        return switch self {
        case .noTerminal:
            "no terminal: expected standard output or /dev/tty to be one; run it in a terminal, or headless: \(headless)"
        case .typeUnset:
            "TERM is not set: expected the name of a terminal type; try TERM=xterm-256color, or run headless: \(headless)"
        case .typeUnknown(let name):
            "TERM is \"\(printable(name))\", which the terminal database does not have; try TERM=xterm-256color or install ncurses-term, "
                + "or run headless: \(headless)"
        case .typeTooPlain(let name):
            "TERM is \"\(printable(name))\", a terminal whose cursor cannot be moved; try TERM=xterm-256color, or run headless: \(headless)"
        case .noDatabase(let name):
            "no terminal database found for TERM \"\(printable(name))\"; install ncurses-base or set TERMINFO, or run headless: \(headless)"
        case .device(let path, let operation, let code, let reason):
            "\(path): cannot \(operation): \(reason) (error \(code)); try another terminal, or run headless: \(headless)"
        case .alreadyOpen:
            "the terminal is in use by another screen of this process: close that one first"
        case .curses(let name):
            "ncurses cannot start for TERM \"\(printable(name))\" (out of memory or no room for temporary files); try again, "
                + "or run headless: \(headless)"
        }
    }

    /// A name as it may be printed: no control characters, not endless.
    private func printable(_ name: String) -> String {
        var text = ""
        for scalar in name.unicodeScalars.prefix(60) {
            text.unicodeScalars.append(scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? "?" : scalar)
        }
        return text
    }
}
