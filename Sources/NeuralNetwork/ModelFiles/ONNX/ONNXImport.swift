import Basics

/// Reads a network of layers that there are here out of an ONNX graph, operator by operator.
///
/// Operators that only turn, reshape or measure are followed through the names of axes; the others become layers, or are named. Nothing
/// is guessed: an operator, an attribute or an order of axes that no layer here has is an error with the node's name.
struct ONNXImport {
    let file: ONNXFile
    /// Meanings of names.
    var operands: [String: ONNXOperand] = [:]
    private(set) var pieces: [ONNXPiece] = []
    /// Shape of an input sample.
    private(set) var input: Shape = []
    /// The number of samples, where the file fixes one.
    private(set) var batchSize: Int?
    private(set) var remarks: [String] = []
    /// Number of operators that read each name.
    private var readers: [String: Int] = [:]
    private var inputName = ""

    init(_ file: ONNXFile) throws {
        self.file = file
        for tensor in file.constants {
            operands[tensor.name] = .constant(
                ONNXConstant(shape: tensor.shape, numbers: try tensor.numbers(in: file.content), name: tensor.name))
        }
        try takeInput()
        for node in file.nodes { for name in node.inputs { readers[name, default: 0] += 1 } }
        try readNodes()
    }

    private mutating func takeInput() throws(InputError) {
        let ports = file.inputs.filter { operands[$0.name] == nil }
        guard ports.count == 1, let port = ports.first else {
            throw InputError(
                .malformed, file.source, expected: "one input",
                found: ports.isEmpty ? "none" : ports.map(\.name).joined(separator: ", "))
        }
        guard let sizes = port.shape, sizes.count >= 2 else {
            throw InputError(
                .malformed, "\(file.source), input \(port.name)", expected: "an axis of samples and those of a sample",
                found: port.shape.map { "\($0.count) axes" } ?? "no shape")
        }
        var dimensions: [Int] = []
        for (axis, size) in sizes.enumerated().dropFirst() {
            guard let size, size > 0 else {
                throw InputError(
                    .malformed, "\(file.source), input \(port.name)", expected: "a fixed size of each axis but the first",
                    found: "none of axis \(axis)", advice: "export it with sizes, only the batch dynamic")
            }
            dimensions.append(size)
        }
        guard let count = Shape(dimensions).checkedCount, count <= 1 << 30 else {
            throw InputError(
                .malformed, "\(file.source), input \(port.name)", expected: "at most 2³⁰ values", found: "\(Shape(dimensions))")
        }
        if let batch = sizes[0], (1...1 << 30).contains(batch) { batchSize = batch }
        (input, inputName) = (Shape(dimensions), port.name)
        operands[port.name] = .value(ONNXValue(piece: -1, axes: ONNXAxis.plain(rank: dimensions.count)))
    }

    // MARK: - Operands

    /// What an input of a node stands for.
    func operand(_ node: ONNXNode, _ index: Int) throws(InputError) -> ONNXOperand {
        guard let name = node.input(index) else { throw node.unmapped("\(index + 1) inputs", found: "\(node.inputs.count)") }
        guard let operand = operands[name] else {
            throw node.unmapped("inputs that come before it", found: InputError.quoted(name))
        }
        return operand
    }

    /// The value that a node works on.
    func value(_ node: ONNXNode, _ index: Int = 0) throws(InputError) -> ONNXValue {
        guard case .value(let value) = try operand(node, index) else {
            throw node.unmapped("a value that comes from the input", found: "a constant, \(node.inputs[index])")
        }
        return value
    }

    /// Numbers of the file; nil where the input is left out.
    func constant(_ node: ONNXNode, _ index: Int) throws(InputError) -> ONNXConstant? {
        guard node.input(index) != nil else { return nil }
        guard case .constant(let constant) = try operand(node, index) else {
            throw node.unmapped("constants as input \(index + 1)", found: "a computed value, \(node.inputs[index])")
        }
        return constant
    }

    /// Whole numbers that say how a node works: of an input, or of an attribute as older versions have it.
    func numbers(_ node: ONNXNode, _ index: Int, or key: String) throws(InputError) -> [Int]? {
        guard node.input(index) != nil else { return node.integers(key) ?? node.integer(key).map { [$0] } }
        switch try operand(node, index) {
        case .constant(let constant): return constant.numbers.map { Int(exactly: $0.rounded()) ?? Int.max }
        case .sizes(let sizes, _) where !sizes.contains(nil): return sizes.compactMap { $0 }
        default: throw node.unmapped("constants as input \(index + 1)", found: "a computed value, \(node.inputs[index])")
        }
    }

    mutating func set(_ node: ONNXNode, _ operand: ONNXOperand, output: Int = 0) {
        guard node.outputs.indices.contains(output), !node.outputs[output].isEmpty else { return }
        operands[node.outputs[output]] = operand
    }

    // MARK: - Pieces

    /// Shape of a sample of a value, as the layers here have it.
    func shape(_ value: ONNXValue) -> Shape { shape(ofPiece: value.piece) }

    private func shape(ofPiece piece: Int) -> Shape { piece < 0 ? input : pieces[piece].shape }

    /// Position of an axis that may be counted from the end.
    func position(_ axis: Int, of rank: Int, _ node: ONNXNode) throws(InputError) -> Int {
        guard (-rank..<rank).contains(axis) else { throw node.unmapped("an axis of \(rank)", found: "\(axis)") }
        return axis < 0 ? axis + rank : axis
    }

