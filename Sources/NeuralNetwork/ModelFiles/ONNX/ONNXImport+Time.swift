/// Layers that go through time, lookups, and the choice of one time step.
extension ONNXImport {
    /// A recurrent layer, and for each of its gates the place where ONNX has it.
    struct Recurrence: Sendable {
        let layer: String
        let gates: [Int]
        let functions: [String]

        static let rnn = Recurrence(layer: "rnn", gates: RNN.gatesInONNX, functions: ["Tanh"])
        static let lstm = Recurrence(layer: "lstm", gates: LSTM.gatesInONNX, functions: ["Sigmoid", "Tanh", "Tanh"])
        static let gru = Recurrence(layer: "gru", gates: GRU.gatesInONNX, functions: ["Sigmoid", "Tanh"])
    }

    mutating func readRecurrent(_ node: ONNXNode, _ kind: Recurrence) throws {
        let value = try value(node)
        let shape = shape(value)
        let isBatchFirst = node.integer("layout") ?? 0 == 1
        guard shape.rank == 2, value.axes == (isBatchFirst ? [.batch, .own([0]), .own([1])] : [.own([0]), .batch, .own([1])])
        else {
            throw node.unmapped("a sequence as time, samples, features", found: "\(value.axes.count) axes of \(shape)")
        }
        var functions = node.texts("activations") ?? kind.functions
        let isReLU = functions == ["Relu"] && kind.gates.count == 1
        if isReLU { functions = kind.functions }
        guard (node.text("direction") ?? "forward") == "forward", functions == kind.functions, node.number("clip") == nil,
            node.integer("input_forget") ?? 0 == 0, node.input(7) == nil,
            kind.gates.count != 3 || node.integer("linear_before_reset") ?? 0 == 1
        else {
            throw node.unmapped("one direction, the usual functions, and the reset behind the sum", found: "others")
        }
        for index in 5...6 where node.input(index) != nil {
            switch try operand(node, index) {
            case .noughts: break
            case .constant(let constant) where constant.numbers.allSatisfy { $0 == 0 }: break
            default: throw node.unmapped("a first state of noughts", found: "another")
            }
        }
        guard let weightInput = try constant(node, 1), let weightHidden = try constant(node, 2), weightHidden.shape.count == 3,
            case let hidden = weightHidden.shape[2], hidden > 0, weightHidden.shape == [1, kind.gates.count * hidden, hidden],
            weightInput.shape == [1, kind.gates.count * hidden, shape[1]]
        else { throw node.unmapped("constant weights of \(kind.gates.count) gates and \(shape[1]) inputs", found: "others") }
        // Rows of a matrix, or numbers of a bias, with gates in the order that they have here.
        func ordered(_ numbers: ArraySlice<Double>) -> [Double] {
            let size = numbers.count / kind.gates.count
            return kind.gates.flatMap { numbers[(numbers.startIndex + $0 * size)..<(numbers.startIndex + ($0 + 1) * size)] }
        }
        var tensors = ["weightInput": ordered(weightInput.numbers[...]), "weightHidden": ordered(weightHidden.numbers[...])]
        let bias = try constant(node, 3)
        if let bias {
            guard bias.numbers.count == 2 * kind.gates.count * hidden else {
                throw node.unmapped("\(2 * kind.gates.count * hidden) biases", found: "\(bias.numbers.count)")
            }
            tensors["biasInput"] = ordered(bias.numbers[..<(bias.numbers.count / 2)])
            tensors["biasHidden"] = ordered(bias.numbers[(bias.numbers.count / 2)...])
        }
        var attributes: [String: SpecValue] = ["hidden": .integer(hidden), "bias": .flag(bias != nil)]
        if isReLU { attributes["activation"] = .word("relu") }
        let weights = [weightInput.name, weightHidden.name]
        func add(_ returns: String, to network: inout ONNXImport) throws -> Int {
            try network.append(
                node, kind.layer, attributes.merging(["returns": .word(returns)]) { $1 }, tensors: tensors, weights: weights,
                after: value.piece)
        }
        if node.outputs.first.map({ !$0.isEmpty }) ?? false {
            let axes: [ONNXAxis] =
                isBatchFirst
                ? [.batch, .own([0]), .own([]), .own([1])] : [.own([0]), .own([]), .batch, .own([1])]
            set(node, .value(ONNXValue(piece: try add("sequence", to: &self), axes: axes)))
        }
        if node.outputs.count > 1, !node.outputs[1].isEmpty {
            let axes: [ONNXAxis] = isBatchFirst ? [.batch, .own([]), .own([0])] : [.own([]), .batch, .own([0])]
            set(node, .value(ONNXValue(piece: try add("last", to: &self), axes: axes)), output: 1)
        }
        set(node, .unknown, output: 2)
    }

    /// The last step of a sequence: of a recurrent layer that gives it alone, else by a layer of its own; nil of the network's input.
    private mutating func lastStep(_ node: ONNXNode, _ value: ONNXValue) throws -> Int? {
        guard value.piece >= 0, case let piece = pieces[value.piece], let layer = piece.layer else { return nil }
        guard layer.gateCount > 0, layer.word("returns") == "sequence" else {
            return shape(value).rank == 2 ? try append(node, "lastStep", after: value.piece) : nil
        }
        return try append(
            node, layer.name, layer.values.merging(["returns": .word("last")]) { $1 }, tensors: piece.tensors,
            weights: piece.weights, after: piece.parent)
    }

