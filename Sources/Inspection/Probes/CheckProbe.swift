import Datasets
import NeuralNetwork

/// The gradient check of the selected parameter and of a sample of its layer's: ∂L/∂w of the batch from the backward pass, beside
/// central differences of the loss in Double.
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
        /// A sample of the layer's parameters, checked alike.
        public var layer: LayerCheck?
    }

    /// The outcome for a sample of a layer's parameters.
    public struct LayerCheck: Sendable, Hashable {
        /// Parameters checked.
        public var count: Int
        /// Those whose two gradients agree, by the rule of ``Check/agrees``.
        public var agreeing: Int
        /// Of them those at a kink of the loss.
        public var kinks: Int
        /// Of those that are not.
        public var worstRelativeError: Double
    }

    /// Parameters above which no check is made.
    public static let largestNetwork = 3_000_000

    /// Parameters of the layer that are checked beside the selected one, evenly spread over it.
    public static let sampleCount = 12

    public var wants: TensorSet { [.activations, .parameters, .gradients] }

    public func read(_ moment: any Moment) -> Reading? {
        guard let pass = moment.observed(selection.sample), !moment.batchIndices.isEmpty else { return nil }
        let parameters = moment.parameters(of: selection, pass)
        guard let place = selection.input ?? moment.largestParameter(of: selection, pass), parameters.indices.contains(place),
            moment.hasGradients(moment.columns[selection.column].layers.lowerBound)
        else { return nil }
        guard moment.network.parameters.count <= Self.largestNetwork else { return .tooLarge(limit: Self.largestNetwork) }
        let range = moment.network.parameterRange(ofLayer: moment.columns[selection.column].layers.lowerBound)
        let count = min(Self.sampleCount, range.count)
        let offsets = [parameters[place]] + (0..<count).map { range.lowerBound + (2 * $0 + 1) * range.count / (2 * count) }
        guard let elements = moment.checkGradients(ofParameters: offsets) else { return nil }
        let checks = zip(offsets, elements).compactMap { offset, element in
            moment.unclippedGradient(offset).map { Check($0, element) }
        }
        guard var check = checks.first, checks.count == offsets.count else { return nil }
        let sample = checks.dropFirst()
        check.layer = LayerCheck(
            count: sample.count, agreeing: sample.count { $0.agrees }, kinks: sample.count { $0.isKink },
            worstRelativeError: sample.reduce(0) { max($0, $1.isKink ? 0 : $1.relativeError) })
        return .checked(check)
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
        guard let copy = try? Network<Double>(network.spec, initializer: .zeros, seed: 0) else { return nil }
        for index in 0..<copy.parameters.count { copy.parameters.pointer[index] = Double(parametersInView.pointer[index]) }
        for index in 0..<copy.buffers.count { copy.buffers.pointer[index] = Double(network.buffers.pointer[index]) }
        let space = copy.makeWorkspace(capacity: max(1, batchIndices.count), inputGradient: false)
        space.count = batchIndices.count
        space.randomness = workspace.randomness
        data.train.fill(space, loss.spec, batchIndices)
        let check = GradientCheck(copy, in: space, loss: loss.spec, penalty: penalty)
        return offsets.map { check.check(parameter: $0) }
    }
}
