/// A part of self-attention on its way through a graph, which has it as a dozen operators: projections whose features are cut into heads,
/// scores of each query for each key, their softmax, and what is seen through it.
struct ONNXAttention {
    /// The meaning of numbers along an axis.
    enum Axis: Hashable {
        case batch, time
        /// All features, or where they are cut, the heads and the features of one.
        case features, head, width
        /// Query, key or value, where one sum gives all three.
        case part
        /// Of scores: who looks, and who is looked at.
        case query, key
    }

    /// The stage that has been reached, with the pieces of the projections.
    enum Stage {
        case rows(Int)
        case scores(query: Int, key: Int, isCausal: Bool)
        case weights(query: Int, key: Int, isCausal: Bool)
        case seen(query: Int, key: Int, value: Int, isCausal: Bool)
        /// Attention as a layer, before its axes stand as they should.
        case whole(Int)
    }

    var stage: Stage
    /// Positions, and features of a position.
    var time: Int
    var size: Int
    var heads = 1
    /// The meanings that lie in each of the graph's axes, slowest first; none in one of size 1.
    var axes: [[Axis]]
    /// Factor of the numbers so far.
    var scale = 1.0

    /// Numbers along an axis; nil of the batch.
    func size(of axis: Axis) -> Int? {
        switch axis {
        case .batch: nil
        case .time, .query, .key: time
        case .features: size
        case .head: heads
        case .width: size / heads
        case .part: 3
        }
    }

    /// Numbers along each of the graph's axes; nil of the batch, −1 of one that the batch is a part of.
    var sizes: [Int?] {
        axes.map { axis in
            if axis.contains(.batch) { return axis == [.batch] ? nil : -1 }
            return axis.reduce(1) { $0 * (size(of: $1) ?? 1) }
        }
    }

    /// The same in another shape, as far as only axes are joined and taken apart again, and features cut into heads.
    /// - Parameters:
    ///   - sizes: as a graph has them: nil of the batch, −1 of what is left, 0 of what was there.
    ///   - inputs: features of what the projection is of.
    func reshaped(to sizes: [Int?], inputs: Int) -> ONNXAttention? {
        let sizes = sizes.enumerated().map { $1 == 0 && axes.indices.contains($0) ? self.sizes[$0] : $1 }
        var result = self
        var rest = axes.flatMap(\.self)[...]
        /// Takes axes of so many numbers from an end.
        func take(_ size: Int, fromEnd: Bool) -> [Axis]? {
            var (taken, product) = ([Axis](), 1)
            while product < size, let axis = fromEnd ? rest.last : rest.first {
                guard let own = result.size(of: axis), own > 0 else { return nil }
                let left = size / product
                if axis == .features, own > left, own % left == 0, fromEnd {
                    // Three sums in one, or heads.
                    if result.size == 3 * inputs, left == inputs {
                        result.size = inputs
                        rest = rest.dropLast() + [.part, .features]
                    } else {
                        guard result.heads == 1 else { return nil }
                        result.heads = own / left
                        rest = rest.dropLast() + [.head, .width]
                    }
                    continue
                }
                product *= own
                taken = fromEnd ? [axis] + taken : taken + [axis]
                if fromEnd { rest.removeLast() } else { rest.removeFirst() }
            }
            return product == size ? taken : nil
        }
        let free = sizes.firstIndex(of: -1) ?? sizes.firstIndex(of: nil) ?? sizes.count
        var (front, back) = ([[Axis]](), [[Axis]]())
        for size in sizes[..<free] {
            if size == nil {
                guard rest.first == .batch else { return nil }
                rest.removeFirst()
                front.append([.batch])
            } else {
                guard let size, let taken = take(size, fromEnd: false) else { return nil }
                front.append(taken)
            }
        }
        for size in sizes[min(free + 1, sizes.count)...].reversed() {
            guard let size, let taken = take(size, fromEnd: true) else { return nil }
            back.insert(taken, at: 0)
        }
        if free < sizes.count { front.append(Array(rest)) } else if !rest.isEmpty { return nil }
        result.axes = (front + back).map { $0.suffix(2) == [.head, .width] ? $0.dropLast(2) + [.features] : $0 }
        // Of features side by side heads are no more to be seen, but they are what was seen by each.
        return result
    }
}

