import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: SharedMaterial.has(SharedMaterial.mnist, "real MNIST")))
struct BenchTests {
    @Test(arguments: [
        (["bench", "--workload", "tiny-b1", "--threads", "1", "--json"], "microsecondsPerStep"),
        (["bench", "frames", "--network", "dense:4,relu,dense:10", "--json"], "millisecondsPerFrame"),
    ])
    func everyMeasurementIsOneLineOfJSON(_ arguments: [String], _ figure: String) async throws {
        let result = try await Command.backstep(
            arguments, environment: ["BACKSTEP_DATA": SharedMaterial.mnist?.path ?? ""], seconds: 120
        ).run()
        #expect(result.isSuccess && result.outputLines.count == 1)
        let object = try JSONSerialization.jsonObject(with: Data(result.outputLines[0].utf8)) as? [String: Any]
        #expect((object?[figure] as? Double ?? 0) > 0)
    }

    @Test(arguments: [("baseline", "baseline", 0), ("v99", nil, 1)] as [(String, String?, Int)])
    func theLevelInUseIsShownAndAWrongNameSaidToBeOne(_ name: String, _ level: String?, _ complaints: Int) async throws {
        let result = try await Command.backstep(
            ["bench", "--workload", "tiny-b1", "--json"],
            environment: ["BACKSTEP_DATA": SharedMaterial.mnist?.path ?? "", "BACKSTEP_LEVEL": name], seconds: 120
        ).run()
        let object = try JSONSerialization.jsonObject(with: Data(result.outputLines[0].utf8)) as? [String: Any]
        let shown = try #require(object?["level"] as? String)
        #expect(level.map { $0 == shown } ?? ["baseline", "v3", "v4"].contains(shown))
        #expect(result.errorLines.count == complaints)
    }
}
