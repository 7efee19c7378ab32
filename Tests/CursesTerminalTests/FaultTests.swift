import CursesTerminal
import Glibc
import Testing

/// A fault of the program's own: a line, and the signal's end, without Swift's runtime asking for a key.
struct FaultTests {
    @Test func aTrapIsToldInALineAndEndsByItsSignal() async throws {
        let result = try await #require(processExitsWith: .signal(SIGILL), observing: [\.standardErrorContent]) {
            unsetenv("SWIFT_BACKTRACE")
            SignalEnd.endPlainlyOnFaults()
            var numbers = [1]
            numbers.removeLast()
            print(numbers[Int(getpid()) - Int(getpid())])
        }
        let lines = String(decoding: result.standardErrorContent, as: UTF8.self).split(separator: "\n")
        let ours = lines.filter { $0.hasPrefix("backstep: ") }
        #expect(ours == ["backstep: ended by a fault of its own (SIGILL); with SWIFT_BACKTRACE=enable=yes it says where"])
        #expect(!lines.contains { $0.contains("Backtrace") || $0.contains("Crash") }, "\(lines)")
    }

    @Test func anAbortEndsByItsSignal() async throws {
        await #expect(processExitsWith: .signal(SIGABRT)) {
            unsetenv("SWIFT_BACKTRACE")
            SignalEnd.endPlainlyOnFaults()
            abort()
        }
    }
}
