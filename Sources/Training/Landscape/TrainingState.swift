import Inspection
import NeuralNetwork

/// Everything that a run changes, at one moment, as values: to be handed to another thread.
struct TrainingState: Sendable {
    /// Iteration that it is before.
    let iteration: Int
    let parameters: [Float]
    private let buffers: [Float]
    private let slots: [[Float]]
    private let optimizer: OptimizerSpec
    private let scalars: [OptimizerScalar]
    private let step: Int

    init(_ network: Network<Float>, _ optimizer: any Optimizer<Float>, before iteration: Int) {
        self.iteration = iteration
        (parameters, buffers) = (network.parameters.array, network.buffers.array)
        slots = optimizer.slots.map(\.store.array)
        (self.optimizer, scalars, step) = (optimizer.spec, optimizer.scalars, optimizer.step)
    }

    init(_ checkpoint: Checkpoint, before iteration: Int) {
        self.iteration = iteration
        (parameters, buffers, slots) = checkpoint.values
        (optimizer, scalars, step) = (checkpoint.optimizerSpec, checkpoint.scalars, checkpoint.optimizerStep)
    }

    /// Puts it into another trainer of the same network, which goes on from there.
    func restore(_ trainer: Trainer) {
        if trainer.optimizer.spec != optimizer { trainer.optimizer = optimizer.make(parameterCount: parameters.count) }
        parameters.withUnsafeBufferPointer { trainer.network.parameters.copy(from: $0) }
        buffers.withUnsafeBufferPointer { trainer.network.buffers.copy(from: $0) }
        for (slot, values) in zip(trainer.optimizer.slots, slots) {
            values.withUnsafeBufferPointer { slot.store.copy(from: $0) }
        }
        (trainer.optimizer.scalars, trainer.optimizer.step) = (scalars, step)
        trainer.passIteration = nil
        trainer.position = trainer.machine.end(ofIteration: iteration - 1)
    }
}
