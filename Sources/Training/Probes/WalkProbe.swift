import NeuralNetwork

/// The sum that a walk is in the middle of: its terms as far as they are shown, the running total, and the term to come.
public struct WalkProbe: Probe {
    public var sample: SampleChoice
    public var order: TermOrder
    /// Terms to give one by one; the others come as one number.
    public var lines: Int

    public init(sample: SampleChoice, order: TermOrder, lines: Int) {
        (self.sample, self.order, self.lines) = (sample, order, lines)
    }

    public struct Reading: Sendable {
        /// One product of the sum.
        public struct Term: Sendable, Hashable {
            /// The neuron that it comes from; -1 is the zero around an image.
            public var source: Int
            public var weight: Double
            public var factor: Double
            public var product: Double { weight * factor }
        }

        public var reveal: Reveal
        /// True going forward (w·a), false coming back (w·δ).
        public var isForward: Bool
        /// The column that the factors come from.
        public var sourceColumn: Int
        /// The last terms shown, oldest first; once the sum is whole, its first.
        public var terms: [Term]
        /// How many others are shown, and their sum.
        public var otherCount: Int
        public var others: Double
        /// The sum of all terms shown, and the bias once it is.
        public var running: Double
        /// The last term shown.
        public var last: Term?
        /// The term that the next step shows; nil at the end of the sum.
        public var next: Term?
        public var termCount: Int
        public var shownCount: Int
        /// Nil without one.
        public var bias: Double?
        /// What the layer's sum came to in training: z, or ∂L/∂a.
        public var value: Double
        /// What the column's functions make of it: a, or δ.
        public var output: Double?

        /// The last term shown, where showing it was the last step.
        public var current: Term? { if case .terms = reveal.part { last } else { nil } }

    }

    public func read(_ session: Session) -> Reading? {
        guard let reveal = session.reveal, let pass = session.observed(sample), let phase = session.phase(ofState: reveal.since),
            let layer = phase.layer
        else { return nil }
        let isForward = phase.pass == .forward
        let layerPass = pass.workspace.pass(layer: layer, sample: pass.row, parameters: session.parametersInView)
        guard let sum = isForward ? layerPass.forwardSum(reveal.unit) : layerPass.backwardSum(reveal.unit), sum.terms.count > 0
        else { return nil }
        if !isForward, !pass.workspace.hasOutputGradient(layer) { return nil }
        let scale = isForward ? 1 : Double(pass.deltaFactor)
        var terms = sum.terms.map { Reading.Term(source: $0.source, weight: $0.weight, factor: $0.factor * scale) }
        if order == .largestFirst { terms = Self.largestFirst(terms) }
        var shown = terms.count
        if case .terms(let count, of: _) = reveal.part, !reveal.isUnitWhole || count < terms.count { shown = count }
        let isBiasShown = sum.bias != nil && reveal.isSumWhole
        let count = min(shown, max(1, lines))
        let listed = reveal.isSumWhole ? terms[..<count] : terms[shown - count..<shown]
        let total = terms[..<shown].reduce(0) { $0 + $1.product }
        let values = isForward ? pass.workspace.activation(layer + 1)[pass.row] : pass.workspace.outputGradient(layer)[pass.row]
        let column = session.columns[reveal.column]
        return Reading(
            reveal: reveal, isForward: isForward, sourceColumn: isForward ? column.index - 1 : column.index + 1,
            terms: Array(listed),
            otherCount: shown - count, others: total - listed.reduce(0) { $0 + $1.product },
            running: total + (isBiasShown ? sum.bias ?? 0 : 0),
            last: terms[..<shown].last, next: shown < terms.count ? terms[shown] : nil, termCount: terms.count, shownCount: shown,
            bias: sum.bias,
            value: Double(values[reveal.unit]) * scale,
            output: isForward
                ? Double(pass.values(ofColumn: column.index, session)[reveal.unit])
                : pass.deltas(ofColumn: column.index, session).map { Double($0[reveal.unit]) * scale })
    }

    /// By what they carry, the largest first; NaN last, ties in order.
    private static func largestFirst(_ terms: [Reading.Term]) -> [Reading.Term] {
        func size(_ term: Reading.Term) -> Double { term.product.isNaN ? -1 : term.product.magnitude }
        return terms.enumerated().sorted { (size($0.element), -$0.offset) > (size($1.element), -$1.offset) }.map(\.element)
    }
}

extension Session {
    /// A state of the iteration by its place.
    func phase(ofState state: Int) -> Phase? { machine.phases.indices.contains(state) ? machine.phases[state] : nil }
}
