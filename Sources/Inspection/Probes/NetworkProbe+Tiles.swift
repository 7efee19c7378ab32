import NeuralNetwork

/// Columns that are drawn as pictures: feature maps, states over time, attention weights.
extension NetworkProbe {
    /// Which column to give as pictures.
    public struct TileRequest: Hashable, Sendable {
        /// Number of the column.
        public var column: Int
        /// So many pictures at most.
        public var count: Int
        /// The largest size of one, in pixels; larger ones are averaged down by whole factors.
        public var limit: ImageShape
        /// Units to a picture.
        public var stride: Int

        /// Pictures of a column, by default of one unit a picture.
        public init(column: Int, count: Int, limit: ImageShape, stride: Int = 1) {
            self.column = column
            self.count = count
            self.limit = limit
            self.stride = stride
        }
    }

    /// One picture of a column.
    public struct Tile: Sendable {
        /// Its number: a channel, a head; behind the heads, what attention puts out.
        public var index: Int
        /// Its name, where a number does not say it.
        public var name: String
        /// Height and width in pixels, after averaging.
        public var shape: ImageShape
        /// Values to a pixel, down and across.
        public var factors: ImageShape
        /// The activations (of attention its weights), row-major.
        public var values: [Float]
        /// ∂L/∂z; nil where there is none.
        public var deltas: [Float]?
    }

    /// The pictures of a column.
    public struct ColumnTiles: Sendable {
        /// The pictures chosen, in the order of their numbers.
        public var tiles: [Tile]
        /// Pictures that the column has in all.
        public var total: Int
        /// max |a| of the whole column, to scale by.
        public var scale: Float
        /// max |δ| of the whole column; errors have a scale of their own.
        public var deltaScale: Float
        /// Whether an activation is below zero.
        public var isSigned: Bool

        /// One unit for each picture, so that connections have ends.
        package var units: [Unit] {
            tiles.map { Unit(index: $0.index, activation: 0, delta: 0, activationScale: scale, deltaScale: deltaScale) }
        }
    }

    package func readTiles(_ request: TileRequest, _ column: GraphColumn, _ pass: ObservedPass, _ moment: any Moment)
        -> ColumnTiles?
    {
        let values = pass.values(ofColumn: column.index, moment)
        let deltas = pass.deltas(ofColumn: column.index, moment)
        switch column.unitLayout {
        case .neurons: return nil
        case .maps(let channels, let image): return maps(request, column, channels, image, values, deltas, pass)
        case .sequence(let time, let features):
            let states = States.of(column, time, features, pass, moment)
            return sequence(request, states, pass.deltaFactor)
        case .attention(let heads, let time, let features):
            return attention(request, heads, time, features, values, deltas, column, pass)
        }
    }

    private func maps(
        _ request: TileRequest, _ column: GraphColumn, _ channels: Int, _ image: ImageShape, _ values: UnsafeBufferPointer<Float>,
        _ deltas: UnsafeBufferPointer<Float>?, _ pass: ObservedPass
    ) -> ColumnTiles {
        let plane = image.height * image.width
        func of(_ channel: Int, _ all: UnsafeBufferPointer<Float>) -> UnsafeBufferPointer<Float> {
            UnsafeBufferPointer(rebasing: all[channel * plane..<(channel + 1) * plane])
        }
        let factor = Downsampling.factor(from: image, toFit: request.limit)
        let tiles = chooseMaps(request.count, channels, plane, column.index).map { channel in
            Tile(
                index: channel, name: "", shape: Downsampling.size(of: image, rowFactor: factor, columnFactor: factor),
                factors: ImageShape(height: factor, width: factor),
                values: Downsampling.areaMean(of(channel, values), image, rowFactor: factor, columnFactor: factor),
                deltas: deltas.map {
                    Downsampling.areaMean(of(channel, $0), image, rowFactor: factor, columnFactor: factor).map {
                        $0 * pass.deltaFactor
                    }
                })
        }
        return finish(tiles, total: channels, scaledByPixels: factor > 1, values, deltas, pass.deltaFactor)
    }

    /// All maps where they fit; else some that are evenly far apart, and the selected one.
    private func chooseMaps(_ count: Int, _ channels: Int, _ plane: Int, _ column: Int) -> [Int] {
        if count <= 0 { return [] }
        let selected = selection.neuron / plane
        return (0..<channels).evenlyChosen(count, with: column == selection.column && selected < channels ? [selected] : [])
    }

    /// The states of a sequence as one picture: a row a feature, a column a step of time.
    private func sequence(_ request: TileRequest, _ states: States, _ deltaFactor: Float) -> ColumnTiles {
        let tile = picture(states, request.limit, index: 0, name: "", deltaFactor)
        var result = ColumnTiles(tiles: [tile], total: 1, scale: 0, deltaScale: 0, isSigned: states.values.contains { $0 < 0 })
        result.scale = tile.values.largestMagnitude
        result.deltaScale = tile.deltas?.largestMagnitude ?? 0
        return result
    }

