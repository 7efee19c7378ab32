import Datasets
import NeuralNetwork

/// The activations of each neuron over the plane of the inputs: its own boundary, as small pictures.
package struct PlaneActivations {
    private let side: Int
    /// `[grid point, unit]` of each column.
    private var columns: [[Float]]

    /// Nil where inputs are no plane, or the network is too large to be asked for every frame.
    package init?(_ moment: any Moment, _ tiles: [NetworkProbe.TileRequest]) {
        guard moment.data.train.featureCount == 2, moment.isPlane, moment.network.parameters.count <= 100_000,
            let side = tiles.map({ max($0.limit.width, $0.limit.height) }).max(), side > 0
        else { return nil }
        self.side = side
        columns = moment.columns.map { _ in [] }
        let box = moment.planeBox
        var found = columns
        moment.sweep(box, columns: side, rows: side) { workspace, _ in
            for column in moment.columns {
                let view = workspace.activation(column.index == 0 ? 0 : column.layers.upperBound)
                found[column.index] += view.buffer
            }
        }
        columns = found
    }

    package func tiles(_ column: GraphColumn, _ units: [Int], _ limit: ImageShape) -> NetworkProbe.ColumnTiles {
        let all = columns[column.index]
        let count = column.units
        let tiles = units.map { unit in
            NetworkProbe.Tile(
                index: unit, name: "", shape: ImageShape(height: side, width: side), factors: ImageShape(height: 1, width: 1),
                values: stride(from: unit, to: all.count, by: count).map { all[$0] }, deltas: nil)
        }
        return NetworkProbe.ColumnTiles(
            tiles: tiles, total: count, scale: tiles.reduce(0) { max($0, $1.values.largestMagnitude) }, deltaScale: 0,
            isSigned: true)
    }
}
