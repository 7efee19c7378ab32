import Basics
import Datasets
import NeuralNetwork

extension Moment {
    /// The findings of a look: those kept, as long as they are of the parameters in view or, while training runs, new enough;
    /// else a new one.
    package func look<Value>(_ path: WritableKeyPath<HeldOutCache, HeldOutCache.Kept<Value>?>, _ take: () -> Value) -> (
        value: Value, iteration: Int
    ) {
        if let kept = cache.heldOut[keyPath: path], isNewEnough(kept) { return (kept.value, kept.iteration) }
        let kept = HeldOutCache.Kept(value: withParametersInView(take), iteration: completedIterations, log: log)
        cache.heldOut[keyPath: path] = kept
        return (kept.value, kept.iteration)
    }

    /// The same of what one pass over the samples finds for several probes: where one of those that are asked together has to
    /// have a new one, all get it, as the pass is what costs.
    package func look<Value>(_ path: WritableKeyPath<HeldOutCache, HeldOutCache.Kept<Value>?>, for results: TensorSet)
        -> HeldOutCache.Kept<Value>?
    {
        if let kept = cache.heldOut[keyPath: path], isNewEnough(kept) { return kept }
        let wanted = results.union(cache.frame?.heldOutWants ?? [])
        let found = withParametersInView { evaluator.look(for: wanted, at: heldOutSamples, columns) }
        let iteration = completedIterations
        cache.heldOut.answers =
            found.answers.map { HeldOutCache.Kept(value: $0, iteration: iteration, log: log) } ?? cache.heldOut.answers
        cache.heldOut.activations =
            found.activations.map { HeldOutCache.Kept(value: $0, iteration: iteration, log: log) } ?? cache.heldOut.activations
        return cache.heldOut[keyPath: path]
    }

    private func isNewEnough<Value>(_ kept: HeldOutCache.Kept<Value>) -> Bool {
        let age = completedIterations - kept.iteration
        return age >= 0 && age < cache.heldOut.maximumAge && kept.log == log
    }

    /// Sets how new a look has to be. At full speed looks take at most about 3 % of the time: a sample forward costs a third of
    /// one trained on.
    package func setMaximumAge(isRunning: Bool, speed: RunSpeed) {
        let cheap = Int(saturating: (Double(heldOutSamples) / (3 * 0.03 * Double(batchSize))).rounded(.up))
        switch speed {
        case _ where !isRunning: cache.heldOut.maximumAge = 1
        case .full: cache.heldOut.maximumAge = max(1, cheap)
        case .iterations(let perSecond): cache.heldOut.maximumAge = max(1, min(cheap, perSecond / 4))
        case .steps: cache.heldOut.maximumAge = 1
        }
    }

    /// Held-out samples that a look takes: a thousand, fewer in a network so large that somebody would have to wait.
    package var heldOutSamples: Int {
        min(data.heldOut.count, max(100, min(1000, Int(saturating: 1.5e8 / multiplicationsPerSample))))
    }

    /// Multiplications of a sample's forward pass, about.
    var multiplicationsPerSample: Double { network.multiplicationsPerSample }

    /// Runs `body` with the parameters that the pass in view has used, also where some of them have been updated already.
    private func withParametersInView<Value>(_ body: () -> Value) -> Value {
        let isHalfUpdated = machine.hasBegunUpdates(at: position) && position.done < machine.stateCount
        guard isHalfUpdated, observedIteration == position.iteration else { return body() }
        let present = network.parameters.array
        network.parameters.copy(from: parametersBefore)
        defer { present.withUnsafeBufferPointer { network.parameters.copy(from: $0) } }
        return body()
    }
}

extension Moment {
    /// The answers to the first held-out samples, and after how many iterations; nil where outputs are no classes.
    package var heldOutAnswers: (value: HeldOutAnswers, iteration: Int)? {
        guard hasAnswers else { return nil }
        return look(\.answers, for: .heldOutOutputs).map { ($0.value, $0.iteration) }
    }

    /// True if the outputs are classes.
    private var hasAnswers: Bool { data.heldOut.hasClasses && (loss.outputShape.count > 1 || decidesByOneOutput) }

    /// Results of a pass over held-out samples that the probes of a frame want.
    func heldOutWants(of probes: [any Probe]) -> TensorSet {
        let wants = probes.reduce(into: TensorSet()) { $0.formUnion($1.wants) }
        return wants.intersection(hasAnswers ? [.heldOutOutputs, .heldOutActivations] : .heldOutActivations)
    }
}
