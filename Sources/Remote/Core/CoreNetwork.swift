import Basics
import ElementaryFunctions
import NeuralNetwork

/// A network of this program's own that computes what a PyTorch network has computed in one step: found by trying, and proved by numbers.
struct CoreNetwork {
    /// The reason why there is none, in a sentence.
    struct Refusal: Error, Hashable, CustomStringConvertible {
        let description: String
    }

    let network: Network<Float>
    /// Layers that stand for modules: place of the layer by the call's.
    let layerOfCall: [Int]
    /// Whether the program's own output is the logarithm of softmax's, which the loss has here.
    let endsInLogSoftmax: Bool
    /// Largest difference between outputs, relative to the largest output.
    let difference: Double

    /// Relative difference of norms below which two outputs are the same.
    private static let tolerance = 1e-4

    /// Functions that a program may call between its modules, where nobody sees them: the shortest explanation first.
    private static let unseen: [[LayerSpec]] = {
        let functions: [LayerSpec] = ["relu", "tanh", "sigmoid", "gelu", "silu", "leakyRelu", "elu", "softplus"]
        let pool: LayerSpec = "maxPool2d:2"
        return [[], ["flatten"]] + functions.map { [$0] } + functions.map { [$0, "flatten"] }
            + [[pool], [pool, "flatten"]] + functions.flatMap { [[$0, pool], [$0, pool, "flatten"], [pool, $0]] }
    }()

    /// Finds layers that give each module's output, one module after the other.
    init(_ step: WholeStep) throws(Refusal) {
        guard let shape = step.shape(.input), let input = step.values(.input), shape.count >= 2, shape[0] > 0 else {
            throw Refusal(description: "the batch has not been sent: it is not computed again here")
        }
        let sample = Shape(Array(shape.dropFirst()))
        let values = input.map { Float($0) }
        var layers: [LayerSpec] = []
        var (places, found): ([Int], Network<Float>?) = ([], nil)
        for call in step.calls.calls {
            let module = step.model.modules[call.module]
            guard let spec = LayerSpec(module) else {
                throw Refusal(description: "\(Self.name(module)) is none of the layers known here")
            }
            guard let norm = call.output.map({ step.record.norms[$0] }) else {
                throw Refusal(description: "\(Self.name(module)) was not seen")
            }
            var match: (layers: [LayerSpec], network: Network<Float>)?
            for between in Self.unseen where match == nil {
                let tried = layers + between + [spec]
                guard let network = Self.network(tried, sample, step, places + [tried.count - 1]) else { continue }
                let own = Self.norm(network, values, shape[0])
                if abs(own - norm) <= Self.tolerance * max(norm, 1e-30) { match = (tried, network) }
            }
            guard let match else {
                throw Refusal(description: "\(Self.name(module)) gives other numbers than the same layer does here")
            }
            (layers, found) = (match.layers, match.network)
            places.append(layers.count - 1)
        }
        guard let network = found, let output = step.values(.output) else {
            throw Refusal(description: "the network's output has not been sent: it is not computed again here")
        }
        (self.network, layerOfCall) = (network, places)
        let own = Self.outputs(network, values, shape[0])
        let plain = Self.difference(own, output)
        let classes = network.spec.output.last
        let logarithms = output.count == own.count ? Self.difference(Self.logSoftmax(own, classes), output) : .infinity
        endsInLogSoftmax = plain > Self.tolerance && logarithms <= Self.tolerance
        difference = min(plain, logarithms)
        guard difference <= Self.tolerance else {
            throw Refusal(description: "behind its last module its output changes in a way that is not known here")
        }
    }

    private static func name(_ module: RemoteModel.Module) -> String {
        module.name.isEmpty ? module.type : "\(module.name) (\(module.type))"
    }

    /// A network with the step's parameters; nil where layers do not fit one another, or the parameters them.
    private static func network(_ layers: [LayerSpec], _ sample: Shape, _ step: WholeStep, _ places: [Int]) -> Network<Float>? {
        guard let spec = try? NetworkSpec(input: sample, layers: layers), let network = try? Network<Float>(spec, seed: 1) else {
            return nil
        }
        for (place, call) in zip(places, step.calls.calls) {
            for (entry, number) in parameters(ofLayer: place, network, call, step.model) {
                guard let values = step.parameters[number], values.count == entry.range.count else { return nil }
                for (offset, value) in values.enumerated() { network.parameters[entry.range.lowerBound + offset] = value }
            }
            guard parameters(ofLayer: place, network, call, step.model).count == network.layout.entries(ofLayer: place).count
            else {
                return nil
            }
        }
        return network
    }

    /// Tensors of a layer, each with the number of the parameter that it is.
    static func parameters(ofLayer layer: Int, _ network: Network<Float>, _ call: ModuleCalls.Call, _ model: RemoteModel)
        -> [(entry: ParameterLayout.Entry, parameter: Int)]
    {
        network.layout.entries(ofLayer: layer).compactMap { entry in
            let name = entry.name.split(separator: ".").last ?? ""
            let parameter = model.parameters.firstIndex {
                $0.module == call.module && ($0.name.split(separator: ".").last ?? "") == name
            }
            return parameter.map { (entry, $0) }
        }
    }

    private static func norm(_ network: Network<Float>, _ input: [Float], _ count: Int) -> Double {
        outputs(network, input, count).reduce(0) { $0 + $1 * $1 }.squareRoot()
    }

    private static func outputs(_ network: Network<Float>, _ input: [Float], _ count: Int) -> [Double] {
        let workspace = network.makeWorkspace(capacity: count, parameterGradients: false, inputGradient: false)
        for (index, value) in input.enumerated() { workspace.input[index] = value }
        network.forward(in: workspace, mode: .eval)
        // A look at its memory does not keep it alive.
        return withExtendedLifetime(workspace) { workspace.output.buffer.map(Double.init) }
    }

    /// Largest difference, relative to the largest of the right ones; ∞ where they are not as many.
    static func difference(_ own: [Double], _ right: [Double]) -> Double {
        guard own.count == right.count else { return .infinity }
        let scale = right.reduce(0) { max($0, abs($1)) }
        let largest = zip(own, right).reduce(0) { max($0, abs($1.0 - $1.1)) }
        return largest.isNaN || scale.isNaN ? .infinity : scale == 0 ? (largest == 0 ? 0 : .infinity) : largest / scale
    }

    /// ln softmax of each row.
    static func logSoftmax(_ values: [Double], _ width: Int) -> [Double] {
        guard width > 0 else { return values }
        return stride(from: 0, to: values.count, by: width).flatMap { start -> [Double] in
            let row = values[start..<min(start + width, values.count)]
            let peak = row.max() ?? 0
            let sum = row.reduce(0) { $0 + Elementary.exp($1 - peak) }
            return row.map { $0 - peak - Elementary.log(sum) }
        }
    }
}
