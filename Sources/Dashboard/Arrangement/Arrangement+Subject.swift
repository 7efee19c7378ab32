import Inspection
import NeuralNetwork

extension Arrangement.Subject {
    /// The parts of a run that the arrangement looks at.
    public init(of status: Status) {
        let hasPoints = status.isPlanar || status.isLinear
        let layers = status.columns.count - 1
        let hasPictures = status.columns.dropFirst().contains { $0.unitLayout != .neurons }
        let graph: Arrangement.Subject.Graph =
            status.columns.areFewNeurons
            ? .numbers(perLayer: status.columns.map(\.units).max() ?? 1)
            : layers >= (hasPictures ? Self.manyPictures : Self.manyLayers)
                ? .wide(layers: layers, hasPictures: hasPictures) : .usual
        self.init(
            outputsOfPoints: hasPoints ? status.columns.last?.units ?? 1 : nil, isSingleSample: status.trainCount <= 1,
            graph: graph)
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
