import NeuralNetwork

/// Reads the parts of one layer from the pass of a sample.
package struct LayerReader {
    package let moment: any Moment
    package let pass: ObservedPass
    package let column: Column
    package let layer: Int
    package let selection: Selection

    private var path: String { String(layer) }
    private var network: Network<Float> { moment.network }

    package func parts() -> [LayerProbe.Part] {
        switch column.kind {
        case "rnn", "lstm", "gru": recurrent()
        case "selfAttention": attention()
        case "residual": residual()
        default: chain()
        }
    }

    // MARK: Pieces

    /// - Parameter shape: of the values; a sequence is turned so that time goes from left to right.
    private func part(
        _ name: String, _ meaning: String = "", _ values: UnsafeBufferPointer<Float>, _ shape: Shape,
        range: ClosedRange<Float>? = nil, layer: Int? = nil, _ arrival: LayerProbe.Arrival = .forward
    ) -> LayerProbe.Part {
        let factor = arrival == .forward ? 1 : pass.deltaFactor
        var squares = 0.0
        for value in values { squares += Double(value * factor) * Double(value * factor) }
        var arrangement = LayerProbe.Arrangement.vector
        var shown: [Float]
        if shape.rank == 2, shape.count <= LayerProbe.mostValues {
            let (time, features) = (shape[0], shape[1])
            arrangement = .sequence(features: features, time: time)
            shown = []
            shown.reserveCapacity(shape.count)
            for feature in 0..<features { for step in 0..<time { shown.append(values[step * features + feature] * factor) } }
        } else {
            if shape.rank == 3 { arrangement = .pictures(ImageShape(height: shape[1], width: shape[2])) }
            let size = shape.rank == 3 ? shape[1] * shape[2] : 1
            // Whole pictures only.
            let count = min(values.count, max(size, LayerProbe.mostValues / size * size))
            shown = values.prefix(count).map { $0 * factor }
        }
        return LayerProbe.Part(
            name: name, meaning: meaning, arrangement: arrangement, values: shown, total: values.count, range: range,
            layer: layer ?? self.layer, arrival: arrival, norm: squares.squareRoot())
    }

    private func scratch(_ name: String) -> UnsafeBufferPointer<Float>? {
        pass.workspace.scratch(path: path, name).map { UnsafeBufferPointer($0[pass.row]) }
    }

    /// What a layer of the network's chain puts out; -1 is the input.
    private func output(_ index: Int) -> UnsafeBufferPointer<Float> {
        UnsafeBufferPointer(pass.workspace.activation(index + 1)[pass.row])
    }

    private func outputGradient(_ index: Int) -> UnsafeBufferPointer<Float>? {
        pass.workspace.hasOutputGradient(index + 1)
            ? UnsafeBufferPointer(pass.workspace.outputGradient(index + 1)[pass.row]) : nil
    }

    private var inputPart: LayerProbe.Part { part("x", "what comes in", output(layer - 1), network.layers[layer].inputShape) }

    /// ∂L/∂x, where training sends it on.
    private var inputErrors: [LayerProbe.Part] {
        outputGradient(layer - 1).map { [part("∂L/∂x", "goes on back", $0, network.layers[layer].inputShape, .backward)] } ?? []
    }

    // MARK: Layers one after the other

    /// A layer and the element-wise ones behind it: x, z, a, and back.
    private func chain() -> [LayerProbe.Part] {
        let layers = column.layers.filter { !network.layers[$0].isView }
        let last = layers.last ?? layer
        // A picture that goes in stands beside it, as a picture.
        var parts = column.kind == "dense" && moment.columns[column.index - 1].image != nil ? [] : [inputPart]
        if column.kind == "dropout", case .batch = selection.sample, let mask = scratch("mask") {
            parts.append(part("mask", "0 drops it", mask, network.layers[layer].inputShape))
        }
        if column.kind == "conv2d" { parts += kernels() }
        for index in layers {
            let own = network.layers[index]
            let name = index == layer ? last == layer ? "y" : "z" : index == last ? "a" : own.spec.name
            let bounded: ClosedRange<Float>? = ["sigmoid": 0...1, "softmax": 0...1, "tanh": -1...1][own.spec.name]
            parts.append(part(name, own.spec.name, output(index), own.outputShape, range: bounded, layer: index))
        }
        for index in layers.reversed() {
            guard let values = outputGradient(index) else { continue }
            let name = index == layer ? last == layer ? "∂L/∂y" : "δ = ∂L/∂z" : "∂L/∂a"
            let meaning = index == last ? "comes back" : "after f′ of \(network.layers[index + 1].spec.name)"
            parts.append(part(name, meaning, values, network.layers[index].outputShape, layer: index, .outputGradient))
        }
        return parts + inputErrors
    }

    /// The kernels of the selected map: one for each input channel.
    private func kernels() -> [LayerProbe.Part] {
        guard case .maps(let channels, let image) = column.form,
            let entry = network.layout.entries(ofLayer: layer).first(where: { $0.name == "\(layer).weight" }),
            entry.shape.rank == 4
        else { return [] }
        let patch = entry.shape.count / max(1, channels)
        let map = min(channels - 1, selection.neuron / max(1, image.height * image.width))
        let values = moment.parametersInView.values(
            entry.range.lowerBound + map * patch..<entry.range.lowerBound + (map + 1) * patch)
        return [part("w", "kernel of map \(map)", values, [entry.shape[1], entry.shape[2], entry.shape[3]])]
    }

    // MARK: Recurrent layers

    private func recurrent() -> [LayerProbe.Part] {
        guard let hidden = scratch("hidden"), let gates = scratch("gates"), let errors = scratch("inputPartGradient") else {
            return []
        }
        let time = network.layers[layer].inputShape[0]
        let size = hidden.count / (time + 1)
        let states: Shape = [time, size]
        let names: [(String, String, ClosedRange<Float>)] =
            switch column.kind {
            case "lstm":
                [
                    ("i", "lets in", 0...1), ("f", "keeps (forget gate)", 0...1), ("g", "new", -1...1), ("o", "lets out", 0...1),
                ]
            case "gru": [("r", "resets", 0...1), ("z", "keeps", 0...1), ("n", "new", -1...1)]
            default: []
            }
        func gate(_ all: UnsafeBufferPointer<Float>, _ index: Int, _ count: Int) -> [Float] {
            var values: [Float] = []
            for step in 0..<time {
                let start = (step * count + index) * size
                values += all[start..<start + size]
            }
            return values
        }
        func sequence(
            _ name: String, _ meaning: String, _ values: [Float], _ range: ClosedRange<Float>?, _ arrival: LayerProbe.Arrival
        ) -> LayerProbe.Part {
            values.withUnsafeBufferPointer { part(name, meaning, $0, states, range: range, arrival) }
        }
        var parts = [inputPart]
        for (index, (name, meaning, range)) in names.enumerated() {
            parts.append(sequence(name, meaning, gate(gates, index, names.count), range, .forward))
        }
        if column.kind == "lstm", let cell = scratch("cell") {
            parts.append(sequence("c", "the cell: c = f·c₋₁ + i·g", Array(cell.dropFirst(size)), nil, .forward))
        }
        let formula = ["lstm": "h = o·tanh c", "gru": "h = (1 − z)·n + z·h₋₁"][column.kind] ?? "h = tanh(Wᵢx + Wₕh₋₁ + b)"
        parts.append(sequence("h", formula, Array(hidden.dropFirst(size)), nil, .forward))
        let count = max(1, names.count)
        for index in 0..<count {
            let name = names.isEmpty ? "δ" : "δ\(names[index].0)"
            let meaning = names.isEmpty ? "∂L/∂ of what tanh takes" : "∂L/∂ of what \(names[index].0) is made of"
            parts.append(sequence(name, meaning, gate(errors, index, count), nil, .backward))
        }
        return parts + inputErrors
    }

    // MARK: Attention

    private func attention() -> [LayerProbe.Part] {
        guard let weights = scratch("attentionWeights") else { return [] }
        let shape = network.layers[layer].inputShape
        let time = shape[0]
        var parts = [inputPart]
        for (name, key, meaning) in [
            ("Q", "query", "what each cache.heldOut for"), ("K", "key", "what each is found by"),
            ("V", "value", "what each says"),
        ] {
            if let values = scratch(key) { parts.append(part(name, meaning, values, shape)) }
        }
        parts.append(
            part(
                "A", "= softmax(Q Kᵀ / √d): who (row) cache.heldOut at whom (column)", weights,
                [weights.count / max(1, time * time), time, time]))
        parts.append(part("y", "what comes out", output(layer), shape))
        if let values = outputGradient(layer) { parts.append(part("∂L/∂y", "comes back", values, shape, .outputGradient)) }
        for (name, key) in [("∂L/∂V", "valueGradient"), ("∂L/∂Q", "queryGradient"), ("∂L/∂K", "keyGradient")] {
            if let values = scratch(key) { parts.append(part(name, "", values, shape, .backward)) }
        }
        return parts + inputErrors
    }

    // MARK: Residual layers

    private func residual() -> [LayerProbe.Part] {
        let own = network.layers[layer]
        var parts = [inputPart]
        var errors: [LayerProbe.Part] = []
        if let values = outputGradient(layer) {
            errors.append(part("∂L/∂y", "to the layers, and around them", values, own.outputShape, .outputGradient))
        }
        for (number, branch) in own.branches.enumerated() {
            var inside: [LayerProbe.Part] = []
            for (index, inner) in branch.layers.enumerated() {
                let path = ([self.path] + (branch.name.isEmpty ? [] : [branch.name]) + [String(index)]).joined(separator: ".")
                let isLast = index == branch.layers.count - 1
                let name = isLast ? number == 0 ? "F(x)" : "s(x)" : inner.spec.name
                if let values = pass.workspace.activation(path: path) {
                    parts.append(
                        part(name, isLast ? inner.spec.name : "inside", UnsafeBufferPointer(values[pass.row]), inner.outputShape))
                }
                if !isLast, let values = pass.workspace.outputGradient(path: path) {
                    inside.append(
                        part(
                            "∂L/∂ \(inner.spec.name)", "inside", UnsafeBufferPointer(values[pass.row]), inner.outputShape,
                            .backward))
                }
            }
            errors += inside.reversed()
        }
        parts.append(part("y", own.branches.count > 1 ? "F(x) + s(x)" : "F(x) + x", output(layer), own.outputShape))
        for index in column.layers.dropFirst() {
            parts.append(
                part("a", network.layers[index].spec.name, output(index), network.layers[index].outputShape, layer: index))
        }
        return parts + errors + inputErrors
    }
}
