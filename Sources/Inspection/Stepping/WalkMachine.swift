/// Where steps of a term or a neuron lead. Pure, like the step machine that it refines: every cursor has one place in one order,
/// and a step back undoes a step forward.
public struct WalkMachine: Hashable, Sendable {
    /// The machine whose states are walked through.
    public let machine: StepMachine
    /// All states of an iteration, in order.
    public let groups: [WalkGroup]
    private let stepsOfIteration: Int

    /// A walk through the states of a machine; the groups cover an iteration without gaps, in order.
    public init(machine: StepMachine, groups: [WalkGroup]) {
        precondition(
            groups.first?.states.lowerBound == 0 && groups.last?.states.upperBound == machine.stateCount,
            "groups cover an iteration")
        (self.machine, self.groups) = (machine, groups)
        stepsOfIteration = groups.reduce(0) { $0 + $1.part($1.states).total }
    }

    /// The neuron that a walk through a column begins with, or through a stage on the way to it.
    public typealias Beginning = @Sendable (_ column: Int, _ stage: Int?, _ units: Int, Direction) -> Int

    /// Where `count` steps lead.
    /// - Parameters:
    ///   - grain: `term` or `neuron`.
    ///   - beginning: asked for the neuron that a walk begins with; going back, for the one it would have begun with.
    public func destination(
        from cursor: Cursor, grain: Grain, count: Int, direction: Direction, beginning: @escaping Beginning
    ) -> Cursor {
        precondition(grain.isWalk, "longer steps are the step machine's")
        guard count > 0 else { return cursor }
        return direction == .forward ? forward(cursor, grain, count, beginning) : back(cursor, grain, count, beginning)
    }

    /// To the end of the sum being shown; of its neuron where the sum is whole.
    public func endOfSum(from cursor: Cursor, beginning: @escaping Beginning) -> Cursor {
        let cursor =
            cursor.walkState == nil || cursor.walkState?.isUnitWhole == true ? forward(cursor, .term, 1, beginning) : cursor
        guard let walkState = cursor.walkState else { return cursor }
        let span = self.span(of: walkState, at: cursor.position)
        return Cursor(
            position: cursor.position, walkState: span.walkState(shown: span.shownAtEnd(of: walkState)) { _ in walkState.first })
    }

    /// Where a step of a layer or more leads from within a walk: forward it first shows what is left.
    public func destination(from cursor: Cursor, longGrain grain: Grain, count: Int, direction: Direction) -> Position {
        guard let walkState = cursor.walkState, count > 0 else {
            return machine.destination(from: cursor.position, grain: grain, count: count, direction: direction)
        }
        let before = position(before: walkState, at: cursor.position)
        switch (grain, direction) {
        case (.layer, .forward):
            return machine.destination(from: cursor.position, grain: grain, count: count - 1, direction: direction)
        case (_, .forward): return machine.destination(from: before, grain: grain, count: count, direction: direction)
        case (.layer, .back): return machine.destination(from: before, grain: grain, count: count - 1, direction: direction)
        case (_, .back): return machine.destination(from: cursor.position, grain: grain, count: count, direction: direction)
        }
    }

    private func forward(_ cursor: Cursor, _ grain: Grain, _ count: Int, _ beginning: @escaping Beginning) -> Cursor {
        var (position, left) = (cursor.position, min(count, 1 << 40))
        if let walkState = cursor.walkState {
            let span = self.span(of: walkState, at: position)
            let first = self.first(span, beginning, .forward, walkState)
            let target =
                grain == .term ? walkState.shown + left : span.shown(units: span.unitsShown(walkState) + left, first: first)
            if target < span.total { return Cursor(position: position, walkState: span.walkState(shown: target, first: first)) }
            left -= grain == .term ? span.total - walkState.shown : span.unitSteps - span.unitsShown(walkState)
        }
        while left > 0 {
            let done = position.done == machine.stateCount ? 0 : position.done
            let iteration = position.done == machine.stateCount ? position.iteration + 1 : position.iteration
            if done == 0, left > iterationSteps(grain) {
                let whole = (left - 1) / iterationSteps(grain)
                position = machine.end(ofIteration: iteration + whole - 1)
                left -= whole * iterationSteps(grain)
                continue
            }
            let group = self.group(ofState: done)
            let span = group.part(done..<group.states.upperBound)
            position = Position(iteration: iteration, done: group.states.upperBound)
            let all = steps(span, grain)
            if left < all {
                let first = self.first(span, beginning, .forward)
                let shown = grain == .term ? left : span.shown(units: left, first: first)
                return Cursor(position: position, walkState: span.walkState(shown: shown, first: first))
            }
            left -= all
        }
        return Cursor(position: position)
    }

    private func back(_ cursor: Cursor, _ grain: Grain, _ count: Int, _ beginning: @escaping Beginning) -> Cursor {
        var (position, left) = (cursor.position, min(count, 1 << 40))
        if let walkState = cursor.walkState {
            let span = self.span(of: walkState, at: position)
            let begun = span.unitsShown(walkState) + (walkState.isUnitWhole ? 0 : 1)
            let made = grain == .term ? walkState.shown : begun
            if left < made {
                let first = self.first(span, beginning, .back, walkState)
                let shown = grain == .term ? made - left : span.shown(units: made - left, first: first)
                return Cursor(position: position, walkState: span.walkState(shown: shown, first: first))
            }
            left -= made
            position = self.position(before: walkState, at: position)
        }
        while left > 0, position != .start {
            if position.done == machine.stateCount, left >= iterationSteps(grain) {
                let whole = min(left / iterationSteps(grain), position.iteration + 1)
                position = machine.end(ofIteration: position.iteration - whole)
                left -= whole * iterationSteps(grain)
                continue
            }
            let group = self.group(ofState: position.done - 1)
            let span = group.part(group.states.lowerBound..<position.done)
            let all = steps(span, grain)
            if left < all {
                let first = self.first(span, beginning, .back)
                let shown = grain == .term ? all - left : span.shown(units: all - left, first: first)
                return Cursor(position: position, walkState: span.walkState(shown: shown, first: first))
            }
            left -= all
            position = machine.position(at: machine.ordinal(of: position) - span.states.count)
        }
        return Cursor(position: position)
    }

    /// Steps in one iteration.
    private func iterationSteps(_ grain: Grain) -> Int {
        grain == .term ? stepsOfIteration : groups.reduce(0) { $0 + steps($1.part($1.states), grain) }
    }

    private func steps(_ span: WalkSpan, _ grain: Grain) -> Int {
        grain == .term ? span.total : span.unitSteps
    }

    /// The neuron that the walk through each stage begins with: of the stage at work the one that it has begun with.
    private func first(_ span: WalkSpan, _ beginning: @escaping Beginning, _ direction: Direction, _ walkState: WalkState? = nil)
        -> WalkSpan.First
    {
        { stage in
            if let walkState, span.stage(of: walkState) == stage { return walkState.first }
            let inner = stage < span.inner.count ? span.inner[stage] : nil
            return beginning(inner?.column ?? span.column, inner?.stage, span.stages[stage].units, direction)
        }
    }

    private func group(ofState state: Int) -> WalkGroup {
        guard let group = groups.first(where: { $0.states.contains(state) }) else {
            preconditionFailure("state \(state) belongs to a group")
        }
        return group
    }

    private func span(of walkState: WalkState, at position: Position) -> WalkSpan {
        group(ofState: walkState.since).part(walkState.since..<position.done)
    }

    private func position(before walkState: WalkState, at position: Position) -> Position {
        machine.position(at: machine.ordinal(of: position) - (position.done - walkState.since))
    }
}
