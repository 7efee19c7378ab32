import Inspection

/// All that has been told of one run, kept for the screen: the way of its loss and its gradients, and the steps that were recorded.
struct RunBook: Sendable {
    /// A recorded step, as one rank has told it.
    struct Step: Sendable {
        let record: RecordedStep
        let calls: ModuleCalls
        let machine: StepMachine
        /// Answers of the network to the batch, beside those that were wanted; nil where that was not sent, or is not known.
        let answers: BatchAnswers?
    }

    /// The rank whose numbers are shown.
    let rank: Int
    private(set) var model = RemoteModel()
    private(set) var losses = LossHistory()
    /// ‖g‖ and ‖w‖ of each parameter, and ‖Δw‖, at the updates at which they were asked for.
    private(set) var norms = Ring<ProbeFrame>(room: 4096)
    private(set) var changes: ProbeFrame?
    /// The optimizer's state, where it was asked for.
    private(set) var optimizer: ProbeFrame?
    private(set) var steps = Ring<Step>(room: 64)
    /// The newest of each of the user's own numbers, in the order in which they came first.
    private(set) var notes: [Tick.Note] = []
    /// Those of a loss on other samples than those that are trained on, as far as their names say so.
    private(set) var heldOut: [HeldOutPoint] = []
    /// η from some updates on.
    private(set) var rates: [(step: Int, rate: Double)] = []
    /// The first update that was heard of.
    private(set) var first: Int?
    private(set) var newest = 0
    private(set) var nonFinite: String?
    /// Whether the run says its loss.
    private(set) var saysLoss = false

    init(rank: Int) { self.rank = rank }

    mutating func take(_ model: RemoteModel) {
        // Numbers of parameters and modules mean others now.
        if model != self.model { (norms, changes, optimizer, steps) = (Ring(room: norms.room), nil, nil, Ring(room: steps.room)) }
        self.model = model
    }

    mutating func take(_ tick: Tick) {
        first = first ?? max(1, tick.step)
        newest = max(newest, tick.step)
        if let loss = tick.loss {
            // Losses of recorded steps have done their duty.
            if !saysLoss { (losses, saysLoss) = (LossHistory(), true) }
            losses.append(LossHistory.Part(step: tick.step, minimum: loss.minimum, mean: loss.mean, maximum: loss.maximum))
            if !loss.mean.isFinite { noteNonFinite("the loss", tick.step) }
        }
        for note in tick.notes { take(note) }
        if let rate = tick.learningRates.first, rate != rates.last?.rate { rates.append((tick.step, rate)) }
    }

    private mutating func take(_ note: Tick.Note) {
        if let place = notes.firstIndex(where: { $0.name == note.name }) {
            notes[place] = note
        } else if notes.count < Self.mostNotes {
            notes.append(note)
        }
        let name = note.name.lowercased()
        guard name.contains("loss"), Self.heldOutWords.contains(where: { name.contains($0) }), note.value.isFinite,
            note.step > heldOut.last?.iteration ?? -1
        else { return }
        if heldOut.count == Self.mostPoints { heldOut.removeFirst(Self.mostPoints / 2) }
        heldOut.append(HeldOutPoint(iteration: note.step, loss: note.value, accuracy: nil, samples: 0))
    }

    /// Names of numbers, and points of a curve, that are kept at most.
    private static let (mostNotes, mostPoints) = (64, 4096)
    /// Words that a loss on other samples has in its name.
    private static let heldOutWords = ["val", "test", "eval", "held", "dev"]

    /// Takes the loss of a step that was computed again: of a run that does not say its loss it is all that is known of it.
    mutating func takeLoss(_ loss: Double, update: Int) {
        guard !saysLoss else { return }
        first = first ?? update
        newest = max(newest, update)
        losses.append(LossHistory.Part(step: update, minimum: loss, mean: loss, maximum: loss))
    }

    mutating func take(_ frame: ProbeFrame) {
        newest = max(newest, frame.step)
        switch frame.probe {
        case "norms":
            guard let values = frame.values["g,w"], values.count == 2 * model.parameters.count else { return }
            norms.append(frame)
            if let place = values.firstIndex(where: { !$0.isFinite }) {
                let isGradient = place < model.parameters.count
                let name = model.parameters[place % model.parameters.count].name
                noteNonFinite(isGradient ? "the gradient of \(name)" : name, frame.step)
            }
        case "optimizer": optimizer = frame
        case "update": if frame.values["dw"]?.count == model.parameters.count { changes = frame }
        default: break
        }
    }

    mutating func take(_ record: RecordedStep) {
        let calls = ModuleCalls(record, model)
        guard !calls.calls.isEmpty, record.step > steps.last?.record.step ?? 0 else { return }
        let trained = calls.calls.indices.filter { index in model.parameters.contains { $0.module == calls.calls[index].module } }
        let answers = try? BatchAnswers(record)
        if let answers { takeLoss(answers.meanLoss, update: record.step) }
        steps.append(
            Step(
                record: record, calls: calls,
                machine: StepMachine(layerCount: calls.calls.count, trainableLayers: trained, iterationsPerEpoch: Self.endless),
                answers: answers))
        if let place = record.norms.firstIndex(where: { !$0.isFinite }) {
            let state = record.states[place]
            let name = model.modules.indices.contains(state.module) ? model.modules[state.module].name : "?"
            noteNonFinite(state.isDelta ? "δ of \(name)" : "the output of \(name)", record.step)
        }
    }

    /// Updates of an epoch: nobody has said where one ends.
    static let endless = 1 << 40

    private mutating func noteNonFinite(_ what: String, _ step: Int) {
        if nonFinite == nil { nonFinite = "NaN or ∞ in \(what), update \(step)" }
    }

    /// Parameters of a module, by number.
    func parameters(ofModule module: Int) -> [Int] { model.parameters.indices.filter { model.parameters[$0].module == module } }

    /// ‖·‖₂ of all parameters of a module: of their gradients, or their values.
    func norm(ofModule module: Int, gradients: Bool, in frame: ProbeFrame) -> Double? {
        let own = parameters(ofModule: module)
        guard let values = frame.values["g,w"], !own.isEmpty else { return nil }
        let offset = gradients ? 0 : model.parameters.count
        let scale = gradients ? frame.scale : 1
        return own.reduce(0) { $0 + values[offset + $1] * values[offset + $1] }.squareRoot() / scale
    }

    /// ‖g‖₂ of all parameters together.
    func totalNorm(_ frame: ProbeFrame) -> Double? {
        frame.values["g,w"].map { values in
            values.prefix(model.parameters.count).reduce(0) { $0 + $1 * $1 }.squareRoot() / frame.scale
        }
    }
}
