#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Which thread signals are delivered to.
public enum SignalMask {
    /// Runs `start` with all signals blocked, so that the threads it starts never receive one: the screen's thread does. Crash
    /// signals stay open, since a crash of any thread gives the terminal back first, and so does SIGPROF, with which Swift's
    /// crash report halts the others.
    public static func blocked<Result, Failure: Error>(_ start: () throws(Failure) -> Result) throws(Failure) -> Result {
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        for signal in [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGPROF] { sigdelset(&all, signal) }
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        return try start()
    }
}
