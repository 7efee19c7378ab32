import Datasets
import Synchronization

/// Data of scenarios, each loaded once: for whoever opens many runs on the same samples.
public final class LoadedData: Sendable {
    private let pairs = Mutex<[Scenario: DatasetPair]>([:])
    private let load: @Sendable (Scenario) throws -> DatasetPair

    /// - Parameter load: reads or draws the samples of a scenario.
    public init(_ load: @escaping @Sendable (Scenario) throws -> DatasetPair) { self.load = load }

    /// The samples of a scenario: those of an earlier one where that had the same.
    /// - Throws: what loading throws.
    public func pair(for scenario: Scenario) throws -> DatasetPair {
        let key = scenario.withDataAlone
        return try pairs.withLock { pairs in
            if let known = pairs[key] { return known }
            let pair = try load(scenario)
            pairs[key] = pair
            return pair
        }
    }
}

extension Scenario {
    /// The settings that samples depend on, and no others.
    fileprivate var withDataAlone: Scenario {
        var scenario = Scenario()
        (scenario.data, scenario.testData, scenario.samples) = (data, testData, samples)
        (scenario.trainCount, scenario.noise, scenario.split) = (trainCount, noise, split)
        (scenario.target, scenario.table, scenario.scale, scenario.seed) = (target, table, scale, seed)
        return scenario
    }
}