    mutating func readGather(_ node: ONNXNode) throws {
        if case .sizes(let sizes, _) = try operand(node, 0) {
            guard let places = try numbers(node, 1, or: ""), places.allSatisfy({ (-sizes.count..<sizes.count).contains($0) })
            else {
                throw node.unmapped("sizes by their places", found: "others")
            }
            return set(node, .sizes(places.map { sizes[$0 < 0 ? $0 + sizes.count : $0] }, isScalar: places.count == 1))
        }
        if case .constant(let table) = try operand(node, 0) { return try readLookup(node, table) }
        if case .attention(let part) = try operand(node, 0) {
            guard let index = try constant(node, 1), index.isScalar else { throw node.unmapped("one place", found: "others") }
            let axis = try position(node.integer("axis") ?? 0, of: part.axes.count, node)
            return try choosePart(node, part, Int(index.numbers[0]), axis: axis)
        }
        var value = try value(node)
        let shape = shape(value)
        let axis = try position(node.integer("axis") ?? 0, of: value.axes.count, node)
        guard let index = try constant(node, 1), index.isScalar, index.shape.isEmpty, let size = value.axes[axis].size(in: shape)
        else {
            throw node.unmapped("one place of an axis", found: "others")
        }
        let place = Int(exactly: index.numbers[0]).map { $0 < 0 ? $0 + size : $0 }
        value = try chosen(node, value, axis, place: place, of: size)
        value.axes.remove(at: axis)
        set(node, .value(value))
    }

    /// The value at one place of an axis, which stays as an axis of size 1.
    private mutating func chosen(_ node: ONNXNode, _ value: ONNXValue, _ axis: Int, place: Int?, of size: Int) throws -> ONNXValue
    {
        var value = value
        if size == 1, place == 0, value.axes[axis] != .own([0]) || shape(value).rank != 2 {
            value.axes[axis] = .own([])
            return value
        }
        guard value.axes[axis] == .own([0]), place == size - 1, let piece = try lastStep(node, value) else {
            throw node.unmapped(
                "the last step of a recurrent layer's sequence", found: "place \(place.map(String.init) ?? "?") of \(size)",
                advice: "a recurrent layer that came apart is whole with torch.onnx.export(…, dynamo=False)")
        }
        let axes = value.axes.map { $0 == .own([0]) ? .own([]) : $0 == .own([1]) ? .own([0]) : $0 }
        return ONNXValue(piece: piece, axes: axes)
    }

    private mutating func readLookup(_ node: ONNXNode, _ table: ONNXConstant) throws {
        if case .constant(let rows) = try operand(node, 1), table.shape.count == 2, node.integer("axis") ?? 0 == 0,
            rows.shape.count <= 2
        {
            let size = table.shape[1]
            let places = rows.numbers.map { Int(exactly: $0) ?? -1 }
            guard places.allSatisfy((0..<table.shape[0]).contains), places.count <= 1 << 20 else {
                throw node.unmapped("rows of the table", found: "others")
            }
            let numbers = places.flatMap { table.numbers[$0 * size..<($0 + 1) * size] }
            return set(
                node, .constant(ONNXConstant(shape: rows.shape + [size], numbers: numbers, name: table.name)))
        }
        guard table.shape.count == 2, node.integer("axis") ?? 0 == 0, case .value(let indices) = try operand(node, 1),
            indices.piece < 0,
            indices.axes == ONNXAxis.plain(rank: 1)
        else { throw node.unmapped("a table, and the network's input as indices", found: "others") }
        let piece = try append(
            node, "embedding", ["count": .integer(table.shape[0]), "size": .integer(table.shape[1])],
            tensors: ["weight": table.numbers], weights: [table.name], after: -1)
        set(node, .value(ONNXValue(piece: piece, axes: indices.axes + [.own([1])])))
    }

    mutating func readSlice(_ node: ONNXNode) throws {
        guard let starts = try numbers(node, 1, or: "starts"), let ends = try numbers(node, 2, or: "ends"),
            starts.count == ends.count
        else {
            throw node.unmapped("constant starts and ends", found: "others")
        }
        let steps = try numbers(node, 4, or: "") ?? Array(repeating: 1, count: starts.count)
        guard steps.count == starts.count, steps.allSatisfy({ $0 == 1 }) else {
            throw node.unmapped("steps of 1", found: "\(steps)")
        }
        if case .constant(var constant) = try operand(node, 0), constant.shape.count > 1 {
            let axes = try numbers(node, 3, or: "axes") ?? Array(starts.indices)
            guard axes.count == starts.count else { throw node.unmapped("an axis for each start", found: "\(axes.count)") }
            for (index, axis) in axes.enumerated() {
                constant = constant.sliced(try position(axis, of: constant.shape.count, node), starts[index], ends[index])
            }
            return set(node, .constant(constant))
        }
        if let sizes = try sizes(node, 0), starts.count == 1 {
            return set(node, .sizes(Self.slice(sizes, starts[0], ends[0], step: 1), isScalar: false))
        }
        if case .noughts = try operand(node, 0) { return set(node, .noughts) }
        var value = try value(node)
        let axes = try numbers(node, 3, or: "axes") ?? Array(starts.indices)
        guard axes.count == starts.count else { throw node.unmapped("an axis for each start", found: "\(axes.count)") }
        for (index, axis) in axes.enumerated() {
            let axis = try position(axis, of: value.axes.count, node)
            guard let size = value.axes[axis].size(in: shape(value)) else {
                guard starts[index] == 0, ends[index] > 1 << 30 else { throw node.unmapped("all samples", found: "some") }
                continue
            }
            let start = max(0, starts[index] < 0 ? starts[index] + size : starts[index])
            let end = min(size, ends[index] < 0 ? ends[index] + size : ends[index])
            if start == 0, end == size { continue }
            guard end == start + 1 else { throw node.unmapped("one step, or all", found: "\(start) to \(end) of \(size)") }
            value = try chosen(node, value, axis, place: start, of: size)
        }
        set(node, .value(value))
    }
}
