import Datasets
import NeuralNetwork

/// The gradient check of the selected parameter and of its layer's, of a small network of all: ∂L/∂w of the batch from the backward
/// pass, beside central differences of the loss in Double.
public struct CheckProbe: Probe {
    /// The neuron and weight; without a weight, the one that carries most.
    public var selection: Selection

    /// The check of a selection's weight, or of another parameter of its neuron.
    public init(selection: Selection) { self.selection = selection }

    public enum Reading: Sendable, Hashable {
        case checked(Check)
        /// The network is too large to be copied while somebody waits.
        case tooLarge(limit: Int)
    }

    /// The outcome for the selected parameter.
    public struct Check: Sendable, Hashable {
        /// ∂L/∂w as training has it, in Float.
        public var analytic: Double
        /// (L(w + h) − L(w − h)) / 2h, extrapolated, in Double.
        public var numeric: Double
        /// |analytic − numeric| in Double, over the largest gradient of the tensor.
        public var relativeError: Double
        /// The loss has a kink here: `numeric` is a one-sided slope.
        public var isKink: Bool
        /// Several kinks meet here: differences cannot tell whether the gradient is right.
        public var isUndecided = false
        /// Whether both agree: in Double to 1e-6, and the Float value to 1e-3 of the numeric one or of the tensor's largest.
        public var agrees: Bool
        /// A sample of the layer's parameters, checked alike; all of them in a small network.
        public var layer: LayerCheck?
        /// Every layer of a small network whose gradients are there, in order; else none.
        public var layers: [LayerCheck] = []
    }

    /// The outcome for parameters of a layer.
    public struct LayerCheck: Sendable, Hashable {
        /// The layer's column.
        public var column: Int
        /// Parameters checked.
        public var count: Int
        /// Those whose two gradients agree, by the rule of ``Check/agrees``.
        public var agreeing: Int
        /// Of them those at a kink of the loss.
        public var kinks: Int
        /// Of those that are not.
        public var worstRelativeError: Double
        /// Every parameter of the layer, where all were checked.
        public var parameters: [ParameterCheck] = []

        /// The first that does not agree; nil where all do, or not all were checked.
        public var firstWrong: ParameterCheck? { parameters.first { !$0.check.agrees } }
    }

    /// The outcome for one of a layer's parameters.
    public struct ParameterCheck: Sendable, Hashable {
        /// The parameter, as people write it.
        public var name: ParameterName
        /// Its neuron and place; nil of one that belongs to no single neuron.
        public var selection: Selection?
        /// The outcome.
        public var check: Check
    }

    /// Parameters above which no check is made.
    public static let largestNetwork = 3_000_000

    /// Parameters up to which every one is checked.
    public static let smallNetwork = 64

    /// Parameters of the layer that are checked beside the selected one, evenly spread over it.
    public static let sampleCount = 12

    public var wants: TensorSet { [.activations, .parameters, .gradients] }

    public func read(_ moment: any Moment) -> Reading? {
        guard let pass = moment.observed(selection.sample), !moment.batchIndices.isEmpty else { return nil }
        let parameters = moment.parameters(of: selection, pass)
        let layer = moment.columns[selection.column].layers.lowerBound
        guard let place = selection.input ?? moment.largestParameter(of: selection, pass), parameters.indices.contains(place),
            moment.hasGradients(layer)
        else { return nil }
        guard moment.network.parameters.count <= Self.largestNetwork else { return .tooLarge(limit: Self.largestNetwork) }
        let isSmall = moment.network.parameters.count <= Self.smallNetwork
        let offsets = [parameters[place]] + (isSmall ? Self.known(moment) : Self.sample(of: layer, moment))
        guard let elements = moment.checkGradients(ofParameters: offsets) else { return nil }
        let checks = zip(offsets, elements).compactMap { offset, element in
            moment.unclippedGradient(offset).map { Check($0, element) }
        }
        guard var check = checks.first, checks.count == offsets.count else { return nil }
        let others = Array(zip(offsets, checks).dropFirst())
        if isSmall {
            check.layers = moment.trainable.filter(moment.hasGradients).map { Self.layer($0, others, isWhole: true, moment) }
            check.layer = moment.trainable.filter(moment.hasGradients).firstIndex(of: layer).map { check.layers[$0] }
        } else {
            check.layer = Self.layer(layer, others, isWhole: false, moment)
        }
        return .checked(check)
    }

