import Datasets
import Inspection
import Testing
import Training

/// A run to be walked through, and what the parameters are at each of its positions.
struct Itinerary: Sendable, CustomTestStringConvertible {
    var name: String
    var network = "dense:6,tanh,dense:3"
    var optimizer = "sgd"
    var batch = 5
    var train = 23
    /// Room for so few checkpoints that they are thinned.
    var history = 4000
    var rate = 0.1
    var clip: String?
    var l2 = 0.0
    var schedule: String?
    var testDescription: String { name }

    static let all = [
        Itinerary(name: "plain descent, last batch smaller"),
        Itinerary(name: "momentum", optimizer: "sgd(momentum:0.9)"),
        Itinerary(name: "nesterov, weight decay", optimizer: "sgd(momentum:0.8,nesterov:true,weightDecay:0.01)", history: 1),
        Itinerary(name: "adam", optimizer: "adam", history: 9000, rate: 0.01),
        Itinerary(name: "batches of one", network: "dense:4,sigmoid,dense:4,relu,dense:3", batch: 1, train: 7),
        Itinerary(name: "one batch larger than the data", optimizer: "momentum", batch: 100, train: 9),
        Itinerary(
            name: "dropout and batch normalization", network: "dense:6,batchNorm,relu,dropout:0.4,dense:3", optimizer: "nadam",
            history: 9000, rate: 0.01),
        Itinerary(
            name: "clipping, penalty, schedule", optimizer: "momentum", clip: "norm:0.2", l2: 0.01,
            schedule: "step(every:3,factor:0.8)"),
    ]

    func session(seed: UInt64, history: Int? = nil, heldOut: Int = 12) throws -> Session {
        try Small.session(
            network, data: Small.blobs(train: train, heldOut: heldOut), optimizer: optimizer, clip: clip, l2: l2,
            schedule: schedule, rate: rate, batch: batch, seed: seed,
            history: history ?? self.history)
    }

    func trainer(seed: UInt64) throws -> Trainer {
        try Trainer(
            Small.scenario(
                network, optimizer: optimizer, clip: clip, l2: l2, schedule: schedule, rate: rate, batch: batch, seed: seed),
            data: Small.blobs(train: train))
    }

    /// The digest at every position of the first `iterations`, by its ordinal, gone through state by state.
    func digests(seed: UInt64, iterations: Int) throws -> [String] {
        let session = try session(seed: seed)
        var digests = [session.parametersDigest()]
        for _ in 0..<iterations * session.machine.stateCount {
            session.step(.layer)
            digests.append(session.parametersDigest())
        }
        return digests
    }
}

extension Session {
    /// What the screen shows at the present position, as bits: readings that must not depend on the way here.
    var readingsInView: [Double] {
        var numbers: [Double] = []
        for column in 1..<columns.count {
            guard let reading = explained(column, 0, 0) else { continue }
            numbers += [reading.z, reading.a, reading.delta, reading.weight, reading.updated ?? 0, reading.change ?? 0]
            if reading.gradientIsKnown { numbers.append(reading.gradient) }
        }
        numbers += ask(PredictionProbe(sample: .pinned))?.actual ?? []
        numbers.append(status.batchLoss ?? 0)
        for layer in ask(GradientsProbe(historyColumns: 0))?.layers ?? [] {
            numbers += [layer.norm ?? 0, layer.updateRatio ?? 0]
        }
        return numbers
    }

    /// Recorded losses, and held-out points as (iteration, loss).
    var record: [Double] {
        guard let reading = ask(CurvesProbe(columns: max(1, newest))) else { return [] }
        return reading.trainLoss.map { $0?.mean ?? -1 }
            + reading.heldOut.flatMap { [Double($0.iteration), $0.loss, $0.accuracy ?? -1] }
    }
}
