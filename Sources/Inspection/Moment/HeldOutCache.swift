import Basics
import NeuralNetwork

/// What is kept of looks at many held-out samples: too dear for every frame of a run, and the same as long as the parameters are.
package struct HeldOutCache {
    /// What a look has found, and when it was taken.
    package struct Kept<Value> {
        package var value: Value
        package var iteration: Int
        package var log: InterventionLog
    }

    /// Iterations for which a look will do while training runs; 1: a new one for every moment.
    package var patience = 1
    package var answers: Kept<HeldOutAnswers>?
    package var activations: Kept<[ActivationsProbe.Layer]>?
    package var neuron: Kept<NeuronAnswers>?
}

/// What a pass over held-out samples can be read for.
package struct HeldOutSubjects: OptionSet {
    package var rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }
    package static let answers = HeldOutSubjects(rawValue: 1)
    package static let activations = HeldOutSubjects(rawValue: 2)
}

extension Moment {
    /// What a look finds: the one kept, as long as it is of the parameters in view or, while training runs, new enough; else a
    /// new one.
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
    package func look<Value>(_ path: WritableKeyPath<HeldOutCache, HeldOutCache.Kept<Value>?>, at subject: HeldOutSubjects)
        -> HeldOutCache.Kept<Value>?
    {
        if let kept = cache.heldOut[keyPath: path], isNewEnough(kept) { return kept }
        let subjects = subject.union(cache.frame?.subjects ?? [])
        let found = withParametersInView { evaluator.look(at: subjects, of: heldOutSamples, columns) }
        let iteration = completedIterations
        cache.heldOut.answers =
            found.answers.map { HeldOutCache.Kept(value: $0, iteration: iteration, log: log) } ?? cache.heldOut.answers
        cache.heldOut.activations =
            found.activations.map { HeldOutCache.Kept(value: $0, iteration: iteration, log: log) } ?? cache.heldOut.activations
        return cache.heldOut[keyPath: path]
    }

    private func isNewEnough<Value>(_ kept: HeldOutCache.Kept<Value>) -> Bool {
        let age = completedIterations - kept.iteration
        return age >= 0 && age < cache.heldOut.patience && kept.log == log
    }

    /// Sets how new a look has to be. At full speed looks take at most about 3 % of the time: a sample forward costs a third of
    /// one trained on.
    package func setPatience(isRunning: Bool, speed: RunSpeed) {
        let cheap = Int(saturating: (Double(heldOutSamples) / (3 * 0.03 * Double(batchSize))).rounded(.up))
        switch speed {
        case _ where !isRunning: cache.heldOut.patience = 1
        case .full: cache.heldOut.patience = max(1, cheap)
        case .iterations(let perSecond): cache.heldOut.patience = max(1, min(cheap, perSecond / 4))
        case .steps: cache.heldOut.patience = 1
        }
    }

    /// Held-out samples that a look takes: a thousand, fewer in a network so large that somebody would have to wait.
    package var heldOutSamples: Int {
        min(data.heldOut.count, max(100, min(1000, Int(saturating: 1.5e8 / multiplicationsPerSample))))
    }

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
        guard isHalfUpdated, observedIteration == position.iteration else { return body() }
        let present = network.parameters.array
        network.parameters.copy(from: parametersBefore)
        defer { present.withUnsafeBufferPointer { network.parameters.copy(from: $0) } }
        return body()
    }
}