    /// Every parameter that has a gradient.
    private static func known(_ moment: any Moment) -> [Int] {
        moment.trainable.filter(moment.hasGradients).flatMap { Array(moment.network.parameterRange(ofLayer: $0)) }
    }

    private static func sample(of layer: Int, _ moment: any Moment) -> [Int] {
        let range = moment.network.parameterRange(ofLayer: layer)
        let count = min(sampleCount, range.count)
        return (0..<count).map { range.lowerBound + (2 * $0 + 1) * range.count / (2 * count) }
    }

    private static func layer(
        _ layer: Int, _ checks: [(offset: Int, check: Check)], isWhole: Bool, _ moment: any Moment
    ) -> LayerCheck {
        let range = moment.network.parameterRange(ofLayer: layer)
        let own = checks.filter { range.contains($0.offset) }
        var found = LayerCheck(
            column: moment.columns.first { $0.layers.contains(layer) }?.index ?? 0, count: own.count,
            agreeing: own.count { $0.check.agrees }, kinks: own.count { $0.check.isKink },
            worstRelativeError: own.reduce(0) { max($0, $1.check.isKink ? 0 : $1.check.relativeError) })
        guard isWhole else { return found }
        found.parameters = own.compactMap { offset, check in
            moment.name(ofParameter: offset).map { name in
                let place = moment.watchScope.place(ofParameter: offset)
                return ParameterCheck(
                    name: name, selection: place.map { Selection(column: $0.column, neuron: $0.neuron, input: $0.input) },
                    check: check)
            }
        }
        return found
    }
}

extension CheckProbe.Check {
    package init(_ analytic: Double, _ element: GradientCheck.Element) {
        let scale =
            element.relativeError > 0 ? abs(element.analytic - element.numeric) / element.relativeError : abs(element.numeric)
        let agrees = element.relativeError <= 1e-6 && abs(analytic - element.numeric) <= 1e-3 * max(abs(element.numeric), scale)
        self.init(
            analytic: analytic, numeric: element.numeric, relativeError: element.relativeError, isKink: element.isKink,
            isUndecided: element.isUndecided, agrees: agrees)
    }
}

extension Moment {
    /// Checks gradients on the present batch, in a copy of the network in Double, with the weights before the update.
    package func checkGradients(ofParameters offsets: [Int]) -> [GradientCheck.Element]? {
        guard let space = batchBefore(Double.self) else { return nil }
        let check = GradientCheck(space.network, in: space, loss: loss.spec, penalty: penalty)
        return offsets.map { check.check(parameter: $0) }
    }

    /// The present batch in a copy of the network as it was before the update.
    func batchBefore<Scalar: NetworkScalar>(_ scalar: Scalar.Type) -> Workspace<Scalar>? {
        guard let copy = try? Network<Scalar>(network.spec, initializer: .zeros, seed: 0) else { return nil }
        for index in 0..<copy.parameters.count { copy.parameters.pointer[index] = Scalar(parametersInView.pointer[index]) }
        let buffers = observedIteration == position.iteration ? buffersBefore : network.buffers
        for index in 0..<copy.buffers.count { copy.buffers.pointer[index] = Scalar(buffers.pointer[index]) }
        let space = copy.makeWorkspace(capacity: max(1, batchIndices.count), inputGradient: false)
        space.count = batchIndices.count
        space.randomness = workspace.randomness
        space.learningRate = workspace.learningRate
        data.train.fill(space, loss.spec, batchIndices)
        return space
    }
}
