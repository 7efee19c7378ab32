import NeuralNetwork

/// ∂L/∂x of the sample in view: what each number of the input, were it a little larger, would do to the sample's own loss.
public struct PixelGradientProbe: Probe {
    /// The sample whose loss it is.
    public var sample: SampleChoice

    /// The gradient at the input of a sample.
    public init(sample: SampleChoice) { self.sample = sample }

    public struct Reading: Sendable {
        /// The input's shape where it is a picture.
        public var image: ImageShape?
        /// Row-major.
        public var values: [Float]
    }

    public var wants: TensorSet { .errors }
    public var sampleInView: SampleChoice? { sample }

    public func read(_ moment: any Moment) -> Reading? {
        guard let pass = moment.observed(sample), let deltas = pass.deltas(ofColumn: 0, moment) else { return nil }
        return Reading(image: moment.columns[0].image, values: deltas.map { $0 * pass.deltaFactor })
    }
}
