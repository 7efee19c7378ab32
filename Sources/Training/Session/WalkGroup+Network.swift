import Inspection
import NeuralNetwork

extension WalkGroup {
    /// The states of a network's iteration: forward each column's sum with the functions after it; backward the sums that arrive
    /// at a column with its functions' slopes; the first layer's gradients neuron by neuron; everything else at once.
    static func groups(of network: Network<Float>, columns: [GraphColumn], machine: StepMachine) -> [WalkGroup] {
        func functions(_ layers: some Sequence<Int>, _ phase: (Int) -> Phase) -> [Function] {
            layers.filter { !network.layers[$0].isView }.map { Function(layer: $0, state: machine.ordinal(of: phase($0))) }
        }
        var groups = [WalkGroup(atOnce: 0..<1, column: 0)]
        for layer in columns[0].layers {
            groups.append(WalkGroup(atOnce: machine.forwardStates(of: layer..<layer + 1), column: 0))
        }
        for column in columns.dropFirst() {
            let lead = network.layers[column.layers.lowerBound]
            let states = machine.forwardStates(of: column.layers)
            groups.append(
                lead.isView
                    ? WalkGroup(atOnce: states, column: column.index)
                    : WalkGroup(
                        states: states, column: column.index, stages: lead.forwardStages,
                        functions: functions(column.layers.dropFirst(), Phase.forward), isForward: true))
        }
        let loss = machine.ordinal(of: .loss)
        groups.append(WalkGroup(atOnce: loss..<loss + 1, column: columns.count - 1))
        guard let last = columns.last, columns.count > 1 else { return groups + rest(from: loss + 1, machine) }
        if last.layers.count > 1 {
            let own = functions(last.layers.dropFirst().reversed(), Phase.backward)
            let states = machine.backwardStates(of: last.layers.dropFirst())
            groups.append(
                WalkGroup(
                    states: states, column: last.index,
                    units: own.isEmpty ? 0 : last.units, terms: .uniform(0), hasBias: false,
                    functions: own.filter { $0.state != states.lowerBound }))
        }
        for column in columns.dropFirst().reversed() {
            let layer = column.layers.lowerBound
            let before = columns[column.index - 1]
            // The layer that leads the column before begins the next group; none follows the input's.
            let first = before.index == 0 ? before.layers.lowerBound : before.layers.lowerBound + 1
            let states = machine.backwardStates(of: first..<layer + 1)
            // The error goes no farther than to the first layer that learns.
            let arrives =
                before.index > 0 && network.layers[..<layer].indices.contains { !network.parameterRange(ofLayer: $0).isEmpty }
            if arrives {
                groups.append(
                    network.layers[layer].isView
                        ? WalkGroup(atOnce: states, column: before.index)
                        : WalkGroup(
                            states: states, column: before.index, stages: network.layers[layer].backwardStages,
                            functions: functions(before.layers.dropFirst().reversed(), Phase.backward), isForward: false))
            } else {
                let isShown = !network.parameterRange(ofLayer: layer).isEmpty
                groups.append(
                    WalkGroup(
                        states: states, column: column.index, units: isShown ? column.units : 0,
                        terms: .uniform(0),
                        hasBias: false, functions: []))
            }
        }
        return groups + rest(from: machine.doneBeforeUpdates, machine)
    }

    /// The updates, and whatever else follows: one state a group.
    private static func rest(from state: Int, _ machine: StepMachine) -> [WalkGroup] {
        (state..<machine.stateCount).map { WalkGroup(atOnce: $0..<$0 + 1, column: 0) }
    }
}
