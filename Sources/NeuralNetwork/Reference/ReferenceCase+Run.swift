import Basics

extension ReferenceCase {
    /// Runs all steps in a row in `Scalar` and compares everything in `expect`. A case without a tolerance for this scalar is
    /// reported as skipped. Throws an `InputError` where the file does not fit itself (a parameter missing, an input of the
    /// wrong shape).
    public func run<Scalar: NetworkScalar>(_ scalar: Scalar.Type) throws -> ReferenceReport {
        guard let tolerance = tolerances[Scalar.scalarName] else {
            var report = ReferenceReport(name: name, scalar: Scalar.scalarName)
            report.skipped = "no tolerance for \(Scalar.scalarName): its values do not survive in it"
            return report
        }
        var runner = try ReferenceRunner<Scalar>(self, tolerance: tolerance)
        for index in steps.indices { try runner.run(step: index) }
        return runner.comparison.report
    }
}

/// Runs the steps of a case one after the other.
private struct ReferenceRunner<Scalar: NetworkScalar> {
    let reference: ReferenceCase
    let network: Network<Scalar>
    let workspace: Workspace<Scalar>
    let loss: Loss<Scalar>
    let optimizer: any Optimizer<Scalar>
    var comparison: ReferenceComparison
    private var trainSteps = 0

    init(_ reference: ReferenceCase, tolerance: ReferenceCase.Tolerance) throws {
        self.reference = reference
        try ReferenceRunner.checkSize(of: reference)
        network = try Network(reference.network, initializer: .zeros, seed: 0)
        let capacity = reference.steps.map { $0.input.shape.first ?? 0 }.max() ?? 0
        guard capacity >= 1, capacity <= 1 << 20 else {
            throw InputError(.malformed, reference.name, expected: "steps with 1 to 2²⁰ samples", found: "\(capacity)")
        }
        workspace = network.makeWorkspace(capacity: capacity)
        loss = Loss(reference.loss, output: reference.network.output)
        optimizer = reference.optimizer.make(parameterCount: network.parameters.count)
        comparison = ReferenceComparison(name: reference.name, scalar: Scalar.scalarName, tolerance: tolerance)
        try ReferenceRunner.load(reference.parameters, network.layout, network.parameters, "parameters", reference.name)
        try ReferenceRunner.load(reference.buffers, network.bufferLayout, network.buffers, "buffers", reference.name)
    }

    /// Refuses a network that asks for more memory than its file can be about, before any is taken.
    private static func checkSize(of reference: ReferenceCase) throws {
        let given = reference.parameters.values.reduce(0) { $0 + $1.data.count }
        guard reference.network.parameterCount <= max(given, 1 << 20) else {
            throw InputError(
                .malformed, "\(reference.name), parameters", expected: "the network's \(reference.network.parameterCount) values",
                found: "\(given)")
        }
        let samples = reference.steps.map { $0.input.shape.first ?? 0 }.max() ?? 0
        let values = reference.network.outputShapes.reduce(0.0) { $0 + Double($1.count) } * Double(samples)
        guard values <= 0x1p28 else {
            throw InputError(
                .malformed, "\(reference.name), network", expected: "at most 2²⁸ activations in a step", found: "\(values)")
        }
    }

    private static func load(
        _ tensors: [String: ReferenceTensor], _ layout: ParameterLayout, _ store: FlatStore<Scalar>, _ what: String,
        _ name: String
    ) throws {
        for entry in layout.entries {
            guard let tensor = tensors[entry.name], tensor.shape == entry.shape.dimensions else {
                let found = tensors[entry.name].map { "shape \($0.shape)" } ?? "nothing"
                throw InputError(
                    .malformed, "\(name), \(what)", expected: "\(entry.name) of shape \(entry.shape.dimensions)",
                    found: "\(found)")
            }
            for (offset, value) in zip(entry.range, tensor.data) { store.pointer[offset] = Scalar(value) }
        }
        if let extra = tensors.keys.sorted().first(where: { layout[$0] == nil }) {
            throw InputError(.malformed, "\(name), \(what)", expected: "only the network's own", found: "\(extra)")
        }
    }

