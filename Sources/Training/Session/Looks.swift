import NeuralNetwork

/// What is kept of looks at many held-out samples: too dear for every frame of a run, and the same as long as the parameters are.
struct Looks {
    /// What a look has found, and when it was taken.
    struct Kept<Value> {
        var value: Value
        var iteration: Int
        var log: InterventionLog
    }

    /// Iterations for which a look will do while training runs; 1: a new one for every moment.
    var patience = 1
    var answers: Kept<HeldOutAnswers>?
    var activations: Kept<[ActivationsProbe.Layer]>?
    var neuron: Kept<NeuronAnswers>?
}

/// What a pass over held-out samples can be read for.
struct LookSubjects: OptionSet {
    var rawValue: Int
    static let answers = LookSubjects(rawValue: 1)
    static let activations = LookSubjects(rawValue: 2)
}

extension Session {
    /// What a look finds: the one kept, as long as it is of the parameters in view or, while training runs, new enough; else a
    /// new one.
    func look<Value>(_ path: WritableKeyPath<Looks, Looks.Kept<Value>?>, _ take: () -> Value) -> (value: Value, iteration: Int) {
        if let kept = looks[keyPath: path], isNewEnough(kept) { return (kept.value, kept.iteration) }
        let kept = Looks.Kept(value: withParametersInView(take), iteration: completedIterations, log: log)
        looks[keyPath: path] = kept
        return (kept.value, kept.iteration)
    }

    /// The same of what one pass over the samples finds for several probes: where one of those that are asked together has to
    /// have a new one, all get it, as the pass is what costs.
    func look<Value>(_ path: WritableKeyPath<Looks, Looks.Kept<Value>?>, at subject: LookSubjects) -> Looks.Kept<Value>? {
        if let kept = looks[keyPath: path], isNewEnough(kept) { return kept }
        let subjects = subject.union(memo?.subjects ?? [])
        let found = withParametersInView { evaluator.look(at: subjects, of: lookSamples, columns) }
        let iteration = completedIterations
        looks.answers = found.answers.map { Looks.Kept(value: $0, iteration: iteration, log: log) } ?? looks.answers
        looks.activations = found.activations.map { Looks.Kept(value: $0, iteration: iteration, log: log) } ?? looks.activations
        return looks[keyPath: path]
    }

    private func isNewEnough<Value>(_ kept: Looks.Kept<Value>) -> Bool {
        let age = completedIterations - kept.iteration
        return age >= 0 && age < looks.patience && kept.log == log
    }

    /// Sets how new a look has to be. At full speed looks take at most about 3 % of the time: a sample forward costs a third of
    /// one trained on.
    func setPatience(isRunning: Bool, speed: RunSpeed) {
        let cheap = Int(saturating: (Double(lookSamples) / (3 * 0.03 * Double(scenario.batch))).rounded(.up))
        switch speed {
        case _ where !isRunning: looks.patience = 1
        case .full: looks.patience = max(1, cheap)
        case .iterations(let perSecond): looks.patience = max(1, min(cheap, perSecond / 4))
        case .steps: looks.patience = 1
        }
    }

    /// Held-out samples that a look takes: a thousand, fewer in a network so large that somebody would have to wait.
    var lookSamples: Int { min(data.heldOut.count, max(100, min(1000, Int(saturating: 1.5e8 / multiplicationsPerSample)))) }

    /// Multiplications of a sample's forward pass, about: every weight once for each place where it is used.
    private var multiplicationsPerSample: Double {
        max(
            1,
            trainable.reduce(0.0) { sum, layer in
                let output = network.layers[layer].outputShape
                let places = output.rank == 3 ? output[1] * output[2] : output.rank == 2 ? output[0] : 1
                return sum + Double(network.parameterRange(ofLayer: layer).count) * Double(places)
            })
    }

    /// Runs `body` with the parameters that the pass in view has used, also where some of them have been updated already.
    private func withParametersInView<Value>(_ body: () -> Value) -> Value {
        let isHalfUpdated = position.done > machine.doneBeforeUpdates && position.done < machine.stateCount
        guard isHalfUpdated, iterationStartIndex == position.iteration else { return body() }
        let present = network.parameters.array
        network.parameters.copy(from: iterationStart.parameterValues)
        defer { present.withUnsafeBufferPointer { network.parameters.copy(from: $0) } }
        return body()
    }
}
