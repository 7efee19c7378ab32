/// The gradient-noise scale (McCandlish et al., "An Empirical Model of Large-Batch Training", 2018): how much the gradients of
/// single samples differ, relative to what they have in common. It has the unit of a batch: a batch much smaller than it steps
/// along noise, one much larger averages what is known already.
///
///     B_simple = tr(Σ) / |G|²
///
/// G is the gradient of all samples, Σ the covariance of a sample's. Both are estimated without bias from gradients of groups of
/// samples: single ones, or whole batches where a layer looks at the whole batch.
public struct GradientNoise: Sendable, Hashable {
    /// Samples that it has been estimated from.
    public var samples: Int
    /// |G|², less what noise adds to it; below 0 where nothing but noise is seen.
    public var signal: Double
    /// tr(Σ): variance of a sample's gradient, summed over all parameters.
    public var noise: Double
    /// Samples in a batch of the run.
    public var batch: Int
    /// Iterations done when it was measured.
    public var iteration: Int

    /// An estimate.
    public init(samples: Int, signal: Double, noise: Double, batch: Int, iteration: Int) {
        (self.samples, self.signal, self.noise) = (samples, signal, noise)
        (self.batch, self.iteration) = (batch, iteration)
    }

    /// B_simple, in samples; nil where it is larger than the number of samples looked at: their mean gradient is then mostly
    /// noise itself.
    public var scale: Double? {
        guard signal > 0, noise / signal <= Double(samples) else { return nil }
        return noise / signal
    }

    /// Steps that a batch of another size needs, relative to the present one's, each with its best η: 1 + B_simple/B over the
    /// same for the present B.
    public func steps(ofBatch other: Double) -> Double {
        let scale = scale ?? Double(samples)
        return (1 + scale / other) / (1 + scale / Double(batch))
    }

    /// Samples that it needs, relative to the present one's.
    public func samples(ofBatch other: Double) -> Double { steps(ofBatch: other) * other / Double(batch) }

    /// Share of steps saved by twice the batch from which on that is much, and below which it is hardly anything.
    private static let (much, little) = (1.0 / 3, 0.1)

    /// Whether a larger batch would help, in a sentence.
    public var sentence: Phrase {
        guard batch < samples else {
            return "the batch has all \(batch) training samples: its gradient has no noise, and no batch is larger"
        }
        let twice = Double(2 * batch)
        let fewer = 100 * (1 - steps(ofBatch: twice))
        let more = 100 * (samples(ofBatch: twice) - 1)
        guard let scale else {
            return
                "a larger batch would help: the noise scale is above \(samples) samples, the batch has \(batch); twice the batch would save at least \(fewer.rounded()) % of the steps"
        }
        let numbers: Phrase =
            "noise scale \(scale) samples, batch \(batch): twice the batch would save about \(fewer.rounded()) % of the steps and take \(more.rounded()) % more samples"
        if fewer >= 100 * Self.much { return "a larger batch would help: \(numbers)" }
        if fewer < 100 * Self.little { return "a larger batch would hardly help: \(numbers)" }
        return "a larger batch would help a little: \(numbers)"
    }
}
