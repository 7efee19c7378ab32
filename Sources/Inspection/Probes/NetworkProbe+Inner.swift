import NeuralNetwork

/// The layers inside of the selected residual layer.
extension NetworkProbe {
    package func inner(_ columns: [[Unit]], _ pass: ObservedPass, _ moment: any Moment) -> [Inner] {
        guard selection.column > 0, moment.columns.indices.contains(selection.column) else { return [] }
        let column = moment.columns[selection.column]
        guard column.spec?.role == .container, column.unitLayout == .neurons, rows > 0, let layer = column.layers.first,
            let chain = moment.network.layers[layer].branches.first
        else { return [] }
        var before = columns[column.index - 1]
        var values = pass.values(ofColumn: column.index - 1, moment)
        var found: [Inner] = []
        for (index, inside) in chain.layers.enumerated() {
            let path = "\(layer).\(index)"
            guard let outputs = pass.workspace.activation(path: path) else { return [] }
            let own = UnsafeBufferPointer(outputs[pass.row])
            let deltas = pass.workspace.outputGradient(path: path).map { UnsafeBufferPointer($0[pass.row]) }
            let scale = own.largestMagnitude
            let deltaScale = (deltas?.largestMagnitude ?? 0) * pass.deltaFactor
            // The same neurons as outside, where there are as many of them: what is added stands beside what it is added to.
            let chosen =
                own.count == column.units
                ? columns[column.index].map(\.index)
                : own.count <= rows ? Array(0..<own.count) : own.indices.largest(rows) { own[$0].magnitude }.sorted()
            let units = chosen.map {
                Unit(
                    index: $0, activation: own[$0], delta: (deltas?[$0] ?? 0) * pass.deltaFactor, activationScale: scale,
                    deltaScale: deltaScale)
            }
            found.append(
                Inner(
                    kind: inside.spec.name, units: units, total: own.count,
                    connections: connections(path, layer, from: before, values, to: units, moment)))
            (before, values) = (units, own)
        }
        return found
    }

    /// Through the matrix of a layer inside, if it has one.
    private func connections(
        _ path: String, _ layer: Int, from: [Unit], _ values: UnsafeBufferPointer<Float>, to: [Unit], _ moment: any Moment
    ) -> [Connection] {
        guard let entry = moment.network.layout.entries(ofLayer: layer).first(where: { $0.name == path + ".weight" }),
            entry.shape.rank == 2, entry.shape[1] == values.count
        else { return [] }
        let weights = moment.parametersInView.values(entry.range)
        let changed = moment.isUpdated(layer) ? moment.network.parameters.values(entry.range) : nil
        var all: [Connection] = []
        for target in to {
            for source in from {
                let place = target.index * entry.shape[1] + source.index
                all.append(
                    Connection(
                        from: source.index, to: target.index, forward: weights[place] * values[source.index],
                        backward: weights[place] * target.delta, change: changed.map { $0[place] - weights[place] } ?? 0,
                        isSelected: false))
            }
        }
        return strongest(all)
    }
}
