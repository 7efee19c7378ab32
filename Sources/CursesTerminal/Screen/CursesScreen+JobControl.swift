import CNcurses

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension CursesScreen {
    /// The work of Ctrl-Z: gives the terminal back, stops the process group, and takes the terminal over again when the shell
    /// continues it. Without a shell to continue it (a session leader) nothing happens. The next wait reports
    /// ``TerminalEvent/redraw``.
    public func suspend() { suspend(group: true) }

    func suspend(group: Bool) {
        guard isOpen, !isGone, getsid(0) != getpid() else { return }
        leave()
        cncurses_stop(group)
        resume(modesWereRestored: true)
    }

    /// Takes the terminal over again. In the background this stops until the terminal is ours.
    func resume(modesWereRestored: Bool) {
        guard isOpen, !isGone else { return }
        switch device.claim(unless: cncurses_signals_ending) {
        case .ours: break
        case .gone:
            isGone = true
            return
        case .abandoned: return
        }
        guard !modesWereRestored || device.rereadModes(), device.makeRaw() else {
            isGone = true
            return
        }
        isEntered = true
        var saved = device.saved
        _ = cncurses_crash_arm(device.descriptor, sequences.leave, sequences.leave.count, &saved)
        pending.discard()
        send(sequences.enter)
        followSize()
        invalidate()
        needsFrame = true
        queue.append(.redraw)
    }

    /// Writes the restoring bytes instead of whatever is still on its way, and puts the modes back. Takes no longer than a
    /// second, whatever the terminal does.
    func leave() {
        pending.discard()
        guard isEntered else { return }
        isEntered = false
        // In the background (continued there to be ended), the modes are another's and changing them would stop us again.
        let isInBackground = device.isInBackground
        if !isGone {
            if !isInBackground { device.discardOutput() }
            pending.append(sequences.leave)
            for _ in 0..<10 {
                flush()
                if pending.isEmpty || isGone { break }
                _ = device.isReady(POLLOUT, milliseconds: 100)
            }
            pending.discard()
        }
        if !isInBackground { device.restoreModes() }
        cncurses_crash_disarm()
    }

    /// Takes the size that the terminal has now, and has all drawn anew: one that was smaller for a moment has lost what stood beyond, though
    /// its size is the same again.
    func followSize() {
        resize(to: device.reportedSize ?? Self.fallback)
        queue.append(.input(.resize(size)))
    }
}
