/// Loss of the batch in view before and after its own update: whether the step has helped the samples that it was made of.
public struct LossAfterProbe: Probe {
    public init() {}

    public struct Reading: Sendable, Hashable {
        /// Loss with the weights that the batch's gradient was found at.
        public var before: Double
        /// Loss of the same samples with the weights that the update has left.
        public var after: Double
    }

    public var wants: TensorSet { [.activations, .updatedParameters] }

    public func read(_ moment: any Moment) -> Reading? {
        moment.status.hidden.hidesLoss ? nil : moment.lossAfter.map { Reading(before: moment.batchDataLoss, after: $0) }
    }
}
