import CNcurses

/// The end of a program that was told to by a signal.
public enum SignalEnd {
    /// Ends the process as the signal by default does, so that whoever started it learns what happened; call it last, with the
    /// screen closed. Returns only for signals that do not end a process.
    public static func die(of signal: Int32) { cncurses_die(signal) }

    /// From now on a fault of the program's own gives the terminal back, says so in a line, and ends the process by its signal.
    /// Without this Swift's runtime asks on the terminal for a key, and waits half a minute for it. Where `SWIFT_BACKTRACE` is
    /// set, its report is wanted.
    public static func endPlainlyOnFaults() { cncurses_crash_end_plainly() }

    /// The exit code shells use for it: 128 + the signal's number. For SIGQUIT, which by default would also leave a core file.
    public static func exitCode(for signal: Int32) -> Int32 { 128 + signal }
}
