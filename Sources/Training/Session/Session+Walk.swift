import Inspection
import NeuralNetwork

extension Session {
    /// Steps of a term or a neuron: shows more or less of what is computed, and moves the position where that is not enough.
    /// - Parameter shouldContinue: asked before every whole iteration on the way.
    public func walk(_ step: WalkStep, while shouldContinue: () -> Bool = { true }) {
        let beginnings = walkBeginnings
        let beginning: WalkMachine.Beginning = { column, stage, units, direction in
            let known = beginnings[WalkColumn(column: column, stage: stage)] ?? 0
            guard let selection = step.selection, selection.column == column, selection.inner?.stage == stage else {
                return min(known, max(0, units - 1))
            }
            let unit = selection.inner?.unit ?? selection.neuron
            guard unit < units else { return min(known, max(0, units - 1)) }
            // The neuron selected is the next to be shown, or the last that was.
            return direction == .forward ? unit : (unit + 1) % max(1, units)
        }
        let target =
            step.toEndOfSum
            ? walkMachine.endOfSum(from: cursor, beginning: beginning)
            : walkMachine.destination(
                from: cursor, grain: step.grain, count: step.count, direction: step.direction, beginning: beginning)
        if target.position != position { move(to: target.position, while: shouldContinue) }
        guard position == target.position else { return }
        walkState = target.walkState
        if let walkState {
            walkBeginnings[WalkColumn(column: walkState.inner?.column ?? walkState.column, stage: walkState.inner?.stage)] =
                walkState.first
        }
    }
}
