import Datasets
import Inspection
import NeuralNetwork

extension Trainer {
    /// Runs to the end of the iteration under way, or through the next one; evaluates held-out samples after it where a stop criterion
    /// needs them.
    public func finishIteration() {
        if plan.evaluates && evaluations.points.isEmpty { evaluate(completed: 0) }
        let iteration = completedIterations
        let phases = machine.phases
        for index in (position.done == phases.count ? 0 : position.done)..<phases.count {
            execute(phases[index], of: iteration)
        }
        guard plan.evaluates else { return }
        evaluations.add(batchDataLoss, fractionCorrect)
        evaluateIfDue(completed: iteration + 1)
    }

    /// Runs one state of the machine. The only place where training computes anything. Always inlined: many a state takes no longer than
    /// a call.
    /// - Parameter measurement: what an update finds out on its way.
    /// - Returns: what it has found out.
    @inline(__always) @discardableResult
    func execute(_ phase: Phase, of iteration: Int, measuring measurement: UpdateMeasurement = .nothing) -> UpdateFinding {
        var finding = UpdateFinding.nothing
        var done = position.done &+ 1
        switch phase {
        case .batch:
            takeBatch(iteration)
            done = 1
        case .forward(let layer): network.forward(layer: layer, in: workspace, mode: .train)
        case .loss: computeLoss(of: iteration)
        case .backward(let layer): backward(layer)
        case .update(let layer): finding = update(layer, of: iteration, measurement)
        }
        position = Position(iteration: iteration, done: done)
        return finding
    }

    private func takeBatch(_ iteration: Int) {
        passIteration = iteration
        if applyChanges(of: iteration) { takeSettings(of: iteration) }
        let indices = order.batchIndices(iteration: iteration)
        batchIndices.removeAll(keepingCapacity: true)
        batchIndices.append(contentsOf: indices)
        workspace.count = indices.count
        workspace.randomness = StepRandomness(seed: seed, iteration: UInt64(iteration), dropRate: dropRate)
        data.train.fill(workspace, plan.targets, indices)
        workspace.discardGradients()
        if plan.errorsFollowBatch { workspace.learningRate = learningRate(at: iteration) }
    }

    private func computeLoss(of iteration: Int) {
        keptStatistics?._withUnsafeGuaranteedRef { $0.noteOutputs(samples: workspace.count) }
        batchDataLoss = loss.value(in: workspace)
        batchLoss = hasPenalty ? batchDataLoss + penalty.value(network) : batchDataLoss
        loss.backward(in: workspace)
        if !batchLoss.isFinite && nonFinite == nil { noteNonFinite(in: iteration) }
    }

    private func backward(_ layer: Int) {
        network.backward(layer: layer, in: workspace)
        if hasPenalty { penalty.addGradient(network, layer: layer, to: gradients) }
    }

    private func update(_ layer: Int, of iteration: Int, _ measurement: UpdateMeasurement) -> UpdateFinding {
        if layer == plan.firstTrainable {
            if plan.clips { clipGradients() }
            optimizer.beginStep()
        }
        let range = plan.parameterRanges[layer]
        let rate = learningRate(at: iteration)
        if let keptStatistics {
            keptStatistics._withUnsafeGuaranteedRef {
                $0.measure(
                    range, ofLayer: layer, optimizer, learningRate: rate, parameters: network.parameters, gradients: gradients,
                    clipped: normsBeforeClipping.isEmpty ? nil : normsBeforeClipping[plan.trainableIndices[layer]])
            }
            return .nothing
        }
        switch measurement {
        case .nothing: break
        case .gradientNorm: return .gradientNorm(measuredUpdate(range, rate))
        case .squares:
            if let squares = optimizer.measuredUpdate(
                range, learningRate: rate, parameters: network.parameters, gradients: gradients, measuresWeights: true)
            {
                return .squares(squares)
            }
        }
        optimizer.update(range, learningRate: rate, parameters: network.parameters, gradients: gradients)
        return .nothing
    }

    /// An update that finds out the gradient's norm on the way.
    private func measuredUpdate(_ range: Range<Int>, _ rate: Double) -> Double {
        func norm() -> Double { Norms.euclidean(gradients.values(range)) }
        guard
            let squares = optimizer.measuredUpdate(
                range, learningRate: rate, parameters: network.parameters, gradients: gradients, measuresWeights: false)
        else {
            let found = norm()
            optimizer.update(range, learningRate: rate, parameters: network.parameters, gradients: gradients)
            return found
        }
        // Squares that have left Float's range are added up once more.
        return squares.gradient.isFinite && squares.gradient > 1e-30 ? squares.gradient.squareRoot() : norm()
    }

    /// Clips all gradients together, once the backward pass is whole.
    private func clipGradients() {
        if keepsNormsBeforeClipping {
            normsBeforeClipping = trainable.map { Norms.euclidean(gradients.values(plan.parameterRanges[$0])) }
        }
        clip.apply(to: gradients, norm: plan.clipsByNorm ? GradientNorm.of(gradients) : 0)
    }

    /// Fraction of the present batch that is read right; nil where outputs are no classes.
    public var fractionCorrect: Double? {
        guard data.train.hasClasses else { return nil }
        return workspace.countCorrect(loss.spec, plan.targets, isBinary: data.train.classCount == 2).map {
            Double($0) / Double(max(1, workspace.count))
        }
    }
}