extension ONNXImport {
    private static let dense: LayerSpec = "dense:1"
    private static let attentionParts = ["query", "key", "value", "output"]
    private static let projections = attentionParts.prefix(3)

    /// A projection, whose features nobody has cut yet, as rows of one head; nil of what is none.
    private func rows(_ operand: ONNXOperand) -> ONNXAttention? {
        if case .attention(let part) = operand { return part }
        guard case .value(let value) = operand, value.piece >= 0, shape(value).rank == 2,
            pieces[value.piece].layer?.name == Self.dense.name
        else { return nil }
        var axes: [[ONNXAttention.Axis]] = []
        for axis in value.axes {
            switch axis {
            case .batch: axes.append([.batch])
            case .own([0]): axes.append([.time])
            case .own([1]): axes.append([.features])
            case .own([]): axes.append([])
            default: return nil
            }
        }
        let shape = shape(value)
        return ONNXAttention(stage: .rows(value.piece), time: shape[0], size: shape[1], axes: axes)
    }

    private func inputs(of part: ONNXAttention) -> Int {
        switch part.stage {
        case .rows(let piece), .scores(let piece, _, _), .weights(let piece, _, _), .seen(let piece, _, _, _), .whole(let piece):
            shape(ONNXValue(piece: pieces[piece].parent, axes: [])).last
        }
    }

    /// Sets a part of attention; one that is a layer and stands as it should is a value again.
    private mutating func set(_ node: ONNXNode, _ part: ONNXAttention) {
        guard case .whole(let piece) = part.stage else { return set(node, .attention(part)) }
        var axes: [ONNXAxis] = []
        for axis in part.axes {
            switch axis {
            case [.batch]: axes.append(.batch)
            case [.time]: axes.append(.own([0]))
            case [.features]: axes.append(.own([1]))
            case [.time, .features]: axes.append(.own([0, 1]))
            case []: axes.append(.own([]))
            default: return set(node, .attention(part))
            }
        }
        set(node, .value(ONNXValue(piece: piece, axes: axes)))
    }

    /// Features of a projection cut into heads, or into query, key and value.
    /// - Returns: false where a reshape is something else.
    mutating func cutHeads(_ node: ONNXNode, _ value: ONNXValue, to sizes: [Int?]) -> Bool {
        guard let part = rows(.value(value)), let cut = part.reshaped(to: sizes, inputs: inputs(of: part)) else { return false }
        set(node, cut)
        return true
    }

    mutating func reshape(_ node: ONNXNode, _ part: ONNXAttention, to sizes: [Int?]) throws {
        guard let reshaped = part.reshaped(to: sizes, inputs: inputs(of: part)) else {
            throw node.unmapped("axes of attention joined, or taken apart again", found: "another shape")
        }
        set(node, reshaped)
    }

    mutating func turn(_ node: ONNXNode, _ part: ONNXAttention) throws {
        let order = node.integers("perm") ?? part.axes.indices.reversed()
        guard order.sorted() == Array(part.axes.indices) else { throw node.unmapped("each axis once", found: "\(order)") }
        var turned = part
        turned.axes = order.map { part.axes[$0] }
        set(node, turned)
    }

    /// Axes of size 1 put in or left out.
    mutating func squeeze(_ node: ONNXNode, _ part: ONNXAttention, _ places: [Int], isPutIn: Bool) throws {
        var changed = part
        let rank = part.axes.count + (isPutIn ? places.count : 0)
        for place in try places.map({ try position($0, of: rank, node) }).sorted(by: isPutIn ? (<) : (>)) {
            if isPutIn {
                changed.axes.insert([], at: min(place, changed.axes.count))
            } else {
                guard changed.axes[place].isEmpty else { throw node.unmapped("axes of size 1", found: "others") }
                changed.axes.remove(at: place)
            }
        }
        set(node, changed)
    }

    /// Query, key or value of a sum that gives all three.
    mutating func choosePart(_ node: ONNXNode, _ part: ONNXAttention, _ index: Int, axis: Int) throws {
        guard case .rows(let piece) = part.stage, part.axes[axis] == [.part], (0..<3).contains(index) else {
            throw node.unmapped("query, key or value of a sum that gives them", found: "place \(index)")
        }
        var chosen = part
        chosen.stage = .rows(try cut(node, piece, part.size * index..<part.size * (index + 1)))
        chosen.axes.remove(at: axis)
        set(node, chosen)
    }

