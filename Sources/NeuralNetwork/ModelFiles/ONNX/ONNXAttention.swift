/// A part of self-attention on its way through a graph, which has it as a dozen operators: projections whose features are cut into heads,
/// scores of each query for each key, their softmax, and what is seen through it.
struct ONNXAttention {
    /// The meaning of an axis.
    enum Axis: Hashable {
        case batch, head, time, width
        /// Of scores: who looks, and who is looked at.
        case query, key
    }

    /// The stage that has been reached, with the pieces of the projections.
    enum Stage {
        case rows(Int)
        case scores(query: Int, key: Int, isCausal: Bool)
        case weights(query: Int, key: Int, isCausal: Bool)
        case seen(query: Int, key: Int, value: Int, isCausal: Bool)
    }

    var stage: Stage
    var heads: Int
    var axes: [Axis]
    /// Factor of the numbers so far.
    var scale = 1.0
    /// Whether heads stand side by side as features again.
    var isJoined = false
}

extension ONNXImport {
    private static let dense: LayerSpec = "dense:1"
    private static let attentionParts = ["query", "key", "value", "output"]

    /// A projection as rows of one head, where nothing has cut it yet; nil of what is none.
    private func rows(_ operand: ONNXOperand) -> ONNXAttention? {
        switch operand {
        case .attention(let part): return part
        case .value(let value)
        where value.piece >= 0 && shape(value).rank == 2 && pieces[value.piece].layer?.name == Self.dense.name:
            var axes: [ONNXAttention.Axis] = []
            for axis in value.axes {
                switch axis {
                case .batch: axes.append(.batch)
                case .own([0]): axes.append(.time)
                case .own([1]): axes.append(.width)
                case .own([]): axes.append(.head)
                default: return nil
                }
            }
            return Set(axes).count == axes.count ? ONNXAttention(stage: .rows(value.piece), heads: 1, axes: axes) : nil
        default: return nil
        }
    }

    /// Features of a projection cut into heads: `[samples, time, heads, width]`.
    /// - Returns: false where a reshape is something else.
    mutating func cutHeads(_ node: ONNXNode, _ value: ONNXValue, to sizes: [Int?]) -> Bool {
        let shape = shape(value)
        guard sizes.count == 4, shape.rank == 2, value.axes == ONNXAxis.plain(rank: 2), var part = rows(.value(value)),
            let time = sizes[1], time == shape[0] || time <= 0
        else { return false }
        let known = [sizes[2], sizes[3]].map { $0.flatMap { $0 > 0 ? $0 : nil } }
        guard let heads = known[0] ?? known[1].map({ shape[1] / $0 }), heads > 0, shape[1] % heads == 0,
            known[1] ?? shape[1] / heads == shape[1] / heads
        else { return false }
        (part.heads, part.axes) = (heads, [.batch, .time, .head, .width])
        set(node, .attention(part))
        return true
    }

    /// Heads side by side as features again: `[samples, time, features]`.
    mutating func joinHeads(_ node: ONNXNode, _ part: ONNXAttention, to sizes: [Int?]) throws {
        guard case .seen = part.stage, part.axes == [.batch, .time, .head, .width], sizes.count == 3 else {
            throw node.unmapped("heads of attention side by side", found: "another shape")
        }
        var joined = part
        (joined.axes, joined.isJoined) = ([.batch, .time, .width], true)
        set(node, .attention(joined))
    }

    mutating func turn(_ node: ONNXNode, _ part: ONNXAttention) throws {
        var turned = part
        let order = node.integers("perm") ?? part.axes.indices.reversed()
        guard order.sorted() == Array(part.axes.indices) else { throw node.unmapped("each axis once", found: "\(order)") }
        turned.axes = order.map { part.axes[$0] }
        set(node, .attention(turned))
    }

    /// Sizes of a part of attention, as far as a graph reckons with them.
    func sizes(_ part: ONNXAttention) -> [Int?] {
        func shape(_ piece: Int) -> Shape { pieces[piece].shape }
        let piece =
            switch part.stage {
            case .rows(let piece), .scores(let piece, _, _), .weights(let piece, _, _), .seen(let piece, _, _, _): piece
            }
        return part.axes.map { axis in
            switch axis {
            case .batch: nil
            case .head: part.heads
            case .time, .query, .key: shape(piece)[0]
            case .width: part.isJoined ? shape(piece)[1] : shape(piece)[1] / part.heads
            }
        }
    }

