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
            arguments, environment: ["BACKSTEP_DATA": SharedMaterial.mnist?.path ?? ""], seconds: 120).run()
        #expect(result.isSuccess && result.outputLines.count == 1)
        let object = try JSONSerialization.jsonObject(with: Data(result.outputLines[0].utf8)) as? [String: Any]
        #expect((object?[figure] as? Double ?? 0) > 0)
    }
}
