import NeuralNetwork

/// Connections between columns of which one is drawn as pictures: between whole maps, or maps and neurons.
extension NetworkProbe {
    package func connectTiles(
        _ column: GraphColumn, from: [Unit], to: [Unit], _ pictures: [Int: ColumnTiles], _ pass: ObservedPass,
        _ moment: any Moment
    ) -> [Connection] {
        guard edges > 0 else { return [] }
        let before = moment.columns[column.index - 1]
        // Of a column that is not drawn, the units are no pictures that a line could end at.
        guard [before, column].allSatisfy({ $0.unitLayout == .neurons || pictures[$0.index] != nil }) else { return [] }
        let isPicture = before.unitLayout == .neurons && before.image != nil
        if pictures[column.index] == nil, !isPicture, moment.weights(ofColumn: column.index) != nil {
            return fromTiles(column, before, from: from, to: to, pass, moment)
        }
        if column.spec?.role == .convolution, case .maps(let channels, let image) = column.unitLayout {
            return convolve(column, before, channels, image, from: from, to: to, pass, moment)
        }
        return along(column, before, isPicture, from: from, to: to, pass, moment)
    }

    /// A neuron's sum over all of a map: Σ w·a forward, Σ w·δ back, Σ Δw.
    private func fromTiles(
        _ column: GraphColumn, _ before: GraphColumn, from: [Unit], to: [Unit], _ pass: ObservedPass, _ moment: any Moment
    ) -> [Connection] {
        guard let weights = moment.weights(ofColumn: column.index) else { return [] }
        let changed = moment.weights(ofColumn: column.index, afterUpdate: true)
        let values = pass.values(ofColumn: before.index, moment)
        let deltas = pass.deltas(ofColumn: column.index, moment)
        let plane = before.unitLayout.stride == 1 ? before.units : before.unitLayout.stride
        var all: [Connection] = []
        for target in to {
            let row = weights.row(target.index)
            let newRow = changed?.row(target.index)
            let delta = (deltas?[target.index] ?? 0) * pass.deltaFactor
            for source in from {
                // The only picture of a sequence stands for all of it.
                let range = plane == before.units ? 0..<plane : source.index * plane..<(source.index + 1) * plane
                guard range.upperBound <= row.count, plane < before.units || source.index == from.last?.index else { continue }
                var (forward, sum, change): (Float, Float, Float) = (0, 0, 0)
                for place in range {
                    forward += row[place] * values[place]
                    sum += row[place]
                    if let newRow { change += newRow[place] - row[place] }
                }
                all.append(
                    Connection(
                        from: source.index, to: target.index, forward: forward, backward: sum * delta, change: change,
                        isSelected: touches(column, target.index, source.index)))
            }
        }
        return strongest(all)
    }

    /// The share of each map in another where that one answers strongest: the terms of that one sum, by channel. Back: the
    /// strongest δ times the kernel's sum.
    private func convolve(
        _ column: GraphColumn, _ before: GraphColumn, _ channels: Int, _ image: ImageShape, from: [Unit], to: [Unit],
        _ pass: ObservedPass,
        _ moment: any Moment
    ) -> [Connection] {
        let layer = moment.network.layers[column.layers.lowerBound]
        guard let window = KernelWindow(layer.spec, layer.inputShape, moment, column) else { return [] }
        let values = pass.values(ofColumn: before.index, moment)
        let outputs = pass.preActivations(ofColumn: column.index, moment)
        let deltas = pass.deltas(ofColumn: column.index, moment)
        let plane = image.height * image.width
        // A gray picture or a signal of one channel is drawn by its places.
        let isOneChannel = before.unitLayout == .neurons
        var all: [Connection] = []
        for target in to where target.index < channels {
            let map = target.index * plane..<(target.index + 1) * plane
            let peak = map.max { outputs[$0] < outputs[$1] }.map { $0 - map.lowerBound } ?? 0
            let error = map.reduce(Float(0)) { abs(deltas?[$1] ?? 0) > abs($0) ? deltas?[$1] ?? 0 : $0 } * pass.deltaFactor
            let (row, rowColumn) = (peak / image.width, peak % image.width)
            for source in isOneChannel ? [0] : from.map(\.index) {
                let terms = window.terms(output: target.index, input: source, row: row, column: rowColumn, values)
                let center = window.center(row: row, column: rowColumn)
                all.append(
                    Connection(
                        from: isOneChannel ? center : source, to: target.index, forward: terms.sum,
                        backward: terms.kernel * error,
                        change: terms.change, isSelected: touches(column, target.index, source)))
            }
        }
        return strongest(all)
    }

