import Assets
import Basics
import Datasets
import Inspection
import NeuralNetwork
import Training

/// A scenario that comes with backstep, trained for a test: on the digits that backstep draws where it asks for digits, and fewer
/// of them.
struct Trial {
    let session: Session

    /// - Parameter change: what is to be otherwise than in the scenario.
    init(_ name: String, change: (inout Scenario) -> Void = { _ in }) throws {
        var scenario = try Self.scenario(name)
        change(&scenario)
        let data: DatasetPair
        if let name = scenario.data {
            data = try DatasetCatalog.standard.load(
                name, DatasetRequest(environment: DataEnvironment(variables: [:]), seed: scenario.seed))
        } else {
            data = try DrawnDigits.pair(seed: scenario.seed).limited(train: scenario.trainCount, heldOut: nil)
        }
        session = try Session(scenario, data: data, history: 1 << 20)
        session.makeVisible()
    }

    static func scenario(_ name: String) throws -> Scenario {
        guard let file = Assets.scenarios.first(where: { $0.name == name }) else {
            throw InputError("scenario \(name)", expected: "it in the assets", found: "none")
        }
        return try Scenario(yaml: file.yaml, source: name)
    }

    /// Trains on; the last iteration can be looked at.
    /// - Returns: the losses of the batches.
    @discardableResult
    func train(_ iterations: Int) -> [Double] {
        (1...iterations).map { iteration in
            session.finishIteration(observed: iteration == iterations)
            return session.batchDataLoss
        }
    }

    var heldOut: (loss: Double, accuracy: Double) {
        let result = session.evaluateHeldOut()
        return (result.loss, result.accuracy ?? .nan)
    }

    var train: (loss: Double, accuracy: Double) {
        let result = session.evaluateTrain()
        return (result.loss, result.accuracy ?? .nan)
    }

    /// What the network believes of the pinned sample's class.
    var belief: Double {
        guard let reading = PredictionProbe(sample: .pinned).read(session) else { return .nan }
        return zip(reading.actual, reading.desired).first { $0.1 == 1 }?.0 ?? .nan
    }

    /// The gradients of the iteration in view.
    func gradients() throws -> GradientsProbe.Reading {
        guard let reading = GradientsProbe(historyColumns: 0).read(session) else {
            throw InputError("gradients", expected: "a reading", found: "none")
        }
        return reading
    }
}
