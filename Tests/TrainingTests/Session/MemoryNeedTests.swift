import Basics
import Inspection
import Testing
import Training

/// What a session takes is known before it is taken.
struct MemoryNeedTests {
    private func need(_ network: String, optimizer: String = "sgd", batch: Int = 5, history: Int = 0) throws -> Double {
        try MemoryNeed(
            Scenario(network: "\(network)", optimizer: "\(optimizer)", batch: batch), data: Small.blobs(), history: history
        )
        .bytes
    }

    @Test func parametersGradientsAndOptimizerStateAreCounted() throws {
        // 5·1000 + 1000 + 1000·3 + 3 parameters of 4 bytes, twice over with the gradients and the copy of the iteration's
        // beginning.
        let parameters = Double(4 * 9003)
        #expect(try need("dense:1000,dense:3") > 3 * parameters)
        #expect(
            try need("dense:1000,dense:3", optimizer: "adam") - need("dense:1000,dense:3", optimizer: "sgd") >= 4 * parameters)
        #expect(try need("dense:1000,dense:3", history: 1 << 20) - need("dense:1000,dense:3") == 2 * parameters)
    }

    @Test func aBatchCountsWithItsActivations() throws {
        #expect(try need("dense:1000,dense:3", batch: 20) > need("dense:1000,dense:3", batch: 10))
        // No batch is larger than the data.
        #expect(try need("dense:1000,dense:3", batch: 1_000_000) == need("dense:1000,dense:3", batch: 23))
    }

    @Test func moreThanThereIsIsRefusedInOneLine() throws {
        let scenario = Scenario(network: "dense:100000000,dense:3", batch: 4)
        let need = try MemoryNeed(scenario, data: Small.blobs(), history: 0)
        let error = try #require(throws: InputError.self) { try need.check(available: 1_000_000_000) }
        #expect(error.kind == .unavailable)
        #expect(error.expected == "one that fits into 1.0 GB of memory")
        #expect(error.advice?.contains("--batch") == true)
        try need.check(available: nil)
        try need.check(available: .max)
    }
}
