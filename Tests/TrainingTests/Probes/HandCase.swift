import Datasets
import Inspection
import Testing
import Training

/// A network whose every number is worked out by hand.
struct HandCase: Sendable, CustomTestStringConvertible {
    var network: String
    var functions: [HandNetwork.Function]
    var isRegression = false
    var batch = 5
    var testDescription: String { "\(network), batch \(batch)" }

    static let all = [
        HandCase(network: "dense:3", functions: [.identity]),
        HandCase(network: "dense:6,tanh,dense:3", functions: [.tanh, .identity]),
        HandCase(network: "dense:7,sigmoid,dense:4,relu,dense:3", functions: [.sigmoid, .relu, .identity], batch: 1),
        HandCase(network: "dense:4,tanh,dense:2,sigmoid", functions: [.tanh, .sigmoid], isRegression: true),
        HandCase(
            network: "dense:4,relu,dense:5,tanh,dense:2", functions: [.relu, .tanh, .identity], isRegression: true, batch: 100),
    ]

    func session(optimizer: String = "sgd") throws -> Session {
        try Small.session(
            network, data: isRegression ? Small.regression() : Small.blobs(), loss: isRegression ? "mse" : "softmaxCrossEntropy",
            optimizer: optimizer, batch: batch)
    }

    /// The network as it was before the iteration in view, and its passes: of the pinned sample, and of the batch.
    func byHand(_ session: Session) throws -> (network: HandNetwork, pinned: HandNetwork.Pass, batch: [HandNetwork.Pass]) {
        let before = try self.session()
        before.run(to: session.position.iteration)
        let network = HandNetwork(before, functions: functions, loss: isRegression ? .mse : .softmaxCrossEntropy)
        func pass(_ set: Dataset, _ index: Int) -> HandNetwork.Pass {
            let x = set.sample(index).map(Double.init)
            switch set.targets {
            case .classes(let classes):
                return network.pass(x, target: (0..<set.classCount).map { $0 == Int(classes[index]) ? 1 : 0 })
            case .vectors(let values, let width):
                return network.pass(x, target: values[index * width..<(index + 1) * width].map(Double.init))
            }
        }
        let rows = (0..<session.status.batchCount).compactMap {
            session.ask(SampleProbe(sample: .batch($0)))?.reference?.index
        }
        return (network, pass(session.data.heldOut, session.pinned.index), rows.map { pass(session.data.train, $0) })
    }
}
