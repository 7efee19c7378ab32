/// Operators that turn, reshape and measure, and what is reckoned with sizes.
extension ONNXImport {
    mutating func readIdentity(_ node: ONNXNode) throws { set(node, try operand(node, 0)) }

    /// Numbers stay what they are; of the network's input, a cast to whole numbers says that it is indices.
    mutating func readCast(_ node: ONNXNode) throws {
        let operand = try operand(node, 0)
        if case .value(let value) = operand, value.piece >= 0, ![1, 10, 11, 16].contains(node.integer("to") ?? 1) {
            throw node.unmapped("a cast from one precision to another", found: "one to whole numbers")
        }
        set(node, operand)
    }

    mutating func readConstant(_ node: ONNXNode) throws {
        let name = node.outputs.first ?? ""
        let constant: ONNXConstant
        if let tensor = node.tensor("value") {
            constant = ONNXConstant(shape: tensor.shape, numbers: try tensor.numbers(in: file.content), name: name)
        } else if let number = node.number("value_float") ?? node.integer("value_int").map(Double.init) {
            constant = ONNXConstant(shape: [], numbers: [number], name: name)
        } else if let numbers = node.integers("value_ints") {
            constant = ONNXConstant(shape: [numbers.count], numbers: numbers.map(Double.init), name: name)
        } else {
            throw node.unmapped("numbers", found: "another constant")
        }
        set(node, .constant(constant))
    }

    mutating func readConstantOfShape(_ node: ONNXNode) throws {
        guard try node.tensor("value")?.numbers(in: file.content).allSatisfy({ $0 == 0 }) ?? true else {
            throw node.unmapped("noughts", found: "other numbers")
        }
        set(node, .noughts)
    }

    mutating func readExpand(_ node: ONNXNode) throws {
        switch try operand(node, 0) {
        // A mask, of a fixed size.
        case .constant(let constant) where constant.isScalar && constant.numbers != [0]:
            guard let shape = try sizes(node, 1)?.compactMap(\.self), let count = Shape(shape).checkedCount, count <= 1 << 22,
                try sizes(node, 1)?.count == shape.count
            else { throw node.unmapped("fixed sizes", found: "others") }
            set(
                node,
                .constant(ONNXConstant(shape: shape, numbers: Array(repeating: constant.numbers[0], count: count), name: "")))
        case .noughts: set(node, .noughts)
        case .constant(let constant) where constant.numbers.allSatisfy { $0 == 0 }: set(node, .noughts)
        default: throw node.unmapped("noughts", found: "other numbers")
        }
    }

    /// The lower triangle of a constant matrix, or the upper one.
    mutating func readTriangle(_ node: ONNXNode) throws {
        guard var matrix = try constant(node, 0), matrix.shape.count == 2, node.input(1) == nil else {
            throw node.unmapped("a constant matrix", found: "others")
        }
        let isUpper = node.integer("upper") ?? 1 == 1
        for place in matrix.numbers.indices {
            let (row, column) = place.quotientAndRemainder(dividingBy: matrix.shape[1])
            if isUpper ? column < row : column > row { matrix.numbers[place] = 0 }
        }
        set(node, .constant(matrix))
    }

    /// Whole numbers from one to another, such as places of a sequence.
    mutating func readRange(_ node: ONNXNode) throws {
        let ends = try (0..<3).map { try sizes(node, $0)?.first ?? nil }
        guard let start = ends[0], let end = ends[1], let step = ends[2], step > 0, end >= start, (end - start) / step <= 1 << 20
        else { throw node.unmapped("fixed ends", found: "others") }
        let numbers = stride(from: start, to: end, by: step).map(Double.init)
        set(node, .constant(ONNXConstant(shape: [numbers.count], numbers: numbers, name: "")))
    }

    mutating func readEqual(_ node: ONNXNode) throws {
        guard var numbers = try constant(node, 0), let other = try constant(node, 1), other.isScalar else {
            throw node.unmapped("constants", found: "others")
        }
        numbers.numbers = numbers.numbers.map { $0 == other.numbers[0] ? 1 : 0 }
        set(node, .constant(numbers))
    }

    // MARK: - Values

    mutating func readFlatten(_ node: ONNXNode) throws {
        var value = try value(node)
        let axis = try position(node.integer("axis") ?? 1, of: value.axes.count + 1, node)
        guard axis == 1, value.axes.first == .batch else {
            throw node.unmapped("axis 1, behind the samples", found: "axis \(axis)")
        }
        value.axes = [.batch, .own(value.axes.order(in: shape(value)))]
        set(node, .value(value))
    }