    /// Where every map goes into the one of its number, or all into all: how much a picture holds.
    private func along(
        _ column: GraphColumn, _ before: GraphColumn, _ isPicture: Bool, from: [Unit], to: [Unit], _ pass: ObservedPass,
        _ moment: any Moment
    ) -> [Connection] {
        let pairs: [(Int, Int)]
        if isPicture {
            pairs = to.map { ((before.image.map { $0.height / 2 * $0.width }) ?? 0, $0.index) }
        } else if from.count > 1, to.count > 1, before.unitLayout.hasMaps, column.unitLayout.hasMaps {
            pairs = from.compactMap { source in to.contains { $0.index == source.index } ? (source.index, source.index) : nil }
        } else if to.count > 1, column.unitLayout == .neurons {
            pairs = to.flatMap { target in from.suffix(1).map { ($0.index, target.index) } }
        } else {
            pairs = from.suffix(column.unitLayout.isSequence ? from.count : 1).flatMap { source in
                to.suffix(1).map { (source.index, $0.index) }
            }
        }
        return strongest(
            pairs.map { source, target in
                Connection(
                    from: source, to: target, forward: 1, backward: 1, change: 1, isSelected: touches(column, target, source))
            })
    }

    private func touches(_ column: GraphColumn, _ target: Int, _ source: Int) -> Bool {
        func selected(_ form: UnitLayout) -> Int {
            switch form {
            case .neurons: selection.neuron
            case .maps: selection.neuron / max(1, form.stride)
            case .sequence, .attention: 0
            }
        }
        if column.index == selection.column { return target == selected(column.unitLayout) || column.unitLayout.isSequence }
        return column.index - 1 == selection.column && source == selection.neuron / max(1, selectionStride)
    }

    private var selectionStride: Int { tiles.first { $0.column == selection.column }?.stride ?? 1 }
}

extension UnitLayout {
    /// True of feature maps.
    package var hasMaps: Bool { if case .maps = self { true } else { false } }
    /// True of states over time.
    package var isSequence: Bool {
        switch self {
        case .sequence, .attention: true
        case .neurons, .maps: false
        }
    }
}

/// The window of a convolution over its input.
private struct KernelWindow {
    let kernel: [Int]
    let strides: [Int]
    let padding: [Int]
    let gaps: [Int]
    let channels: Int
    let height: Int
    let width: Int
    let weights: UnsafeBufferPointer<Float>
    let changed: UnsafeBufferPointer<Float>?

    init?(_ spec: LayerSpec, _ input: Shape, _ moment: any Moment, _ column: GraphColumn) {
        guard input.rank > 1 else { return nil }
        // A signal is a picture of one row.
        func pair(_ sizes: [Int], _ alone: Int) -> [Int] { sizes.count == 1 ? [alone] + sizes : sizes }
        kernel = pair(spec.sizes("kernel"), 1)
        (strides, padding, gaps) = (pair(spec.sizes("stride"), 1), pair(spec.sizes("padding"), 0), pair(spec.dilation, 1))
        (channels, height, width) = (input[0], input.rank > 2 ? input[1] : 1, input.last)
        let layer = column.layers.lowerBound
        guard let entry = moment.network.layout.entries(ofLayer: layer).first(where: { $0.name == "\(layer).weight" }) else {
            return nil
        }
        weights = UnsafeBufferPointer(moment.parametersInView[entry.range])
        changed = moment.isUpdated(layer) ? UnsafeBufferPointer(moment.network.parameters[entry.range]) : nil
    }

    /// The sum of one channel's terms at one place of the output, and of the kernel's weights and their changes.
    func terms(output: Int, input: Int, row: Int, column: Int, _ values: UnsafeBufferPointer<Float>) -> (
        sum: Float, kernel: Float, change: Float
    ) {
        var (sum, total, change): (Float, Float, Float) = (0, 0, 0)
        let first = (output * channels + input) * kernel[0] * kernel[1]
        for u in 0..<kernel[0] {
            for v in 0..<kernel[1] {
                let place = first + u * kernel[1] + v
                let (y, x) = (
                    row * strides[0] - padding[0] + u * gaps[0], column * strides[1] - padding[1] + v * gaps[1]
                )
                total += weights[place]
                if let changed { change += changed[place] - weights[place] }
                if y >= 0, y < height, x >= 0, x < width { sum += weights[place] * values[(input * height + y) * width + x] }
            }
        }
        return (sum, total, change)
    }

    /// The middle of the window at a place of the output, as an index into one channel.
    func center(row: Int, column: Int) -> Int {
        let y = min(height - 1, max(0, row * strides[0] - padding[0] + gaps[0] * (kernel[0] / 2)))
        let x = min(width - 1, max(0, column * strides[1] - padding[1] + gaps[1] * (kernel[1] / 2)))
        return y * width + x
    }
}
