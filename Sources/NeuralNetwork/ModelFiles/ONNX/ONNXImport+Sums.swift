import Basics

/// Weighted sums and windows.
extension ONNXImport {
    mutating func readGemm(_ node: ONNXNode) throws {
        guard node.integer("transA") ?? 0 == 0, node.decimal("alpha") ?? 1 == 1, node.decimal("beta") ?? 1 == 1 else {
            throw node.unmapped("transA 0, alpha 1 and beta 1", found: "others")
        }
        guard let matrix = try constant(node, 1), matrix.shape.count == 2 else {
            throw node.unmapped("a constant matrix", found: "none")
        }
        if case .attention(let part) = try operand(node, 0) { return try project(node, part) }
        let weight = node.integer("transB") ?? 0 == 0 ? matrix.turned : matrix
        try readDense(node, value(node), weight, bias: constant(node, 2))
    }

    mutating func readMatMul(_ node: ONNXNode) throws {
        if try multiplyAttention(node) { return }
        guard let matrix = try constant(node, 1), matrix.shape.count == 2 else {
            throw node.unmapped("a constant matrix as second input", found: "none")
        }
        try readDense(node, value(node), matrix.turned, bias: nil)
    }

    /// - Parameter weight: `[out, in]`
    private mutating func readDense(_ node: ONNXNode, _ value: ONNXValue, _ weight: ONNXConstant, bias: ONNXConstant?) throws {
        let (outputs, inputs) = (weight.shape[0], weight.shape[1])
        var (value, weight) = (value, weight)
        let shape = shape(value)
        if shape.rank == 2, value.axes.last == .own([1]), value.axes.contains(.own([0])) || shape[0] == 1 {
            guard shape[1] == inputs else { throw node.unmapped("\(inputs) inputs", found: "\(shape)") }
        } else {
            let (piece, order) = try vector(value, node)
            guard shape.count == inputs else { throw node.unmapped("\(inputs) inputs", found: "\(shape)") }
            if let order {
                let given = weight.numbers
                for row in 0..<outputs {
                    for (column, place) in order.enumerated() {
                        weight.numbers[row * inputs + place] = given[row * inputs + column]
                    }
                }
            }
            value = ONNXValue(piece: piece, axes: ONNXAxis.plain(rank: 1))
        }
        var tensors = ["weight": weight.numbers]
        if let bias { tensors["bias"] = try Self.spread(bias, to: outputs, node) }
        value.piece = try append(
            node, "dense", ["out": .integer(outputs), "bias": .flag(bias != nil)], tensors: tensors, weights: [weight.name],
            after: value.piece)
        set(node, .value(value))
    }

    /// A bias for each output: as many numbers, or one for all of them.
    private static func spread(_ bias: ONNXConstant, to count: Int, _ node: ONNXNode) throws -> [Double] {
        if bias.isScalar { return Array(repeating: bias.numbers[0], count: count) }
        guard bias.numbers.count == count else { throw node.unmapped("\(count) biases", found: "\(bias.numbers.count)") }
        return bias.numbers
    }

    /// A constant that is added behind a weighted sum, or a normalization: its bias. Nil where it is none.
    mutating func addingBias(_ node: ONNXNode, _ value: ONNXValue, _ constant: ONNXConstant) throws -> ONNXValue? {
        guard value.piece >= 0, let layer = pieces[value.piece].layer,
            let outputs = channels(of: value, along: constant, isScalarEnough: layer.role != .normalization)
        else { return nil }
        let piece = pieces[value.piece]
        var tensors = piece.tensors
        let bias = try Self.spread(constant, to: outputs, node)
        tensors["bias"] = zip(bias, tensors["bias"] ?? Array(repeating: 0, count: outputs)).map(+)
        let attributes = layer.hasBias == nil ? layer.values : layer.values.merging(["bias": .flag(true)]) { $1 }
        let added = try append(node, layer.name, attributes, tensors: tensors, weights: piece.weights, after: piece.parent)
        return ONNXValue(piece: added, axes: value.axes)
    }

