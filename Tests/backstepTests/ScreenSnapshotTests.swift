import TestSupport
import Testing

/// The whole screen at the three sizes it is arranged for.
///
/// What is printed must not depend on the processor. A different matrix kernel or `exp` changes the last bits of a Float, that is the eighth
/// digit; the screen shows three or four. So the run is short (three iterations), the network small, and what remains, a number just at
/// the edge between two roundings, is ruled out by recording: before a snapshot is committed it is compared with the same run under
/// other kernels (`OPENBLAS_CORETYPE=Nehalem|Haswell|SkylakeX`, `GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-FMA`).
struct ScreenSnapshotTests {
    @Test(arguments: ["80x24", "120x40", "200x60"])
    func theScreenIsAsRecorded(_ size: String) async throws {
        let result = try await Command.backstep(Self.arguments(size)).run()
        #expect(result.isSuccess, "\(result)")
        try SnapshotFile("screen-\(size)").check(result.outputLines.joined(separator: "\n"))
    }

    /// The oldest kernels run everywhere.
    @Test(arguments: [["OPENBLAS_CORETYPE": "Nehalem"], ["GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA"]])
    func otherKernelsPrintTheSameDigits(_ environment: [String: String]) async throws {
        let usual = try await Command.backstep(Self.arguments("200x60")).run()
        let other = try await Command.backstep(Self.arguments("200x60"), environment: environment).run()
        #expect(LineDifference(from: usual.output, to: other.output).text == "")
    }

    private static func arguments(_ size: String) -> [String] {
        [
            "frame", "--size", size, "--keys", "n*3 s s x", "--data", "digits", "--train-count", "512", "--network",
            "dense:8,relu,dense:10", "--threads", "1",
        ]
    }
}
