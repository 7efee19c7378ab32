import Inspection
import NeuralNetwork

extension Session {
    /// Keeps the state before this iteration, and sends the pinned sample forward and back through it. Nothing of it enters
    /// training.
    func observe(_ iteration: Int) {
        iterationStart.store(network, optimizer)
        observedIteration = iteration
        observer.count = 1
        observer.randomness = StepRandomness(seed: seed, iteration: UInt64(iteration))
        data[pinned.part].fill(observer, trainingPlan.targets, CollectionOfOne(pinned.index))
        network.forward(in: observer, mode: .eval)
        loss.backward(in: observer)
        network.backward(in: observer)
    }
}
