import Datasets
import NeuralNetwork

/// Samples of the data, as they come.
public struct SamplesProbe: Probe {
    /// Of the training set, or of the held-out one.
    public var isTraining: Bool
    /// The first to give, by its index in the set.
    public var first: Int
    /// So many of them, as a page has room for.
    public var count: Int
    /// The largest size of a picture, in pixels; larger ones are averaged down by a whole factor.
    public var maximum: ImageShape

    /// A page of samples, with pictures of at most a size.
    public init(isTraining: Bool, first: Int, count: Int, maximum: ImageShape) {
        self.isTraining = isTraining
        self.first = first
        self.count = count
        self.maximum = maximum
    }

    public struct Reading: Sendable {
        /// The samples of the page, in the set's order.
        public var samples: [Sample]
        /// Number of the first.
        public var first: Int
        /// Samples in the set.
        public var total: Int
        /// Size of the pictures; nil where samples are none.
        public var size: ImageShape?
        /// Pixels a side of the sample that one given here is the mean of.
        public var factor: Int
    }

    /// One sample of the page.
    public struct Sample: Sendable {
        /// Index in its set.
        public var index: Int
        /// Its class by name; `#` and its index where it has none.
        public var label: String
        /// True of the pinned sample.
        public var isPinned: Bool
        /// Whether it is in the present batch.
        public var isInBatch: Bool
        /// Its pixels, row-major, in the reading's `size`; all its features where it is no picture.
        public var picture: [Float]
    }

    public var wants: TensorSet { .activations }

    public func read(_ moment: any Moment) -> Reading? {
        let set = isTraining ? moment.data.train : moment.data.heldOut
        let image = ImageShape(set.sampleShape)
        let factor = image.map { Downsampling.factor(from: $0, toFit: maximum) } ?? 1
        let low = min(max(0, first), max(0, set.count - 1))
        let batch = isTraining && moment.machine.hasDone(.batch, at: moment.position) ? Set(moment.batchIndices) : []
        let samples = (low..<min(set.count, low + max(0, count))).map { index in
            Sample(
                index: index, label: set.label(of: index).map { set.classNames[$0] } ?? "#\(index)",
                isPinned: moment.pinned == SampleReference(isTraining ? .train : .heldOut, index),
                isInBatch: batch.contains(index),
                picture: set.picture(of: index, image, factor: factor))
        }
        return Reading(
            samples: samples, first: low, total: set.count,
            size: image.map { Downsampling.size(of: $0, rowFactor: factor, columnFactor: factor) }, factor: factor)
    }
}
