import Glibc

/// Seconds of processor time that the calling thread has had since the clock was made: what a run costs, whatever else the machine
/// does.
struct ProcessorClock {
    private let start = now

    var seconds: Double { Self.now - start }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
