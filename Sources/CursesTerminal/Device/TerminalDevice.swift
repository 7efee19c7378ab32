import CNcurses
import TerminalGraphics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension TerminalError {
    static func system(_ path: String, _ operation: String, _ code: Int32) -> TerminalError {
        .device(path: path, operation: operation, code: code, reason: String(cString: strerror(code)))
    }
}

/// The terminal's device: an open file of our own, so that its not blocking is nobody else's business, and its modes.
final class TerminalDevice {
    let descriptor: Int32
    let path: String
    /// False where only a descriptor shared with others could be had: then it is asked before each read and write.
    private let isNonblocking: Bool
    /// The modes as they were.
    private(set) var saved: termios

    private init(descriptor: Int32, path: String, isNonblocking: Bool) throws(TerminalError) {
        self.descriptor = descriptor
        self.path = path
        self.isNonblocking = isNonblocking
        saved = termios()
        // In the background this stops us, before anything was read or written; it does nothing else.
        guard Self.repeatedly({ tcflow(descriptor, Int32(TCOON)) }) == 0, Self.repeatedly({ tcgetattr(descriptor, &saved) }) == 0
        else {
            throw .system(path, "read the terminal's modes", errno)
        }
    }

    deinit { close(descriptor) }

    /// Opens a named terminal, or the one that the process is attached to.
    static func open(_ named: String?) throws(TerminalError) -> TerminalDevice {
        if let named {
            let descriptor = openFile(named)
            guard descriptor >= 0 else { throw .system(named, "open", errno) }
            guard isatty(descriptor) == 1 else {
                close(descriptor)
                throw .system(named, "use as a terminal", ENOTTY)
            }
            return try TerminalDevice(descriptor: descriptor, path: named, isNonblocking: true)
        }
        let attached = [STDOUT_FILENO, STDIN_FILENO, STDERR_FILENO].filter { isatty($0) == 1 }
        let names = attached.compactMap { ttyname($0).map { String(cString: $0) } }
        for name in names + ["/dev/tty"] {
            let descriptor = openFile(name)
            if descriptor < 0 { continue }
            if isatty(descriptor) == 1 { return try TerminalDevice(descriptor: descriptor, path: name, isNonblocking: true) }
            close(descriptor)
        }
        for shared in attached {
            let descriptor = fcntl(shared, F_DUPFD_CLOEXEC, 3)
            if descriptor >= 0 { return try TerminalDevice(descriptor: descriptor, path: "the terminal", isNonblocking: false) }
        }
        throw .noTerminal
    }

    private static func openFile(_ path: String) -> Int32 {
        #if canImport(Glibc)
            Glibc.open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        #else
            Darwin.open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        #endif
    }

    private static func repeatedly(_ call: () -> Int32) -> Int32 {
        while true {
            let result = call()
            if result == 0 || errno != EINTR { return result }
        }
    }

    /// No echo, no lines, no signals from keys, no translation in or out. `VMIN` 1: a read of nothing means that the terminal is
    /// gone.
    func makeRaw() -> Bool {
        var raw = saved
        raw.c_iflag &= ~tcflag_t(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON)
        raw.c_oflag &= ~tcflag_t(OPOST)
        raw.c_lflag &= ~tcflag_t(ECHO | ECHONL | ICANON | ISIG | IEXTEN)
        withUnsafeMutableBytes(of: &raw.c_cc) { bytes in
            bytes[Int(VMIN)] = 1
            bytes[Int(VTIME)] = 0
        }
        return Self.repeatedly { tcsetattr(descriptor, TCSANOW, &raw) } == 0
    }

    func restoreModes() { _ = Self.repeatedly { tcsetattr(descriptor, TCSANOW, &saved) } }

    /// Outcomes of asking for the terminal.
    enum Claim {
        case ours
        case gone
        /// It was given up before the terminal was ours.
        case abandoned
    }

    /// Waits (stopped, while in the background) until the terminal is ours.
    /// - Parameter abandon: Asked whenever a signal came.
    func claim(unless abandon: () -> Bool) -> Claim {
        while !abandon() {
            if tcflow(descriptor, Int32(TCOON)) == 0 { return .ours }
            if errno != EINTR { return .gone }
        }
        return .abandoned
    }

    /// Reads the modes anew: while we did not have the terminal, they may have been changed for good.
    func rereadModes() -> Bool { Self.repeatedly { tcgetattr(descriptor, &saved) } == 0 }

    /// Whether the terminal is another job's.
    var isInBackground: Bool {
        let group = tcgetpgrp(descriptor)
        return group > 0 && group != getpgrp()
    }

    /// The size that the terminal reports, nil where it knows none.
    var reportedSize: Size? {
        var window = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else { return nil }
        return Size(width: Int(window.ws_col), height: Int(window.ws_row))
    }

    /// Forgets output that the terminal has not read.
    func discardOutput() { tcflush(descriptor, Int32(TCOFLUSH)) }

    /// Forgets input that has not been read.
    func discardInput() { tcflush(descriptor, Int32(TCIFLUSH)) }

    func write(_ bytes: UnsafeRawBufferPointer) -> PendingOutput.WriteResult {
        while true {
            // A shared descriptor blocks: only what surely fits is written, and only after asking.
            if !isNonblocking && !isReady(POLLOUT) { return .full }
            let length = isNonblocking ? bytes.count : min(bytes.count, 256)
            let count = cncurses_write(descriptor, bytes.baseAddress, length)
            if count >= 0 { return .wrote(count) }
            switch errno {
            case EINTR: continue
            case EAGAIN, EWOULDBLOCK: return .full
            default: return .failed
            }
        }
    }

    /// Outcomes of a read.
    enum ReadResult {
        case bytes(Int)
        case nothing
        case gone
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> ReadResult {
        while true {
            if !isNonblocking && !isReady(POLLIN) { return .nothing }
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            if count > 0 { return .bytes(count) }
            if count == 0 { return .gone }
            switch errno {
            case EINTR: continue
            case EAGAIN, EWOULDBLOCK: return .nothing
            default: return .gone
            }
        }
    }

    /// Waits up to so many milliseconds for the terminal to take or have bytes.
    func isReady(_ events: Int32, milliseconds: Int32 = 0) -> Bool {
        var query = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        return poll(&query, 1, milliseconds) > 0
    }
}
