import NeuralNetwork

/// One way on which the error comes from the loss to a neuron: the product of the slopes and weights along it, and of the
/// output's error.
public struct ErrorPath: Sendable, Hashable {
    /// One neuron on the way, from the output to the neuron asked for.
    public struct Step: Sendable, Hashable {
        /// Number of the column, from 1.
        public var column: Int
        /// The neuron, as a place in its column.
        public var neuron: Int
        /// The weight that leads to it from the step before; nil at the output.
        public var weight: Double?
        /// f′(z): by it the error that arrives here is multiplied. Nil where z is the output.
        public var slope: Double?
    }

    /// The neurons in the order in which the error passes them: from the output to the neuron asked for.
    public var steps: [Step]
    /// ∂L/∂a of the output at the beginning: what the loss sends back to it.
    public var error: Double
    /// The part of δ of the neuron that comes this way alone.
    public var contribution: Double

    /// The ways that carry most, largest first. Through columns of dense layers with functions of one number; empty where there
    /// are others. At each column only the strongest few are followed: with `width` of them nothing is lost where a layer has no
    /// more neurons.
    package static func strongest(
        _ count: Int, to selection: Selection, _ pass: ObservedPass, _ moment: any Moment, width: Int = 64
    )
        -> [ErrorPath]
    {
        guard count > 0, selection.column > 0, selection.column < moment.columns.count else { return [] }
        let last = moment.columns.count - 1
        guard let errors = pass.errors(ofColumn: last, moment) else { return [] }
        let factor = Double(pass.deltaFactor)
        guard let first = slopes(selection.column, pass, moment) else { return [] }
        // Grown backwards, from the neuron to the outputs: `gain` is the product of everything on the way so far.
        var ways = [(neurons: [selection.neuron], weights: [Double](), gain: first(selection.neuron))]
        let hasBug = moment.network.spec.bug != nil
        for column in (selection.column..<last) {
            guard let weights = moment.weights(ofColumn: column + 1), let slope = slopes(column + 1, pass, moment) else {
                return []
            }
            var next: [(neurons: [Int], weights: [Double], gain: Double)] = []
            for way in ways {
                for neuron in 0..<weights.outputs {
                    let unit = way.neurons[way.neurons.count - 1]
                    let weight =
                        hasBug
                        ? sent(from: neuron, to: unit, column + 1, pass, moment) ?? .nan : Double(weights.row(neuron)[unit])
                    next.append((way.neurons + [neuron], way.weights + [weight], way.gain * weight * slope(neuron)))
                }
            }
            if next.count > width { next = next.indices.largest(width) { Float(next[$0].gain.magnitude) }.map { next[$0] } }
            ways = next
        }
        let found = ways.map { way -> ErrorPath in
            let error = Double(errors[way.neurons[way.neurons.count - 1]]) * factor
            let steps = way.neurons.indices.reversed().map { index in
                Step(
                    column: selection.column + index, neuron: way.neurons[index],
                    weight: index < way.weights.count ? way.weights[index] : nil,
                    slope: hasFunctions(selection.column + index, moment)
                        ? slopes(selection.column + index, pass, moment)?(way.neurons[index]) : nil)
            }
            return ErrorPath(steps: steps, error: error, contribution: way.gain * error)
        }
        return found.indices.largest(count) { Float(found[$0].contribution.magnitude) }.map { found[$0] }
    }

    /// The weight that a neuron's error has gone back through, where a bug may have taken another.
    private static func sent(from neuron: Int, to unit: Int, _ column: Int, _ pass: ObservedPass, _ moment: any Moment) -> Double?
    {
        moment.layerPass(moment.columns[column].layers.lowerBound, pass).backwardSum(unit)?.terms.first { $0.source == neuron }?
            .weight
    }

    private static func hasFunctions(_ column: Int, _ moment: any Moment) -> Bool {
        moment.columns[column].layers.dropFirst().contains { !moment.network.layers[$0].isView }
    }

    /// f′(z) of a column's neurons, the product over its functions; nil where they are no functions of one number.
    private static func slopes(_ column: Int, _ pass: ObservedPass, _ moment: any Moment) -> ((Int) -> Double)? {
        let layers = moment.columns[column].layers.dropFirst().filter { !moment.network.layers[$0].isView }
        guard layers.allSatisfy({ moment.network.layers[$0].isElementwise }) else { return nil }
        let passes = layers.map { moment.layerPass($0, pass) }
        return { neuron in passes.reduce(1) { $0 * ($1.slope(neuron) ?? 1) } }
    }
}
