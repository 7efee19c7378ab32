/// The sizes of a convolution of stride 1, and of the memory in which its images are laid out so that every window is a plain
/// shift.
///
/// A padded image lies row after row with its padding: the value under place (u, v) of the window at flat position q is at
/// `q + u·paddedWidth + v`. Windows run over whole padded rows; the few that straddle two rows give numbers that nobody takes.
public struct ConvolutionShape: Hashable, Sendable {
    /// Planes of an input image.
    public let channels: Int
    /// Rows of an input plane.
    public let height: Int
    /// Columns of an input plane.
    public let width: Int
    /// Planes of an output: the number of filters.
    public let outputs: Int
    /// Rows of the window.
    public let kernelHeight: Int
    /// Columns of the window.
    public let kernelWidth: Int
    /// Rows of zeros above the image, and as many below.
    public let padHeight: Int
    /// Columns of zeros left of the image, and as many on its right.
    public let padWidth: Int

    /// A stride-1 convolution `[channels, height, width]` → `[outputs, outputHeight, outputWidth]`.
    public init(
        channels: Int, height: Int, width: Int, outputs: Int, kernelHeight: Int, kernelWidth: Int, padHeight: Int, padWidth: Int
    ) {
        (self.channels, self.height, self.width, self.outputs) = (channels, height, width, outputs)
        (self.kernelHeight, self.kernelWidth, self.padHeight, self.padWidth) = (kernelHeight, kernelWidth, padHeight, padWidth)
    }

    /// Rows of a plane with its padding.
    /// Columns of a plane with its padding: the distance from row to row.
    /// Rows of an output plane: places of the window from top to bottom.
    /// Columns of an output plane: places of the window from left to right.
    @inlinable public var paddedHeight: Int { height + 2 * padHeight }
    @inlinable public var paddedWidth: Int { width + 2 * padWidth }
    @inlinable public var outputHeight: Int { paddedHeight - kernelHeight + 1 }
    @inlinable public var outputWidth: Int { paddedWidth - kernelWidth + 1 }
    /// Elements of one output's weight.
    @inlinable public var patch: Int { channels * kernelHeight * kernelWidth }

    /// Flat positions of windows, in whole groups of lanes.
    @inlinable public var span: Int { ((outputHeight - 1) * paddedWidth + outputWidth + 15) & ~15 }
    /// Flat positions of a padded image, in whole groups of lanes.
    @inlinable public var imageSpan: Int { (paddedHeight * paddedWidth + 15) & ~15 }
    /// The distance from the first place of the window to the last.
    @inlinable public var reach: Int { (kernelHeight - 1) * paddedWidth + kernelWidth - 1 }
    /// From one padded input plane to the next.
    @inlinable public var inputStride: Int { (max(span, imageSpan) + reach + 15) & ~15 }
    /// From one plane of spread output gradients to the next: `reach` zeros before the plane, and zeros behind it.
    @inlinable public var gradientStride: Int { (max(span, imageSpan) + 2 * reach + 15) & ~15 }

    /// Scalars for the padded images of one sample.
    @inlinable public var inputScratch: Int { channels * inputStride }
    /// Scalars for the spread output gradients of one sample.
    @inlinable public var gradientScratch: Int { outputs * gradientStride }
    /// Scalars for the results of one sample before rows are cut to their width.
    @inlinable public var flatScratch: Int { max(outputs * span, channels * imageSpan) }
}

/// The memory that a convolution works in.
public struct ConvolutionScratch<Scalar> {
    /// `inputScratch` for each sample.
    public let input: UnsafeMutablePointer<Scalar>
    /// `gradientScratch` for each sample.
    public let gradient: UnsafeMutablePointer<Scalar>
    /// `flatScratch`.
    public let flat: UnsafeMutablePointer<Scalar>

    /// Memory that somebody else owns and keeps for as long as the kernel runs.
    public init(input: UnsafeMutablePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>, flat: UnsafeMutablePointer<Scalar>) {
        (self.input, self.gradient, self.flat) = (input, gradient, flat)
    }
}
