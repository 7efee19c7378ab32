import NeuralNetwork

/// The network as a graph for one sample: which neurons to draw in each column, what they hold, and the connections that carry
/// most.
public struct NetworkProbe: Probe {
    /// Neurons that fit into one column.
    public var rows: Int
    /// Connections to give between two columns.
    public var edges: Int
    /// The neuron whose connections come first, and the sample that goes through the network.
    public var selection: Selection
    /// The columns that are drawn as pictures, and how large.
    public var tiles: [TileRequest]

    /// In which order a walk shows a sum's terms: which connection it has come to.
    public var order: TermOrder

    /// The graph for a selection, in a room of so many rows.
    public init(rows: Int, edges: Int, selection: Selection, tiles: [TileRequest] = [], order: TermOrder = .inOrder) {
        self.rows = rows
        self.edges = edges
        self.selection = selection
        self.tiles = tiles
        self.order = order
    }

    public struct Reading: Sendable {
        /// One for each column of the network, the input first.
        public var columns: [[Unit]]
        /// `connections[c]`: from column `c` to column `c + 1`, strongest first.
        public var connections: [[Connection]]
        /// The whole input, where it is a picture.
        public var input: Picture?
        /// By column: the pictures of those that were asked for so. Their units stand for a picture each.
        public var tiles: [Int: ColumnTiles] = [:]
        /// The connection whose term a walk has just shown.
        public var walked: Walked?
        /// The layers inside of the selected column, where that is a residual one over neurons; empty else.
        public var inner: [Inner] = []
    }

    /// A layer inside of a residual one.
    public struct Inner: Sendable {
        /// `dense`, `tanh`, …
        public var kind: String
        /// Its outputs that are shown; their δ is ∂L/∂ of these outputs.
        public var units: [Unit]
        /// The number of its outputs, shown or not.
        public var total: Int
        /// From the layer before it (the first: from the column before), where it has weights between neurons.
        public var connections: [Connection]
    }

    /// A connection by its place.
    public struct Walked: Sendable {
        /// The column that it leads to.
        public var column: Int
        /// The connection itself; what goes forward and back of it is the term's product.
        public var connection: Connection
    }

    /// The input as a picture, and what the loss says of each pixel.
    public struct Picture: Sendable {
        /// x, row-major.
        public var values: [Float]
        /// ∂L/∂x; nil where training does without.
        public var deltas: [Float]?
    }

    /// One neuron (or input).
    public struct Unit: Sendable, Hashable {
        /// Its number in the layer.
        public var index: Int
        /// a
        public var activation: Float
        /// δ = ∂L/∂z of this sample's own loss; for the input, ∂L/∂x.
        public var delta: Float
        /// max |a| of its column, to scale by.
        public var activationScale: Float
        /// max |δ| of its column.
        public var deltaScale: Float
    }

    /// One weight, and what passes through it.
    public struct Connection: Sendable, Hashable {
        /// The neuron of the column before, or of an input picture the pixel.
        public var from: Int
        /// The neuron that it leads to.
        public var to: Int
        /// w·a: what goes forward.
        public var forward: Float
        /// w·δ: what goes back.
        public var backward: Float
        /// Δw, where the layer has been updated.
        public var change: Float
        /// True if it belongs to the selected neuron.
        public var isSelected: Bool
    }

    public var wants: TensorSet { [.activations, .errors, .parameters, .updatedParameters, .grid] }
    public var leavesOutHidden: Bool { true }
    public var sampleInView: SampleChoice? { selection.sample }

