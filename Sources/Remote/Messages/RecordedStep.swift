import Basics

/// One step of a run, recorded: numbers of each output and of its δ, in the order in which they came to be.
package struct RecordedStep: Hashable, Sendable {
    /// One output of a module, or the loss's gradient with respect to it.
    package struct State: Hashable, Sendable {
        /// Number of the module.
        package var module: Int
        /// Whether it is δ = ∂L/∂(output) of this call.
        package var isDelta: Bool
        /// Number of the output, where a module has several.
        package var output: Int
        /// Number of the forward pass, from 1, where an update is made of several.
        package var micro: Int
        /// Elements, of the whole batch.
        package var count: Int
    }

    /// Spread of the outputs of one call over the first samples of the batch.
    package struct Spread: Hashable, Sendable {
        /// Place of the output among the states.
        package var state: Int
        package var samples: Int
        /// Numbers of one sample, and its neurons: of a picture's channels each is one.
        package var units: Int
        package var neurons: Int
        /// The word for a unit where its function is flat; nil of a module that is flat nowhere.
        package var flatWord: String?
        /// Numbers in each of the equal parts of the range.
        package var counts: [Int]
        package var low: Double
        package var high: Double
        package var nonFinite: Int
        package var mean: Double
        package var deviation: Double
        /// Share of the numbers where the function is flat.
        package var flat: Double
        /// Neurons that are flat in all samples.
        package var dead: Int
    }

    /// One sample as it goes into the network.
    package struct Input: Hashable, Sendable {
        /// Row of the batch.
        package var sample: Int
        package var shape: [Int]
        /// Neighboring numbers that each of the values is a mean of; 1: none.
        package var factor: Int
        /// Whether they are indices of a vocabulary.
        package var isTokens: Bool
        package var values: [Double]
    }

    package var id: Int
    package var step: Int
    /// Forward passes that the update was made of.
    package var micro: Int
    package var states: [State]
    /// Checksums of the inputs of each forward pass.
    package var batch: [Int64]
    /// Whether compiled code was left aside for this step.
    package var isEager: Bool
    /// ‖·‖₂ of each state; empty where it was not asked for.
    package var norms: [Double]
    /// Further tensors by their names, in a row each.
    package var values: [String: [Double]]
    package var shapes: [String: [Int]]
    /// In the order of the calls; empty where they were not asked for.
    package var spreads: [Spread]
    /// Nil where it was not asked for, or where the network takes no tensor.
    package var input: Input?

    /// Name of the tensor with ‖·‖₂ of each state.
    private static let sizes = "norm"

    init(_ fields: MessageFields) throws(WireError) {
        id = fields["id"]?.count ?? 0
        step = try fields.step()
        micro = fields["micro"]?.count ?? 1
        var states: [State] = []
        for entry in try fields.list("states") {
            guard let parts = entry.array?.map(\.count), parts.count >= 3, let module = parts[0], let kind = parts[1], kind < 2,
                let output = parts[2]
            else { throw fields.missing("states") }
            states.append(
                State(
                    module: module, isDelta: kind == 1, output: output, micro: parts.count > 3 ? parts[3] ?? 1 : 1,
                    count: parts.count > 4 ? parts[4] ?? 0 : 0))
        }
        self.states = states
        batch = (fields["batch"]?.array ?? []).compactMap(\.wideInteger)
        isEager = fields["eager"]?.bool ?? false
        norms = fields.frame.values(Self.sizes) ?? []
        guard norms.isEmpty || norms.count == states.count else { throw fields.missing(Self.sizes) }
        values = fields.frame.tensors.keys.filter { $0 != Self.sizes }.reduce(into: [:]) { $0[$1] = fields.frame.values($1) }
        shapes = fields.frame.tensors.mapValues(\.shape)
        spreads = try Self.spreads(fields, states: states.count)
        input = Self.input(fields)
        for name in ["spread", "spread.counts", "x"] { values[name] = nil }
    }

    private static func spreads(_ fields: MessageFields, states: Int) throws(WireError) -> [Spread] {
        guard let entries = fields["spread"]?.array, !entries.isEmpty else { return [] }
        guard let numbers = fields.frame.values("spread"), let counts = fields.frame.values("spread.counts"),
            numbers.count == 7 * entries.count, counts.count.isMultiple(of: entries.count)
        else { throw fields.missing("spread") }
        let parts = counts.count / entries.count
        var spreads: [Spread] = []
        for (place, entry) in entries.enumerated() {
            guard let entry = entry.array, entry.count == 5, let state = entry[0].count, state < states,
                let samples = entry[1].count, let units = entry[2].count, let neurons = entry[3].count
            else { throw fields.missing("spread") }
            let row = Array(numbers[7 * place..<7 * place + 7])
            guard row[0] <= row[1] else { throw fields.missing("spread") }
            spreads.append(
                Spread(
                    state: state, samples: samples, units: units, neurons: neurons,
                    flatWord: entry[4].string.map { ForeignText.cleaned($0, atMost: 12) },
                    counts: counts[parts * place..<parts * (place + 1)].map { max(0, Int(saturating: $0)) }, low: row[0],
                    high: row[1], nonFinite: max(0, Int(saturating: row[2])), mean: row[3], deviation: row[4], flat: row[5],
                    dead: max(0, Int(saturating: row[6]))))
        }
        return spreads
    }

    private static func input(_ fields: MessageFields) -> Input? {
        guard let header = fields["input"], let values = fields.frame.values("x"), let sample = header["sample"]?.count,
            let shape = header["shape"]?.array?.map(\.count), !shape.contains(nil)
        else { return nil }
        return Input(
            sample: sample, shape: shape.compactMap { $0 }, factor: header["factor"]?.count ?? 1,
            isTokens: header["kind"]?.string == "tokens", values: values)
    }
}
