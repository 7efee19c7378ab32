import CNcurses
import TerminalGraphics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension CursesScreen {
    /// Waits until something happens or the time is over, and returns all that has happened.
    ///
    /// Without a timeout nothing wakes the process but an event. Ctrl-Z arrives as a key (call ``suspend()``); SIGTSTP is acted
    /// on here.
    /// - Parameters:
    ///   - timeout: How long to wait at most; nil for ever; zero only looks.
    ///   - wake: A descriptor to wait on as well (``WakePipe/readEnd``); it is drained.
    public func wait(timeout: Duration?, wake: Int32? = nil) -> [TerminalEvent] {
        let end = timeout.map { MonotonicTime.now + $0 }
        var events: [TerminalEvent] = []
        while true {
            events += queue
            queue = []
            if isGone || !isOpen { return events + [.hangup] }
            var until = events.isEmpty ? end : .zero
            if let deadline = decoder.deadline { until = until.map { min($0, deadline) } ?? deadline }
            look(until: until, wake: wake, &events)
            events += queue
            queue = []
            if isGone { return events + [.hangup] }
            if !events.isEmpty { return events }
            if let end, MonotonicTime.now >= end { return [] }
        }
    }

    /// One poll, and what it found.
    private func look(until limit: Duration?, wake: Int32?, _ events: inout [TerminalEvent]) {
        let mayWrite = !pending.isEmpty && MonotonicTime.now >= nextWrite
        let until = pending.isEmpty || mayWrite ? limit : limit.map { min($0, nextWrite) } ?? nextWrite
        var polled = [
            pollfd(fd: device.descriptor, events: Int16(mayWrite ? POLLIN | POLLOUT : POLLIN), revents: 0),
            pollfd(fd: signals.readEnd, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wake ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        let ready = poll(&polled, nfds_t(polled.count), MonotonicTime.milliseconds(until: until))
        if ready > 0 {
            if polled[1].revents != 0 { signals.drain() }
            if polled[2].revents != 0, let wake {
                WakePipe.drain(wake)
                events.append(.wake)
            }
            let found = Int32(polled[0].revents)
            if found & POLLOUT != 0 { flush() }
            if found & (POLLIN | POLLHUP | POLLERR | POLLNVAL) != 0 { readInput(&events) }
            if found & POLLIN == 0 && found & (POLLHUP | POLLERR | POLLNVAL) != 0 { isGone = true }
        }
        events += decoder.expire(at: MonotonicTime.now).map { .input($0) }
        takeSignals(&events)
        if wasFull && pending.isEmpty {
            wasFull = false
            events.append(.writable)
        }
    }

    /// Reads all that there is (of an endless stream, a good piece).
    private func readInput(_ events: inout [TerminalEvent]) {
        withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
            for _ in 0..<256 {
                switch device.read(into: buffer) {
                case .bytes(let count):
                    events += decoder.decode(buffer[..<count], at: MonotonicTime.now).map { .input($0) }
                case .nothing: return
                case .gone:
                    isGone = true
                    return
                }
            }
        }
    }

    private func takeSignals(_ events: inout [TerminalEvent]) {
        if cncurses_signals_take(SIGTSTP) { suspend(group: false) }
        // Continued without having been stopped by us (SIGSTOP): whoever had the terminal meanwhile has left traces.
        if cncurses_signals_take(SIGCONT) { resume(modesWereRestored: false) }
        if cncurses_signals_take(SIGWINCH) { followSize() }
        for signal in [SIGTERM, SIGINT, SIGHUP, SIGQUIT] where cncurses_signals_take(signal) {
            events.append(.terminate(signal: signal))
        }
    }
}
