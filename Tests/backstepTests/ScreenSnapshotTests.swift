import KernelLevels
import NeuralNetwork
import TestSupport
import Testing

/// The whole screen at the three sizes it is arranged for.
///
/// The numbers are the same on every processor, so what is printed is, too.
struct ScreenSnapshotTests {
    @Test(arguments: ["80x24", "120x40", "200x60"])
    func theScreenIsAsRecorded(_ size: String) async throws {
        let result = try await Command.backstep(Self.arguments(size)).run()
        #expect(result.isSuccess, "\(result)")
        try SnapshotFile("screen-\(size)").check(result.outputLines.joined(separator: "\n"))
    }

    @Test(arguments: KernelLevel.available)
    func everyLevelPrintsTheSame(_ level: KernelLevel) async throws {
        let usual = try await Command.backstep(Self.arguments("200x60")).run()
        let other = try await Command.backstep(Self.arguments("200x60"), environment: [KernelLevel.variable: level.rawValue])
            .run()
        #expect(LineDifference(from: usual.output, to: other.output).text == "")
    }

    private static func arguments(_ size: String) -> [String] {
        [
            "frame", "--size", size, "--keys", "n*3 s s x", "--data", "digits", "--train-count", "512", "--network",
            "dense:8,relu,dense:10", "--threads", "1",
        ]
    }
}
