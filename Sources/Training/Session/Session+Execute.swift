import Inspection
import NeuralNetwork

extension Session {
    /// Runs one state: the trainer computes, and before and after it is kept and written down what goes back and is looked at.
    func execute(_ phase: Phase, of iteration: Int) {
        switch phase {
        case .batch: beginIteration(iteration)
        case .forward, .loss: trainer.execute(phase, of: iteration)
        case .backward(let layer):
            trainer.execute(phase, of: iteration)
            if observation.isUnderWay {
                if trainer.plan.errorsFollowBatch { observation.backward(layer, trainer) }
                noteError(atActivation: layer, in: iteration)
            }
        case .update(let layer): update(layer, in: iteration)
        }
        let done = trainer.position
        if done > timeline.farthest { timeline.farthest = done }
        if done.done == recordingState && recorders.recordedIterations == iteration { record(iteration) }
        if done.done == trainer.machine.stateCount { recorders.end(iteration, trainer) }
    }

    private func beginIteration(_ iteration: Int) {
        if observation.isUnderWay { keepVerdicts(before: iteration) }
        keepCheckpoint(iteration)
        if trainer.applyChanges(of: iteration) { checkpoints.grow(to: trainer.stateByteCount) }
        cache.layerNorms.forgetErrors()
        if observation.isUnderWay { observation.begin(iteration, trainer) }
        recorders.begin(iteration, trainer, observation, revision: timeline.revision)
        trainer.execute(.batch, of: iteration)
    }

    /// Finds the norm of a large error while it is still near: a frame that reads it later would have to fetch it from afar.
    private func noteError(atActivation activation: Int, in iteration: Int) {
        guard workspace.hasOutputGradient(activation) else { return }
        let values = workspace.outputGradient(activation).buffer
        guard values.count >= LayerNorms.largeError else { return }
        cache.layerNorms.note(error: Norms.euclidean(values), atActivation: activation, in: iteration)
    }

    private func update(_ layer: Int, in iteration: Int) {
        if trainer.plan.clips && layer == trainer.plan.firstTrainable && observation.iteration == iteration {
            observation.keepGradients(trainer)
        }
        switch trainer.execute(.update(layer), of: iteration, measuring: measurement(ofUpdate: layer, in: iteration)) {
        case .nothing: break
        case .gradientNorm(let norm): recorders.gradientNorms[trainer.plan.trainableIndices[layer]] = norm
        case .squares(let squares): cache.layerNorms.note(squares, ofLayer: layer, in: iteration, log)
        }
    }

    /// Numbers that an update finds out on the way: the gradient's norm where it will be written down, or norms of a large layer that a
    /// frame would have to find.
    private func measurement(ofUpdate layer: Int, in iteration: Int) -> UpdateMeasurement {
        if observation.isUnderWay { return trainer.plan.parameterRanges[layer].count >= LayerNorms.large ? .squares : .nothing }
        return recorders.recordedIterations == iteration && !trainer.plan.clips ? .gradientNorm : .nothing
    }

    /// The state after which an iteration is written down: as soon as its gradients are there where somebody watches, else at its
    /// end, when its updates have found out the norms.
    private var recordingState: Int {
        observation.isUnderWay ? trainer.machine.doneBeforeUpdates : trainer.machine.stateCount
    }

    /// Writes down what an iteration's passes have given, once.
    private func record(_ iteration: Int) {
        if observation.isUnderWay || trainer.plan.clips {
            for (index, layer) in trainable.enumerated() { recorders.gradientNorms[index] = norm(.gradient, ofLayer: layer) }
        }
        recorders.record(iteration, trainer)
    }

    func keepCheckpoint(_ iteration: Int) {
        guard checkpoints.wants(iteration: iteration) else { return }
        checkpoints.keep(iteration: iteration) { memory in
            guard let memory else { return Checkpoint(trainer.network, trainer.optimizer) }
            memory.store(trainer.network, trainer.optimizer)
            return memory
        }
    }

    /// Looks at the beginning before anything is trained: once, when it is first seen or left. A session that has only been built has
    /// computed nothing.
    /// - Returns: false if that has been done.
    @discardableResult
    func observeBeginning() -> Bool {
        guard trainer.position == .start, recorders.metrics.heldOut.isEmpty else { return false }
        recorders.recordHeldOut(completed: 0, trainer)
        observation.begin(0, trainer)
        if columns.count > 1 {
            let values = observation.pass.values(ofColumn: 1, self)
            suggestedNeuron = values.indices.largest(1) { values[$0].magnitude }.first ?? 0
        }
        return true
    }
}