    mutating func scaleAttention(_ node: ONNXNode, _ part: ONNXAttention, by factor: Double) throws {
        if case .weights = part.stage { throw node.unmapped("attention's weights as softmax gives them", found: "scaled ones") }
        if case .seen = part.stage { throw node.unmapped("what attention sees as it is", found: "a multiple") }
        var scaled = part
        scaled.scale *= factor
        set(node, .attention(scaled))
    }

    /// A mask that is added to scores: 0 for what is seen, and very little for what comes later.
    mutating func maskAttention(_ node: ONNXNode, _ part: ONNXAttention, hidden: [Bool]) throws {
        guard case .scores(let query, let key, _) = part.stage, part.axes.suffix(2) == [.query, .key] else {
            throw node.unmapped("a mask of attention's scores", found: "one of other numbers")
        }
        let time = pieces[query].shape[0]
        let isCausal = hidden == (0..<time * time).map { $0 % time > $0 / time }
        guard isCausal || !hidden.contains(true) && hidden.count == time * time else {
            throw node.unmapped("a causal mask of \(time) positions, or none", found: "another")
        }
        var masked = part
        masked.stage = .scores(query: query, key: key, isCausal: isCausal)
        set(node, .attention(masked))
    }

    /// The product of two values where both are parts of attention.
    /// - Returns: false where they are none.
    mutating func multiplyAttention(_ node: ONNXNode) throws -> Bool {
        if case .attention(let part) = try operand(node, 0), part.isJoined { return try project(node, part) }
        guard let first = rows(try operand(node, 0)), let second = rows(try operand(node, 1)) else { return false }
        let hasHeads = first.axes.count == 4
        func are(_ part: ONNXAttention, _ last: [ONNXAttention.Axis]) -> Bool {
            part.axes == (hasHeads ? [.batch, .head] : [.batch]) + last
        }
        guard first.heads == second.heads, first.axes.count == second.axes.count else {
            throw node.unmapped("attention with as many heads of keys and values as of queries", found: "others")
        }
        switch (first.stage, second.stage) {
        case (.rows(let query), .rows(let key)) where are(first, [.time, .width]) && are(second, [.width, .time]):
            set(
                node,
                .attention(
                    ONNXAttention(
                        stage: .scores(query: query, key: key, isCausal: false), heads: first.heads,
                        axes: first.axes.dropLast(2) + [.query, .key], scale: first.scale * second.scale)))
        case (.weights(let query, let key, let isCausal), .rows(let value))
        where are(first, [.query, .key]) && are(second, [.time, .width]) && second.scale == 1:
            set(
                node,
                .attention(
                    ONNXAttention(
                        stage: .seen(query: query, key: key, value: value, isCausal: isCausal), heads: first.heads,
                        axes: second.axes, isJoined: !hasHeads)))
        default: throw node.unmapped("a product that is part of attention", found: "another")
        }
        return true
    }

    mutating func attend(_ node: ONNXNode, _ part: ONNXAttention) throws {
        guard case .scores(let query, let key, let isCausal) = part.stage, part.axes.last == .key else {
            throw node.unmapped("a softmax over the keys of attention", found: "another")
        }
        let axis = try position(node.integer("axis") ?? -1, of: part.axes.count, node)
        let width = Double(pieces[query].shape[1] / part.heads)
        guard axis == part.axes.count - 1 else { throw node.unmapped("a softmax over the last axis", found: "axis \(axis)") }
        guard abs(part.scale * width.squareRoot() - 1) < 1e-4 else {
            throw node.unmapped(
                "scores divided by √\(Int(width)), the width of a head", found: "times \(part.scale.shortestText)")
        }
        var weights = part
        (weights.stage, weights.scale) = (.weights(query: query, key: key, isCausal: isCausal), 1)
        set(node, .attention(weights))
    }

