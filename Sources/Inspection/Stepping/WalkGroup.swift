import NeuralNetwork

/// States that are walked through together, neuron by neuron: a sum and the functions applied to it, or one state alone.
public struct WalkGroup: Hashable, Sendable {
    /// Places among the machine's phases.
    public let states: Range<Int>
    /// The column whose neurons are shown.
    public let column: Int
    /// Its neurons; 0 where the states are shown at once.
    public let units: Int
    /// The products of each neuron's sum, in the first state.
    public let terms: Terms
    /// Whether a bias follows them.
    public let hasBias: Bool
    /// Several sums for each neuron, one after the other, in place of `terms`; empty where there is one.
    public let sums: [Int]
    /// Functions within the layer that follow each neuron's sums.
    public let innerFunctions: Int
    /// The layers of the states after the first that compute something.
    public let functions: [Function]
    /// Stages of the first state that come before the neurons' own.
    public let inner: [LayerStage]
    /// Whether the states go forward; else inner stages belong to the column behind.
    public let isForward: Bool

    /// A layer applied to each neuron by itself, and its state.
    public struct Function: Hashable, Sendable {
        /// The layer's index in the network.
        public let layer: Int
        /// Its place among the machine's phases.
        public let state: Int

        /// A layer in the state that applies it; forward and back have states of their own.
        public init(layer: Int, state: Int) { (self.layer, self.state) = (layer, state) }
    }

    /// The number of products in each neuron's sum.
    public enum Terms: Hashable, Sendable {
        /// As many in each; 0: the state is one step.
        case uniform(Int)
        /// Counted for each.
        case each([Int])
    }

    /// States that are shown at once.
    public init(atOnce states: Range<Int>, column: Int) {
        self.init(states: states, column: column, units: 0, terms: .uniform(0), hasBias: false, functions: [])
    }

    /// States with a sum for each neuron, counted out by hand; layers that compute in stages have the initializer of
    /// ``LayerStage``s.
    public init(
        states: Range<Int>, column: Int, units: Int, terms: Terms, hasBias: Bool, functions: [Function], inner: [LayerStage] = [],
        sums: [Int] = [], innerFunctions: Int = 0, isForward: Bool = true
    ) {
        (self.states, self.column, self.units, self.terms, self.hasBias, self.functions) = (
            states, column, units, terms, hasBias, functions
        )
        (self.inner, self.sums, self.innerFunctions, self.isForward) = (inner, sums, innerFunctions, isForward)
    }

    /// States whose first one goes through the stages of a layer; the last stage is that of the column's neurons.
    public init(states: Range<Int>, column: Int, stages: [LayerStage], functions: [Function], isForward: Bool) {
        guard let own = stages.last else { preconditionFailure("a layer has at least the stage of its outputs") }
        var (terms, sums): (Terms, [Int]) = (.uniform(0), [])
        switch own.sums {
        case .alike(let counts):
            terms = .uniform(counts.first ?? 0)
            sums = counts.count > 1 ? counts : []
        case .each(let counts): terms = .each(counts)
        }
        self.init(
            states: states, column: column, units: own.units, terms: terms, hasBias: own.hasBias, functions: functions,
            inner: Array(stages.dropLast()), sums: sums, innerFunctions: own.functions, isForward: isForward)
    }

    /// The part of it that begins with a later state, or ends with an earlier one.
    package func part(_ range: Range<Int>) -> WalkSpan {
        let isWhole = range.lowerBound == states.lowerBound
        let layers = functions.filter { range.contains($0.state) }.map { WalkState.Part.function(layer: $0.layer) }
        let own = StageSpan(
            units: units, sums: !isWhole ? nil : sums.isEmpty ? terms.sums : .alike(sums), hasBias: hasBias,
            functions: (isWhole ? (0..<innerFunctions).map { .inner($0) } : []) + layers)
        let before = isWhole && units > 0 ? inner : []
        return WalkSpan(
            states: range, column: column,
            stages: before.map { stage in
                StageSpan(
                    units: stage.units, sums: stage.sums, hasBias: stage.hasBias,
                    functions: (0..<stage.functions).map { .inner($0) })
            } + [own],
            inner: before.enumerated().map { place, stage in
                WalkState.InnerStage(
                    column: isForward ? column : column + 1, stage: isForward ? place : stage.arrivesAt, name: stage.name,
                    place: place,
                    count: before.count + 1)
            })
    }
}

extension WalkGroup.Terms {
    /// One sum for each neuron, or none.
    fileprivate var sums: LayerStage.Sums {
        switch self {
        case .uniform(let count): .alike(count == 0 ? [] : [count])
        case .each(let counts): .each(counts)
        }
    }
}

