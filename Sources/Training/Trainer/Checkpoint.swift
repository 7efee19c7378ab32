import Inspection
import NeuralNetwork

/// Everything that a run changes, at one moment: parameters, buffers, and the optimizer's state. The rest of a run (batches,
/// masks, learning rates) follows from the seed and the iteration.
final class Checkpoint {
    /// The parameters at that moment.
    let parameterValues: FlatStore<Float>
    /// The buffers at that moment.
    let buffers: FlatStore<Float>
    private var slots: [FlatStore<Float>]
    /// The optimizer whose state it is.
    private(set) var optimizerSpec: OptimizerSpec
    private(set) var scalars: [OptimizerScalar] = []
    private(set) var optimizerStep = 0

    /// Bytes of the object with its arrays, and of a store besides its scalars, which begin at a line of the cache: as measured.
    static let (objectBytes, storeBytes) = (256, 192)

    /// The present state of a network and its optimizer.
    init(_ network: Network<Float>, _ optimizer: any Optimizer<Float>) {
        parameterValues = FlatStore(copying: network.parameters)
        buffers = FlatStore(copying: network.buffers)
        slots = optimizer.slots.map { FlatStore(copying: $0.store) }
        optimizerSpec = optimizer.spec
        scalars = optimizer.scalars
        optimizerStep = optimizer.step
    }

    /// Iterations from one checkpoint to the next, at first: so many that copying costs little beside training, and so few that
    /// replaying them takes no time that a person would notice. A step costs about as much as its products: batch × weights ×
    /// places that each is used at.
    static func interval(_ network: Network<Float>, batch: Int) -> Int {
        var products = 1.0
        for (index, layer) in network.layers.enumerated() {
            let shape = layer.outputShape
            // Of pictures [channels, height, width] every pixel, of sequences [time, features] every moment.
            let places = shape.rank == 3 ? shape[1] * shape[2] : shape.rank == 2 ? shape[0] : 1
            products += Double(network.parameterRange(ofLayer: index).count) * Double(places)
        }
        let iterations = 2e9 / (products * Double(batch))
        var interval = 1
        while interval < 512 && Double(interval * 2) <= iterations { interval *= 2 }
        return interval
    }

    /// Parameters, running statistics, and the optimizer's state.
    var values: (parameters: [Float], buffers: [Float], slots: [[Float]]) {
        (parameterValues.array, buffers.array, slots.map(\.array))
    }

    /// The optimizer's state of one parameter.
    func slotValues(_ offset: Int) -> [Double] { slots.map { Double($0[offset]) } }

    /// Takes the present state.
    func store(_ network: Network<Float>, _ optimizer: any Optimizer<Float>) {
        parameterValues.copy(from: network.parameters)
        buffers.copy(from: network.buffers)
        optimizerSpec = optimizer.spec
        if slots.count != optimizer.slots.count { slots = optimizer.slots.map { FlatStore(count: $0.store.count) } }
        for (slot, source) in zip(slots, optimizer.slots) { slot.copy(from: source.store) }
        scalars = optimizer.scalars
        optimizerStep = optimizer.step
    }

    /// Puts the state back, into an optimizer of the same settings.
    func restore(_ network: Network<Float>, _ optimizer: any Optimizer<Float>) {
        precondition(slots.count == optimizer.slots.count, "an optimizer's state fits one with the same state")
        network.parameters.copy(from: parameterValues)
        network.buffers.copy(from: buffers)
        for (slot, target) in zip(slots, optimizer.slots) { target.store.copy(from: slot) }
        optimizer.scalars = scalars
        optimizer.step = optimizerStep
    }
}