    mutating func readReshape(_ node: ONNXNode) throws {
        let sizes: [Int?]
        switch try operand(node, 1) {
        case .sizes(let given, _): sizes = given
        default: sizes = try numbers(node, 1, or: "shape") ?? []
        }
        switch try operand(node, 0) {
        case .value(var value):
            if let axes = value.axes.reshaped(
                to: sizes, in: shape(value), batchSize: batchSize, zeroCopies: node.integer("allowzero") ?? 0 == 0)
            {
                value.axes = axes
            } else if let reshaped = reshapeInput(value, to: sizes) {
                value = reshaped
            } else if cutHeads(node, value, to: sizes) {
                return
            } else if sizes.count == 3, sizes[2] == -1, let groups = sizes[1], groups > 0, value.axes.isPlain(shape(value)),
                shape(value)[0] % groups == 0
            {
                return set(node, .grouped(value, groups: groups))
            } else {
                throw node.unmapped(
                    "axes joined to one, or put apart again",
                    found: "\(shape(value)) to \(sizes.map { $0.map(String.init) ?? "samples" })")
            }
            set(node, .value(value))
        case .attention(let part): try reshape(node, part, to: sizes)
        case .grouped(let value, _):
            // Back to the channels.
            let shape = shape(value)
            guard sizes.count == shape.rank + 1, zip(sizes.dropFirst(), shape.dimensions).allSatisfy({ $0 == $1 }) else {
                throw node.unmapped("the shape before the groups, \(shape)", found: "another")
            }
            set(node, .value(value))
        case .constant(var constant):
            let wanted = sizes.compactMap { $0 }
            let count = Shape(wanted.filter { $0 != -1 }).checkedCount ?? 0
            guard wanted.count == sizes.count, count > 0, constant.numbers.count % count == 0 else {
                throw node.unmapped("as many numbers", found: "\(wanted)")
            }
            constant.shape = wanted.map { $0 == -1 ? constant.numbers.count / count : $0 }
            guard Shape(constant.shape).checkedCount == constant.numbers.count else {
                throw node.unmapped("as many numbers", found: "\(wanted)")
            }
            set(node, .constant(constant))
        case let other: set(node, other)
        }
    }

    mutating func readTranspose(_ node: ONNXNode) throws {
        switch try operand(node, 0) {
        case .value(var value):
            let order = node.integers("perm") ?? value.axes.indices.reversed()
            guard order.sorted() == Array(value.axes.indices) else { throw node.unmapped("each axis once", found: "\(order)") }
            value.axes = order.map { value.axes[$0] }
            set(node, .value(turnInput(value, node)))
        case .attention(let part): try turn(node, part)
        case .constant(let constant):
            let order = node.integers("perm") ?? constant.shape.indices.reversed()
            if order == Array(constant.shape.indices) { return set(node, .constant(constant)) }
            guard constant.shape.count == 2, order == [1, 0] else {
                throw node.unmapped("a matrix", found: "\(constant.shape.count) axes")
            }
            set(node, .constant(constant.turned))
        case let other: set(node, other)
        }
    }

    mutating func readSqueeze(_ node: ONNXNode) throws {
        let axes = try numbers(node, 1, or: "axes")
        switch try operand(node, 0) {
        case .attention(let part):
            try squeeze(node, part, axes ?? part.axes.indices.filter { part.axes[$0].isEmpty }, isPutIn: false)
        case .value(var value):
            let shape = shape(value)
            let places =
                try axes.map { try $0.map { try position($0, of: value.axes.count, node) } }
                ?? value.axes.indices.filter { value.axes[$0].size(in: shape) == 1 }
            guard places.allSatisfy({ value.axes[$0].size(in: shape) == 1 }) else {
                throw node.unmapped("axes of size 1", found: "\(places)")
            }
            value.axes = value.axes.indices.filter { !places.contains($0) }.map { value.axes[$0] }
            set(node, .value(value))
        case .constant(var constant):
            constant.shape = constant.shape.filter { $0 != 1 }
            set(node, .constant(constant))
        case .sizes(let sizes, _): set(node, .sizes(sizes, isScalar: sizes.count == 1))
        case let other: set(node, other)
        }
    }

