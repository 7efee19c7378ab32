import Foundation
import TestSupport
import Testing

/// What the program is for, on the data it is for.
@Suite(.enabled(if: SharedMaterial.has(SharedMaterial.mnist, "real MNIST")))
struct RealMNISTTests {
    @Test func fiveEpochsReadNineOfTenDigits() async throws {
        let end = try await train(["--data", mnist(), "--epochs", "5"])
        #expect(try #require(end["testAccuracy"] as? Double) >= 0.92)
        #expect(end["samplesSeen"] as? Int == 50000)
    }

    @Test func theBeliefInThePinnedFiveRises() async throws {
        // Five states: the batch, two dense layers and what is between them, the loss. 1878 iterations are six epochs.
        let before = try await belief("s*5")
        let after = try await belief("1878n s*5")
        #expect((0.02...0.3).contains(before))
        #expect(after > 0.95)
    }

    @Test func whoLearnedOnlyDrawnDigitsReadsRealOnes() async throws {
        let end = try await train(["--data", "digits", "--train-count", "10000", "--test-data", mnist(), "--epochs", "3"])
        #expect(try #require(end["testAccuracy"] as? Double) >= 0.85)
    }

    private func mnist() -> String { SharedMaterial.mnist?.path ?? "" }

    private func train(_ options: [String]) async throws -> [String: Any] {
        let result = try await Command.backstep(["train", "--threads", "1", "--json"] + options, seconds: 300).run()
        guard result.isSuccess, let last = result.outputLines.last,
            let end = try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any]
        else { throw Unexpected(description: "\(result)") }
        return end
    }

    /// What the Prediction pane says of the pinned 5: in `▸5 █████▊  0.98 −0.02` it is 0.98.
    private func belief(_ keys: String) async throws -> Double {
        let result = try await Command.backstep(
            ["frame", "--data", mnist(), "--threads", "1", "--size", "120x40", "--keys", keys], seconds: 300
        ).run()
        let row = try #require(
            result.output.firstMatch(of: /▸5[^\n│]*? (0\.\d{2,}|1\.0+) +[+−]?(?:0\.\d{2,}|1\.0+)/), "\(result)")
        return try #require(Double(row.1))
    }
}
