/// A question that a pane asks of a moment: what it needs to see, and no more. All of a frame's probes are answered at one moment, on
/// the run's own thread, so that a frame costs what is on the screen and not what the network weighs.
///
///     struct LossProbe: Probe {
///         var wants: TensorSet { [] }
///         func read(_ moment: any Moment) -> Double? { moment.status.batchLoss }
///     }
public protocol Probe: Hashable, Sendable {
    /// The answer: a value with all that a pane draws, copied out of the moment, so that it may be read on another thread.
    associatedtype Reading: Sendable
    /// Kinds of numbers that the answer is made from.
    var wants: TensorSet { get }
    /// Answer at a moment; nil where there is nothing to see.
    func read(_ moment: any Moment) -> Reading?
    /// Whether whoever draws the answer, or the answer itself, leaves out what is hidden of the status: its numbers stand where it asks
    /// the status whether they are shown. Any other answer is withheld while something is hidden that it could tell.
    var leavesOutHidden: Bool { get }
    /// The sample that the answer is of; nil where it is of none.
    var sampleInView: SampleChoice? { get }
}

extension Probe {
    public var leavesOutHidden: Bool { false }
    public var sampleInView: SampleChoice? { nil }
}

extension Probe {
    /// Whether another probe asks the same.
    package func asksTheSame(as other: any Probe) -> Bool {
        type(of: other) == Self.self && other as? Self == self
    }
}
