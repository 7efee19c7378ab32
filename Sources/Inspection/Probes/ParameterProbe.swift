/// The selected weight, and its neuron's bias: what they are called and what they are.
public struct ParameterProbe: Probe {
    /// The neuron and weight; without a weight, the one that carries most.
    public var selection: Selection

    /// The parameter of a selection, to be changed by hand.
    public init(selection: Selection) { self.selection = selection }

    public struct Reading: Sendable, Hashable {
        /// The weight as requests name it; nil where the selected parameter is no weight between two neurons.
        public var weight: ParameterReference?
        /// The weight at the position in view.
        public var weightValue: Float
        /// The neuron's bias as requests name it; nil of one without.
        public var bias: ParameterReference?
        /// The bias at the position in view.
        public var biasValue: Float
        /// The selected parameter where it is no weight between two neurons: of a map, a gate, a layer inside another.
        public var element: ParameterReference?
        /// That parameter at the position in view.
        public var elementValue: Float = 0
    }

    public var wants: TensorSet { [.activations, .parameters, .updatedParameters] }
    public var leavesOutHidden: Bool { true }

    public func read(_ moment: any Moment) -> Reading? {
        var reading = Reading(weight: nil, weightValue: 0, bias: nil, biasValue: 0)
        let input = selection.input ?? RankingProbe(selection: selection).read(moment)?.first
        if let input {
            let weight = ParameterReference.weight(column: selection.column, neuron: selection.neuron, input: input)
            if selection.inner == nil, let index = moment.index(of: weight) {
                reading.weight = weight
                reading.weightValue = moment.parameter(at: index)
            } else if let pass = moment.observed(selection.sample) {
                let places = moment.parameters(of: selection, pass)
                if places.indices.contains(input) {
                    reading.element = moment.writtenReference(ofParameter: places[input])
                    reading.elementValue = moment.parameter(at: places[input])
                }
            }
        }
        let bias = ParameterReference.bias(column: selection.column, neuron: selection.neuron)
        if let index = moment.index(of: bias) {
            reading.bias = bias
            reading.biasValue = moment.parameter(at: index)
        }
        return reading
    }
}
