import NeuralNetwork

/// What is inside of the selected residual layer.
extension NetworkProbe {
    func inner(_ columns: [[Unit]], _ pass: ObservedPass, _ session: Session) -> [Inner] {
        guard selection.column > 0, session.columns.indices.contains(selection.column) else { return [] }
        let column = session.columns[selection.column]
        guard column.kind == "residual", column.form == .neurons, rows > 0, let layer = column.layers.first,
            let chain = session.network.layers[layer].branches.first
        else { return [] }
        var before = columns[column.index - 1]
        var values = pass.values(ofColumn: column.index - 1, session)
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
                    connections: connections(path, layer, from: before, values, to: units, session)))
            (before, values) = (units, own)
        }
        return found
    }

    /// Through the matrix of a layer inside, if it has one.
    private func connections(
        _ path: String, _ layer: Int, from: [Unit], _ values: UnsafeBufferPointer<Float>, to: [Unit], _ session: Session
    ) -> [Connection] {
        guard let entry = session.network.layout.entries(ofLayer: layer).first(where: { $0.name == path + ".weight" }),
            entry.shape.rank == 2, entry.shape[1] == values.count
        else { return [] }
        let weights = session.parametersInView.values(entry.range)
        let changed = session.isUpdated(layer) ? session.network.parameters.values(entry.range) : nil
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
