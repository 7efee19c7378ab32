import Basics
import Inspection
import NeuralNetwork

/// Readings of a network that is not computed again here: of what its modules have told.
extension RemoteDriver {
    /// Numbers of a step of such a network: sizes, spreads, one sample, and what came out of it.
    var recordingOfModules: Recording {
        var recording = Recording(["norm", "spread", "input", "batch"])
        recording.sample = row
        (recording.hasInputs, recording.limit) = (false, Self.mostOutputs)
        return recording
    }

    /// Outputs of a batch that are sent, at most: some hundred kilobytes, for each step that is kept.
    private static let mostOutputs = 1 << 16

    /// The spread of each call's outputs.
    func activations(_ step: RunBook.Step) -> ActivationsProbe.Reading? {
        let spreads = step.calls.calls.enumerated().compactMap {
            layer, call -> (spread: RecordedStep.Spread, layer: ActivationSpread)? in
            guard let spread = step.record.spreads.first(where: { $0.state == call.output }) else { return nil }
            let layer = ActivationSpread(
                column: layer + 1, kind: book.model.modules[call.module].type, activation: "", units: spread.units,
                counts: spread.counts, range: spread.low...spread.high, nonFinite: spread.nonFinite, mean: spread.mean,
                deviation: spread.deviation, flatWord: spread.flatWord, flat: spread.flat, dead: spread.dead,
                neurons: spread.neurons, deadNeurons: spread.dead)
            return (spread, layer)
        }
        guard let samples = spreads.map(\.spread.samples).min() else { return nil }
        return ActivationsProbe.Reading(
            layers: spreads.map(\.layer), samples: samples, iteration: step.record.step, isOfBatch: true)
    }

    /// The sample that was recorded; nil where another one is in view.
    func sample(_ step: RunBook.Step) -> SampleProbe.Reading? {
        guard let input = step.record.input, input.sample == row else { return nil }
        let label = step.answers?.label(of: row)
        let isWhole = input.factor == 1 && input.values.count == input.shape.reduce(1, *)
        return SampleProbe.Reading(
            image: isWhole ? ImageShape(input.shape) : nil, values: input.values.map { Float($0) },
            symbols: input.isTokens ? input.values.map { String(Int(saturating: $0)) } : [],
            reference: .train(row), isPinned: true, label: label, labelName: label.map(String.init))
    }

    /// The optimizer's state, as it was told last.
    func optimizerState() -> OptimizerProbe.Reading? {
        guard let frame = book.optimizer, let norms = frame.values["norm"], let ranges = frame.values["range"],
            let counts = frame.values["counts"]
        else { return nil }
        let slots = frame.texts["slots"] ?? []
        let (parameters, modules) = (book.model.parameters.count, frame.modules)
        let rows = slots.count * modules.count
        guard norms.count == slots.count * parameters, ranges.count == 3 * rows,
            rows == 0 || counts.count.isMultiple(of: rows)
        else { return nil }
        let parts = rows == 0 ? 0 : counts.count / rows
        let layers = modules.enumerated().compactMap { place, module -> OptimizerProbe.Layer? in
            guard book.model.modules.indices.contains(module) else { return nil }
            let own = book.parameters(ofModule: module)
            let counted = own.map { 1 + book.model.parameters[$0].count / OptimizerProbe.samples }.max() ?? 1
            let spreads = slots.indices.map { slot -> Spread in
                let row = slot * modules.count + place
                let (low, high) = (ranges[3 * row], ranges[3 * row + 1])
                return Spread(
                    counts: counts[parts * row..<parts * (row + 1)].map { max(0, Int(saturating: $0)) },
                    range: low <= high ? low...high : 0...1, nonFinite: Int(saturating: ranges[3 * row + 2]), stride: counted)
            }
            return OptimizerProbe.Layer(
                column: column(ofModule: module) ?? place + 1, kind: book.model.modules[module].type, isOfStep: true,
                norms: slots.indices.map { slot in
                    own.reduce(0) { $0 + norms[slot * parameters + $1] * norms[slot * parameters + $1] }.squareRoot()
                }, state: spreads)
        }
        let rate = book.rates.last?.rate ?? 0
        let type = book.model.optimizers.first?.type ?? "optimizer"
        let known = optimizer?.make(parameterCount: 1) as (any Optimizer<Float>)?
        return OptimizerProbe.Reading(
            text: optimizer?.text ?? type, formula: known?.formula(learningRate: rate, begun: true) ?? .unknown,
            step: frame.updates ?? frame.step - 1,
            slots: slots.map { name in
                known?.slots.first { OptimizerSpec.slotNames[$0.name] == name }?.label ?? name
            }, layers: layers)
    }

