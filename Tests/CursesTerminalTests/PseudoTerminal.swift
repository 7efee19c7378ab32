import TerminalGraphics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A terminal made of software, of which the test is the other end.
final class PseudoTerminal {
    let path: String
    private(set) var controller: Int32
    /// A descriptor of the terminal's side, so that its modes can be looked at and outlive whoever uses it.
    let terminal: Int32

    /// nil where the machine gives out no pseudo-terminals.
    init?(_ size: Size) {
        guard let (controller, path) = Self.openController() else { return nil }
        self.controller = controller
        self.path = path
        terminal = open(path, O_RDWR | O_NOCTTY)
        guard terminal >= 0 else { return nil }
        _ = fcntl(controller, F_SETFL, O_NONBLOCK)
        resize(size)
    }

    private static func openController() -> (Int32, String)? {
        #if os(Linux)
            // Glibc's module has no posix_openpt: these are its ioctls, TIOCSPTLCK and TIOCGPTN.
            let controller = open("/dev/ptmx", O_RDWR | O_NOCTTY)
            var lock: Int32 = 0
            var number: UInt32 = 0
            guard controller >= 0, ioctl(controller, 0x4004_5431, &lock) == 0, ioctl(controller, 0x8004_5430, &number) == 0 else {
                return nil
            }
            return (controller, "/dev/pts/\(number)")
        #else
            let controller = posix_openpt(O_RDWR | O_NOCTTY)
            guard controller >= 0, grantpt(controller) == 0, unlockpt(controller) == 0, let name = ptsname(controller) else {
                return nil
            }
            return (controller, String(cString: name))
        #endif
    }

    deinit {
        hangUp()
        close(terminal)
    }

    func resize(_ size: Size) {
        var window = winsize(ws_row: UInt16(size.height), ws_col: UInt16(size.width), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(controller, UInt(TIOCSWINSZ), &window)
    }

    func hangUp() {
        if controller >= 0 { close(controller) }
        controller = -1
    }

    func type(_ text: String) {
        _ = Array(text.utf8).withUnsafeBytes { write(controller, $0.baseAddress, $0.count) }
    }

    /// What comes out, until `text` has been seen or nothing comes for two seconds.
    func output(until text: String) -> String { output(until: text) { false } }

    /// The same, of a program that goes on writing only when asked to: `goOn` does that and says whether there was something to
    /// do.
    func output(until text: String, _ goOn: () -> Bool) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var unseen = 0
        while !String(decoding: bytes[unseen...], as: UTF8.self).contains(text) {
            unseen = max(0, bytes.count - text.utf8.count)
            var query = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
            if goOn() && poll(&query, 1, 0) == 0 { continue }
            guard poll(&query, 1, 2000) > 0 else { break }
            let count = read(controller, &buffer, buffer.count)
            if count <= 0 { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether there is nothing to read at this moment.
    var isSilent: Bool {
        var query = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
        return poll(&query, 1, 0) == 0
    }

    var modes: termios {
        var modes = termios()
        tcgetattr(terminal, &modes)
        return modes
    }
}
