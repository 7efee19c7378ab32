import Basics

/// Activation functions, normalization, lookups, and what is put together from arithmetic.
extension ONNXImport {
    /// SiLU, where it is multiplied by its own input.
    private static let sigmoid: LayerSpec = "sigmoid"
    private static let softplus: LayerSpec = "softplus"

    mutating func readPReLU(_ node: ONNXNode) throws {
        var value = try value(node)
        let shape = shape(value)
        guard let slopes = try constant(node, 1) else { throw node.unmapped("constant slopes", found: "none") }
        guard slopes.isScalar || slopes.numbers.count == shape[0] && value.axes.count > 1 && value.axes[1] == .own([0]) else {
            throw node.unmapped("one slope, or one for each channel", found: "\(slopes.numbers.count)")
        }
        // One slope of one channel is shared by all.
        value.piece = try append(
            node, "prelu", ["shared": .flag(slopes.isScalar)], tensors: ["weight": slopes.numbers], weights: [slopes.name],
            after: value.piece)
        set(node, .value(value))
    }

    mutating func readSoftmax(_ node: ONNXNode) throws {
        if case .attention(let part) = try operand(node, 0) { return try attend(node, part) }
        let value = try value(node)
        try checkLast(node, value)
        try elementwise(node, "softmax")
    }

    /// A logarithm of softmax at the end, which a cross-entropy takes in: the scores before it.
    mutating func readLogSoftmax(_ node: ONNXNode) throws {
        let value = try value(node)
        try checkLast(node, value)
        guard node.outputs.first == file.outputs.first?.name else {
            throw node.unmapped("a log softmax at the end only", found: "it further on")
        }
        remark("log softmax at its end is left to the loss, softmax + cross-entropy")
        set(node, .value(value))
    }

    private func checkLast(_ node: ONNXNode, _ value: ONNXValue) throws {
        let axis = try position(node.integer("axis") ?? -1, of: value.axes.count, node)
        guard axis == value.axes.count - 1, value.axes[axis].own == [shape(value).rank - 1] else {
            throw node.unmapped("the last axis", found: "axis \(axis)")
        }
    }

    mutating func readDropout(_ node: ONNXNode) throws {
        let rate = try constant(node, 1)?.numbers.first ?? node.number("ratio") ?? 0.5
        guard rate > 0 else { return try readIdentity(node) }
        try elementwise(node, "dropout", ["rate": .number(Double(Float(rate).description) ?? rate)])
    }

    mutating func readBatchNormalization(_ node: ONNXNode) throws {
        var value = try value(node)
        var names: [String: [Double]] = [:]
        for (index, name) in ["weight", "bias", "runningMean", "runningVariance"].enumerated() {
            names[name] = try constant(node, index + 1)?.numbers
        }
        if shape(value).rank == 1 || value.axes.count == 2 {
            let (piece, order) = try vector(value, node)
            guard order == nil else { throw node.unmapped("channels in their order", found: "turned ones") }
            value = ONNXValue(piece: piece, axes: ONNXAxis.plain(rank: 1))
        } else if !value.axes.isPlain(shape(value)) {
            throw node.unmapped("samples, channels, rows, columns", found: "other axes")
        }
        let momentum = 1 - (node.number("momentum") ?? 0.9)
        value.piece = try append(
            node, "batchNorm",
            [
                "epsilon": .number(node.decimal("epsilon") ?? 1e-5),
                "momentum": .number((momentum * 1e6).rounded() / 1e6),
            ], tensors: names, after: value.piece)
        set(node, .value(value))
    }

    mutating func readLayerNormalization(_ node: ONNXNode) throws {
        var value = try value(node)
        let shape = shape(value)
        let axis = try position(node.integer("axis") ?? -1, of: value.axes.count, node)
        let normalized = value.axes[axis...].flatMap { $0.own ?? [] }
        guard !value.axes[axis...].contains(.batch), normalized == Array((shape.rank - normalized.count)..<shape.rank),
            !normalized.isEmpty
        else { throw node.unmapped("the last axes", found: "axes from \(axis) on") }
        let count = Shape(normalized.map { shape[$0] }).count
        guard let gain = try constant(node, 1)?.numbers, gain.count == count else {
            throw node.unmapped("\(count) constant gains", found: "others")
        }
        var attributes: [String: SpecValue] = ["epsilon": .number(node.decimal("epsilon") ?? 1e-5)]
        if normalized.count > 1 { attributes["shape"] = .sizes(normalized.map { shape[$0] }) }
        let bias = try constant(node, 2)?.numbers ?? Array(repeating: 0, count: count)
        value.piece = try append(
            node, "layerNorm", attributes, tensors: ["weight": gain, "bias": bias], after: value.piece)
        set(node, .value(value))
    }