    /// Column of a module's first call in the step in view.
    private func column(ofModule module: Int) -> Int? { shown?.calls.calls.firstIndex { $0.module == module }.map { $0 + 1 } }

    /// The weights of a column's module, as rank 0 has painted them last; asks for them where it has not, or where that is long ago.
    func weights(_ probe: WeightsProbe) -> WeightsProbe.Reading? {
        guard let key, let run, let step = shown, step.calls.calls.indices.contains(probe.column - 1),
            let place = book.parameters(ofModule: step.calls.calls[probe.column - 1].module).first(where: {
                book.model.parameters[$0].shape.count >= 2
            })
        else { return nil }
        let name = book.model.parameters[place].name
        let picture = PictureOrder(parameter: name, rows: min(256, probe.matrix.height), columns: min(256, probe.matrix.width))
        if paintings.isDue(picture, update: run.step, at: holder.now) {
            let question = Question.picture(parameter: name, of: "w", rows: picture.rows, columns: picture.columns)
            if let sequence = holder.hub.get(key, rank: book.rank, question) {
                paintings.expect(picture, sequence, update: run.step, at: holder.now)
            }
        }
        return paintings.found(picture).map { .matrix($0) }
    }
}

/// A picture of a parameter, of a size.
struct PictureOrder: Hashable, Sendable {
    var parameter: String
    var rows: Int
    var columns: Int
}

/// The newest picture of a parameter's weights, and whether another one is on its way. Pictures are made where the weights are.
struct Paintings: Sendable {
    private var order: PictureOrder?
    private var asked: (order: PictureOrder, sequence: Int)?
    private var matrix: WeightsProbe.Matrix?
    private var (update, time) = (-1, -Double.infinity)

    /// Rows of a matrix that is shown, at most: each is a place on the screen.
    private static let mostRows = 1 << 20
    /// Seconds from one picture to the next while the run goes on.
    private static let interval = 1.0
    /// Seconds after which an answer is no longer waited for.
    private static let patience = 5.0

    func found(_ order: PictureOrder) -> WeightsProbe.Matrix? { self.order == order ? matrix : nil }

    /// Whether it is worth asking: another picture is wanted, or the weights have changed since.
    func isDue(_ order: PictureOrder, update: Int, at now: Double) -> Bool {
        if let asked, asked.order == order, now - time < Self.patience { return false }
        return order != self.order || update != self.update && now - time >= Self.interval
    }

    mutating func expect(_ order: PictureOrder, _ sequence: Int, update: Int, at now: Double) {
        (asked, self.update, time) = ((order, sequence), update, now)
    }

    mutating func take(_ answer: Answer) {
        guard let asked, asked.sequence == answer.sequence else { return }
        self.asked = nil
        order = asked.order
        matrix = nil
        guard let values = answer.values["value"], let shape = answer.shapes["value"], shape.count == 2,
            let total = answer.totals, total.count == 2, total.allSatisfy((0...Self.mostRows).contains)
        else { return }
        matrix = WeightsProbe.Matrix(
            rows: shape[0], columns: shape[1], values: values.map { Float($0) }, outputs: total[0], inputs: total[1],
            rowFactor: max(1, Int(saturating: answer.numbers["row_factor"] ?? 1)),
            columnFactor: max(1, Int(saturating: answer.numbers["column_factor"] ?? 1)))
    }
}
