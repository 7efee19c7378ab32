import Basics
import Inspection
import NeuralNetwork

extension Session {
    /// Iterations whose growth is written down.
    static let growthLength = 24

    /// Goes back to where the first NaN or infinity must have appeared, and on state by state until it is there; then through the
    /// iterations before, to see what grew. Ends where it began. Done once for each record.
    func examineNonFinite() {
        guard needsExamination, let record = nonFinite else { return }
        examined = (record, nil)
        let origin = position
        let start = max(0, record.iteration)
        move(to: machine.end(ofIteration: start - 1))
        var found = firstNonFiniteWeight()
        search: for iteration in start...max(start, record.noticed) where found == nil {
            for done in 1...machine.stateCount {
                move(to: Position(iteration: iteration, done: done))
                found = firstNonFinite(after: machine.phases[done - 1])
                if found != nil { break search }
            }
        }
        if var found {
            let last = found.position == .start ? 0 : found.position.iteration
            let first = max(0, last - Self.growthLength + 1)
            found.iterations = first + 1...last + 1
            for iteration in first...last {
                move(to: machine.end(ofIteration: iteration))
                addGrowth(to: &found)
            }
            examined = (record, found)
        }
        move(to: origin)
    }

    /// True if something is not finite that has not been looked into yet.
    var needsExamination: Bool { nonFinite != nil && examined?.record != nonFinite }

    /// Findings about the first NaN or infinity of this branch.
    public var postMortem: PostMortem? { examined.flatMap { $0.record == nonFinite ? $0.result : nil } }

    private func firstNonFinite(after phase: Phase) -> PostMortem? {
        switch phase {
        case .batch: return find(in: workspace.activation(0), .input, layer: nil)
        case .forward(let layer): return find(in: workspace.activation(layer + 1), .output, layer: layer)
        case .loss:
            if !batchLoss.isFinite { return report(.loss, layer: nil, Float(batchLoss), count: 1, total: 1) }
            return find(in: workspace.outputGradient(network.layers.count), .error, layer: network.layers.count - 1)
        case .backward(let layer):
            if let gradients = workspace.gradients, let found = find(in: gradients, .gradient, layer: layer) { return found }
            return layer > 0 && workspace.hasOutputGradient(layer)
                ? find(in: workspace.outputGradient(layer), .error, layer: layer - 1) : nil
        case .update(let layer): return find(in: network.parameters, .weights, layer: layer)
        }
    }

    private func firstNonFiniteWeight() -> PostMortem? {
        trainable.first { find(in: network.parameters, .weights, layer: $0) }
    }

    /// Among the values of a batch.
    private func find(in batch: BatchView<Float>, _ place: NonFiniteTensor, layer: Int?) -> PostMortem? {
        let values = batch.buffer
        guard let index = values.firstIndex(where: { !$0.isFinite }) else { return nil }
        var found = report(place, layer: layer, values[index], count: values.count { !$0.isFinite }, total: values.count)
        let width = max(1, batch.shape.count)
        found.row = index / width
        found.sample = batchIndices.indices.contains(index / width) ? batchIndices[index / width] : nil
        found.neuron = index % width
        found.element = layer == nil ? "feature \(index % width)" : "neuron \(index % width)"
        return found
    }

    /// Among the parameters of a layer, or their gradients.
    private func find(in store: FlatStore<Float>, _ place: NonFiniteTensor, layer: Int) -> PostMortem? {
        let range = network.parameterRange(ofLayer: layer)
        guard let index = range.first(where: { !store[$0].isFinite }) else { return nil }
        var found = report(place, layer: layer, store[index], count: range.count { !store[$0].isFinite }, total: range.count)
        if let entry = network.layout.entry(at: index) {
            let shape = entry.shape.dimensions
            var rest = index - entry.range.lowerBound
            var indices: [Int] = []
            for size in shape.reversed() {
                indices.insert(rest % max(1, size), at: 0)
                rest /= max(1, size)
            }
            // As breakpoints and watches name it, where they can.
            let tensor = entry.name.split(separator: ".").dropFirst().joined(separator: ".")
            let letter = place == .gradient ? (tensor == "bias" ? "gb" : "g") : tensor == "bias" ? "b" : "w"
            let text = indices.map(String.init).joined(separator: ",")
            found.element =
                ["weight", "bias"].contains(tensor) ? "\(letter)[\(found.column ?? 0),\(text)]" : "\(tensor)[\(text)]"
            if let column = found.column, let neuron = indices.first, neuron < columns[column].units { found.neuron = neuron }
        }
        return found
    }

    private func report(_ place: NonFiniteTensor, layer: Int?, _ value: Float, count: Int, total: Int) -> PostMortem {
        let growth = columns.dropFirst().map {
            PostMortem.LayerGrowth(
                column: $0.index, name: "\($0.index) \($0.kind)", activations: [], gradients: [], weights: [])
        }
        return PostMortem(
            position: position, place: place,
            column: layer.flatMap { layer in columns.first { $0.layers.contains(layer) }?.index },
            layerName: layer.map { name(ofLayer: $0) }, value: Double(value), count: count, total: total, iterations: 1...1,
            growth: growth)
    }

    private func addGrowth(to report: inout PostMortem) {
        for index in report.growth.indices {
            let layers = columns[index + 1].layers
            report.growth[index].activations.append(Norms.largest(workspace.activation(layers.upperBound).buffer))
            let range = network.parameterRange(ofLayer: layers.lowerBound)
            guard !range.isEmpty, let gradients = workspace.gradients else { continue }
            report.growth[index].gradients.append(Norms.largest(gradients[range]))
            report.growth[index].weights.append(Norms.largest(network.parameters[range]))
        }
    }
}

extension Norms {
    /// max |x|; NaN if there is one.
    static func largest(_ x: UnsafeMutableBufferPointer<Float>) -> Double {
        var largest: Float = 0
        for value in x {
            if value.isNaN { return .nan }
            if value.magnitude > largest { largest = value.magnitude }
        }
        return Double(largest)
    }
}
