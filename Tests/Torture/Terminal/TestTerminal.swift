import CTerminalChild
import Foundation
import TestSupport

/// A program in a terminal made of software, below a shell of a few lines. What the program writes is drawn into a ``ScreenModel``,
/// as fast as the terminal is told to be.
final class TestTerminal {
    /// Ways to start a program; see CTerminalChild.h.
    struct Start: OptionSet {
        let rawValue: Int32
        static let leads = Start(TERMINAL_CHILD_LEADS)
        static let inBackground = Start(TERMINAL_CHILD_IN_BACKGROUND)
        static let untold = Start(TERMINAL_CHILD_UNTOLD)
        static let inputNull = Start(TERMINAL_CHILD_INPUT_NULL)
        static let inputClosed = Start(TERMINAL_CHILD_INPUT_CLOSED)
        static let inputSilent = Start(TERMINAL_CHILD_INPUT_SILENT)
        static let outputFile = Start(TERMINAL_CHILD_OUTPUT_FILE)
        static let outputClosed = Start(TERMINAL_CHILD_OUTPUT_CLOSED)
        static let errorsClosed = Start(TERMINAL_CHILD_ERRORS_CLOSED)

        init(rawValue: Int32) { self.rawValue = rawValue }
        init(_ value: some BinaryInteger) { rawValue = Int32(value) }
    }

    /// Where the program stands, as its shell knows.
    enum Standing: Equatable {
        case running
        case stopped(Int32)
        case exited(Int32)
        case killed(Int32)

        var hasEnded: Bool {
            switch self {
            case .running, .stopped: false
            case .exited, .killed: true
            }
        }
    }

    private(set) var screen: ScreenModel
    private(set) var standing = Standing.running
    /// Whether O_NONBLOCK was set on the terminal when the program stopped or ended.
    private(set) var isNonblocking = false
    /// The program's number.
    private(set) var process: pid_t = 0
    /// Bytes that have come.
    private(set) var received = 0
    /// All that has come, as long as somebody wants to see it.
    var recording: [UInt8]?
    /// Nothing is read: the terminal has stalled.
    var isStalled = false
    /// Bytes that are read in a second; nil: as many as come.
    var rate: Int?
    /// Questions about the terminal are left without an answer.
    var isMute = false
    private let child: terminal_child
    private let modesBefore: termios
    private var isClosed = false
    private var allowance = 0.0
    private var lastRead = ContinuousClock.now