    /// Adds a layer behind a piece. Throws where it does not fit there.
    mutating func append(
        _ node: ONNXNode, _ name: String, _ attributes: [String: SpecValue] = [:], tensors: [String: [Double]] = [:],
        weights: [String] = [], after parent: Int
    ) throws -> Int {
        let before = shape(ofPiece: parent)
        do {
            let spec = try LayerSpec(name, attributes)
            let layer = try LayerChain.make(spec, input: before, path: "", Float.self)
            let own =
                layer.parameterSpecs.map { ($0.name, $0.shape.checkedCount) }
                + layer.bufferSpecs.map { ($0.name, $0.shape.checkedCount) }
            if layer.branches.isEmpty {
                for (name, count) in own where tensors[name]?.count != count {
                    throw node.unmapped("\(count ?? 0) numbers of \(name)", found: "\(tensors[name]?.count ?? 0)")
                }
            }
            guard let count = layer.outputShape.checkedCount, (1...(1 << 30)).contains(count) else {
                throw node.unmapped("at most 2³⁰ values", found: "\(layer.outputShape)")
            }
            pieces.append(
                ONNXPiece(
                    parent: parent, layer: spec, tensors: tensors, weights: weights, shape: layer.outputShape,
                    subject: node.subject))
            return pieces.count - 1
        } catch let error as InputError {
            throw error.subject == node.subject ? error : node.unmapped(error.expected, found: error.found)
        }
    }

    /// Adds a step that is no layer by itself.
    mutating func append(_ node: ONNXNode, step: ONNXScalarStep, after value: ONNXValue) -> ONNXValue {
        pieces.append(
            ONNXPiece(
                parent: value.piece, layer: nil, step: step, tensors: [:], weights: [], shape: shape(value), subject: node.subject
            ))
        return ONNXValue(piece: pieces.count - 1, axes: value.axes)
    }

    /// A layer that leaves shape and order as they are.
    mutating func elementwise(_ node: ONNXNode, _ name: String, _ attributes: [String: SpecValue] = [:]) throws {
        var value = try value(node)
        value.piece = try append(node, name, attributes, after: value.piece)
        set(node, .value(value))
    }

    /// The input as one whose axes are turned; only where nobody else reads it.
    mutating func turnInput(_ value: ONNXValue, _ node: ONNXNode) -> ONNXValue {
        guard value.piece < 0, readers[inputName] == 1, value.axes.first == .batch, value.axes != ONNXAxis.plain(rank: input.rank)
        else { return value }
        let order = value.axes.dropFirst().compactMap(\.own)
        guard order.count == input.rank, order.allSatisfy({ $0.count == 1 }) else { return value }
        // Of pixels that have one channel nothing moves.
        let isMoved = !value.axes.isInOrder(input)
        input = Shape(order.map { input[$0[0]] })
        if isMoved { remarks.append("its input is taken as \(input), which the file turns it to") }
        return ONNXValue(piece: -1, axes: ONNXAxis.plain(rank: input.rank))
    }

    /// The input as one of another shape; only where nobody else reads it.
    mutating func reshapeInput(_ value: ONNXValue, to sizes: [Int?]) -> ONNXValue? {
        guard value.piece < 0, readers[inputName] == 1, value.axes.isInOrder(input), value.axes.first == .batch, sizes.count > 1
        else {
            return nil
        }
        var own = sizes.dropFirst().map { $0 ?? 0 }
        if let free = own.firstIndex(of: -1) {
            own[free] = 1
            guard let product = Shape(own).checkedCount, product > 0 else { return nil }
            own[free] = input.count / product
        }
        guard own.allSatisfy({ $0 > 0 }), Shape(own).checkedCount == input.count else { return nil }
        input = Shape(own)
        return ONNXValue(piece: -1, axes: ONNXAxis.plain(rank: own.count))
    }

    /// The value as one axis of numbers, with a flatten before it where there are more, and the order in which they lie in the graph; nil
    /// for the order here.
    mutating func vector(_ value: ONNXValue, _ node: ONNXNode) throws -> (piece: Int, order: [Int]?) {
        let shape = shape(value)
        let own = value.axes.compactMap(\.own).filter { !$0.isEmpty }
        guard value.axes.first == .batch, own.count <= 1,
            value.axes.order(in: shape).count == shape.dimensions.filter({ $0 != 1 }).count
        else { throw node.unmapped("a sample in one axis", found: "\(value.axes.count - 1) axes") }
        let order = value.axes.isInOrder(shape) ? nil : Self.places(value.axes.order(in: shape), in: shape)
        return (shape.rank == 1 ? value.piece : try append(node, "flatten", after: value.piece), order)
    }

    /// For each number in the graph's order, its place in the order here.
    private static func places(_ order: [Int], in shape: Shape) -> [Int] {
        var strides = Array(repeating: 1, count: shape.rank)
        for axis in (0..<max(0, shape.rank - 1)).reversed() { strides[axis] = strides[axis + 1] * shape[axis + 1] }
        var places = [0]
        for axis in order { places = places.flatMap { place in (0..<shape[axis]).map { place + $0 * strides[axis] } } }
        return places
    }

    /// The pieces from behind `ancestor` to a piece, in order; nil where it does not lie on the way.
    func chain(from ancestor: Int, to piece: Int) -> [Int]? {
        var (chain, place) = ([Int](), piece)
        while place > ancestor {
            chain.append(place)
            place = pieces[place].parent
        }
        return place == ancestor ? chain.reversed() : nil
    }

    /// The last piece that both ways have.
    func commonPiece(_ first: Int, _ second: Int) -> Int {
        var (first, second) = (first, second)
        while first != second { if first > second { first = pieces[first].parent } else { second = pieces[second].parent } }
        return first
    }

    mutating func remark(_ text: String) { remarks.append(text) }
}