    /// The last projection, with which all of it is one layer.
    private mutating func project(_ node: ONNXNode, _ part: ONNXAttention) throws -> Bool {
        guard case .seen(let query, let key, let value, let isCausal) = part.stage, let matrix = try constant(node, 1),
            matrix.shape.count == 2
        else { throw node.unmapped("a constant matrix behind attention", found: "none") }
        let parts = [query, key, value].map { pieces[$0] }
        let size = parts[0].shape[1]
        guard Set(parts.map(\.parent)).count == 1, parts.allSatisfy({ $0.shape == parts[0].shape }),
            matrix.shape == [size, size],
            shape(ONNXValue(piece: parts[0].parent, axes: [])).last == size
        else {
            throw node.unmapped("queries, keys and values of one input, as wide as it is", found: "others")
        }
        let weights = node.operation == "Gemm" && node.integer("transB") ?? 0 == 1 ? matrix : matrix.turned
        let hasBias = parts.contains { $0.tensors["bias"] != nil }
        var tensors = ["output.weight": weights.numbers]
        let none = Array(repeating: 0.0, count: size)
        for (name, piece) in zip(Self.attentionParts, parts) {
            tensors["\(name).weight"] = piece.tensors["weight"]
            if hasBias { tensors["\(name).bias"] = piece.tensors["bias"] ?? none }
        }
        if hasBias { tensors["output.bias"] = none }
        let piece = try append(
            node, "selfAttention", ["heads": .integer(part.heads), "causal": .flag(isCausal), "bias": .flag(hasBias)],
            tensors: tensors, weights: parts.flatMap(\.weights) + [matrix.name], after: parts[0].parent)
        set(node, .value(ONNXValue(piece: piece, axes: ONNXAxis.plain(rank: 2))))
        return true
    }

    /// The bias of attention's last projection; nil where a constant is none.
    mutating func addingAttentionBias(_ node: ONNXNode, _ value: ONNXValue, _ constant: ONNXConstant) throws -> ONNXValue? {
        guard value.piece >= 0, pieces[value.piece].layer?.role == .attention, value.axes == ONNXAxis.plain(rank: 2),
            let layer = pieces[value.piece].layer, constant.numbers.count == shape(value)[1],
            constant.shape.last == shape(value)[1]
        else { return nil }
        let piece = pieces[value.piece]
        var tensors = piece.tensors
        if tensors["output.bias"] == nil {
            for name in Self.attentionParts { tensors["\(name).bias"] = Array(repeating: 0, count: constant.numbers.count) }
        }
        tensors["output.bias"] = zip(tensors["output.bias"] ?? [], constant.numbers).map(+)
        let added = try append(
            node, layer.name, layer.values.merging(["bias": .flag(true)]) { $1 }, tensors: tensors, weights: piece.weights,
            after: piece.parent)
        return ONNXValue(piece: added, axes: value.axes)
    }

    /// A constant for each place and feature of a sequence: its positions. Nil where a constant is something else.
    mutating func addingPositions(_ node: ONNXNode, _ value: ONNXValue, _ constant: ONNXConstant) throws -> ONNXValue? {
        let shape = shape(value)
        guard shape.rank == 2, shape[0] > 1, value.axes == ONNXAxis.plain(rank: 2), constant.shape.suffix(2) == shape.dimensions,
            constant.numbers.count == shape.count
        else { return nil }
        let piece = try append(
            node, "position", tensors: ["weight": constant.numbers], weights: [constant.name], after: value.piece)
        return ONNXValue(piece: piece, axes: value.axes)
    }

    /// A weighted sum that is split into several, as query, key and value often are one.
    mutating func readSplit(_ node: ONNXNode) throws {
        let value = try value(node)
        let axis = try position(node.integer("axis") ?? 0, of: value.axes.count, node)
        guard value.piece >= 0, let layer = pieces[value.piece].layer, layer.name == Self.dense.name,
            value.axes[axis] == .own([shape(value).rank - 1]), let weight = pieces[value.piece].tensors["weight"]
        else { throw node.unmapped("a weighted sum that is split by its outputs", found: "another value") }
        let piece = pieces[value.piece]
        let outputs = piece.shape.last
        let parts = try numbers(node, 1, or: "split") ?? Array(repeating: outputs / node.outputs.count, count: node.outputs.count)
        guard parts.count == node.outputs.count, parts.allSatisfy({ $0 > 0 }), parts.reduce(0, +) == outputs else {
            throw node.unmapped("\(outputs) outputs in parts", found: "\(parts)")
        }
        var first = 0
        let inputs = weight.count / outputs
        for (index, count) in parts.enumerated() {
            var tensors = ["weight": Array(weight[first * inputs..<(first + count) * inputs])]
            if let bias = piece.tensors["bias"] { tensors["bias"] = Array(bias[first..<first + count]) }
            let own = try append(
                node, layer.name, ["out": .integer(count), "bias": .flag(tensors["bias"] != nil)], tensors: tensors,
                weights: index == 0 ? piece.weights : [], after: piece.parent)
            set(node, .value(ONNXValue(piece: own, axes: value.axes)), output: index)
            first += count
        }
    }
}