    mutating func scaleAttention(_ node: ONNXNode, _ part: ONNXAttention, by factor: Double) throws {
        switch part.stage {
        case .rows, .scores: break
        case .weights, .seen, .whole: throw node.unmapped("what attention gives as it is", found: "a multiple")
        }
        var scaled = part
        scaled.scale *= factor
        set(node, scaled)
    }

    /// A mask that is added to scores: 0 for what is seen, and very little for what comes later.
    mutating func maskAttention(_ node: ONNXNode, _ part: ONNXAttention, hidden: [Bool]) throws {
        guard case .scores(let query, let key, _) = part.stage, part.axes.suffix(2) == [[.query], [.key]] else {
            throw node.unmapped("a mask of attention's scores", found: "one of other numbers")
        }
        // A product of at most 2³⁰ positions fits; a table of so many does not.
        let isCausal =
            hidden.count == part.time * part.time
            && hidden.indices.allSatisfy { hidden[$0] == ($0 % part.time > $0 / part.time) }
        guard isCausal || !hidden.contains(true) else {
            throw node.unmapped("a causal mask of \(part.time) positions, or none", found: "another")
        }
        var masked = part
        if isCausal { masked.stage = .scores(query: query, key: key, isCausal: true) }
        set(node, masked)
    }

    /// The product of two values where both are parts of attention.
    /// - Returns: false where they are none.
    mutating func multiplyAttention(_ node: ONNXNode) throws -> Bool {
        if case .attention(let part) = try operand(node, 0), part.axes.last == [.features], case .constant = try operand(node, 1)
        {
            try project(node, part)
            return true
        }
        guard var first = rows(try operand(node, 0)), var second = rows(try operand(node, 1)) else { return false }
        // One head has all features.
        for (old, new) in [(ONNXAttention.Axis.features, ONNXAttention.Axis.width)] {
            first.axes = first.axes.map { $0 == [old] ? [new] : $0 }
            second.axes = second.axes.map { $0 == [old] ? [new] : $0 }
        }
        let rank = first.axes.count
        guard first.heads == second.heads, rank == second.axes.count, rank > 2, first.axes.dropLast(2) == second.axes.dropLast(2),
            Set(first.axes.dropLast(2).flatMap(\.self)).union([.batch]) == (first.heads > 1 ? [.batch, .head] : [.batch])
        else {
            throw node.unmapped("attention with as many heads of keys and values as of queries", found: "others")
        }
        var product = first
        switch (first.stage, second.stage, first.axes.suffix(2), second.axes.suffix(2)) {
        case (.rows(let query), .rows(let key), [[.time], [.width]], [[.width], [.time]]):
            product.stage = .scores(query: query, key: key, isCausal: false)
            product.axes = first.axes.dropLast(2) + [[.query], [.key]]
            product.scale = first.scale * second.scale
        case (.weights(let query, let key, let isCausal), .rows(let value), [[.query], [.key]], [[.time], [.width]])
        where second.scale == 1:
            product.stage = .seen(query: query, key: key, value: value, isCausal: isCausal)
            product.axes = first.axes.dropLast(2) + [[.time], first.heads > 1 ? [.width] : [.features]]
        default: throw node.unmapped("a product that is part of attention", found: "another")
        }
        set(node, product)
        return true
    }

    mutating func attend(_ node: ONNXNode, _ part: ONNXAttention) throws {
        let axis = try position(node.integer("axis") ?? -1, of: part.axes.count, node)
        guard case .scores(let query, let key, let isCausal) = part.stage, part.axes.last == [.key], axis == part.axes.count - 1
        else { throw node.unmapped("a softmax over the keys of attention", found: "another") }
        let width = part.size / part.heads
        guard abs(part.scale * Double(width).squareRoot() - 1) < 1e-4 else {
            throw node.unmapped("scores divided by √\(width), of the width of a head", found: "times \(part.scale.shortestText)")
        }
        var weights = part
        (weights.stage, weights.scale) = (.weights(query: query, key: key, isCausal: isCausal), 1)
        set(node, weights)
    }