    /// Constants that multiply a weighted sum or a normalization, channel by channel: they become part of its weights. Nil where they are
    /// none.
    mutating func scalingChannels(
        _ node: ONNXNode, _ value: ONNXValue, _ constant: ONNXConstant, _ factor: (Double) -> Double
    ) throws -> ONNXValue? {
        guard value.piece >= 0, let layer = pieces[value.piece].layer,
            let count = channels(of: value, along: constant, isScalarEnough: false)
        else { return nil }
        let piece = pieces[value.piece]
        var tensors = piece.tensors
        for name in ["weight", "bias"] {
            guard let numbers = tensors[name] else { continue }
            let size = numbers.count / count
            tensors[name] = numbers.indices.map { numbers[$0] * factor(constant.numbers[$0 / size]) }
        }
        let scaled = try append(node, layer.name, layer.values, tensors: tensors, weights: piece.weights, after: piece.parent)
        return ONNXValue(piece: scaled, axes: value.axes)
    }

    /// Number of outputs of a layer with a bias, where a constant lies along them: the last axis of a dense layer, the first of one with
    /// channels. Nil where it does not.
    private func channels(of value: ONNXValue, along constant: ONNXConstant, isScalarEnough: Bool) -> Int? {
        let piece = pieces[value.piece]
        guard let layer = piece.layer, layer.hasBias != nil || layer.role == .normalization,
            let count = piece.tensors["bias"]?.count ?? layer.outputCount
        else { return nil }
        if constant.isScalar, isScalarEnough { return count }
        let isLast = layer.role == .affine || layer.role == .normalization && piece.shape.rank < 3
        guard let axis = value.axes.firstIndex(of: .own([isLast ? piece.shape.rank - 1 : 0])) else { return nil }
        let place = constant.shape.count - (value.axes.count - axis)
        return place >= 0 && constant.shape[place] == count && constant.numbers.count == count ? count : nil
    }

    // MARK: - Windows

    /// The value of a picture or a signal, channels first.
    private func picture(_ node: ONNXNode) throws -> ONNXValue {
        let value = try value(node)
        let shape = shape(value)
        guard shape.rank == 3 || shape.rank == 2 && value.axes.count == 3, value.axes.isPlain(shape) else {
            throw node.unmapped(
                "a picture as samples, channels, rows, columns, or a signal as samples, channels, length",
                found: "\(value.axes.count) axes of \(shape)")
        }
        return value
    }

    /// Kernel, stride and padding of a node's windows.
    private func windows(_ node: ONNXNode, kernel: [Int], over shape: Shape) throws -> [String: SpecValue] {
        guard node.integer("ceil_mode") ?? 0 == 0 else {
            throw node.unmapped("windows that lie within the picture", found: "others")
        }
        let axes = shape.rank - 1
        guard kernel.count == axes, kernel.allSatisfy((1...1 << 20).contains) else {
            throw node.unmapped(axes == 1 ? "windows of a length" : "windows of rows and columns", found: "\(kernel.count) axes")
        }
        func sizes(_ name: String) throws -> [Int] {
            let sizes = node.integers(name) ?? Array(repeating: 1, count: axes)
            guard sizes.count == axes, sizes.allSatisfy((1...1 << 20).contains) else {
                throw node.unmapped("\(axes) \(name)", found: "\(sizes)")
            }
            return sizes
        }
        let (strides, dilations) = (try sizes("strides"), try sizes("dilations"))
        let reach = zip(kernel, dilations).map { $1 * ($0 - 1) + 1 }
        var pads = node.integers("pads") ?? Array(repeating: 0, count: 2 * axes)
        switch node.text("auto_pad") ?? "NOTSET" {
        case "NOTSET": break
        case "VALID": pads = Array(repeating: 0, count: 2 * axes)
        case "SAME_UPPER", "SAME_LOWER":
            let missing = (0..<axes).map { axis in
                let count = (shape[axis + 1] + strides[axis] - 1) / strides[axis]
                return max(0, (count - 1) * strides[axis] + reach[axis] - shape[axis + 1])
            }
            guard missing.allSatisfy({ $0 % 2 == 0 }) else {
                throw node.unmapped("the same padding on both sides", found: "auto_pad with an odd number of rows or columns")
            }
            pads = (missing + missing).map { $0 / 2 }
        default: throw node.unmapped("auto_pad NOTSET, VALID or SAME", found: InputError.quoted(node.text("auto_pad") ?? ""))
        }
        guard pads.count == 2 * axes, pads.prefix(axes) == pads.suffix(axes), pads.allSatisfy((0...1 << 20).contains) else {
            throw node.unmapped("the same padding on both sides", found: "pads \(pads)")
        }
        var attributes: [String: SpecValue] = [
            "kernel": .sizes(kernel), "stride": .sizes(strides), "padding": .sizes(Array(pads.prefix(axes))),
        ]
        if dilations.contains(where: { $0 > 1 }) { attributes["dilation"] = .sizes(dilations) }
        return attributes
    }

