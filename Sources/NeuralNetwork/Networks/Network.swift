import Basics

/// A network: layers, and all their parameters in one flat store.
///
/// Forward and backward passes run in a `Workspace`, which holds everything a step computes; the network itself changes only when
/// an optimizer, a checkpoint or a person writes parameters, and when batch normalization updates its running statistics.
public final class Network<Scalar: NetworkScalar> {
    /// The specification that the network was built from.
    public let spec: NetworkSpec
    /// The top-level layers.
    public let layers: [any Layer<Scalar>]
    /// All layers with their paths, inner ones included, depth first.
    public let nodes: [NetworkNode<Scalar>]
    /// Where each parameter lies.
    public let layout: ParameterLayout
    /// All parameters, contiguous in layer order.
    public let parameters: FlatStore<Scalar>
    /// Where each buffer lies.
    public let bufferLayout: ParameterLayout
    /// Batch normalization's running statistics, contiguous in layer order.
    public let buffers: FlatStore<Scalar>
    private let parameterRanges: [Range<Int>]

    /// Builds the network and draws its parameters. The same seed gives the same weights, each tensor from a stream of its own.
    public init(_ spec: NetworkSpec, initializer: InitializerSpec = .he, seed: UInt64) throws {
        self.spec = spec
        let right = try LayerChain.chain(spec.layers, input: spec.input, path: "", Scalar.self)
        layers = spec.bug?.planted(in: right) ?? right
        var plan = NetworkPlan<Scalar>()
        plan.add(layers, path: "", topLevel: nil)
        nodes = plan.nodes
        layout = ParameterLayout(entries: plan.parameters)
        bufferLayout = ParameterLayout(entries: plan.buffers)
        parameters = FlatStore(count: layout.count)
        buffers = FlatStore(count: bufferLayout.count)
        parameterRanges = plan.topLevelRanges
        initialize(initializer, seed: seed)
    }

    /// The parameters of a top-level layer, inner ones included, in the flat store.
    public func parameterRange(ofLayer layer: Int) -> Range<Int> { parameterRanges[layer] }

    /// Sets all parameters and buffers to their first values again.
    public func initialize(_ initializer: InitializerSpec, seed: UInt64) {
        var tensor: UInt64 = 0
        for node in nodes {
            var offset = node.parameters.lowerBound
            for parameter in node.layer.parameterSpecs {
                let count = parameter.shape.count
                var source = RandomSource(seed: seed, tensor, 0x1717)
                initializer.start(parameter, gain: node.gain, parameters.pointer + offset, &source)
                offset += count
                tensor += 1
            }
            offset = node.buffers.lowerBound
            for buffer in node.layer.bufferSpecs {
                (buffers.pointer + offset).update(repeating: Scalar(buffer.start), count: buffer.shape.count)
                offset += buffer.shape.count
            }
        }
    }

    /// Plans all memory of a step for up to `capacity` samples.
    /// - Parameters:
    ///   - parameterGradients: whether backward passes compute the parameters' gradients; not needed to look at one sample.
    ///   - inputGradient: whether they compute the gradient of the input; training does not need it and is faster without.
    public func makeWorkspace(capacity: Int, parameterGradients: Bool = true, inputGradient: Bool = true) -> Workspace<Scalar> {
        Workspace(network: self, capacity: capacity, parameterGradients: parameterGradients, inputGradient: inputGradient)
    }

    /// Runs one top-level layer forward.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public func forward(layer: Int, in workspace: Workspace<Scalar>, mode: Mode) {
        workspace.fetchCopies()
        workspace.memory(layer)._withUnsafeGuaranteedRef { memory in
            memory.setMode(mode)
            memory.forward()
        }
    }

    /// Runs one top-level layer backward: its input's gradient, and its parameters' gradients added to `workspace.gradients`.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public func backward(layer: Int, in workspace: Workspace<Scalar>) {
        workspace.memory(layer)._withUnsafeGuaranteedRef { $0.backward() }
    }

    /// Runs all layers forward, from `workspace.input` to `workspace.output`.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public func forward(in workspace: Workspace<Scalar>, mode: Mode) {
        workspace.fetchCopies()
        for memory in workspace.memories {
            memory.setMode(mode)
            memory.forward()
        }
    }

    /// Runs all layers backward from the gradient at the output, which a loss has filled.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public func backward(in workspace: Workspace<Scalar>) {
        for layer in stride(from: layers.count - 1, through: 0, by: -1) { workspace.memories[layer].backward() }
    }
}

extension Specification where Family == InitializerFamily {
    /// Gives one parameter its first values.
    func start<Scalar: NetworkScalar>(
        _ parameter: ParameterSpec, gain: Double, _ pointer: UnsafeMutablePointer<Scalar>, _ source: inout RandomSource
    ) {
        var values = [Double](repeating: 0, count: parameter.shape.count)
        switch parameter.start {
        case .weight(let fanIn, let fanOut):
            let weight = WeightShape(shape: parameter.shape, fanIn: fanIn, fanOut: fanOut, torch: parameter.torch)
            fill(&values, weight: weight, gain: 1, &source)
        case .weightBeforeActivation(let fanIn, let fanOut):
            let weight = WeightShape(shape: parameter.shape, fanIn: fanIn, fanOut: fanOut, torch: parameter.torch)
            fill(&values, weight: weight, gain: gain, &source)
        case .bias(let fanIn): fillBias(&values, fanIn: fanIn, torch: parameter.torch, &source)
        case .constant(let value): for i in values.indices { values[i] = value }
        }
        for i in values.indices { pointer[i] = Scalar(values[i]) }
    }
}
