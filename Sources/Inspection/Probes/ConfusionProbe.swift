import Datasets

/// The confusion matrix: held-out samples by their class and the class that they are taken for.
public struct ConfusionProbe: Probe {
    public init() {}

    public struct Reading: Sendable, Hashable {
        /// The classes, by name.
        public var names: [String]
        /// `counts[target][answer]`.
        public var counts: [[Int]]
        /// Samples looked at, the first ones of the held-out set.
        public var samples: Int
        /// Samples that the held-out set has.
        public var total: Int
        /// Samples whose outputs have a NaN: they stand in no cell.
        public var unread: Int
        /// Iterations done when the samples were looked at.
        public var iteration: Int

        /// Fraction read right.
        public var accuracy: Double { Double(counts.indices.reduce(0) { $0 + counts[$1][$1] }) / Double(max(1, samples)) }
    }

    public var wants: TensorSet { .heldOutOutputs }

    public func read(_ moment: any Moment) -> Reading? {
        let set = moment.data.heldOut
        guard let (found, iteration) = moment.heldOutAnswers else { return nil }
        let count = max(set.classNames.count, moment.loss.outputShape.count)
        var counts = Array(repeating: [Int](repeating: 0, count: count), count: count)
        var unread = 0
        for (sample, answer) in found.answers.enumerated() {
            guard let answer, let label = set.label(of: sample), label < count, answer < count else {
                unread += 1
                continue
            }
            counts[label][answer] += 1
        }
        let names = (0..<count).map { set.classNames.indices.contains($0) ? set.classNames[$0] : String($0) }
        return Reading(
            names: names, counts: counts, samples: found.answers.count, total: set.count, unread: unread, iteration: iteration)
    }
}
