import Datasets
import Inspection
import NeuralNetwork

extension Session {
    /// Runs one state of the machine. The only place where training computes anything.
    func execute(_ phase: Phase, of iteration: Int) {
        switch phase {
        case .batch: beginIteration(iteration)
        case .forward(let layer): forward(layer)
        case .loss: computeLoss(of: iteration)
        case .backward(let layer): backward(layer, in: iteration)
        case .update(let layer): update(layer, in: iteration)
        }
        let done = if case .batch = phase { 1 } else { computed.done + 1 }
        computed = Position(iteration: iteration, done: done)
        if computed > farthest { farthest = computed }
        if keepsHistory && done == recordingState && metrics.count == iteration { record(iteration) }
        if keepsHistory && done == machine.stateCount {
            distributionHistory.end(iteration, network, trainable, workspace.gradients)
        }
        if trainingPlan.evaluates && done == machine.stateCount { recordHeldOutIfDue(completed: iteration + 1) }
    }

    private func beginIteration(_ iteration: Int) {
        if isObserving { keepVerdicts(before: iteration) }
        passIteration = iteration
        if checkpoints.wants(iteration: iteration) { keepCheckpoint(iteration) }
        applyChanges(of: iteration)
        cache.layerNorms.forgetErrors()
        if isObserving { observe(iteration) }
        if keepsHistory {
            recordPrediction(iteration)
            beginDistributions(iteration)
        }
        let indices = order.batchIndices(iteration: iteration)
        batchIndices.removeAll(keepingCapacity: true)
        batchIndices.append(contentsOf: indices)
        workspace.count = indices.count
        workspace.randomness = StepRandomness(seed: seed, iteration: UInt64(iteration))
        data.train.fill(workspace, trainingPlan.targets, indices)
        workspace.discardGradients()
    }

    private func computeLoss(of iteration: Int) {
        keptStatistics?._withUnsafeGuaranteedRef { $0.noteOutputs(samples: workspace.count) }
        batchDataLoss = loss.value(in: workspace)
        batchLoss = trainingPlan.hasPenalty ? batchDataLoss + penalty.value(network) : batchDataLoss
        if trainingPlan.evaluates && !keepsHistory { recent.add(batchDataLoss, fractionCorrect) }
        loss.backward(in: workspace)
        if nonFinite == nil && !batchLoss.isFinite { noteNonFinite(in: iteration) }
    }

    private func forward(_ layer: Int) {
        network.forward(layer: layer, in: workspace, mode: .train)
    }

    private func backward(_ layer: Int, in iteration: Int) {
        network.backward(layer: layer, in: workspace)
        if isObserving { noteError(atActivation: layer, in: iteration) }
        if trainingPlan.hasPenalty, let gradients = workspace.gradients {
            penalty.addGradient(network, layer: layer, to: gradients)
        }
    }

    /// Finds the norm of a large error while it is still near: a frame that reads it later would have to fetch it from afar.
    private func noteError(atActivation activation: Int, in iteration: Int) {
        guard workspace.hasOutputGradient(activation) else { return }
        let values = workspace.outputGradient(activation).buffer
        guard values.count >= LayerNorms.largeError else { return }
        cache.layerNorms.note(error: Norms.euclidean(values), atActivation: activation, in: iteration)
    }

    private func update(_ layer: Int, in iteration: Int) {
        guard let gradients = workspace.gradients else { preconditionFailure("the training workspace has gradients") }
        if layer == trainable.first {
            if trainingPlan.clips { clipGradients(gradients, isInView: observedIteration == iteration) }
            optimizer.beginStep()
        }
        let range = network.parameterRange(ofLayer: layer)
        let rate = learningRate(at: iteration)
        if let keptStatistics {
            keptStatistics._withUnsafeGuaranteedRef {
                $0.measure(
                    range, ofLayer: layer, optimizer, learningRate: rate, parameters: network.parameters, gradients: gradients,
                    clipped: normsBeforeClipping.isEmpty ? nil : normsBeforeClipping[trainingPlan.trainableIndices[layer]])
            }
        } else if keepsHistory && !isObserving && metrics.count == iteration && normsBeforeClipping.isEmpty {
            measuredUpdate(layer, range, rate, gradients)
        } else if isObserving, range.count >= LayerNorms.large,
            let squares = optimizer.measuredUpdate(
                range, learningRate: rate, parameters: network.parameters, gradients: gradients, measuresWeights: true)
        {
            cache.layerNorms.note(squares, ofLayer: layer, in: iteration, log)
        } else {
            optimizer.update(range, learningRate: rate, parameters: network.parameters, gradients: gradients)
        }
    }

    /// An update that finds out the gradient's norm on the way, to be written down.
    private func measuredUpdate(_ layer: Int, _ range: Range<Int>, _ rate: Double, _ gradients: FlatStore<Float>) {
        let index = trainingPlan.trainableIndices[layer]
        if let squares = optimizer.measuredUpdate(
            range, learningRate: rate, parameters: network.parameters, gradients: gradients, measuresWeights: false)
        {
            // Squares that have left Float's range are added up once more.
            let isExact = squares.gradient.isFinite && squares.gradient > 1e-30
            normsOfUpdate[index] = isExact ? squares.gradient.squareRoot() : gradientNorm(ofLayer: layer)
        } else {
            normsOfUpdate[index] = gradientNorm(ofLayer: layer)
            optimizer.update(range, learningRate: rate, parameters: network.parameters, gradients: gradients)
        }
    }

    /// The state after which an iteration is written down: as soon as its gradients are there where somebody watches, else at its
    /// end, when its updates have found out the norms.
    private var recordingState: Int { isObserving || keptStatistics != nil ? machine.doneBeforeUpdates : machine.stateCount }

    /// Takes each layer's statistics in every step from now on.
    public func startStatistics() {
        statistics = StepStatistics(workspace, trainable: trainable)
        workspace.measureMatrices()
    }

    /// Clips all gradients together, once the backward pass is whole. What they were before is kept to be shown.
    private func clipGradients(_ gradients: FlatStore<Float>, isInView: Bool) {
        if isInView {
            let kept = gradientsBeforeClipping ?? FlatStore(count: gradients.count)
            kept.copy(from: gradients)
            gradientsBeforeClipping = kept
        }
        if keepsHistory || statistics != nil {
            normsBeforeClipping = trainable.map { Norms.euclidean(gradients.values(network.parameterRange(ofLayer: $0))) }
        }
        clip.apply(to: gradients, norm: trainingPlan.clipsByNorm ? GradientNorm.of(gradients) : 0)
    }

    func keepCheckpoint(_ iteration: Int) {
        guard checkpoints.wants(iteration: iteration) else { return }
        checkpoints.keep(iteration: iteration) { memory in
            guard let memory else { return Checkpoint(network, optimizer) }
            memory.store(network, optimizer)
            return memory
        }
    }
}