    mutating func run(step index: Int) throws {
        let step = reference.steps[index]
        try fill(step, index)
        network.forward(in: workspace, mode: step.mode)
        let dataLoss = loss.value(in: workspace)
        let penalty = reference.penalty.value(network)
        let expect = step.expect
        let place = "step \(index)"
        try compareForward(expect, place, dataLoss: dataLoss, penalty: penalty)
        if step.mode == .eval { return }

        let rate = reference.schedule.rate(reference.optimizer.learningRate, step: trainSteps)
        trainSteps += 1
        // As in training, which takes other ways through the kernels than adding to zeros does.
        workspace.discardGradients()
        loss.backward(in: workspace)
        network.backward(in: workspace)
        guard let gradients = workspace.gradients else { preconditionFailure("a training workspace has gradients") }
        reference.penalty.addGradient(network, to: gradients)
        try compareBackward(expect, place, gradients)
        let norm = GradientNorm.of(gradients)
        comparison.compare("gradientNorm", place, norm, try expect.member("gradientNorm").number())
        reference.clip.apply(to: gradients, norm: norm)
        if reference.clip != .none {
            try compare("clippedGradients", place, expect.member("clippedGradients"), network.layout, gradients)
        }
        comparison.compare("learningRate", place, rate, try expect.member("learningRate").number())
        optimizer.beginStep()
        optimizer.update(0..<network.parameters.count, learningRate: rate, parameters: network.parameters, gradients: gradients)
        try compareUpdate(expect, place)
    }

    private func fill(_ step: ReferenceCase.Step, _ index: Int) throws {
        func mismatch(_ what: String, _ expected: [Int], _ found: [Int]) -> InputError {
            InputError(
                .malformed, "\(reference.name), step \(index)", expected: "\(what) of shape \(expected)", found: "\(found)")
        }
        let count = step.input.shape.first ?? 0
        let inputShape = [count] + reference.network.input.dimensions
        guard step.input.shape == inputShape, count >= 1 else { throw mismatch("input", inputShape, step.input.shape) }
        workspace.count = count
        if reference.network.inputKind == .indices {
            let bound = Double(reference.network.layers[0].integer("count"))
            if let wrong = step.input.data.first(where: { !($0 >= 0 && $0 < bound && $0 == $0.rounded()) }) {
                throw InputError(
                    .malformed, "\(reference.name), step \(index)", expected: "indices below \(bound)", found: "\(wrong)")
            }
        }
        for (offset, value) in step.input.data.enumerated() { workspace.input[offset] = Scalar(value) }
        let output = reference.network.output.dimensions
        let targetShape = [count] + (reference.loss.takesClasses ? Array(output.dropLast()) : output)
        guard step.target.shape == targetShape else { throw mismatch("target", targetShape, step.target.shape) }
        for (offset, value) in step.target.data.enumerated() {
            if reference.loss.takesClasses {
                guard value >= 0, value < Double(reference.network.output.last), value == value.rounded() else {
                    throw InputError(
                        .malformed, "\(reference.name), step \(index)",
                        expected: "target classes below \(reference.network.output.last)", found: "\(value)")
                }
                workspace.targetClasses[offset] = Int32(value)
            } else {
                workspace.targetValues[offset] = Scalar(value)
            }
        }
        workspace.takeBackGiven()
        for (path, mask) in step.masks where !workspace.give(path: path, "mask", mask.data.map { Scalar($0) }) {
            throw InputError(
                .malformed, "\(reference.name), step \(index)", expected: "a mask for a dropout layer", found: "one for \(path)")
        }
        for (path, states) in step.states {
            for (name, state) in states where !workspace.give(path: path, name + "Before", state.data.map { Scalar($0) }) {
                throw InputError(
                    .malformed, "\(reference.name), step \(index)", expected: "states of recurrent layers",
                    found: "\(name) for \(path)")
            }
        }
    }

    private mutating func compareForward(_ expect: ReferenceReader, _ place: String, dataLoss: Double, penalty: Double) throws {
        for (layer, tensor) in try layers("activations", of: expect) {
            comparison.compare(
                "activations", "\(place), layer \(layer)", view(workspace.activation(layer + 1)), try tensor.tensor())
        }
        for (path, tensor) in try complete(expect.member("innerActivations"), innerPaths) {
            comparison.compare(
                "innerActivations", "\(place), \(path)", workspace.activation(path: path).map(view), try tensor.tensor())
        }
        for (path, tensor) in try complete(expect.member("attentionWeights"), paths(with: "attentionWeights")) {
            let weights = workspace.scratch(path: path, "attentionWeights").map(view)
            comparison.compare("attentionWeights", "\(place), \(path)", weights, try tensor.tensor())
        }
        let cells = paths(with: "cellAfter")
        for (path, states) in try complete(expect.member("statesAfter"), paths(with: "hiddenAfter")) {
            for (name, tensor) in try complete(states, ["hidden"] + (cells.contains(path) ? ["cell"] : [])) {
                let state = workspace.scratch(path: path, name + "After").map(view)
                comparison.compare("statesAfter", "\(place), \(path).\(name)", state, try tensor.tensor())
            }
        }
        comparison.compare("dataLoss", place, dataLoss, try expect.member("dataLoss").number())
        comparison.compare("penalty", place, penalty, try expect.member("penalty").number())
        comparison.compare("loss", place, dataLoss + penalty, try expect.member("loss").number())
    }

