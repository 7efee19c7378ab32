import Datasets
import NeuralNetwork

/// The gradient check of the selected weight: ∂L/∂w of the batch from the backward pass, beside central differences of the loss in Double.
public struct CheckProbe: Probe {
    public var selection: Selection

    public init(selection: Selection) { self.selection = selection }

    public enum Reading: Sendable, Hashable {
        case checked(Check)
        /// The network is too large to be copied while somebody waits.
        case tooLarge(limit: Int)
    }

    public struct Check: Sendable, Hashable {
        /// ∂L/∂w as training has it, in Float.
        public var analytic: Double
        /// (L(w + h) − L(w − h)) / 2h, extrapolated, in Double.
        public var numeric: Double
        /// |analytic − numeric| in Double, over the largest gradient of the tensor.
        public var relativeError: Double
        /// The loss has a kink here: `numeric` is a one-sided slope.
        public var isKink: Bool
        /// Whether both agree: in Double to 1e-6, and the Float value to 1e-3 of the numeric one or of the tensor's largest.
        public var agrees: Bool
    }

    /// Parameters above which no check is made.
    public static let largestNetwork = 3_000_000

    public func read(_ session: Session) -> Reading? {
        guard let pass = session.observed(selection.sample), let weights = session.weights(ofColumn: selection.column),
            selection.neuron < weights.outputs, session.hasGradients(session.columns[selection.column].layers.lowerBound)
        else { return nil }
        guard session.network.parameters.count <= Self.largestNetwork else { return .tooLarge(limit: Self.largestNetwork) }
        let row = weights.row(selection.neuron)
        let inputs = pass.values(ofColumn: selection.column - 1, session)
        let input = min(selection.input ?? row.indices.largest(1) { (row[$0] * inputs[$0]).magnitude }.first ?? 0, row.count - 1)
        guard let analytic = session.gradient(of: weights, selection.neuron, input),
            let element = session.checkGradient(ofParameter: weights.offset + selection.neuron * weights.inputs + input)
        else { return nil }
        let scale = element.relativeError > 0 ? abs(element.analytic - element.numeric) / element.relativeError : abs(element.numeric)
        let agrees = element.relativeError <= 1e-6 && abs(analytic - element.numeric) <= 1e-3 * max(abs(element.numeric), scale)
        return .checked(
            Check(
                analytic: analytic, numeric: element.numeric, relativeError: element.relativeError, isKink: element.isKink, agrees: agrees))
    }
}

extension Session {
    /// Checks one parameter's gradient on the present batch, in a copy of the network in Double, with the weights before the update.
    func checkGradient(ofParameter offset: Int) -> GradientCheck.Element? {
        guard let copy = try? Network<Double>(network.spec, initializer: .zeros, seed: 0) else { return nil }
        for index in 0..<copy.parameters.count { copy.parameters.pointer[index] = Double(parametersInView.pointer[index]) }
        for index in 0..<copy.buffers.count { copy.buffers.pointer[index] = Double(network.buffers.pointer[index]) }
        let space = copy.makeWorkspace(capacity: max(1, batchIndices.count), inputGradient: false)
        space.count = batchIndices.count
        space.randomness = workspace.randomness
        data.train.fill(space, loss.spec, batchIndices)
        return GradientCheck(copy, in: space, loss: loss.spec, penalty: penalty).check(parameter: offset)
    }
}
