import Inspection
import NeuralNetwork

extension WalkGroup {
    /// The states of a network's iteration: forward each column's sum with the functions after it; backward the sums that arrive
    /// at a column with its functions' slopes; the first layer's gradients neuron by neuron; everything else at once.
    static func groups(of network: Network<Float>, columns: [Column], machine: StepMachine) -> [WalkGroup] {
        let count = network.layers.count
        func forwardState(_ layer: Int) -> Int { 1 + layer }
        func backwardState(_ layer: Int) -> Int { 2 * count + 1 - layer }
        func functions(_ layers: some Sequence<Int>, _ state: (Int) -> Int) -> [Function] {
            layers.filter { !network.layers[$0].isView }.map { Function(layer: $0, state: state($0)) }
        }
        var groups = [WalkGroup(atOnce: 0..<1, column: 0)]
        for layer in columns[0].layers {
            groups.append(WalkGroup(atOnce: forwardState(layer)..<forwardState(layer) + 1, column: 0))
        }
        for column in columns.dropFirst() {
            let lead = network.layers[column.layers.lowerBound]
            let states = forwardState(column.layers.lowerBound)..<forwardState(column.layers.upperBound)
            groups.append(
                lead.isView
                    ? WalkGroup(atOnce: states, column: column.index)
                    : WalkGroup(
                        states: states, column: column.index, stages: lead.forwardStages,
                        functions: functions(column.layers.dropFirst(), forwardState), isForward: true))
        }
        groups.append(WalkGroup(atOnce: count + 1..<count + 2, column: columns.count - 1))
        guard let last = columns.last, columns.count > 1 else { return groups + rest(from: count + 2, machine) }
        if last.layers.count > 1 {
            let own = functions(last.layers.dropFirst().reversed(), backwardState)
            groups.append(
                WalkGroup(
                    states: backwardState(last.layers.upperBound - 1)..<backwardState(last.layers.lowerBound), column: last.index,
                    units: own.isEmpty ? 0 : last.units, terms: .uniform(0), hasBias: false,
                    functions: own.filter { $0.state != backwardState(last.layers.upperBound - 1) }))
        }
        for column in columns.dropFirst().reversed() {
            let layer = column.layers.lowerBound
            let before = columns[column.index - 1]
            let states =
                backwardState(
                    layer)..<(before.index == 0
                ? backwardState(before.layers.lowerBound) + 1 : backwardState(before.layers.lowerBound))
            // The error goes no farther than to the first layer that learns.
            let arrives =
                before.index > 0 && network.layers[..<layer].indices.contains { !network.parameterRange(ofLayer: $0).isEmpty }
            if arrives {
                groups.append(
                    network.layers[layer].isView
                        ? WalkGroup(atOnce: states, column: before.index)
                        : WalkGroup(
                            states: states, column: before.index, stages: network.layers[layer].backwardStages,
                            functions: functions(before.layers.dropFirst().reversed(), backwardState), isForward: false))
            } else {
                let isShown = !network.parameterRange(ofLayer: layer).isEmpty
                groups.append(
                    WalkGroup(
                        states: backwardState(layer)..<states.upperBound, column: column.index, units: isShown ? column.units : 0,
                        terms: .uniform(0),
                        hasBias: false, functions: []))
            }
        }
        return groups + rest(from: 2 * count + 2, machine)
    }

    /// The updates, and whatever else follows: one state a group.
    private static func rest(from state: Int, _ machine: StepMachine) -> [WalkGroup] {
        (state..<machine.stateCount).map { WalkGroup(atOnce: $0..<$0 + 1, column: 0) }
    }
}