    mutating func readGroupNormalization(_ node: ONNXNode) throws {
        var value = try value(node)
        let groups = node.integer("num_groups") ?? 1
        guard value.axes.isPlain(shape(value)), let gain = try constant(node, 1), let shift = try constant(node, 2) else {
            throw node.unmapped("samples, channels, rows, columns", found: "other axes")
        }
        value.piece = try append(
            node, "groupNorm", ["groups": .integer(groups), "epsilon": .number(node.decimal("epsilon") ?? 1e-5)],
            tensors: ["weight": gain.numbers, "bias": shift.numbers], after: value.piece)
        set(node, .value(value))
    }

    /// Of groups of channels, a group normalization; else one with a group for each channel.
    mutating func readInstanceNormalization(_ node: ONNXNode) throws {
        guard let gain = try constant(node, 1), let shift = try constant(node, 2) else {
            throw node.unmapped("constants", found: "none")
        }
        let epsilon = SpecValue.number(node.decimal("epsilon") ?? 1e-5)
        switch try operand(node, 0) {
        case .grouped(var value, let groups):
            guard gain.numbers.allSatisfy({ $0 == 1 }), shift.numbers.allSatisfy({ $0 == 0 }) else {
                throw node.unmapped("groups without a factor of their own", found: "other numbers")
            }
            let channels = shape(value)[0]
            // Numbers are made here that no file has brought.
            guard channels <= 1 << 20 else { throw node.unmapped("at most 2²⁰ channels", found: "\(channels)") }
            value.piece = try append(
                node, "groupNorm", ["groups": .integer(groups), "epsilon": epsilon],
                tensors: ["weight": Array(repeating: 1, count: channels), "bias": Array(repeating: 0, count: channels)],
                after: value.piece)
            set(node, .grouped(value, groups: groups))
        case .value(var value)
        where value.axes.first == .batch && value.axes.dropFirst().first == .own([0]) && value.axes.isInOrder(shape(value)):
            value.piece = try append(
                node, "groupNorm", ["groups": .integer(shape(value)[0]), "epsilon": epsilon],
                tensors: ["weight": gain.numbers, "bias": shift.numbers], after: value.piece)
            set(node, .value(value))
        default: throw node.unmapped("samples, channels, rows, columns", found: "other axes")
        }
    }

    // MARK: - Arithmetic

    mutating func readAdd(_ node: ONNXNode) throws {
        if try readStatistic(node) { return }
        if try readAttention(node) { return }
        switch (try operand(node, 0), try operand(node, 1)) {
        case (.value(let value), .constant(let constant)), (.constant(let constant), .value(let value)):
            if let sum = try addingAttentionBias(node, value, constant) ?? addingBias(node, value, constant) {
                return set(node, .value(sum))
            }
            if let sum = try addingPositions(node, value, constant) { return set(node, .value(sum)) }
            guard constant.isScalar else { throw node.unmapped("a bias behind a weighted sum", found: "other constants") }
            set(node, .value(append(node, step: .shift(constant.numbers[0]), after: value)))
        case (.value(let first), .value(let second)): try readResidual(node, first, second)
        default: try reckon(node)
        }
    }

    private mutating func readResidual(_ node: ONNXNode, _ first: ONNXValue, _ second: ONNXValue) throws {
        let common = commonPiece(first.piece, second.piece)
        guard let ways = chain(from: common, to: first.piece), let others = chain(from: common, to: second.piece),
            !(ways.isEmpty && others.isEmpty)
        else { throw node.unmapped("a sum of two ways", found: "a value with itself") }
        guard first.axes == second.axes else { throw node.unmapped("two ways with the same axes", found: "turned ones") }
        let (main, shortcut) = ways.isEmpty ? (others, ways) : (ways, others)
        var attributes: [String: SpecValue] = ["layers": .layers(try layers(main))]
        if !shortcut.isEmpty { attributes["shortcut"] = .layers(try layers(shortcut)) }
        var tensors = tensors(main, prefix: "")
        tensors.merge(self.tensors(shortcut, prefix: "shortcut.")) { $1 }
        let piece = try append(
            node, "residual", attributes, tensors: tensors, weights: (main + shortcut).flatMap { pieces[$0].weights },
            after: common)
        set(node, .value(ONNXValue(piece: piece, axes: first.axes)))
    }

