import Basics

/// Where epochs begin and end among a run's iterations, with the batch as it is in each of them.
///
/// Another batch goes on with the epoch under way: samples that have been seen in it do not come again, and those that are left come
/// in batches of the new size. So an iteration's place in the data is a function of the iteration and of the changes before it.
public struct EpochCourse: Hashable, Sendable {
    /// Iterations with one size of the batch, from the first of them to that of the next stretch.
    private struct Stretch: Hashable, Sendable {
        var iteration: Int
        /// Epoch under way, and its samples that have been seen when the stretch begins.
        var epoch: Int
        var seen: Int
        var batchSize: Int
    }

    /// Samples in an epoch.
    public let sampleCount: Int
    private var stretches: [Stretch]

    /// - Parameters:
    ///   - sampleCount: samples in an epoch, at least 1.
    ///   - batchSize: samples in a batch, at least 1; more than there are samples means all of them.
    public init(sampleCount: Int, batchSize: Int) {
        precondition(sampleCount > 0 && batchSize > 0, "an epoch has samples, and a batch at least one")
        self.sampleCount = sampleCount
        stretches = [Stretch(iteration: 0, epoch: 0, seen: 0, batchSize: min(batchSize, sampleCount))]
    }

    /// The same with batches of another size from an iteration on; iterations come in their order.
    public func changing(to batchSize: Int, from iteration: Int) -> EpochCourse {
        precondition(batchSize > 0 && iteration >= stretches[stretches.count - 1].iteration, "changes come in their order")
        var course = self
        let place = place(of: iteration)
        course.stretches.removeAll { $0.iteration == iteration }
        course.stretches.append(
            Stretch(
                iteration: iteration, epoch: place.epoch, seen: place.samples.lowerBound,
                batchSize: min(batchSize, sampleCount)))
        return course
    }

    /// True if the batch is the same throughout.
    public var isUniform: Bool { stretches.count == 1 }

    /// Samples in the largest batch.
    public var largestBatch: Int { stretches.reduce(0) { max($0, $1.batchSize) } }

    /// Samples in the smallest batch from the last change on: an epoch's last one may be smaller than the others.
    public var smallestBatch: Int {
        let last = stretches[stretches.count - 1]
        let ends = [sampleCount - last.seen, sampleCount].map { $0 % last.batchSize }.filter { $0 > 0 }
        return ends.min() ?? last.batchSize
    }

    /// Size of the batch in an iteration, whatever is left of its epoch.
    public func batchSize(at iteration: Int) -> Int { stretches[stretch(of: iteration)].batchSize }

    /// Iterations that an epoch takes with the batch of an iteration, the smaller last one included.
    public func iterationsPerEpoch(at iteration: Int) -> Int { perEpoch(stretches[stretch(of: iteration)]) }

    /// The epoch of an iteration, from 0, and the part of the epoch's samples that are its batch.
    public func place(of iteration: Int) -> (epoch: Int, samples: Range<Int>) {
        let stretch = stretches[stretch(of: iteration)]
        let size = stretch.batchSize
        var number = iteration - stretch.iteration
        var (epoch, start) = (stretch.epoch, stretch.seen)
        let left = Self.batches(sampleCount - start, of: size)
        if number >= left {
            number -= left
            let whole = perEpoch(stretch)
            (epoch, number, start) = (epoch + 1 + number / whole, number % whole, 0)
        }
        start += number * size
        return (epoch, start..<min(start + size, sampleCount))
    }

    /// Samples that have been seen when so many iterations are done.
    public func samplesSeen(afterIterations iterations: Int) -> Int {
        let place = place(of: iterations)
        return place.epoch * sampleCount + place.samples.lowerBound
    }

    /// Epochs done after so many iterations, in fractions: of iterations where all batches are alike, else of samples.
    public func epochs(afterIterations iterations: Int) -> Double {
        if isUniform { return Double(iterations) / Double(perEpoch(stretches[0])) }
        let place = place(of: iterations)
        return Double(place.epoch) + Double(place.samples.lowerBound) / Double(sampleCount)
    }

    /// True if an epoch ends with so many iterations done, or none has begun.
    public func isEpochEnd(_ iterations: Int) -> Bool { place(of: iterations).samples.lowerBound == 0 }

    /// Iterations that are done when so many epochs are.
    public func iterations(inEpochs epochs: Int) -> Int {
        // Several changes may be in one epoch; the last of them says what is left of it.
        let stretch = stretches.last { $0.epoch < epochs } ?? stretches[0]
        if epochs <= stretch.epoch { return 0 }
        let left = Self.batches(sampleCount - stretch.seen, of: stretch.batchSize)
        return stretch.iteration + left + (epochs - stretch.epoch - 1) * perEpoch(stretch)
    }

    /// Iterations that are done when so many epochs are, in fractions; the nearest one.
    public func iterations(inEpochs epochs: Double) -> Double {
        if isUniform { return (epochs * Double(perEpoch(stretches[0]))).rounded() }
        let whole = Int(saturating: max(0, min(epochs, 1e9)))
        let (first, next) = (iterations(inEpochs: whole), iterations(inEpochs: whole + 1))
        return (Double(first) + (epochs - Double(whole)) * Double(next - first)).rounded()
    }

    private func perEpoch(_ stretch: Stretch) -> Int { Self.batches(sampleCount, of: stretch.batchSize) }

    private static func batches(_ samples: Int, of size: Int) -> Int { (samples - 1) / size + 1 }

    private func stretch(of iteration: Int) -> Int {
        var index = stretches.count - 1
        while index > 0 && stretches[index].iteration > iteration { index -= 1 }
        return index
    }
}
