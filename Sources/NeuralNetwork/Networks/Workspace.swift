/// All memory of one step: activations, their gradients, parameter gradients, targets and the layers' scratch, planned once for a
/// batch of up to `capacity` samples. Steps in it allocate nothing.
public final class Workspace<Scalar: NetworkScalar> {
    /// The largest batch it can hold.
    public let capacity: Int
    /// Number of samples in this batch, from 0 to `capacity`: the last batch of an epoch may be smaller.
    public var count: Int {
        get { step.count }
        set {
            precondition(newValue >= 0 && newValue <= capacity, "a workspace for \(capacity) samples cannot hold \(newValue)")
            step.count = newValue
        }
    }
    /// The arguments that this step's randomness (dropout masks) is a function of.
    public var randomness: StepRandomness {
        get { step.randomness }
        set { step.randomness = newValue }
    }
    /// η of this step. Nobody asks but a planted bug that changes weights on the way back.
    public var learningRate: Double {
        get { step.learningRate }
        set { step.learningRate = newValue }
    }
    /// Parameter gradients, laid out like `Network.parameters`; nil in a workspace without.
    public let gradients: FlatStore<Scalar>?
    /// Target classes, one for each sample or position, for losses that take indices.
    public let targetClasses: UnsafeMutableBufferPointer<Int32>
    /// Target values, shaped as the output, for losses that take values.
    public let targetValues: UnsafeMutableBufferPointer<Scalar>

    /// The first value of the first input sample; `[count, ...input]`, row-major. Fill it before a forward pass.
    public let input: UnsafeMutablePointer<Scalar>

    /// The network it was planned for. Kept alive: the workspace holds pointers into its parameters.
    public let network: Network<Scalar>
    /// The top-level layers' memories, in order.
    let memories: [LayerMemory<Scalar>]
    /// The same, to be used without counting references: the workspace keeps them.
    private let table: UnsafeMutablePointer<Unmanaged<LayerMemory<Scalar>>>
    /// All layers' memories, in the order of `network.nodes`.
    let allMemories: [LayerMemory<Scalar>]
    private let stores: [FlatStore<Scalar>]
    private let scratchTables: [UnsafeMutablePointer<UnsafeMutablePointer<Scalar>>]
    private let shapes: [Shape]
    private let step = WorkspaceStep()

    init(network: Network<Scalar>, capacity: Int, parameterGradients: Bool, inputGradient: Bool) {
        precondition(capacity >= 1, "a workspace needs room for at least one sample, got \(capacity)")
        self.network = network
        self.capacity = capacity
        gradients = parameterGradients ? FlatStore(count: network.parameters.count) : nil
        var plan = WorkspacePlan(network: network, capacity: capacity, gradients: gradients, step: step)
        memories = plan.chain(network.layers, needsInputGradient: inputGradient)
        table = .allocate(capacity: memories.count)
        for (index, memory) in memories.enumerated() { (table + index).initialize(to: .passUnretained(memory)) }
        allMemories = plan.memories
        hasCopies = plan.memories.contains { $0.turned != nil }
        input = memories[0].input
        stores = plan.stores
        scratchTables = plan.scratchTables
        shapes = [network.spec.input] + network.layers.map(\.outputShape)
        let output = network.spec.output
        targetClasses = .allocate(capacity: capacity * max(1, output.count / max(1, output.last)))
        targetClasses.initialize(repeating: 0)
        targetValues = .allocate(capacity: capacity * output.count)
        targetValues.initialize(repeating: 0)
        step.count = capacity
    }

    deinit {
        for memory in allMemories { memory.turned?.detach() }
        table.deallocate()
        targetClasses.deallocate()
        targetValues.deallocate()
        for table in scratchTables { table.deallocate() }
    }

    /// Bytes taken for all that a step computes; what `NetworkSpec.workspaceBytes` foretells.
    public var byteCount: Int {
        stores.reduce(gradients?.byteCount ?? 0) { $0 + $1.byteCount } + targetValues.count * MemoryLayout<Scalar>.stride
            + targetClasses.count * MemoryLayout<Int32>.stride + allMemories.reduce(0) { $0 + ($1.turned?.byteCount ?? 0) }
    }

    /// The network's output of the last forward pass.
    public var output: BatchView<Scalar> { activation(memories.count) }

    /// Activations: 0 is the input, i + 1 the output of top-level layer i.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public func activation(_ index: Int) -> BatchView<Scalar> {
        let pointer = index == 0 ? memories[0].input : memories[index - 1].output
        return BatchView(pointer: pointer, count: count, shape: shapes[index])
    }

    /// Gradients of the loss by activations: 0 is that of the input, i + 1 that of the output of top-level layer i. Index 0 (and
    /// that of views of the input) exists only in a workspace made with `inputGradient`.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public func outputGradient(_ index: Int) -> BatchView<Scalar> {
        guard let pointer = index == 0 ? memories[0].inputGradient : memories[index - 1].outputGradient else {
            preconditionFailure("this workspace was made without inputGradient: there is no gradient of activation \(index)")
        }
        return BatchView(pointer: pointer, count: count, shape: shapes[index])
    }

    /// Whether `outputGradient(index)` exists in this workspace.
    public func hasOutputGradient(_ index: Int) -> Bool {
        (index == 0 ? memories[0].inputGradient : memories[index - 1].outputGradient) != nil
    }

    /// Whether some of its layers have their weights in a working copy.
    private let hasCopies: Bool

    /// Has the parameters fetch what is newer in working copies of others. Own ones are read where they are.
    @inline(__always)
    func fetchCopies() { if !hasCopies && network.parameters.isBehind { network.parameters.fetchCopies() } }

    /// The memory of a top-level layer. Good while the workspace lives.
    @inline(__always)
    func memory(_ layer: Int) -> Unmanaged<LayerMemory<Scalar>> {
        precondition(layer >= 0 && layer < memories.count, "layer \(layer) of \(memories.count)")
        return table[layer]
    }

    /// The first value of a top-level layer's output.
    @_specialize(where Scalar == Float)
    package func outputPointer(ofLayer layer: Int) -> UnsafePointer<Scalar> {
        memory(layer)._withUnsafeGuaranteedRef { UnsafePointer($0.output) }
    }

    /// Lets forward passes measure matrices while they read them, for `Optimizer.measuredUpdate`.
    package func measureMatrices() {
        for memory in allMemories { memory.occupancy?.measuresMatrix = true }
    }

    /// Sets all parameter gradients to 0. Backward passes then add to them.
    public func zeroGradients() {
        gradients?.fill(0)
        for memory in allMemories { memory.accumulates = true }
    }

    /// Lets the next backward pass replace all parameter gradients instead of adding to them: the same result as `zeroGradients`,
    /// without a pass over memory. Until then the gradients of the pass before stay to be looked at.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public func discardGradients() {
        for memory in allMemories { memory.accumulates = false }
    }
}
