import NeuralNetwork

/// The pass of a picture drawn by hand, kept until the picture or the parameters are others.
package final class DrawingPass {
    package let workspace: Workspace<Float>
    package var drawing: Drawing?
    package var moment: (Position, InterventionLog)?

    package init(_ network: Network<Float>) { workspace = network.makeWorkspace(capacity: 1, parameterGradients: false) }
}
