/// The selected weight, and its neuron's bias: what they are called and what they are.
public struct ParameterProbe: Probe {
    public var selection: Selection

    public init(selection: Selection) { self.selection = selection }

    public struct Reading: Sendable, Hashable {
        public var weight: ParameterReference?
        public var weightValue: Float
        public var bias: ParameterReference?
        public var biasValue: Float
        /// The selected parameter where it is no weight between two neurons: of a map, a gate, a layer inside another.
        public var element: ParameterReference?
        public var elementValue: Float = 0
    }

    public var wants: TensorSet { [.activations, .parameters, .updatedParameters] }

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
                    reading.element = moment.reference(ofParameter: places[input])
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