    private func picture(_ states: States, _ limit: ImageShape, index: Int, name: String, _ deltaFactor: Float) -> Tile {
        let shape = ImageShape(height: states.features, width: states.time)
        let rows = (shape.height + max(1, limit.height) - 1) / max(1, limit.height)
        let columns = (shape.width + max(1, limit.width) - 1) / max(1, limit.width)
        func reduced(_ values: [Float]) -> [Float] {
            values.withUnsafeBufferPointer { Downsampling.areaMean($0, shape, rowFactor: rows, columnFactor: columns) }
        }
        return Tile(
            index: index, name: name, shape: Downsampling.size(of: shape, rowFactor: rows, columnFactor: columns),
            factors: ImageShape(height: rows, width: columns), values: reduced(states.values),
            deltas: states.deltas.map { reduced($0).map { $0 * deltaFactor } })
    }

    private func attention(
        _ request: TileRequest, _ heads: Int, _ time: Int, _ features: Int, _ values: UnsafeBufferPointer<Float>,
        _ deltas: UnsafeBufferPointer<Float>?, _ column: GraphColumn, _ pass: ObservedPass
    ) -> ColumnTiles? {
        guard let weights = pass.workspace.scratch(path: String(column.layers.lowerBound), "attentionWeights") else { return nil }
        let all = UnsafeBufferPointer(weights[pass.row])
        let image = ImageShape(height: time, width: time)
        let factor = Downsampling.factor(from: image, toFit: request.limit)
        var tiles = (0..<min(heads, max(1, request.count - 1))).map { head in
            Tile(
                index: head, name: heads > 1 ? "head \(head + 1)" : "attends to",
                shape: Downsampling.size(of: image, rowFactor: factor, columnFactor: factor),
                factors: ImageShape(height: factor, width: factor),
                values: Downsampling.areaMean(
                    UnsafeBufferPointer(rebasing: all[head * time * time..<(head + 1) * time * time]), image, rowFactor: factor,
                    columnFactor: factor), deltas: nil)
        }
        let output = States(time: time, features: features, values: values, deltas: deltas)
        if request.count > 1 { tiles.append(picture(output, request.limit, index: heads, name: "out", pass.deltaFactor)) }
        let last = tiles.last
        return ColumnTiles(
            tiles: tiles, total: heads + 1, scale: last?.values.largestMagnitude ?? 0,
            deltaScale: last?.deltas?.largestMagnitude ?? 0,
            isSigned: values.contains { $0 < 0 })
    }

    private func finish(
        _ tiles: [Tile], total: Int, scaledByPixels: Bool, _ values: UnsafeBufferPointer<Float>,
        _ deltas: UnsafeBufferPointer<Float>?,
        _ deltaFactor: Float
    ) -> ColumnTiles {
        // Means are smaller than what they are of: they have a scale of their own.
        let scale = scaledByPixels ? tiles.reduce(0) { max($0, $1.values.largestMagnitude) } : values.largestMagnitude
        let deltaScale =
            scaledByPixels
            ? tiles.reduce(0) { max($0, $1.deltas?.largestMagnitude ?? 0) }
            : (deltas?.largestMagnitude ?? 0) * deltaFactor.magnitude
        return ColumnTiles(tiles: tiles, total: total, scale: scale, deltaScale: deltaScale, isSigned: values.contains { $0 < 0 })
    }
}

/// The states of a sequence, transposed to be looked at: `[features, time]`.
private struct States {
    var time: Int
    var features: Int
    var values: [Float]
    var deltas: [Float]?

    /// From `[time, features]`.
    init(time: Int, features: Int, values: UnsafeBufferPointer<Float>, deltas: UnsafeBufferPointer<Float>?) {
        self.time = time
        self.features = features
        func transposed(_ source: UnsafeBufferPointer<Float>) -> [Float] {
            var result = [Float](repeating: 0, count: time * features)
            for step in 0..<time {
                for feature in 0..<features { result[feature * time + step] = source[step * features + feature] }
            }
            return result
        }
        self.values = transposed(values)
        self.deltas = deltas.map(transposed)
    }

    init(time: Int, features: Int, transposed values: [Float], deltas: [Float]?) {
        (self.time, self.features, self.values, self.deltas) = (time, features, values, deltas)
    }

    /// Of a column: its outputs; of a recurrent layer its hidden states, and for each of them the δ of its gate with the
    /// strongest one.
    static func of(_ column: GraphColumn, _ time: Int, _ features: Int, _ pass: ObservedPass, _ moment: any Moment) -> States {
        let path = String(column.layers.lowerBound)
        guard column.spec?.role == .recurrent, let hidden = pass.workspace.scratch(path: path, "hidden"),
            let gates = pass.workspace.scratch(path: path, "hiddenPartGradient")
        else {
            return States(
                time: time, features: features, values: pass.values(ofColumn: column.index, moment),
                deltas: pass.deltas(ofColumn: column.index, moment))
        }
        let (states, errors) = (hidden[pass.row], gates[pass.row])
        let gated = errors.count / time
        var values = [Float](repeating: 0, count: time * features)
        var strongest = values
        for step in 0..<time {
            for feature in 0..<features {
                values[feature * time + step] = states[(step + 1) * features + feature]
                var best: Float = 0
                for gate in stride(from: feature, to: gated, by: features) {
                    let error = errors[step * gated + gate]
                    if error.magnitude > best.magnitude || error.isNaN { best = error }
                }
                strongest[feature * time + step] = best
            }
        }
        return States(time: time, features: features, transposed: values, deltas: strongest)
    }
}

extension [Float] {
    /// The largest |x| of the finite values.
    package var largestMagnitude: Float { reduce(0) { $1.isFinite ? Swift.max($0, $1.magnitude) : $0 } }
}