    /// The layers of pieces. Throws with the node of one that is none.
    func layers(_ chain: [Int]) throws -> [LayerSpec] {
        try chain.map { place in
            guard let layer = pieces[place].layer else {
                throw InputError(
                    .malformed, pieces[place].subject, expected: "a bias, a residual sum or part of an activation function",
                    found: "arithmetic that is no layer here", advice: "scale data before it comes in")
            }
            return layer
        }
    }

    /// Their tensors, by the place in the chain.
    func tensors(_ chain: [Int], prefix: String) -> [String: [Double]] {
        var all: [String: [Double]] = [:]
        for (index, place) in chain.enumerated() {
            for (name, numbers) in pieces[place].tensors { all["\(prefix)\(index).\(name)"] = numbers }
        }
        return all
    }

    mutating func readMul(_ node: ONNXNode) throws {
        if try readStatistic(node) { return }
        if try readAttention(node) { return }
        guard case .value(let first) = try operand(node, 0), case .value(let second) = try operand(node, 1) else {
            return try readArithmetic(node)
        }
        let common = commonPiece(first.piece, second.piece)
        let steps = (chain(from: common, to: first.piece) ?? []) + (chain(from: common, to: second.piece) ?? [])
        let value = ONNXValue(piece: common, axes: first.axes)
        if first.axes == second.axes, steps.count == 1, pieces[steps[0]].layer == Self.sigmoid {
            return set(node, .value(ONNXValue(piece: try append(node, "silu", after: common), axes: value.axes)))
        }
        guard first.axes == second.axes, let factor = Self.gelu(steps.map { pieces[$0].step }) else {
            throw node.unmapped("a product that is an activation function", found: "a product of two values")
        }
        let gelu = ONNXValue(piece: try append(node, "gelu", after: common), axes: value.axes)
        set(node, .value(factor == 1 ? gelu : append(node, step: .scale(factor), after: gelu)))
    }

    /// The factor by which x times these steps is a GELU; nil where they are another function. `x·(1 + erf(x/√2))` is twice one.
    private static func gelu(_ steps: [ONNXScalarStep?]) -> Double? {
        guard let error = steps.firstIndex(of: .errorFunction), error > 0, error + 1 < steps.count,
            case .scale(let inner)? = steps[error - 1], abs(inner - 0.5.squareRoot()) < 1e-6,
            case .shift(1)? = steps[error + 1]
        else { return nil }
        var factor = 2.0
        for (index, step) in steps.enumerated() where !(error - 1...error + 1).contains(index) {
            guard case .scale(let scale)? = step else { return nil }
            factor *= scale
        }
        return factor
    }

    /// A score that is as good as −∞.
    private static let little = -1e4

    /// Arithmetic with parts of attention: a factor, or a mask that is added.
    /// - Returns: false where there is none in it.
    private mutating func readAttention(_ node: ONNXNode) throws -> Bool {
        switch (node.operation, try operand(node, 0), try operand(node, 1)) {
        case ("Mul", .attention(let part), .constant(let factor)) where factor.isScalar,
            ("Mul", .constant(let factor), .attention(let part)) where factor.isScalar:
            try scaleAttention(node, part, by: factor.numbers[0])
        case ("Div", .attention(let part), .constant(let divisor)) where divisor.isScalar:
            try scaleAttention(node, part, by: 1 / divisor.numbers[0])
        case ("Add", .attention(let part), .constant(let mask)) where mask.numbers.allSatisfy { $0 == 0 || $0 <= Self.little },
            ("Add", .constant(let mask), .attention(let part)) where mask.numbers.allSatisfy { $0 == 0 || $0 <= Self.little }:
            try maskAttention(node, part, hidden: mask.numbers.map { $0 < 0 })
        case (_, .attention, _), (_, _, .attention):
            // Queries that are not cut into heads are values still; whatever else comes to them is none of attention.
            throw node.unmapped("arithmetic that is part of attention", found: node.operation)
        default: return false
        }
        return true
    }

