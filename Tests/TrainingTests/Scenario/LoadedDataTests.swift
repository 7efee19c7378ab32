import Datasets
import Synchronization
import Testing
import Training

/// Samples that are loaded once for many runs.
struct LoadedDataTests {
    @Test func whatSamplesDependOnIsLoadedOnce() throws {
        let loads = Mutex(0)
        let data = LoadedData { scenario in
            loads.withLock { $0 += 1 }
            return Small.blobs(seed: scenario.seed)
        }
        var scenario = try Small.scenario()
        _ = try data.pair(for: scenario)
        scenario.learningRate = 3
        scenario.network = "dense:3"
        _ = try data.pair(for: scenario)
        #expect(loads.withLock { $0 } == 1)
        let changes: [(inout Scenario) -> Void] = [
            { $0.seed = 9 }, { $0.trainCount = 5 }, { $0.data = "xor" }, { $0.noise = 0.5 }, { $0.split = 0.5 },
            { $0.target = TargetChoice("price") }, { $0.scale = .unit }, { $0.testData = "moons" },
        ]
        for change in changes {
            var other = scenario
            change(&other)
            _ = try data.pair(for: other)
        }
        #expect(loads.withLock { $0 } == 1 + changes.count)
    }
}
