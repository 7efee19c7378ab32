/// Layer normalization that has been taken apart: mean, differences, their squares' mean, and the quotient.
extension ONNXImport {
    /// A mean over the last axis alone; nil where it is another.
    func meanOverLast(_ node: ONNXNode) throws -> ONNXOperand? {
        let axes = try numbers(node, 1, or: "axes") ?? []
        func isLast(_ value: ONNXValue) -> Bool {
            let last = value.axes.count - 1
            return axes.count == 1 && (axes[0] == -1 || axes[0] == last) && last > 0 && node.integer("keepdims") ?? 1 == 1
                && value.axes[last] == .own([shape(value).rank - 1])
        }
        switch try operand(node, 0) {
        case .value(let value) where isLast(value) && shape(value).rank < 3: return .statistic(.mean, value)
        case .statistic(.squared, let value) where isLast(value): return .statistic(.variance(epsilon: 0), value)
        default: return nil
        }
    }

    mutating func readPower(_ node: ONNXNode) throws {
        // 1/√d, as attention divides its scores by.
        if let number = try root(node), let exponent = try constant(node, 1)?.numbers, exponent == [0.5] || exponent == [-0.5] {
            return set(node, .constant(number.mapped { exponent == [0.5] ? $0 : 1 / $0 }))
        }
        guard case .statistic(.centered, let value) = try operand(node, 0), try constant(node, 1)?.numbers == [2] else {
            throw node.unmapped("a square that is part of a normalization", found: "another power")
        }
        set(node, .statistic(.squared, value))
    }

    mutating func readSquareRoot(_ node: ONNXNode) throws {
        if let root = try root(node) { return set(node, .constant(root)) }
        guard case .statistic(.variance(let epsilon), let value) = try operand(node, 0) else {
            throw node.unmapped("a root that is part of a normalization", found: "another")
        }
        set(node, .statistic(.deviation(epsilon: epsilon), value))
    }

    /// The root of a number or of a size, such as the width of a head; nil of anything else.
    private func root(_ node: ONNXNode) throws -> ONNXConstant? {
        switch try operand(node, 0) {
        case .constant(let constant): constant.mapped { $0.squareRoot() }
        case .sizes(let sizes, _) where sizes.count == 1:
            sizes[0].map { ONNXConstant(shape: [], numbers: [Double($0).squareRoot()], name: "") }
        default: nil
        }
    }

    /// Arithmetic with such parts.
    /// - Returns: false where there is none in it.
    mutating func readStatistic(_ node: ONNXNode) throws -> Bool {
        switch (node.operation, try operand(node, 0), try operand(node, 1)) {
        case ("Sub", .value(let value), .statistic(.mean, let other))
        where value.piece == other.piece && value.axes == other.axes:
            set(node, .statistic(.centered, value))
        case ("Mul", .statistic(.centered, let value), .statistic(.centered, let other)) where value.piece == other.piece:
            set(node, .statistic(.squared, value))
        case ("Add", .statistic(.variance(0), let value), .constant(let constant))
        where constant.isScalar && constant.numbers[0] >= 0:
            let epsilon = Double(Float(constant.numbers[0]).description) ?? constant.numbers[0]
            set(node, .statistic(.variance(epsilon: epsilon), value))
        case ("Div", .statistic(.centered, var value), .statistic(.deviation(let epsilon), let other))
        where value.piece == other.piece && value.axes == other.axes:
            let count = shape(value).last
            guard count <= 1 << 20 else { throw node.unmapped("at most 2²⁰ features", found: "\(count)") }
            value.piece = try append(
                node, "layerNorm", ["epsilon": .number(epsilon)],
                tensors: ["weight": Array(repeating: 1, count: count), "bias": Array(repeating: 0, count: count)],
                after: value.piece)
            set(node, .value(value))
        case (_, .statistic, _), (_, _, .statistic):
            throw node.unmapped("arithmetic of a layer normalization", found: node.operation)
        default: return false
        }
        return true
    }
}