    private mutating func compareBackward(_ expect: ReferenceReader, _ place: String, _ gradients: FlatStore<Scalar>) throws {
        for (layer, tensor) in try layers("outputGradients", of: expect) {
            comparison.compare(
                "outputGradients", "\(place), layer \(layer)", view(workspace.outputGradient(layer + 1)), try tensor.tensor())
        }
        for (path, tensor) in try complete(expect.member("innerOutputGradients"), innerPaths) {
            comparison.compare(
                "innerOutputGradients", "\(place), \(path)", workspace.outputGradient(path: path).map(view), try tensor.tensor())
        }
        if reference.network.inputKind == .values {
            comparison.compare(
                "inputGradient", place, view(workspace.outputGradient(0)), try expect.member("inputGradient").tensor())
        }
        try compare("gradients", place, expect.member("gradients"), network.layout, gradients)
    }

    private mutating func compareUpdate(_ expect: ReferenceReader, _ place: String) throws {
        try compare("parametersAfter", place, expect.member("parametersAfter"), network.layout, network.parameters)
        try compare("buffersAfter", place, expect.member("buffersAfter"), network.bufferLayout, network.buffers)
        let state = try expect.member("optimizerStateAfter")
        comparison.compare("optimizerStateAfter", "\(place), step", Double(optimizer.step), try state.member("step").number())
        for (name, slot) in try complete(state.member("slots"), optimizer.slots.map(\.name)) {
            guard let store = optimizer.slots.first(where: { $0.name == name })?.store else {
                throw InputError(.malformed, slot.place, expected: "one of \(optimizer.slots.map(\.name))", found: name)
            }
            try compare("optimizerStateAfter", "\(place), \(name)", slot, network.layout, store)
        }
        for scalar in optimizer.scalars {
            comparison.compare(
                "optimizerStateAfter", "\(place), \(scalar.name)", scalar.value, try state.member(scalar.name).number())
        }
    }

    /// Paths of all layers inside others.
    private var innerPaths: [String] { network.nodes.map(\.path).filter { $0.contains(".") } }

    /// Paths of layers that keep scratch of this name.
    private func paths(with scratch: String) -> [String] {
        network.nodes.filter { $0.layer.scratchSpecs.contains { $0.name == scratch } }.map(\.path)
    }

    /// The members of an object that has to have these at least: what a file leaves out would pass unseen.
    private func complete(_ reader: ReferenceReader, _ keys: [String]) throws -> [(key: String, value: ReferenceReader)] {
        for key in keys { _ = try reader.member(key) }
        return try reader.members()
    }

    private mutating func compare(
        _ quantity: String, _ place: String, _ expected: ReferenceReader, _ layout: ParameterLayout, _ store: FlatStore<Scalar>
    ) throws {
        let members = try expected.members()
        let names = Set(members.map(\.key))
        if let missing = layout.entries.first(where: { !names.contains($0.name) }) {
            throw expected.error(expected: "a tensor for \(missing.name)", found: "none")
        }
        for (name, tensor) in members {
            let actual = layout[name].map { (shape: $0.shape.dimensions, data: store[$0.range].map { Double($0) }) }
            comparison.compare(quantity, "\(place), \(name)", actual, try tensor.tensor())
        }
    }

    /// A list with one tensor for each top-level layer.
    private func layers(_ key: String, of expect: ReferenceReader) throws -> [(offset: Int, element: ReferenceReader)] {
        let list = try expect.member(key)
        let elements = try list.elements()
        guard elements.count == network.layers.count else {
            throw list.error(expected: "a tensor for each of the \(network.layers.count) layers", found: "\(elements.count)")
        }
        return Array(elements.enumerated())
    }

    private func view(_ view: BatchView<Scalar>) -> (shape: [Int], data: [Double]) {
        (shape: [view.count] + view.shape.dimensions, data: view.buffer.map { Double($0) })
    }
}
