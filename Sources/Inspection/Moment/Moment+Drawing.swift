import Datasets
import NeuralNetwork

extension Moment {
    /// Sends a drawing forward and back with the parameters that the pass in view has used. Nil where samples are other pictures,
    /// or targets are no classes.
    package func observed(_ drawing: Drawing) -> ObservedPass? {
        let set = data.heldOut
        guard set.hasClasses, drawing.label < set.classCount, ImageShape(set.sampleShape) == drawing.shape else { return nil }
        let pass = cache.drawing ?? DrawingPass(network)
        cache.drawing = pass
        if pass.drawing != drawing || pass.moment?.0 != position || pass.moment?.1 != log {
            let sample = Dataset(
                name: "drawing", source: "drawn by hand", sampleShape: set.sampleShape, classNames: set.classNames,
                features: .bytes(drawing.seen),
                targets: .classes([Int32(drawing.label)]))
            pass.workspace.count = 1
            pass.workspace.randomness = StepRandomness(seed: seed, iteration: UInt64(position.iteration))
            sample.fill(pass.workspace, loss.spec, CollectionOfOne(0))
            withParametersOfPass {
                network.forward(in: pass.workspace, mode: .eval)
                loss.backward(in: pass.workspace)
                network.backward(in: pass.workspace)
            }
            (pass.drawing, pass.moment) = (drawing, (position, log))
        }
        return ObservedPass(workspace: pass.workspace, row: 0, index: 0, deltaFactor: 1)
    }

    /// Runs `body` with the parameters from before the updates of the iteration in view.
    private func withParametersOfPass(_ body: () -> Void) {
        guard observedIteration == position.iteration, machine.hasBegunUpdates(at: computed) else { return body() }
        let present = network.parameters.array
        network.parameters.copy(from: parametersBefore)
        body()
        present.withUnsafeBufferPointer { network.parameters.copy(from: $0) }
    }
}
