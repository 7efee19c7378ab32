/// States that are walked through together, neuron by neuron: a sum and the functions applied to it, or one state alone.
public struct RevealGroup: Hashable, Sendable {
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
    /// The layers of the states after the first that compute something.
    public let functions: [Function]

    /// A layer applied to each neuron by itself, and its state.
    public struct Function: Hashable, Sendable {
        public let layer: Int
        public let state: Int

        public init(layer: Int, state: Int) { (self.layer, self.state) = (layer, state) }
    }

    /// How many products there are in each neuron's sum.
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

    public init(states: Range<Int>, column: Int, units: Int, terms: Terms, hasBias: Bool, functions: [Function]) {
        (self.states, self.column, self.units, self.terms, self.hasBias, self.functions) = (
            states, column, units, terms, hasBias, functions
        )
    }

    /// The part of it that begins with a later state, or ends with an earlier one.
    func part(_ range: Range<Int>) -> RevealSpan {
        RevealSpan(
            states: range, column: column, units: units, terms: range.lowerBound == states.lowerBound ? terms : nil,
            hasBias: hasBias,
            functions: functions.filter { range.contains($0.state) }.map(\.layer))
    }
}

/// The arithmetic of one walk: which step is which neuron's.
struct RevealSpan {
    let states: Range<Int>
    let column: Int
    let units: Int
    /// Nil where the walk begins behind the sum.
    let terms: RevealGroup.Terms?
    let hasBias: Bool
    let functions: [Int]
    /// Where each neuron's steps begin, counted from neuron 0; nil where all have as many.
    private let starts: [Int]?
    private let uniform: Int

    init(states: Range<Int>, column: Int, units: Int, terms: RevealGroup.Terms?, hasBias: Bool, functions: [Int]) {
        (self.states, self.column, self.units, self.terms) = (states, column, units, terms)
        (self.hasBias, self.functions) = (hasBias, functions)
        if case .each(let counts)? = terms {
            uniform = 0
            var starts = [0]
            for count in counts { starts.append(starts[starts.count - 1] + max(1, count + (hasBias ? 1 : 0)) + functions.count) }
            self.starts = starts
        } else {
            starts = nil
            var lead = 0
            if case .uniform(let count)? = terms { lead = max(1, count + (hasBias && count > 0 ? 1 : 0)) }
            uniform = lead + functions.count
        }
    }

    /// Steps of the whole walk; 1 where there is nothing to show little by little.
    var total: Int { max(1, units == 0 ? 1 : starts?.last ?? units * uniform) }

    private func start(of unit: Int) -> Int { starts?[unit] ?? unit * uniform }
    private func steps(of unit: Int) -> Int { starts.map { $0[unit + 1] - $0[unit] } ?? uniform }

    /// Steps shown once so many neurons are shown whole.
    func shown(units count: Int, first: Int) -> Int {
        if count >= units { return total }
        let end = first + count
        if end < units { return start(of: end) - start(of: first) }
        return total - start(of: first) + start(of: end - units)
    }

    /// The moment after `shown` steps; nil where that is all or nothing.
    func reveal(shown: Int, first: Int) -> Reveal? {
        guard units > 0, shown > 0, shown < total else { return nil }
        let place = (start(of: first) + shown - 1) % total
        let unit = self.unit(at: place)
        let step = place - start(of: unit) + 1
        return Reveal(
            since: states.lowerBound, units: units, column: column, first: first, unit: unit, shown: shown, total: total,
            part: part(step, of: unit), isSumWhole: step >= steps(of: unit) - functions.count,
            isUnitWhole: step == steps(of: unit))
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

    private func part(_ step: Int, of unit: Int) -> Reveal.Part {
        var count = 0
        switch terms {
        case .uniform(let all)?: count = all
        case .each(let counts)?: count = counts[unit]
        case nil: break
        }
        var lead = 0
        if terms != nil { lead = max(1, count + (hasBias && count > 0 ? 1 : 0)) }
        if step > lead { return .function(layer: functions[step - lead - 1]) }
        if count == 0 { return .whole }
        return step <= count ? .terms(step, of: count) : .bias
    }

    /// Steps from `shown` to the end of the sum that it is in; to the end of its neuron where the sum is whole.
    func shownAtEnd(of reveal: Reveal) -> Int {
        let place = (start(of: reveal.first) + reveal.shown - 1) % total
        let step = place - start(of: reveal.unit) + 1
        let all = steps(of: reveal.unit)
        let sum = all - functions.count
        return reveal.shown + (step < sum ? sum - step : all - step)
    }
}
