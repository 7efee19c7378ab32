import Datasets
import Synchronization

/// Digits that backstep draws, 1600 to train on and 400 held out. Drawn once for each seed: drawing takes longer than much of the
/// training.
enum DrawnDigits {
    private static let drawn = Mutex<[UInt64: DatasetPair]>([:])

    static func pair(seed: UInt64) throws -> DatasetPair {
        try drawn.withLock { drawn in
            if let pair = drawn[seed] { return pair }
            let request = DatasetRequest(
                environment: DataEnvironment(variables: [:]), seed: seed, trainCount: 1600, heldOutCount: 400)
            let pair = try DatasetCatalog.standard.load("digits", request)
            drawn[seed] = pair
            return pair
        }
    }
}
