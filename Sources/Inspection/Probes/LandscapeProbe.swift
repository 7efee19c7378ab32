/// The loss over two directions through the weights. It is computed beside the run, coarse first: the answer is the newest that
/// there is, which may be of a moment shortly before.
public struct LandscapeProbe: Probe {
    /// Directions and closeness.
    public var choice: LandscapeChoice

    /// The landscape over two directions.
    public init(_ choice: LandscapeChoice) { self.choice = choice }

    public var wants: TensorSet { [.activations, .parameters, .updatedParameters, .optimizerState, .history] }

    public func read(_ moment: any Moment) -> Landscape? { moment.landscape(choice) }
}