    public func read(_ moment: any Moment) -> Reading? {
        guard let pass = moment.observed(selection.sample) else { return nil }
        var columns: [[Unit]] = []
        var pictures: [Int: ColumnTiles] = [:]
        let walk = WalkProbe(sample: selection.sample, order: order, lines: 1).read(moment)
        let plane = tiles.isEmpty ? nil : PlaneActivations(moment, tiles)
        for column in moment.columns {
            if let request = tiles.first(where: { $0.column == column.index }), let plane {
                let chosen = choose(column, walk, limit: request.count, kept: kept(column, pass, moment))
                pictures[column.index] = plane.tiles(column, chosen, request.limit)
            } else if let request = tiles.first(where: { $0.column == column.index }),
                let found = readTiles(request, column, pass, moment)
            {
                pictures[column.index] = found
                columns.append(found.units)
                continue
            }
            let values = pass.values(ofColumn: column.index, moment)
            let deltas = pass.deltas(ofColumn: column.index, moment)
            let chosen =
                pictures[column.index].map { $0.tiles.map(\.index) }
                ?? choose(column, walk, limit: rows, kept: kept(column, pass, moment))
            let scale = values.largestMagnitude
            let deltaScale = (deltas?.largestMagnitude ?? 0) * pass.deltaFactor
            columns.append(
                chosen.map {
                    Unit(
                        index: $0, activation: values[$0], delta: (deltas?[$0] ?? 0) * pass.deltaFactor, activationScale: scale,
                        deltaScale: deltaScale)
                })
        }
        let connections = moment.columns.dropFirst().map { column in
            if plane == nil, pictures[column.index] != nil || pictures[column.index - 1] != nil {
                return connectTiles(column, from: columns[column.index - 1], to: columns[column.index], pictures, pass, moment)
            }
            return connect(column, from: columns[column.index - 1], to: columns[column.index], pass, moment)
        }
        var input: Picture?
        if moment.columns[0].image != nil {
            input = Picture(
                values: Array(pass.values(ofColumn: 0, moment)),
                deltas: pass.deltas(ofColumn: 0, moment).map { $0.map { $0 * pass.deltaFactor } })
        }
        return Reading(
            columns: columns, connections: connections, input: input, tiles: pictures, walked: walked(walk),
            inner: plane == nil ? inner(columns, pass, moment) : [])
    }

    private func walked(_ walk: WalkProbe.Reading?) -> Walked? {
        guard let walk, walk.walkState.inner == nil, let term = walk.current, term.source >= 0 else { return nil }
        let (source, unit) = (term.source, walk.walkState.unit)
        let product = Float(term.product)
        let connection = Connection(
            from: walk.isForward ? source : unit, to: walk.isForward ? unit : source, forward: product, backward: product,
            change: 0, isSelected: true)
        return Walked(column: max(walk.walkState.column, walk.sourceColumn), connection: connection)
    }

    /// Neurons that are shown whatever the room: of the outputs the one that is wanted and the one that is said; and the selected.
    private func kept(_ column: GraphColumn, _ pass: ObservedPass, _ moment: any Moment) -> [Int] {
        var kept: [Int] = []
        if column.index == moment.columns.count - 1, column.units > 1 {
            let (targets, outputs) = (pass.targets(moment), pass.outputs(moment))
            if let target = targets.indices.max(by: { targets[$0] < targets[$1] }), targets[target] > 0 { kept.append(target) }
            // Before there is an answer of this iteration, that of the one before it says nothing.
            if moment.isCurrent(column: column.index, selection.sample), outputs.allSatisfy({ !$0.isNaN }),
                let answer = outputs.indices.max(by: { outputs[$0] < outputs[$1] })
            {
                kept.append(answer)
            }
        }
        if column.index == selection.column { kept.append(selection.neuron) }
        if column.index == selection.column - 1, let input = selection.input { kept.append(input) }
        return kept.filter { $0 < column.units }
    }

    /// All neurons where they fit; else some that are evenly far apart, and those that have to be there. Not the most active: these
    /// are others in every iteration, and what stands in a row would change while it runs.
    package func choose(_ column: GraphColumn, _ walk: WalkProbe.Reading?, limit rows: Int, kept: [Int]) -> [Int] {
        if column.units <= rows { return Array(0..<column.units) }
        if rows <= 0 { return [] }
        if let walk, walk.walkState.inner == nil, column.index == walk.walkState.column {
            return neighbors(of: walk.walkState.unit, column.units, rows)
        }
        if let walk, column.index == walk.sourceColumn, let source = walk.current?.source, source >= 0 {
            return neighbors(of: source, column.units, rows)
        }
        return (0..<column.units).evenlyChosen(rows, with: kept)
    }

    /// A page of neurons, so that a walk through them is seen to go on.
    private func neighbors(of neuron: Int, _ units: Int, _ rows: Int) -> [Int] {
        let first = min(neuron / rows * rows, max(0, units - rows))
        return Array(first..<min(units, first + rows))
    }