    mutating func readConvolution(_ node: ONNXNode) throws {
        var value = try picture(node)
        let shape = shape(value)
        guard let weight = try constant(node, 1), weight.shape.count == shape.rank + 1 else {
            throw node.unmapped("a constant weight of \(shape.rank + 1) axes", found: "none")
        }
        guard node.integer("group") ?? 1 == 1, weight.shape[1] == shape[0] else {
            throw node.unmapped("one group of \(shape[0]) channels", found: "groups of \(weight.shape[1])")
        }
        var attributes = try windows(node, kernel: Array(weight.shape[2...]), over: shape)
        var tensors = ["weight": weight.numbers]
        let bias = try constant(node, 2)
        tensors["bias"] = bias?.numbers
        attributes["out"] = .integer(weight.shape[0])
        attributes["bias"] = .flag(bias != nil)
        value.piece = try append(
            node, shape.rank == 2 ? "conv1d" : "conv2d", attributes, tensors: tensors, weights: [weight.name], after: value.piece)
        set(node, .value(value))
    }

    mutating func readPool(_ node: ONNXNode, _ pool: Pool) throws {
        var value = try picture(node)
        let shape = shape(value)
        var attributes = try windows(node, kernel: node.integers("kernel_shape") ?? [], over: shape)
        guard attributes["dilation"] == nil else { throw node.unmapped("windows without gaps", found: "dilations") }
        if let counts = node.countsPadding { attributes["countIncludePad"] = .flag(counts) }
        value.piece = try append(node, Self.name(of: pool, over: shape), attributes, after: value.piece)
        set(node, .value(value))
    }

    /// Kinds of pools.
    enum Pool {
        case maximum, average
    }

    /// Name of the layer that pools pictures, or of its like for signals.
    private static func name(of pool: Pool, over shape: Shape) -> String {
        switch pool {
        case .maximum: shape.rank == 2 ? "maxPool1d" : "maxPool2d"
        case .average: shape.rank == 2 ? "avgPool1d" : "avgPool2d"
        }
    }

    mutating func readGlobalPool(_ node: ONNXNode, _ pool: Pool) throws {
        var value = try picture(node)
        let shape = shape(value)
        value.piece = try append(
            node, Self.name(of: pool, over: shape), ["kernel": .sizes(Array(shape.dimensions.dropFirst()))], after: value.piece)
        set(node, .value(value))
    }

    /// A mean over all rows and columns of a picture.
    mutating func readMean(_ node: ONNXNode) throws {
        if let part = try meanOverLast(node) { return set(node, part) }
        var value = try value(node)
        let shape = shape(value)
        let axes = try (numbers(node, 1, or: "axes") ?? []).map { try position($0, of: value.axes.count, node) }
        let meant = Set(axes.flatMap { value.axes[$0].own ?? [] })
        let places = Set(1..<max(1, shape.rank))
        guard (2...3).contains(shape.rank), !axes.contains(where: { value.axes[$0] == .batch }),
            meant.union(places.filter { shape[$0] == 1 }) == places
        else { throw node.unmapped("a mean over rows and columns", found: "over axes \(axes)") }
        value.piece = try append(
            node, Self.name(of: .average, over: shape), ["kernel": .sizes(Array(shape.dimensions.dropFirst()))],
            after: value.piece)
        if node.integer("keepdims") ?? 1 == 0 {
            value.axes = value.axes.indices.filter { !axes.contains($0) }.map { value.axes[$0] }
        }
        set(node, .value(value))
    }
}

extension Specification where Family == LayerFamily {
    /// Whether it adds a bias; nil of a layer that never does.
    var hasBias: Bool? {
        if case .flag(let value)? = values["bias"], role == .affine || role == .convolution { value } else { nil }
    }
}

extension Specification where Family == LayerFamily {
    /// Number of outputs that a sum says; nil of other layers.
    var outputCount: Int? { if case .integer(let count)? = values["out"] { count } else { nil } }
}

extension ONNXNode {
    /// A number as it was before it was rounded to single precision: 0.1 and not 0.10000000149.
    func decimal(_ key: String) -> Double? { number(key).map { Double(Float($0).description) ?? $0 } }

    /// Whether an average counts padding; nil of other pools.
    var countsPadding: Bool? { operation == "AveragePool" ? integer("count_include_pad") ?? 0 == 1 : nil }
}
