import Datasets
import Foundation
import Inspection
import NeuralNetwork
import Testing
import Training

/// The loss of an answer that ignores its input, against that of networks that cannot look at it.
struct GuessingTests {
    /// Three classes: 1/2, 1/4, 1/4.
    private static let unequal = DatasetPair(
        train: Dataset(
            name: "unequal", source: "made in a test", sampleShape: [2], classNames: ["a", "b", "c"],
            features: .values([Float](repeating: 0, count: 16)), targets: .classes([0, 1, 0, 2, 0, 1, 0, 2])),
        heldOut: Dataset(
            name: "unequal", source: "made in a test", sampleShape: [2], classNames: ["a", "b", "c"], features: .values([0, 0]),
            targets: .classes([0])))

    private static func guessing(_ session: Session) throws -> Double? {
        try #require(session.ask(ProgressProbe())).guessing
    }

    /// ¼ ln 4 + ¾ ln (4/3) and the like, by hand. Hinge: (1 + ½ + ½) / 3, as an output is content with the commoner sign.
    @Test(
        arguments: [
            ("softmaxCrossEntropy", 1.039_720_771), ("mse", 0.208_333_333), ("binaryCrossEntropyWithLogits", 0.605_939_157),
            ("mae", 0.333_333_333), ("softmaxCrossEntropy(reduction:sum)", 4.158_883_083),
            ("hinge", 0.666_666_667), ("hinge(margin:2)", 1.333_333_333),
        ] as [(String, Double)])
    func itIsWhatTheTargetsThemselvesSay(_ loss: String, _ expected: Double) throws {
        let session = try Small.session("dense:3", data: Self.unequal, loss: loss, batch: 4)
        #expect(abs(try #require(try Self.guessing(session)) - expected) < 1e-6 * expected)
    }

    @Test func whereAConstantIsNeverWrongThereIsNoGuessing() throws {
        #expect(try Self.guessing(Small.session("dense:3", data: Self.unequal, loss: "hinge(margin:0)", batch: 4)) == nil)
    }

    /// All inputs are 0: biases alone can learn, and find the best constant.
    @Test(arguments: ["softmaxCrossEntropy", "mse", "binaryCrossEntropyWithLogits"])
    func aNetworkThatSeesNothingEndsThere(_ loss: String) throws {
        let session = try Small.session("dense:3", data: Self.unequal, loss: loss, rate: 0.5, batch: 8, epochs: 400)
        session.run(to: 300)
        session.step(.layer, count: 3)
        let guessing = try #require(try Self.guessing(session))
        #expect(session.batchLoss >= guessing - 1e-6)
        #expect(session.batchLoss < guessing * 1.001)
    }

    /// One target far from the others: the best constant for huber is neither mean nor median. Held against a fine grid.
    @Test(arguments: ["huber", "huber:0.3", "huber:5", "huber(reduction:sum)", "mse", "mae"])
    func noConstantIsBetter(_ loss: String) throws {
        let values: [Float] = [0, 0.1, 0.2, 0.5, 0.9, 1.5, 4, 11, 2, 2, 3, 3, 5, 7, 9, 30]
        let data = Dataset(
            name: "skewed", source: "made in a test", sampleShape: [1], features: .values([Float](repeating: 0, count: 8)),
            targets: .vectors(values, width: 2))
        let session = try Small.session(
            "dense:2", data: DatasetPair(train: data, heldOut: data), loss: loss, batch: 8)
        let spec = session.loss.spec
        func element(_ a: Double, _ y: Double) -> Double {
            let d = abs(a - y)
            switch spec.name {
            case "mse": return d * d
            case "mae": return d
            default:
                let k = spec.number("delta")
                return d <= k ? d * d / 2 : k * (d - k / 2)
            }
        }
        var best = 0.0
        for place in 0..<2 {
            let column = stride(from: place, to: 16, by: 2).map { Double(values[$0]) }
            best += (0...30_000).map { step in column.reduce(0) { $0 + element(Double(step) / 1000, $1) } }.min() ?? .nan
        }
        // Means are over both outputs; a sum is of the batch of eight.
        let expected = spec.reduction == .sum ? best : best / 16
        #expect(agree(try #require(try Self.guessing(session)), expected, 1e-5))
    }

    @Test func vectorsHaveTheirVariance() throws {
        let data = Small.regression()
        guard case .vectors(let values, let width) = data.train.targets else { return }
        let session = try Small.session("dense:2", data: data, loss: "mse")
        var expected = 0.0
        for place in 0..<width {
            let column = stride(from: place, to: values.count, by: width).map { Double(values[$0]) }
            let mean = column.reduce(0, +) / Double(column.count)
            expected += column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(column.count) / Double(width)
        }
        #expect(abs(try #require(try Self.guessing(session)) - expected) < 1e-6)
    }
}
