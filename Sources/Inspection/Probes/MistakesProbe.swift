import Datasets
import NeuralNetwork

/// Held-out samples that are taken for what they are not, those first of which the network is surest.
public struct MistakesProbe: Probe {
    /// The first to give, by its number in the order of certainty.
    public var first: Int
    /// So many of them, as a page has room for.
    public var count: Int
    /// The largest size of a picture, in pixels; larger ones are averaged down by a whole factor.
    public var maximum: ImageShape

    /// A page of mistakes, with pictures of at most a size.
    public init(first: Int, count: Int, maximum: ImageShape) {
        self.first = first
        self.count = count
        self.maximum = maximum
    }

    public struct Reading: Sendable {
        /// The mistakes of the page, in the order of certainty.
        public var mistakes: [Mistake]
        /// Number of the first of them among all.
        public var first: Int
        /// All mistakes among the samples looked at.
        public var wrong: Int
        /// Held-out samples looked at.
        public var samples: Int
        /// Iterations done when the samples were looked at.
        public var iteration: Int
        /// True if beliefs are probabilities.
        public var areProbabilities: Bool
        /// Size of the pictures; nil where samples are none.
        public var size: ImageShape?
        /// Pixels a side of the sample that one given here is the mean of.
        public var factor: Int
    }

    /// One sample that is taken for another class.
    public struct Mistake: Sendable {
        /// Index in the held-out set.
        public var index: Int
        /// The class that the sample is of.
        public var labelName: String
        /// The class that it is taken for.
        public var answerName: String
        /// The network's certainty of its answer: p, or the output.
        public var belief: Double
        /// Its pixels, row-major, in the reading's `size`; all its features where it is no picture.
        public var picture: [Float]
    }

    public var wants: TensorSet { .heldOutOutputs }

    public func read(_ moment: any Moment) -> Reading? {
        let set = moment.data.heldOut
        guard let (found, iteration) = moment.heldOutAnswers else { return nil }
        let wrong = found.answers.indices.filter { found.answers[$0] != nil && !found.isRight($0, set) }
            .sorted { (found.beliefs[$0], $1) > (found.beliefs[$1], $0) }
        let low = min(max(0, first), max(0, wrong.count - 1))
        let image = ImageShape(set.sampleShape)
        let factor = image.map { Downsampling.factor(from: $0, toFit: maximum) } ?? 1
        let mistakes = wrong.dropFirst(low).prefix(max(0, count)).map { index -> Mistake in
            let answer = found.answers[index] ?? 0
            return Mistake(
                index: index, labelName: set.label(of: index).map { set.classNames[$0] } ?? "–",
                answerName: set.classNames.indices.contains(answer) ? set.classNames[answer] : String(answer),
                belief: Double(found.beliefs[index]), picture: set.picture(of: index, image, factor: factor))
        }
        return Reading(
            mistakes: Array(mistakes), first: low, wrong: wrong.count, samples: found.answers.count, iteration: iteration,
            areProbabilities: moment.outputsAreProbabilities,
            size: image.map { Downsampling.size(of: $0, rowFactor: factor, columnFactor: factor) }, factor: factor)
    }
}

extension Dataset {
    /// A sample's features; as a picture averaged down where it is one.
    package func picture(of index: Int, _ image: ImageShape?, factor: Int) -> [Float] {
        let values = [Float](unsafeUninitializedCapacity: featureCount) { buffer, count in
            if let base = buffer.baseAddress { fillFeatures(of: CollectionOfOne(index), into: base) }
            count = featureCount
        }
        guard let image, factor > 1 else { return values }
        return values.withUnsafeBufferPointer { Downsampling.areaMean($0, image, rowFactor: factor, columnFactor: factor) }
    }
}