    /// The last projection, with which all of it is one layer.
    mutating func project(_ node: ONNXNode, _ part: ONNXAttention) throws {
        guard case .seen(let query, let key, let value, let isCausal) = part.stage, let matrix = try constant(node, 1),
            matrix.shape.count == 2
        else { throw node.unmapped("a constant matrix behind attention", found: "none") }
        let parts = [query, key, value].map { pieces[$0] }
        let size = part.size
        guard Set(parts.map(\.parent)).count == 1, parts.allSatisfy({ $0.shape == parts[0].shape }),
            matrix.shape == [size, size],
            inputs(of: part) == size
        else { throw node.unmapped("queries, keys and values of one input, as wide as it is", found: "others") }
        let weights = node.operation == "Gemm" && node.integer("transB") ?? 0 == 1 ? matrix : matrix.turned
        let bias = node.operation == "Gemm" ? try constant(node, 2)?.numbers : nil
        let hasBias = bias != nil || parts.contains { $0.tensors["bias"] != nil }
        var tensors = ["output.weight": weights.numbers]
        let none = Array(repeating: 0.0, count: size)
        for (name, piece) in zip(Self.projections, parts) {
            tensors["\(name).weight"] = piece.tensors["weight"]
            if hasBias { tensors["\(name).bias"] = piece.tensors["bias"] ?? none }
        }
        if hasBias { tensors["output.bias"] = bias ?? none }
        let piece = try append(
            node, "selfAttention", ["heads": .integer(part.heads), "causal": .flag(isCausal), "bias": .flag(hasBias)],
            tensors: tensors, weights: parts.flatMap(\.weights) + [matrix.name], after: parts[0].parent)
        var whole = part
        whole.stage = .whole(piece)
        set(node, whole)
    }

    /// The bias of attention's last projection; nil where a constant is none.
    mutating func addingAttentionBias(_ node: ONNXNode, _ value: ONNXValue, _ constant: ONNXConstant) throws -> ONNXValue? {
        guard value.piece >= 0, let layer = pieces[value.piece].layer, layer.role == .attention, value.axes.last == .own([1]),
            constant.numbers.count == shape(value)[1], constant.shape.last == shape(value)[1]
        else { return nil }
        let piece = pieces[value.piece]
        var tensors = piece.tensors
        let none = Array(repeating: 0.0, count: constant.numbers.count)
        for name in Self.attentionParts where tensors["\(name).bias"] == nil { tensors["\(name).bias"] = none }
        tensors["output.bias"] = zip(tensors["output.bias"] ?? none, constant.numbers).map(+)
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
        guard value.piece >= 0, pieces[value.piece].layer?.name == Self.dense.name,
            value.axes[axis] == .own([shape(value).rank - 1])
        else { throw node.unmapped("a weighted sum that is split by its outputs", found: "another value") }
        let outputs = shape(value).last
        guard !node.outputs.isEmpty else { throw node.unmapped("parts", found: "none") }
        let parts = try numbers(node, 1, or: "split") ?? Array(repeating: outputs / node.outputs.count, count: node.outputs.count)
        // Each is in range before they are added up.
        guard parts.count == node.outputs.count, parts.allSatisfy((1...outputs).contains), parts.reduce(0, +) == outputs else {
            throw node.unmapped("\(outputs) outputs in parts", found: "\(parts)")
        }
        var first = 0
        for (index, count) in parts.enumerated() {
            let own = try cut(node, value.piece, first..<first + count)
            set(node, .value(ONNXValue(piece: own, axes: value.axes)), output: index)
            first += count
        }
    }

    /// A weighted sum with some of the outputs of another.
    private mutating func cut(_ node: ONNXNode, _ place: Int, _ outputs: Range<Int>) throws -> Int {
        let piece = pieces[place]
        guard let weight = piece.tensors["weight"] else { throw node.unmapped("a weighted sum", found: "another value") }
        let inputs = weight.count / piece.shape.last
        var tensors = ["weight": Array(weight[outputs.lowerBound * inputs..<outputs.upperBound * inputs])]
        if let bias = piece.tensors["bias"] { tensors["bias"] = Array(bias[outputs]) }
        return try append(
            node, Self.dense.name, ["out": .integer(outputs.count), "bias": .flag(tensors["bias"] != nil)], tensors: tensors,
            weights: outputs.lowerBound == 0 ? piece.weights : [], after: piece.parent)
    }
}
