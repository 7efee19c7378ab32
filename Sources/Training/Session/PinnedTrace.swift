import NeuralNetwork

/// What the network has said of the pinned sample, at iterations evenly spaced over the run: every one at first, then every
/// second, fourth, …, so that there are never more than ``limit`` of them.
struct PinnedTrace {
    static let limit = 512

    /// Iterations done at each point, ascending.
    private(set) var iterations: [Int] = []
    /// The outputs, or probabilities, of each point.
    private(set) var beliefs: [[Float]] = []
    /// The sample's own loss.
    private(set) var losses: [Double] = []
    /// The run and the sample that the points belong to.
    private var log: InterventionLog?
    private var pinned: Int?
    private var revision = -1
    private var spacing = 1

    /// Whether the next point is due. Points of another sample, or of a future that is not this run's, are dropped first.
    mutating func wants(_ iteration: Int, _ session: Session) -> Bool {
        adopt(session)
        return iteration % spacing == 0 && iteration > iterations.last ?? -1
    }

    /// Drops what does not belong to the session's present run and sample.
    mutating func adopt(_ session: Session) {
        if revision == session.revision && pinned == session.pinned { return }
        revision = session.revision
        if pinned != session.pinned {
            keep(0)
            spacing = 1
        } else if let divergence = log?.divergence(from: session.log) {
            // A change of weights is in force when its iteration begins.
            keep(iterations.firstIndex { $0 >= divergence } ?? iterations.count)
        }
        pinned = session.pinned
        log = session.log
    }

    mutating func append(_ iteration: Int, _ belief: [Float], _ loss: Double) {
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

extension Session {
    /// Writes down what the network says of the pinned sample as an iteration begins, if a point is due. Nothing of it enters
    /// training.
    func tracePinned(_ iteration: Int) {
        guard loss.outputShape.count <= 100, trace.wants(iteration, self) else { return }
        if !isObserving {
            observer.count = 1
            data.heldOut.fill(observer, rules.targets, CollectionOfOne(pinned))
            network.forward(in: observer, mode: .eval)
        }
        trace.append(iteration, loss.probabilities(in: observer), loss.sampleValue(0, in: observer))
    }
}
