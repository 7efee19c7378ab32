import Datasets
import NeuralNetwork

extension Session {
    /// Runs one state of the machine. The only place where training computes anything.
    func execute(_ phase: Phase, of iteration: Int) {
        switch phase {
        case .batch: beginIteration(iteration)
        case .forward(let layer): network.forward(layer: layer, in: workspace, mode: .train)
        case .loss: computeLoss(of: iteration)
        case .backward(let layer): network.backward(layer: layer, in: workspace)
        case .update(let layer): update(layer, in: iteration)
        }
        let done = phase == .batch ? 1 : computed.done + 1
        computed = Position(iteration: iteration, done: done)
        if !keepsHistory { return }
        if done == machine.doneBeforeUpdates && metrics.count == iteration { record(iteration) }
        if done == machine.stateCount { recordHeldOutIfDue(completed: iteration + 1) }
    }

    private func beginIteration(_ iteration: Int) {
        if checkpoints.wants(iteration: iteration) { keepCheckpoint(iteration) }
        if isObserving { observe(iteration) }
        let indices = order.batchIndices(iteration: iteration)
        batchIndices.removeAll(keepingCapacity: true)
        batchIndices.append(contentsOf: indices)
        workspace.count = indices.count
        workspace.randomness = StepRandomness(seed: seed, iteration: UInt64(iteration))
        data.train.fill(workspace, loss, indices)
        workspace.discardGradients()
    }

    private func computeLoss(of iteration: Int) {
        batchLoss = loss.value(in: workspace)
        loss.backward(in: workspace)
        if nonFinite == nil && !batchLoss.isFinite { noteNonFinite(in: iteration) }
    }

    private func update(_ layer: Int, in iteration: Int) {
        guard let gradients = workspace.gradients else { preconditionFailure("the training workspace has gradients") }
        if layer == trainable.first { optimizer.beginStep() }
        optimizer.update(
            network.parameterRange(ofLayer: layer), learningRate: rates.rate(at: iteration), parameters: network.parameters,
            gradients: gradients)
    }

    func keepCheckpoint(_ iteration: Int) {
        guard checkpoints.wants(iteration: iteration) else { return }
        checkpoints.keep(iteration: iteration) { memory in
            let checkpoint = memory ?? Checkpoint(network: network, optimizer: optimizer)
            checkpoint.store(network, optimizer)
            return checkpoint
        }
    }
}

extension Dataset {
    /// Puts samples and what they should give into a workspace, in the form that the loss takes.
    func fill(_ workspace: Workspace<Float>, _ loss: Loss<Float>, _ indices: some Collection<Int>) {
        fillFeatures(of: indices, into: workspace.input)
        if loss.spec.takesClasses {
            if let classes = workspace.targetClasses.baseAddress { fillClasses(of: indices, into: classes) }
        } else if let values = workspace.targetValues.baseAddress {
            fillTargets(of: indices, into: values, width: loss.outputShape.count)
        }
    }

    /// The class of a sample; nil where targets are no classes.
    func label(of index: Int) -> Int? {
        guard case .classes(let classes) = targets, classes.indices.contains(index) else { return nil }
        return Int(classes[index])
    }
}
