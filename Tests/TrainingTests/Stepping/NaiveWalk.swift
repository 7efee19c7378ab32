import Inspection
import Training

/// Steps as a person would count them, one state at a time: what the machine's arithmetic is compared with.
struct NaiveWalk {
    let machine: StepMachine

    func destination(from start: Position, grain: Grain, count: Int, direction: Direction) -> Position {
        var position = start
        for _ in 0..<max(0, count) {
            repeat {
                let next = direction == .forward ? after(position) : before(position)
                if next == position { return position }
                position = next
            } while !isEnd(position, of: grain)
        }
        return position
    }

    private func after(_ position: Position) -> Position {
        position.done < machine.phases.count
            ? Position(iteration: position.iteration, done: position.done + 1)
            : Position(iteration: position.iteration + 1, done: 1)
    }

    private func before(_ position: Position) -> Position {
        if position.done > 1 { return Position(iteration: position.iteration, done: position.done - 1) }
        return position.iteration == 0 ? .start : Position(iteration: position.iteration - 1, done: machine.phases.count)
    }

    private func isEnd(_ position: Position, of grain: Grain) -> Bool {
        if position == .start { return true }
        let isIterationEnd = position.done == machine.phases.count
        switch grain {
        case .term, .neuron, .layer: return true
        case .pass: return isIterationEnd || machine.phases[position.done].pass != machine.phases[position.done - 1].pass
        case .iteration: return isIterationEnd
        case .epoch: return isIterationEnd && machine.epochs.isEpochEnd(position.iteration + 1)
        }
    }
}
