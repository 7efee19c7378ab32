import Inspection
import NeuralNetwork

extension Trainer {
    /// Makes the changes with which an iteration begins; made once more, they change nothing.
    /// - Returns: true if there are any.
    @discardableResult
    func applyChanges(of iteration: Int) -> Bool {
        guard !stateChanges.isEmpty, stateChanges.contains(iteration) else { return false }
        for change in log.changes(at: iteration) {
            switch change {
            // These are looked up.
            case .learningRate, .penalty, .batch, .dropout: break
            case .parameter(let index, let value): network.parameters[index] = value
            case .optimizer(let spec):
                if spec != optimizer.spec {
                    optimizer = optimizer.succeeded(by: spec, parameterCount: network.parameters.count)
                }
            }
        }
        return true
    }

    /// Takes the penalty and the share to drop of an iteration, where they have ever been changed.
    func takeSettings(of iteration: Int) {
        dropRate = log.dropRate(at: iteration)
        let inForce = log.penalty(at: iteration)
        if inForce != penalty { (penalty, hasPenalty) = (inForce, !inForce.isNone) }
    }

    /// Puts back the state before an iteration, with the optimizer of that time.
    func restore(_ checkpoint: Checkpoint, before iteration: Int) {
        if checkpoint.optimizerSpec != optimizer.spec {
            optimizer = checkpoint.optimizerSpec.make(parameterCount: network.parameters.count)
        }
        checkpoint.restore(network, optimizer)
        passIteration = nil
        position = machine.end(ofIteration: iteration - 1)
        takeSettings(of: iteration - 1)
    }

    /// Goes on from the state of another run, before an iteration, with this one's own optimizer.
    func goOn(from state: Checkpoint, at iteration: Int) {
        let own = optimizer.spec
        restore(state, before: iteration)
        if optimizer.spec != own { optimizer = optimizer.succeeded(by: own, parameterCount: network.parameters.count) }
    }

    /// Bytes of a checkpoint: of all that training changes, and of the objects that hold it, which weigh more in a small network.
    var stateByteCount: Int {
        let values = optimizer.slots.reduce(network.parameters.byteCount + network.buffers.byteCount) { $0 + $1.store.byteCount }
        return values + Checkpoint.objectBytes + (2 + optimizer.slots.count) * Checkpoint.storeBytes
    }
}

extension Optimizer<Float> {
    /// An optimizer of other settings that goes on with this one's state, as far as it is the same method; another method begins
    /// anew.
    func succeeded(by spec: OptimizerSpec, parameterCount: Int) -> any Optimizer<Float> {
        let next: any Optimizer<Float> = spec.make(parameterCount: parameterCount)
        guard spec.name == self.spec.name else { return next }
        for slot in next.slots {
            if let same = slots.first(where: { $0.name == slot.name }) { slot.store.copy(from: same.store) }
        }
        for index in next.scalars.indices {
            if let same = scalars.first(where: { $0.name == next.scalars[index].name }) { next.scalars[index] = same }
        }
        next.step = step
        return next
    }
}
