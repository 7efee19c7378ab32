import Datasets
import Inspection
import NeuralNetwork

/// The iteration in view, kept so that it can be looked at: the state before it, and the pinned sample's way through it.
/// Nothing of it enters training.
struct Observation {
    /// Pass of the pinned sample.
    let workspace: Workspace<Float>
    /// State before the iteration: what back-steps and "before → after" are read from.
    let start: Checkpoint
    /// The iteration; nil after one that nobody watched.
    private(set) var iteration: Int?
    /// True if the iteration being run will be looked at.
    var isUnderWay = false
    /// The pinned sample.
    var pinned: SampleReference
    /// All gradients of the iteration before clipping changed them; nil where none has been clipped and looked at.
    private(set) var gradientsBeforeClipping: FlatStore<Float>?

    init(_ trainer: Trainer) {
        workspace = trainer.network.makeWorkspace(capacity: 1, parameterGradients: false)
        start = Checkpoint(trainer.network, trainer.optimizer)
        pinned = trainer.data.pinned(trainer.scenario.pin, firstBatch: trainer.order.batchIndices(iteration: 0))
    }

    /// The pinned sample's pass.
    var pass: ObservedPass { ObservedPass(workspace: workspace, row: 0, index: pinned.index, deltaFactor: 1) }

    /// Says that the state before is no longer that of the iteration in view.
    mutating func forget() { iteration = nil }

    /// Keeps the state before an iteration, and sends the pinned sample forward and back through it.
    mutating func begin(_ iteration: Int, _ trainer: Trainer) {
        start.store(trainer.network, trainer.optimizer)
        self.iteration = iteration
        workspace.randomness = StepRandomness(seed: trainer.seed, iteration: UInt64(iteration))
        forward(trainer)
        trainer.loss.backward(in: workspace)
        trainer.network.backward(in: workspace)
    }

    /// Sends the pinned sample's error back through a layer, once the batch's has gone through: where what the batch does on its way
    /// back has a part in it.
    func backward(_ layer: Int, _ trainer: Trainer) { trainer.network.backward(layer: layer, in: workspace) }

    /// Sends the pinned sample forward.
    func forward(_ trainer: Trainer) {
        workspace.count = 1
        trainer.data[pinned.part].fill(workspace, trainer.plan.targets, CollectionOfOne(pinned.index))
        trainer.network.forward(in: workspace, mode: .eval)
    }

    /// Keeps the gradients that clipping is about to change.
    mutating func keepGradients(_ trainer: Trainer) {
        let kept = gradientsBeforeClipping ?? FlatStore(count: trainer.gradients.count)
        kept.copy(from: trainer.gradients)
        gradientsBeforeClipping = kept
    }
}
