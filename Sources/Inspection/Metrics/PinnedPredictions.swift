import Datasets
import NeuralNetwork

/// Predictions for the pinned sample, at iterations evenly spaced over the run: every one at first, then every
/// second, fourth, …, so that there are never more than ``limit`` of them.
public struct PinnedPredictions {
    package static let limit = 512

    /// Iterations done at each point, ascending.
    package private(set) var iterations: [Int] = []
    /// The outputs, or probabilities, of each point.
    package private(set) var beliefs: [[Float]] = []
    /// The sample's own loss.
    package private(set) var losses: [Double] = []
    /// The run and the sample that the points belong to.
    private var log: InterventionLog?
    private var pinned: SampleReference?
    private var revision = -1
    private var spacing = 1

    package init() {}

    /// True if the next point is due at an iteration.
    package func wants(_ iteration: Int) -> Bool { iteration % spacing == 0 && iteration > iterations.last ?? -1 }

    /// Points that are not of this sample, or of a future that is not this run's, are dropped.
    /// - Parameter revision: counts the changes of `log` and `sample`; the same number says that there is nothing to drop.
    package mutating func keep(of sample: SampleReference, along log: @autoclosure () -> InterventionLog, revision: Int) {
        if self.revision == revision && pinned == sample { return }
        self.revision = revision
        let log = log()
        if pinned != sample {
            keep(0)
            spacing = 1
        } else if let divergence = self.log?.divergence(from: log) {
            // A change of weights is in force when its iteration begins.
            keep(iterations.firstIndex { $0 >= divergence } ?? iterations.count)
        }
        pinned = sample
        self.log = log
    }

    package mutating func append(_ iteration: Int, _ belief: [Float], _ loss: Double) {
        iterations.append(iteration)
        beliefs.append(belief)
        losses.append(loss)
        guard iterations.count > Self.limit else { return }
        spacing *= 2
        let kept = iterations.indices.filter { iterations[$0] % spacing == 0 }
        iterations = kept.map { iterations[$0] }
        beliefs = kept.map { beliefs[$0] }
        losses = kept.map { losses[$0] }
    }

    private mutating func keep(_ count: Int) {
        iterations.removeLast(iterations.count - count)
        beliefs.removeLast(beliefs.count - count)
        losses.removeLast(losses.count - count)
    }
}
