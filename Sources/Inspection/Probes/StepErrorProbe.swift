import ElementaryFunctions
import NeuralNetwork

/// The error of the difference (L(w + ε) − L(w − ε)) / 2ε by the step ε, of the selected parameter: large steps miss the slope, since
/// the loss is curved, and small ones lose the difference in rounding. In between is a valley, at other steps in Float than in Double.
public struct StepErrorProbe: Probe {
    /// The neuron and weight; without a weight, the one that carries most.
    public var selection: Selection

    /// The errors of a selection's weight.
    public init(selection: Selection) { self.selection = selection }

    public struct Reading: Sendable, Hashable {
        /// The parameter, as people write it.
        public var name: ParameterName
        /// ∂L/∂w from the backward pass, in Double.
        public var gradient: Double
        /// From the largest step to the smallest.
        public var points: [Point]
    }

    /// The errors at one step, over |∂L/∂w|; over 1 where that is 0.
    public struct Point: Sendable, Hashable {
        /// The step is ten to this power.
        public var power: Int
        /// With all numbers in Double.
        public var double: Double
        /// With all numbers in Float, as training has them.
        public var float: Double
    }

    /// Powers of ten that are tried as steps.
    public static let powers = Array((-12...(-1)).reversed())

    public var wants: TensorSet { [.activations, .parameters, .gradients] }

    public func read(_ moment: any Moment) -> Reading? {
        guard let pass = moment.observed(selection.sample), !moment.batchIndices.isEmpty,
            moment.network.parameters.count <= CheckProbe.largestNetwork
        else { return nil }
        let parameters = moment.parameters(of: selection, pass)
        guard let place = selection.input ?? moment.largestParameter(of: selection, pass), parameters.indices.contains(place),
            moment.hasGradients(moment.columns[selection.column].layers.lowerBound),
            let name = moment.name(ofParameter: parameters[place]), let double = moment.batchBefore(Double.self),
            let float = moment.batchBefore(Float.self)
        else { return nil }
        let offset = parameters[place]
        let gradient = GradientCheck(double.network, in: double, loss: moment.loss.spec, penalty: moment.penalty)
            .check(parameter: offset).analytic
        func error(_ slope: Double) -> Double { abs(slope - gradient) / (gradient == 0 ? 1 : abs(gradient)) }
        let points = Self.powers.map { power in
            let step = Elementary.pow(10, Double(power))
            return Point(
                power: power, double: error(moment.difference(offset, step, in: double)),
                float: error(moment.difference(offset, step, in: float)))
        }
        return Reading(name: name, gradient: gradient, points: points)
    }
}

extension Moment {
    /// The central difference of the batch's loss by a parameter.
    fileprivate func difference<Scalar: NetworkScalar>(_ offset: Int, _ step: Double, in space: Workspace<Scalar>) -> Double {
        let network = space.network
        let buffers = FlatStore(copying: network.buffers)
        let loss = Loss<Scalar>(loss.spec, output: network.spec.output)
        let value = network.parameters[offset]
        func lossAt(_ parameter: Scalar) -> Double {
            network.parameters[offset] = parameter
            network.forward(in: space, mode: .train)
            network.buffers.copy(from: buffers)
            // A Float loss is what training would have: its sum is rounded, too.
            return Double(Scalar(loss.value(in: space) + penalty.value(network)))
        }
        let (up, down) = (lossAt(value + Scalar(step)), lossAt(value - Scalar(step)))
        network.parameters[offset] = value
        return (up - down) / (2 * step)
    }
}
