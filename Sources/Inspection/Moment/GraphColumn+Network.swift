import NeuralNetwork

extension GraphColumn {
    /// The columns of a network's graph: the input, then one for every layer that makes neurons of its own, with the layers right
    /// after it that only pass its neurons on, one by one.
    package static func columns(of network: Network<Float>, sampleShape: [Int]) -> [GraphColumn] {
        var columns = [
            GraphColumn(
                index: 0, layers: 0..<0, spec: nil, units: network.spec.input.count,
                image: ImageShape(sampleShape),
                unitLayout: network.layers.first { !$0.isView }?.inputLayout ?? inputForm(network.spec.input, sampleShape))
        ]
        let firstThatComputes = network.layers.firstIndex { !$0.isView } ?? 0
        for (index, layer) in network.layers.enumerated() {
            if index < firstThatComputes {
                // The input in another shape is the input.
                columns[0].layers = 0..<index + 1
                continue
            }
            if index > 0 && layer.keepsUnits {
                var column = columns.removeLast()
                column.layers = column.layers.lowerBound..<index + 1
                if layer.spec.role != .view { column.functions.append(layer.spec) }
                columns.append(column)
            } else {
                columns.append(
                    GraphColumn(
                        index: columns.count, layers: index..<index + 1, spec: layer.spec,
                        units: layer.outputShape.count,
                        image: ImageShape(layer.outputShape.dimensions), unitLayout: layer.unitLayout, stages: stages(of: layer)))
            }
        }
        return columns
    }

    private static func stages(of layer: any Layer<Float>) -> [ColumnStage] {
        guard !layer.isView else { return [] }
        let stages = layer.forwardStages
        return stages.count > 1 ? stages.map { ColumnStage(name: $0.name, units: $0.units, reads: $0.reads) } : []
    }

    /// One gray picture stays a picture, also where its rows go in one after the other; colors are maps.
    private static func inputForm(_ input: Shape, _ sampleShape: [Int]) -> UnitLayout {
        sampleShape.count == 3 && sampleShape[0] == 1 ? .neurons : UnitLayout(input)
    }
}
