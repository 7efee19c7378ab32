import Basics
import Datasets
import Inspection
import NeuralNetwork
import Training

/// Small sets that need no files: what sessions of the catalog's layers are tried on.
enum SmallSets {
    /// Pictures of 6×6 pixels in three classes: a bright band at the top, in the middle or at the bottom, under noise.
    static let pictures = DatasetPair(train: bands(count: 40, seed: 1), heldOut: bands(count: 20, seed: 2))

    private static func bands(count: Int, seed: UInt64) -> Dataset {
        var source = RandomSource(seed: seed, 77)
        var pixels: [UInt8] = []
        var labels: [Int32] = []
        for _ in 0..<count {
            let label = source.integer(below: 3)
            labels.append(Int32(label))
            for row in 0..<6 {
                for _ in 0..<6 { pixels.append(UInt8(source.integer(below: 120) + (row / 2 == label ? 120 : 0))) }
            }
        }
        return Dataset(
            name: "bands", source: "test", sampleShape: [1, 6, 6], classNames: ["top", "middle", "bottom"],
            features: .bytes(pixels),
            targets: .classes(labels))
    }

    static func scenario(_ network: String, _ change: (inout Scenario) -> Void = { _ in }) -> Scenario {
        var scenario = Scenario(name: "bands", network: "\(network)", batch: 7, seed: 3)
        change(&scenario)
        return scenario
    }

    /// A session at its beginning, to be looked at.
    static func session(_ network: String, history: Int = 1 << 20, _ change: (inout Scenario) -> Void = { _ in }) throws
        -> Session
    {
        let session = try Session(scenario(network, change), data: pictures, history: history, checkpointInterval: 1)
        session.makeVisible()
        return session
    }

    static func trainer(_ network: String, _ change: (inout Scenario) -> Void = { _ in }) throws -> Trainer {
        try Trainer(scenario(network, change), data: pictures)
    }
}
