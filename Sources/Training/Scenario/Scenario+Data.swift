import Datasets
import Inspection
import NeuralNetwork

extension Scenario {
    /// Data sets that can be named.
    public static let dataNames = DatasetCatalog.standard.entries.map(\.name)

    /// The same with a network and a loss that suit some data, for whoever has named the data alone.
    ///
    /// Points get two small layers whose neurons can be told apart, pictures and tables one layer, sequences a recurrent one,
    /// letters an embedding; numbers to be approximated the mean squared error, classes softmax cross-entropy.
    /// - Parameter isForeign: whether the network is given from elsewhere, so that the loss is chosen by what it gives.
    public func suited(
        to data: DatasetPair, network isNetworkFree: Bool = true, loss isLossFree: Bool = true, isForeign: Bool = false
    ) -> Scenario {
        var suited = self
        if isNetworkFree { suited.network = Self.network(for: data.train) }
        if isLossFree {
            suited.loss =
                isForeign ? Self.loss(for: data.train, suited.network) : data.train.hasClasses ? "softmaxCrossEntropy" : "mse"
        }
        return suited
    }

    /// Classes by softmax, or where the network gives one number, or probabilities of its own that are no distribution, by yes and no.
    private static func loss(for data: Dataset, _ network: LayerChain) -> LossSpec {
        guard data.hasClasses else { return "mse" }
        if let last = network.layers.last, last.outputRange == 0...1, !last.outputIsDistribution { return "binaryCrossEntropy" }
        let input = NetworkSpec.naturalInput(for: network.layers, data: Shape(data.sampleShape))
        let outputs = (try? NetworkSpec(input: input, layers: network.layers))?.output.count
        return outputs == 1 ? "binaryCrossEntropyWithLogits" : "softmaxCrossEntropy"
    }

    private static func network(for data: Dataset) -> LayerChain {
        let outputs = data.hasClasses ? data.classCount : data.targetWidth
        if !data.vocabulary.isEmpty { return "embedding:\(data.vocabulary.count)x8,flatten,dense:48,tanh,dense:\(outputs)" }
        if data.featureCount <= 2 { return "dense:8,tanh,dense:8,tanh,dense:\(outputs)" }
        switch data.sampleShape.count {
        case 1: return "dense:32,relu,dense:\(outputs)"
        case 2: return "rnn:24,dense:\(outputs)"
        default: return "dense:128,relu,dense:\(outputs)"
        }
    }
}
