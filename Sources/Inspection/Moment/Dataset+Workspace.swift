import Datasets
import NeuralNetwork

extension Dataset {
    /// Puts samples and what they should give into a workspace, in the form that the loss takes. Inlined, since it is done in every
    /// step, and left generic would take as long as a small network's.
    @inlinable
    package func fill<Scalar: NetworkScalar>(
        _ workspace: Workspace<Scalar>, _ targets: TargetForm, _ indices: some Collection<Int>
    ) {
        fillFeatures(of: indices, into: workspace.input)
        guard targets != .classes else {
            if let classes = workspace.targetClasses.baseAddress { fillClasses(of: indices, into: classes) }
            return
        }
        guard let values = workspace.targetValues.baseAddress else { return }
        let width = workspace.targetValues.count / workspace.capacity
        fillTargets(of: indices, into: values, width: width)
        if targets == .signs, hasClasses {
            for place in 0..<indices.count * width where values[place] == 0 { values[place] = -1 }
        }
    }

    /// The same for a loss.
    @inlinable
    package func fill<Scalar: NetworkScalar>(_ workspace: Workspace<Scalar>, _ loss: LossSpec, _ indices: some Collection<Int>) {
        fill(workspace, loss.targetForm, indices)
    }
}
