import Inspection
import NeuralNetwork

/// The least of a run that decides where its panes stand.
public struct RunOutline: Hashable, Sendable {
    /// Outputs of a network whose samples are points: the plane has the sample's place then. Nil of other samples.
    public var outputsOfPoints: Int?
    /// Whether there is one sample to train on: no plane to fill.
    public var isSingleSample = false
    /// The size of the network to look at.
    public var graph = Graph.usual
    /// Whether several processes train it.
    public var hasRanks = false

    /// A run as most are.
    public init(outputsOfPoints: Int? = nil, isSingleSample: Bool = false, graph: Graph = .usual) {
        (self.outputsOfPoints, self.isSingleSample, self.graph) = (outputsOfPoints, isSingleSample, graph)
    }

    /// Whether the plane has something to show.
    var hasPlane: Bool { outputsOfPoints != nil && !isSingleSample }

    /// A size of network, as far as it decides how wide the graph stands.
    public enum Graph: Hashable, Sendable {
        case usual
        /// So few neurons that each shows its numbers, at most so many in a layer.
        case numbers(perLayer: Int)
        /// So many layers that they need the whole width.
        case wide(layers: Int, hasPictures: Bool)
    }
}

extension RunOutline {
    /// The parts of a run that the arrangement looks at.
    public init(of status: Status) {
        if status.attached?.hasNeurons == false {
            self.init(
                graph: status.columns.count > Self.manyLayers
                    ? .wide(layers: status.columns.count - 1, hasPictures: false) : .usual)
            hasRanks = true
            return
        }
        let hasPoints = status.isPlanar || status.isLinear
        let layers = status.columns.count - 1
        let hasPictures = status.columns.dropFirst().contains { $0.unitLayout != .neurons }
        let graph: Graph =
            status.columns.areFewNeurons
            ? .numbers(perLayer: status.columns.map(\.units).max() ?? 1)
            : layers >= (hasPictures ? Self.manyPictures : Self.manyLayers)
                ? .wide(layers: layers, hasPictures: hasPictures) : .usual
        self.init(
            outputsOfPoints: hasPoints ? status.columns.last?.units ?? 1 : nil, isSingleSample: status.trainCount <= 1,
            graph: graph)
        hasRanks = status.attached != nil
    }

    /// Layers of neurons, and such among which are pictures, that half of a screen has no room for.
    private static let (manyLayers, manyPictures) = (9, 5)
}

extension [GraphColumn] {
    /// Whether there is room for the numbers of each neuron: a dozen, or fewer.
    var areFewNeurons: Bool {
        guard let input = first, count > 1, count <= 8, input.units <= 8, input.image == nil, !readsIndices else { return false }
        return allSatisfy { $0.unitLayout == .neurons && $0.spec?.role != .container && $0.stages.count <= 1 }
            && dropFirst().reduce(0) { $0 + $1.units } <= 12
    }
}