    /// Arithmetic with one number, or with sizes.
    mutating func readArithmetic(_ node: ONNXNode) throws {
        if try readStatistic(node) { return }
        if try readAttention(node) { return }
        let (first, second) = (try operand(node, 0), try operand(node, 1))
        switch (node.operation, first, second) {
        case ("Mul", .value(let value), .constant(let constant)), ("Mul", .constant(let constant), .value(let value)):
            try scale(node, value, constant) { $0 }
        case ("Div", .value(let value), .constant(let constant)): try scale(node, value, constant) { 1 / $0 }
        case ("Sub", .value(let value), .constant(let constant)):
            let negative = ONNXConstant(shape: constant.shape, numbers: constant.numbers.map { -$0 }, name: constant.name)
            if let sum = try addingBias(node, value, negative) { return set(node, .value(sum)) }
            guard constant.isScalar else {
                throw node.unmapped(
                    "a bias behind a weighted sum", found: "\(constant.numbers.count) numbers",
                    advice:
                        "batch normalization that is not behind a sum cannot be told once it was folded: export it for training")
            }
            set(node, .value(append(node, step: .shift(-constant.numbers[0]), after: value)))
        case (_, .value, _), (_, _, .value): throw node.unmapped("arithmetic that is part of a layer here", found: node.operation)
        default: try reckon(node)
        }
    }

    private mutating func scale(_ node: ONNXNode, _ value: ONNXValue, _ constant: ONNXConstant, _ factor: (Double) -> Double)
        throws
    {
        if let scaled = try scalingChannels(node, value, constant, factor) { return set(node, .value(scaled)) }
        guard constant.isScalar else { throw node.unmapped("one factor", found: "\(constant.numbers.count)") }
        let factor = factor(constant.numbers[0])
        // Behind a function that is short of it, the factor makes it whole.
        if value.piece >= 0, case .scale(let before)? = pieces[value.piece].step, abs(before * factor - 1) < 1e-6 {
            return set(node, .value(ONNXValue(piece: pieces[value.piece].parent, axes: value.axes)))
        }
        if factor == 1 { return set(node, .value(value)) }
        set(node, .value(append(node, step: .scale(factor), after: value)))
    }

    mutating func readErrorFunction(_ node: ONNXNode) throws {
        set(node, .value(append(node, step: .errorFunction, after: try value(node))))
    }

    mutating func readGreater(_ node: ONNXNode) throws {
        guard let border = try constant(node, 1), border.isScalar else { throw node.unmapped("one number", found: "others") }
        set(node, .above(try value(node), border.numbers[0]))
    }

    /// PyTorch's softplus, which is its input from where on it cannot be told from it.
    mutating func readWhere(_ node: ONNXNode) throws {
        if case .constant(let condition) = try operand(node, 0) {
            switch (try operand(node, 1), try operand(node, 2)) {
            case (.attention(let part), .constant(let little)) where little.numbers.allSatisfy { $0 <= Self.little }:
                return try maskAttention(node, part, hidden: condition.numbers.map { $0 == 0 })
            case (.constant(let little), .attention(let part)) where little.numbers.allSatisfy { $0 <= Self.little }:
                return try maskAttention(node, part, hidden: condition.numbers.map { $0 != 0 })
            case (.constant(let chosen), .constant(let other)) where chosen.isScalar && other.isScalar:
                var numbers = condition
                numbers.numbers = condition.numbers.map { $0 != 0 ? chosen.numbers[0] : other.numbers[0] }
                return set(node, .constant(numbers))
            default: break
            }
        }
        guard case .above(let compared, let border) = try operand(node, 0), border >= 15,
            case .value(let above) = try operand(node, 1),
            case .value(let below) = try operand(node, 2), compared.piece == above.piece, below.piece >= 0,
            pieces[below.piece].parent == above.piece, pieces[below.piece].layer == Self.softplus
        else { throw node.unmapped("a choice that is part of an activation function", found: "another") }
        set(node, .value(below))
    }
}