/// The arithmetic of a walk through one stage: which step is which unit's.
package struct StageSpan {
    package let units: Int
    /// Nil where the walk begins behind the sums.
    package let sums: LayerStage.Sums?
    package let hasBias: Bool
    package let functions: [WalkState.Part]
    /// Where each unit's steps begin, counted from unit 0; nil where all have as many.
    private let starts: [Int]?
    private let uniform: Int

    package init(units: Int, sums: LayerStage.Sums?, hasBias: Bool, functions: [WalkState.Part]) {
        (self.units, self.sums, self.hasBias, self.functions) = (units, sums, hasBias, functions)
        func lead(_ counts: [Int]) -> Int { max(1, counts.reduce(0) { $0 + $1 + (hasBias ? 1 : 0) }) }
        switch sums {
        case .each(let counts)?:
            uniform = 0
            var starts = [0]
            for count in counts { starts.append(starts[starts.count - 1] + lead(count == 0 ? [] : [count]) + functions.count) }
            self.starts = starts
        case .alike(let counts)?:
            starts = nil
            uniform = lead(counts) + functions.count
        case nil:
            starts = nil
            uniform = functions.count
        }
    }

    /// Steps of the whole stage; 1 where there is nothing to show little by little.
    package var total: Int { max(1, units == 0 ? 1 : starts?.last ?? units * uniform) }

    /// Steps of the stage as neurons count them.
    package var unitSteps: Int { total == 1 ? 1 : max(1, units) }

    private func start(of unit: Int) -> Int { starts?[unit] ?? unit * uniform }
    private func steps(of unit: Int) -> Int { starts.map { $0[unit + 1] - $0[unit] } ?? uniform }

    /// Steps shown once so many units are shown whole.
    package func shown(units count: Int, first: Int) -> Int {
        if count >= units { return total }
        let end = first + count
        if end < units { return start(of: end) - start(of: first) }
        return total - start(of: first) + start(of: end - units)
    }

    /// The content of one step.
    package struct Step {
        package var unit: Int
        package var part: WalkState.Part
        package var sum: Int
        /// The sum at work is whole; all of them are; nothing of the unit is left.
        package var isPartWhole: Bool
        package var isSumWhole: Bool
        package var isUnitWhole: Bool
    }

    /// The last of so many steps.
    package func step(shown: Int, first: Int) -> Step {
        let place = (start(of: first) + shown - 1) % total
        let unit = self.unit(at: place)
        let number = place - start(of: unit) + 1
        let all = steps(of: unit)
        let lead = all - functions.count
        let counts = sums?.counts(of: unit) ?? []
        var step = Step(
            unit: unit, part: .whole, sum: max(0, counts.count - 1), isPartWhole: true, isSumWhole: number >= lead,
            isUnitWhole: number == all)
        if number > lead {
            step.part = functions[number - lead - 1]
            return step
        }
        var left = number
        for (sum, count) in counts.enumerated() {
            let length = count + (hasBias ? 1 : 0)
            if left > length {
                left -= length
                continue
            }
            (step.sum, step.isPartWhole) = (sum, left == length)
            step.part = left <= count ? .terms(left, of: count) : .bias
            break
        }
        return step
    }

    private func unit(at place: Int) -> Int {
        guard let starts else { return place / uniform }
        var (low, high) = (0, units - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if starts[middle] <= place { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// Steps from `shown` to the end of the sum that it is in, or of the next one where it is whole; to the end of its unit where
    /// all are.
    package func shownAtEnd(of shown: Int, first: Int) -> Int {
        let place = (start(of: first) + shown - 1) % total
        let unit = self.unit(at: place)
        let number = place - start(of: unit) + 1
        let all = steps(of: unit)
        var end = 0
        for count in sums?.counts(of: unit) ?? [] {
            end += count + (hasBias ? 1 : 0)
            if number < end { return shown + end - number }
        }
        let lead = all - functions.count
        return shown + (number < lead ? lead - number : all - number)
    }
}

/// The arithmetic of one walk: its stages, one after the other.
package struct WalkSpan {
    package let states: Range<Int>
    package let column: Int
    package let stages: [StageSpan]
    /// The stages before the last, as a walk names them.
    package let inner: [WalkState.InnerStage]
    /// Where each stage begins, in steps and in units.
    private let steps: [Int]
    private let units: [Int]

    package init(states: Range<Int>, column: Int, stages: [StageSpan], inner: [WalkState.InnerStage]) {
        (self.states, self.column, self.stages, self.inner) = (states, column, stages, inner)
        var (steps, units) = ([0], [0])
        for stage in stages {
            steps.append(steps[steps.count - 1] + stage.total)
            units.append(units[units.count - 1] + stage.unitSteps)
        }
        (self.steps, self.units) = (steps, units)
    }

    /// Steps of the whole walk; 1 where there is nothing to show little by little.
    package var total: Int { steps[stages.count] }

    /// The same, a unit being a step.
    package var unitSteps: Int { units[stages.count] }

    /// The neuron that a walk through a stage begins with.
    package typealias First = (_ stage: Int) -> Int

    /// Steps shown once so many units are shown whole.
    package func shown(units count: Int, first: First) -> Int {
        if count >= unitSteps { return total }
        guard let stage = stages.indices.last(where: { units[$0] < count }) else { return 0 }
        return steps[stage] + stages[stage].shown(units: count - units[stage], first: first(stage))
    }

    /// The stage at work.
    package func stage(of walkState: WalkState) -> Int { walkState.inner?.place ?? stages.count - 1 }

    /// Units shown whole by a moment of the walk.
    package func unitsShown(_ walkState: WalkState) -> Int { units[stage(of: walkState)] + walkState.unitsShown }

    /// The moment after `shown` steps; nil where that is all or nothing.
    package func walkState(shown: Int, first: First) -> WalkState? {
        guard shown > 0, shown < total, let number = stages.indices.last(where: { steps[$0] < shown }), stages[number].units > 0
        else {
            return nil
        }
        let (stage, begun) = (stages[number], first(number))
        let step = stage.step(shown: shown - steps[number], first: begun)
        return WalkState(
            since: states.lowerBound, units: stage.units, column: column, first: begun, unit: step.unit, shown: shown,
            total: total,
            part: step.part, sum: step.sum, isPartWhole: step.isPartWhole, inner: number < inner.count ? inner[number] : nil,
            isSumWhole: step.isSumWhole, isUnitWhole: step.isUnitWhole)
    }

    /// Steps from a moment to the end of the sum that it is in; to the end of its neuron where the sum is whole.
    package func shownAtEnd(of walkState: WalkState) -> Int {
        let number = stage(of: walkState)
        return steps[number] + stages[number].shownAtEnd(of: walkState.shown - steps[number], first: walkState.first)
    }
}
