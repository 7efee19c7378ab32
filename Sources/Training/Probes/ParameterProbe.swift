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

    public func read(_ session: Session) -> Reading? {
        var reading = Reading(weight: nil, weightValue: 0, bias: nil, biasValue: 0)
        let input = selection.input ?? RankingProbe(selection: selection).read(session)?.first
        if let input {
            let weight = ParameterReference.weight(column: selection.column, neuron: selection.neuron, input: input)
            if selection.inner == nil, let index = session.index(of: weight) {
                reading.weight = weight
                reading.weightValue = session.parameter(at: index)
            } else if let pass = session.observed(selection.sample) {
                let places = session.parameters(of: selection, pass)
                if places.indices.contains(input) {
                    reading.element = session.reference(ofParameter: places[input])
                    reading.elementValue = session.parameter(at: places[input])
                }
            }
        }
        let bias = ParameterReference.bias(column: selection.column, neuron: selection.neuron)
        if let index = session.index(of: bias) {
            reading.bias = bias
            reading.biasValue = session.parameter(at: index)
        }
        return reading
    }
}