    /// - Parameter output: the file of standard output, where it is one.
    init(
        _ arguments: [String], environment: [String: String], folder: String, width: Int, height: Int, start: Start = [],
        output: String = ""
    ) throws {
        var child = terminal_child()
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + variables { free(text) } }
        let code = terminal_child_start(&child, &words, &variables, folder, output, Int32(width), Int32(height), start.rawValue)
        guard code == 0 else { throw Fault("no terminal: \(String(cString: strerror(code)))") }
        self.child = child
        screen = ScreenModel(width: width, height: height)
        var modes = termios()
        tcgetattr(child.terminal, &modes)
        modesBefore = modes
        try pump(until: 10) { process != 0 }
    }

    deinit {
        hangUp()
        close(child.orders)
        close(child.reports)
        close(child.terminal)
        while waitpid(child.shell, nil, 0) < 0, errno == EINTR {}
    }

    // MARK: What happens

    /// Lets the terminal live for a while.
    func pass(_ seconds: Double) throws { _ = try pump(until: seconds) { false } }

    /// Lets the terminal live until nothing has come for a while: the first frame has yet to choose what is selected.
    func settle(_ seconds: Double = 0.2) throws {
        var last = received
        var since = ContinuousClock.now
        _ = try pump(until: 10) {
            if received != last { (last, since) = (received, .now) }
            return ContinuousClock.now - since >= .seconds(seconds)
        }
    }

    /// Lets the terminal live until something is true; says how long that took, nil where it did not come true.
    @discardableResult
    func pump(until seconds: Double, _ isTrue: () throws -> Bool) throws -> Double? {
        let began = ContinuousClock.now
        while true {
            try take(patience: 0)
            let passed = (ContinuousClock.now - began) / .seconds(1)
            if try isTrue() { return passed }
            if passed >= seconds { return nil }
            try take(patience: min(0.02, seconds - passed))
        }
    }

    private func take(patience: Double) throws {
        var queries = [pollfd(fd: child.reports, events: Int16(POLLIN), revents: 0)]
        let mayRead = !isClosed && !isStalled && canRead()
        if mayRead { queries.append(pollfd(fd: child.controller, events: Int16(POLLIN), revents: 0)) }
        poll(&queries, nfds_t(queries.count), Int32(patience * 1000))
        if mayRead { readScreen() }
        if queries[0].revents & Int16(POLLIN | POLLHUP) != 0 { readReports() }
    }

    private func canRead() -> Bool {
        guard let rate else { return true }
        let now = ContinuousClock.now
        allowance = min(Double(rate) / 10, allowance + Double(rate) * ((now - lastRead) / .seconds(1)))
        lastRead = now
        return allowance >= 1
    }

    private func readScreen() {
        var buffer = [UInt8](repeating: 0, count: rate == nil ? 65_536 : max(1, Int(allowance)))
        while true {
            let count = read(child.controller, &buffer, buffer.count)
            guard count > 0 else { return }
            received += count
            screen.take(buffer[..<count])
            recording?.append(contentsOf: buffer[..<count])
            for question in screen.takeQuestions() where !isMute { answer(question) }
            if rate != nil {
                allowance -= Double(count)
                return
            }
        }
    }

    private func answer(_ question: String) {
        switch question {
        case "c", "0c": send("\u{1B}[?62;22c")
        case "6n": send("\u{1B}[1;1R")
        case "5n": send("\u{1B}[0n")
        default: break
        }
    }

    private func readReports() {
        var report = terminal_child_report()
        guard read(child.reports, &report, MemoryLayout<terminal_child_report>.size) == MemoryLayout<terminal_child_report>.size
        else { return }
        switch Int(report.kind) {
        case Int(TERMINAL_CHILD_STARTED): process = report.value
        case Int(TERMINAL_CHILD_STOPPED): standing = .stopped(report.value)
        case Int(TERMINAL_CHILD_EXITED): standing = .exited(report.value)
        default: standing = .killed(report.value)
        }
        isNonblocking = report.is_nonblocking != 0
        // What was written before the end has come by then.
        if standing != .running, !isClosed, !isStalled { readScreen() }
    }

    // MARK: What is done

    func send(_ text: String) { send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        let deadline = ContinuousClock.now + .seconds(5)
        while !rest.isEmpty, !isClosed, ContinuousClock.now < deadline {
            let count = rest.withUnsafeBytes { write(child.controller, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else { try? take(patience: 0.005) }
        }
    }

    func resize(width: Int, height: Int) {
        var size = winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(child.controller, UInt(TIOCSWINSZ), &size)
        screen.resize(width: width, height: height)
    }

    func signal(_ number: Int32) { kill(process, number) }

    /// The shell's `fg`.
    func goOn() {
        standing = .running
        var order = UInt8(ascii: "f")
        write(child.orders, &order, 1)
    }

    /// The window is closed.
    func hangUp() {
        guard !isClosed else { return }
        isClosed = true
        close(child.controller)
    }

    // MARK: What is expected

    /// Waits until the screen shows something.
    @discardableResult
    func wait(_ seconds: Double, for what: String, _ isShown: (ScreenModel) -> Bool) throws -> Double {
        let time = try pump(until: seconds) { isShown(screen) || standing.hasEnded }
        guard let time, isShown(screen) else {
            throw Fault("\(seconds.text(1)) s in vain for \(what); \(standing), the screen:\n\(screen.text)")
        }
        return time
    }

    @discardableResult
    func wait(_ seconds: Double, forText text: String) throws -> Double {
        try wait(seconds, for: "'\(text)'") { $0.text.contains(text) }
    }

    /// Waits until the program has ended; says how long that took.
    @discardableResult
    func waitForEnd(_ seconds: Double, _ expected: Standing? = nil) throws -> Double {
        guard let time = try pump(until: seconds, { standing.hasEnded }) else {
            throw Fault("expected an end within \(seconds.text(1)) s, found it \(standing); the screen:\n\(screen.text)")
        }
        if let expected, standing != expected { throw Fault("expected \(expected), found \(standing):\n\(screen.text)") }
        try pass(0.02)
        return time
    }

    @discardableResult
    func waitForStop(_ seconds: Double) throws -> Double {
        let time = try pump(until: seconds) { standing != .running }
        guard let time, case .stopped = standing else {
            throw Fault("expected it stopped within \(seconds.text(1)) s, found it \(standing)")
        }
        try pass(0.02)
        return time
    }

    /// Everything is as it was before the program: screen, cursor, modes, descriptor; and no process is left.
    func expectClean() throws {
        var modes = termios()
        tcgetattr(child.terminal, &modes)
        var left: [String] = []
        if screen.modes != ScreenModel.Modes() { left.append("modes \(screen.modes)") }
        if !screen.isPenPlain { left.append("a color") }
        if !screen.isBetweenSequences { left.append("a sequence that has no end") }
        if !screen.unknown.isEmpty { left.append("sequences that no terminal knows: \(screen.unknown.sorted())") }
        if isNonblocking { left.append("O_NONBLOCK") }
        if (modes.c_iflag, modes.c_oflag, modes.c_lflag) != (modesBefore.c_iflag, modesBefore.c_oflag, modesBefore.c_lflag) {
            left.append("other modes of the device")
        }
        if standing.hasEnded, kill(-process, 0) == 0 { left.append("a process") }
        guard left.isEmpty else { throw Fault("left behind: " + left.joined(separator: ", ")) }
    }

    func expectAlive() throws {
        try pass(0.01)
        guard !standing.hasEnded else { throw Fault("expected it alive, found it \(standing):\n\(screen.text)") }
    }
}

/// What is not as it should be.
struct Fault: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Throws a fault where something is not so.
func expect(_ isSo: Bool, _ fault: @autoclosure () -> String) throws {
    if !isSo { throw Fault(fault()) }
}

extension Double {
    /// The number with so many decimals.
    func text(_ decimals: Int) -> String { String(format: "%.\(decimals)f", self) }
}