    package func connect(_ column: GraphColumn, from: [Unit], to: [Unit], _ pass: ObservedPass, _ moment: any Moment)
        -> [Connection]
    {
        guard edges > 0, let weights = moment.weights(ofColumn: column.index) else { return [] }
        let changed = moment.weights(ofColumn: column.index, afterUpdate: true)
        let isPicture = moment.columns[column.index - 1].image != nil
        let values = pass.values(ofColumn: column.index - 1, moment)
        var all: [Connection] = []
        for target in to {
            let isSelected = column.index == selection.column && target.index == selection.neuron
            let row = weights.row(target.index)
            let sources =
                isPicture ? row.indices.largest(isSelected ? 8 : 1) { (row[$0] * values[$0]).magnitude } : from.map(\.index)
            for source in sources {
                let weight = row[source]
                let touchesSelected = isSelected || (column.index - 1 == selection.column && source == selection.neuron)
                all.append(
                    Connection(
                        from: source, to: target.index, forward: weight * values[source], backward: weight * target.delta,
                        change: 0, isSelected: touchesSelected))
            }
        }
        var shown = strongest(all, goingBack: moment.status.phase?.pass == .backward)
        guard let changed else { return shown }
        for index in shown.indices {
            let (from, to) = (shown[index].from, shown[index].to)
            shown[index].change = changed.row(to)[from] - weights.row(to)[from]
        }
        return shown
    }

    /// The selected neuron's strongest connections, then the strongest of all others: by what goes forward, or by what goes back.
    package func strongest(_ all: [Connection], goingBack: Bool = false) -> [Connection] {
        func size(_ connection: Connection) -> Float {
            (goingBack ? connection.backward : connection.forward).magnitude
        }
        let ofSelected = all.filter(\.isSelected)
        let selected = ofSelected.indices.largest(max(6, edges)) { size(ofSelected[$0]) }.map { ofSelected[$0] }
        let rest = all.filter { !$0.isSelected }
        let strongest = rest.indices.largest(max(0, edges)) { size(rest[$0]) }.map { rest[$0] }
        return selected + strongest
    }
}

extension UnsafeBufferPointer<Float> {
    /// The largest |x| of the finite values. The bits of magnitudes are in their order, and can be compared many at a time.
    package var largestMagnitude: Float {
        let infinity = Int32(bitPattern: Float.infinity.bitPattern)
        var largest: Int32 = 0
        for value in self {
            let bits = Int32(bitPattern: value.bitPattern & 0x7FFF_FFFF)
            largest = Swift.max(largest, bits < infinity ? bits : 0)
        }
        return Float(bitPattern: UInt32(bitPattern: largest))
    }
}

extension Range<Int> {
    /// So many indices that are evenly far apart; in the places of the nearest of them those that have to be among them.
    package func evenlyChosen(_ count: Int, with kept: [Int]) -> [Int] {
        guard count < self.count else { return Array(self) }
        var chosen = (0..<count).map { lowerBound + $0 * self.count / count }
        for index in kept where !chosen.contains(index) {
            let free = chosen.indices.filter { !kept.contains(chosen[$0]) }
            guard let nearest = free.min(by: { abs(chosen[$0] - index) < abs(chosen[$1] - index) }) else { break }
            chosen[nearest] = index
        }
        return chosen.sorted()
    }

    /// The `count` indices with the largest scores, largest first; NaN last, ties in the order of the indices.
    @inlinable
    package func largest<Score: BinaryFloatingPoint>(_ count: Int, by score: (Int) -> Score) -> [Int] {
        if count == 1 { return largest(by: score).map { [$0] } ?? [] }
        var best: [(score: Score, index: Int)] = []
        for index in self {
            let found = score(index)
            let value = found.isNaN ? -Score.infinity : found
            if best.count == count, let last = best.last, !(value > last.score) { continue }
            let place = best.firstIndex { value > $0.score } ?? best.count
            best.insert((value, index), at: place)
            if best.count > count { best.removeLast() }
        }
        return best.map(\.index)
    }

    /// The index with the largest score; nil of no indices.
    @inlinable
    package func largest<Score: BinaryFloatingPoint>(by score: (Int) -> Score) -> Int? {
        guard let first else { return nil }
        var (best, highest) = (first, -Score.infinity)
        for index in self {
            let found = score(index)
            if found > highest { (best, highest) = (index, found) }
        }
        return best
    }
}
