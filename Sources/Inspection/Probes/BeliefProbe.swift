import Datasets
import NeuralNetwork

/// Answers of the network to the pinned sample over the run, and the direction in which each of its pixels would have to change
/// to lower its loss.
public struct BeliefProbe: Probe {
    /// Points of each curve, at most.
    public var columns: Int

    /// The whole run in at most so many points, two at least.
    public init(columns: Int) { self.columns = columns }

    public struct Reading: Sendable {
        /// Names of the outputs.
        public var names: [String]
        /// Number of the output that should be large; nil where there is none, or the targets are no classes.
        public var target: Int?
        /// True if beliefs are probabilities, so that 0 to 1 is their scale.
        public var areProbabilities: Bool
        /// Iterations done at each point, ascending.
        public var iterations: [Int]
        /// `beliefs[output][point]`
        public var beliefs: [[Float]]
        /// The sample's own loss at each point.
        public var losses: [Double]
        /// Iterations done at the position in view.
        public var cursor: Int
        /// The picture; nil where a sample is none.
        public var image: ImageShape?
        /// ∂L/∂x of the sample's own loss, row-major: of the observing pass, which training knows nothing of. Nil before the
        /// backward pass has come back to the input.
        public var inputGradient: [Float]?
    }

    public var wants: TensorSet { [.errors, .history] }

    public func read(_ moment: any Moment) -> Reading? {
        let trace = moment.predictions
        let chosen = Self.thinned(trace.iterations.count, to: max(2, columns))
        let width = moment.loss.outputShape.count
        let label = moment.data.label(of: moment.pinned)
        let target = moment.decidesByOneOutput ? (label == 1 ? 0 : nil) : label.flatMap { $0 < width ? $0 : nil }
        var gradient: [Float]?
        if moment.status.hasBackward(0), let pass = moment.observed(.pinned) {
            gradient = pass.deltas(ofColumn: 0, moment).map { $0.map { $0 * pass.deltaFactor } }
        }
        return Reading(
            names: moment.outputNames, target: target,
            areProbabilities: moment.outputsAreProbabilities,
            iterations: chosen.map { trace.iterations[$0] },
            beliefs: (0..<width).map { output in
                chosen.map { trace.beliefs[$0].indices.contains(output) ? trace.beliefs[$0][output] : .nan }
            }, losses: chosen.map { trace.losses[$0] },
            cursor: moment.completedIterations, image: ImageShape(moment.data.heldOut.sampleShape), inputGradient: gradient)
    }

    /// Evenly spaced ones of `count` points, the first and the last among them.
    private static func thinned(_ count: Int, to limit: Int) -> [Int] {
        count <= limit ? Array(0..<count) : (0..<limit).map { $0 * (count - 1) / (limit - 1) }
    }
}
