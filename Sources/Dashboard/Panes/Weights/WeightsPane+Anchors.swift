import Inspection
import TerminalGraphics

extension WeightsPane {
    /// The pictures of neurons; of a matrix the rows of neurons, and single weights where each has cells of its own.
    public func anchors(_ plan: Plan, _ context: PaneContext, in area: Rect) -> [PlacedAnchor] {
        guard !plan.showsSpread else { return [] }
        switch context[plan.weights] {
        case .images(let images)? where images.channels == nil:
            return images.pictures.indices.map {
                PlacedAnchor(.neuron(column: plan.column, unit: images.first + $0), tile($0, images, in: area))
            }
        case .matrix(let matrix)?:
            let layout = MatrixLayout(matrix, in: area)
            return (0..<matrix.outputs).flatMap { neuron -> [PlacedAnchor] in
                guard let row = layout.row(of: neuron) else { return [] }
                // Where several share a cell, none has cells of its own, however many there are.
                let inputs = matrix.rowFactor == 1 && matrix.columnFactor == 1 ? matrix.inputs : 0
                let weights = (0..<inputs).compactMap { input in
                    layout.weight(neuron, input).map {
                        PlacedAnchor(.weight(column: plan.column, neuron: neuron, input: input), $0)
                    }
                }
                return [PlacedAnchor(.neuron(column: plan.column, unit: neuron), row)] + weights
            }
        default: return []
        }
    }
}