    mutating func readUnsqueeze(_ node: ONNXNode) throws {
        let axes = try numbers(node, 1, or: "axes") ?? []
        switch try operand(node, 0) {
        case .attention(let part): try squeeze(node, part, axes, isPutIn: true)
        case .value(var value):
            let places = try axes.map { try position($0, of: value.axes.count + axes.count, node) }
            for place in places.sorted() { value.axes.insert(.own([]), at: min(place, value.axes.count)) }
            set(node, .value(value))
        case .constant(var constant):
            for place in try axes.map({ try position($0, of: constant.shape.count + axes.count, node) }).sorted() {
                constant.shape.insert(1, at: min(place, constant.shape.count))
            }
            set(node, .constant(constant))
        case .sizes(let sizes, _): set(node, .sizes(sizes, isScalar: false))
        case let other: set(node, other)
        }
    }

    // MARK: - Sizes

    mutating func readShape(_ node: ONNXNode) throws {
        let sizes: [Int?]
        switch try operand(node, 0) {
        case .value(let value): sizes = value.axes.map { $0.size(in: shape(value)) }
        case .attention(let part): sizes = part.sizes
        case .constant(let constant): sizes = constant.shape
        default: throw node.unmapped("the shape of a value", found: "another")
        }
        let (start, end) = (node.integer("start") ?? 0, node.integer("end") ?? sizes.count)
        set(node, .sizes(Self.slice(sizes, start, end, step: 1), isScalar: false))
    }

    static func slice(_ sizes: [Int?], _ start: Int, _ end: Int, step: Int) -> [Int?] {
        let first = min(sizes.count, max(0, start < 0 ? start + sizes.count : start))
        let last = min(sizes.count, max(0, end < 0 ? end + sizes.count : end))
        return step == 1 && first < last ? Array(sizes[first..<last]) : []
    }

    /// A constant or sizes, as sizes.
    func sizes(_ node: ONNXNode, _ index: Int) throws -> [Int?]? {
        switch try operand(node, index) {
        case .sizes(let sizes, _): sizes
        case .constant(let constant) where constant.numbers.count <= 64:
            constant.numbers.map { Int(exactly: $0.rounded()) ?? Int.max }
        default: nil
        }
    }

    mutating func readConcat(_ node: ONNXNode) throws {
        var all: [Int?] = []
        for index in node.inputs.indices {
            guard let part = try sizes(node, index) else { throw node.unmapped("sizes", found: "values put together") }
            all += part
        }
        set(node, .sizes(all, isScalar: false))
    }

    /// Arithmetic with two numbers; nil of another operator.
    private static func result(_ operation: String, _ a: Double, _ b: Double) -> Double? {
        switch operation {
        case "Add": a + b
        case "Sub": a - b
        case "Mul": a * b
        case "Div": a / b
        case "Mod": b == 0 ? nil : a - b * (a / b).rounded(.down)
        default: nil
        }
    }

    /// A sum or product of sizes; with the number of samples in it nothing is known but where it is times 1.
    mutating func reckon(_ node: ONNXNode) throws {
        if case .constant(let first) = try operand(node, 0), case .constant(let second) = try operand(node, 1), first.isScalar,
            second.isScalar, let number = Self.result(node.operation, first.numbers[0], second.numbers[0])
        {
            return set(node, .constant(ONNXConstant(shape: [], numbers: [number], name: node.outputs.first ?? "")))
        }
        guard let first = try sizes(node, 0), let second = try sizes(node, 1), first.count == 1, second.count == 1 else {
            throw node.unmapped("arithmetic with sizes", found: node.operation)
        }
        func result() -> Int?? {
            switch (node.operation, first[0], second[0]) {
            case ("Mul", 1?, let other), ("Mul", let other, 1?), ("Div", let other, 1?), ("Add", let other, 0?),
                ("Add", 0?, let other),
                ("Sub", let other, 0?):
                return .some(other)
            case ("Mul", let a?, let b?): return a.multipliedReportingOverflow(by: b).overflow ? nil : .some(a * b)
            case ("Add", let a?, let b?): return a.addingReportingOverflow(b).overflow ? nil : .some(a + b)
            case ("Sub", let a?, let b?): return a.subtractingReportingOverflow(b).overflow ? nil : .some(a - b)
            case ("Div", let a?, let b?) where b > 0: return .some(a / b)
            // Samples times heads: whatever is left beside the other axes.
            case ("Mul", nil, let other?) where other > 0, ("Mul", let other?, nil) where other > 0: return .some(-1)
            default: return nil
            }
        }
        guard let result = result() else {
            throw node.unmapped("arithmetic with fixed sizes", found: "with the number of samples")
        }
        set(node, .sizes([result], isScalar: false))
    }
}
