import Kernels

/// Gives every layer of a network its memory in a workspace.
struct WorkspacePlan<Scalar: NetworkScalar> {
    private let network: Network<Scalar>
    private let capacity: Int
    private let gradients: FlatStore<Scalar>?
    private let kernelScratch: FlatStore<Scalar>
    private let step: WorkspaceStep
    private var nextNode = 0
    private(set) var memories: [LayerMemory<Scalar>] = []
    private(set) var stores: [FlatStore<Scalar>] = []
    private(set) var scratchTables: [UnsafeMutablePointer<UnsafeMutablePointer<Scalar>>] = []

    init(network: Network<Scalar>, capacity: Int, gradients: FlatStore<Scalar>?, step: WorkspaceStep) {
        self.step = step
        (self.network, self.capacity, self.gradients) = (network, capacity, gradients)
        kernelScratch = FlatStore(count: Scalar.kernelScratchCount)
        stores.append(kernelScratch)
    }

    /// The top-level chain, with its own input.
    mutating func chain(_ layers: [any Layer<Scalar>], needsInputGradient: Bool) -> [LayerMemory<Scalar>] {
        let input = allocate(capacity * network.spec.input.count)
        let outputGradient = allocate(capacity * network.spec.output.count)
        return chain(layers, input: input, outputGradient: outputGradient, needsInputGradient: needsInputGradient)
    }

    /// A chain on a given input. A gradient is planned only from the first layer on that somebody needs it for: one with
    /// parameters before it, or all where the input's gradient is wanted. Views share the memory of what they look at.
    private mutating func chain(
        _ layers: [any Layer<Scalar>], input: UnsafeMutablePointer<Scalar>, outputGradient: UnsafeMutablePointer<Scalar>?,
        needsInputGradient: Bool
    ) -> [LayerMemory<Scalar>] {
        var needs = [needsInputGradient]
        for layer in layers { needs.append(needs[needs.count - 1] || layer.hasParameters) }
        var inputGradients = [UnsafeMutablePointer<Scalar>?](repeating: nil, count: layers.count)
        var next = outputGradient
        var outputGradients = inputGradients
        for index in layers.indices.reversed() {
            outputGradients[index] = next
            if needs[index] {
                next = layers[index].isView ? next : allocate(capacity * layers[index].inputShape.count)
            } else {
                next = nil
            }
            inputGradients[index] = next
        }
        var result: [LayerMemory<Scalar>] = []
        var x = input
        for (index, layer) in layers.enumerated() {
            let memory = plan(layer, input: x)
            memory.outputGradient = outputGradients[index]
            memory.inputGradient = inputGradients[index]
            plan(matrixOf: layer, memory)
            for branch in layer.branches {
                memory.branches.append(
                    chain(
                        branch.layers, input: x, outputGradient: memory.outputGradient,
                        needsInputGradient: memory.inputGradient != nil))
            }
            result.append(memory)
            x = memory.output
        }
        return result
    }

    private mutating func plan(_ layer: any Layer<Scalar>, input: UnsafeMutablePointer<Scalar>) -> LayerMemory<Scalar> {
        let node = nextNode
        nextNode += 1
        let place = network.nodes[node]
        let output = layer.isView ? input : allocate(capacity * layer.outputShape.count)
        let specs = layer.scratchSpecs
        let table = UnsafeMutablePointer<UnsafeMutablePointer<Scalar>>.allocate(capacity: max(1, specs.count))
        for (index, spec) in specs.enumerated() {
            (table + index).initialize(to: allocate((spec.isPerSample ? capacity : 1) * spec.shape.count))
        }
        scratchTables.append(table)
        let memory = LayerMemory(
            node: node, layer: layer, input: input, output: output,
            parameters: network.parameters.pointer + place.parameters.lowerBound,
            gradients: gradients.map { $0.base + place.parameters.lowerBound },
            buffers: network.buffers.pointer + place.buffers.lowerBound, scratch: table,
            kernelScratch: kernelScratch.pointer, step: step)
        memories.append(memory)
        return memory
    }

    /// Gives a layer with a large matrix what saves it from touching all of it: one at the input a copy by inputs, others an
    /// account of zeros.
    private func plan(matrixOf layer: any Layer<Scalar>, _ memory: LayerMemory<Scalar>) {
        guard let kernels = Scalar.kernels, let gradients, let (rows, columns) = layer.gradientMatrix else { return }
        let start = network.nodes[memory.node].parameters.lowerBound
        if memory.inputGradient == nil {
            memory.turned = TurnedWeights(
                inputs: columns, outputs: rows, capacity: capacity * (layer.inputShape.count / columns), at: start,
                parameters: network.parameters,
                gradients: gradients, kernels: kernels)
        } else {
            let occupancy = GradientOccupancy(rows: rows, columns: columns)
            gradients.add(occupancy, at: start)
            memory.occupancy = occupancy
        }
    }

    private mutating func allocate(_ count: Int) -> UnsafeMutablePointer<Scalar> {
        let store = FlatStore<Scalar>(count: count)
        stores.append(store)
        return store.pointer
    }
}
