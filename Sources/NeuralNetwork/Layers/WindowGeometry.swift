import Basics

/// The arithmetic of windows that slide over images `[C, H, W]`, or over signals `[C, L]`, which are images of one row: shared by
/// convolution and pooling.
///
/// Output height `⌊(H + 2·padding − reach) / stride⌋ + 1` with `reach = dilation·(kernel − 1) + 1`, width alike; rows and columns left
/// over at the end are never read.
struct WindowGeometry: Hashable, Sendable {
    let channels: Int
    let height: Int
    let width: Int
    let kernelHeight: Int
    let kernelWidth: Int
    let strideHeight: Int
    let strideWidth: Int
    let padHeight: Int
    let padWidth: Int
    /// From one place under the window to the next; 1 where it has no gaps.
    let dilationHeight: Int
    let dilationWidth: Int
    let outputHeight: Int
    let outputWidth: Int
    /// True of windows over signals: shapes have no rows then.
    let isOneDimensional: Bool

    /// From the attributes `kernel`, `stride`, `padding` and, where there is one, `dilation`. Throws where the input is no image or
    /// signal, or smaller than the window.
    init(_ spec: LayerSpec, input: Shape, subject: String) throws {
        let kernel = spec.sizes("kernel")
        isOneDimensional = kernel.count == 1
        if isOneDimensional {
            guard input.rank == 2 else {
                throw InputError(
                    subject, expected: "a signal of shape channels×length", found: "\(input)",
                    advice: "give the data that shape, such as 1×128")
            }
            (channels, height, width) = (input[0], 1, input[1])
        } else {
            guard input.rank == 3 else {
                throw InputError(
                    subject, expected: "an image of shape channels×rows×columns", found: "\(input)",
                    advice: "give the data its image shape, such as 1×28×28")
            }
            (channels, height, width) = (input[0], input[1], input[2])
        }
        (kernelHeight, kernelWidth) = Self.pair(kernel, 1)
        (strideHeight, strideWidth) = Self.pair(spec.sizes("stride"), 1)
        (padHeight, padWidth) = Self.pair(spec.sizes("padding"), 0)
        (dilationHeight, dilationWidth) = Self.pair(spec.dilation, 1)
        let (reachHeight, reachWidth) = (dilationHeight * (kernelHeight - 1) + 1, dilationWidth * (kernelWidth - 1) + 1)
        let (spareHeight, spareWidth) = (height + 2 * padHeight - reachHeight, width + 2 * padWidth - reachWidth)
        guard spareHeight >= 0, spareWidth >= 0 else {
            throw InputError(
                subject,
                expected:
                    "a kernel of at most \(Shape(isOneDimensional ? [width + 2 * padWidth] : [height + 2 * padHeight, width + 2 * padWidth])) (input \(input) with its padding)",
                found: "\(Shape(isOneDimensional ? [reachWidth] : [reachHeight, reachWidth]))")
        }
        outputHeight = spareHeight / strideHeight + 1
        outputWidth = spareWidth / strideWidth + 1
    }

    /// Sizes down and across; of a signal there are only those across.
    private static func pair(_ sizes: [Int], _ alone: Int) -> (Int, Int) {
        sizes.count == 1 ? (alone, sizes[0]) : sizes.isEmpty ? (1, 1) : (sizes[0], sizes[1])
    }

    /// Shape of an output of so many channels.
    func outputShape(channels: Int) -> Shape {
        isOneDimensional ? [channels, outputWidth] : [channels, outputHeight, outputWidth]
    }

    /// Shape of the kernel of one channel.
    var kernelShape: [Int] { isOneDimensional ? [kernelWidth] : [kernelHeight, kernelWidth] }

    /// Channels of an output as maps, those of signals as pictures of one row.
    func unitLayout(channels: Int) -> UnitLayout {
        .maps(channels: channels, ImageShape(height: outputHeight, width: outputWidth))
    }

    /// Channels of signals, which have the shape of a sequence, as maps; a single one as numbers side by side.
    var inputLayout: UnitLayout? {
        isOneDimensional && channels > 1 ? .maps(channels: channels, ImageShape(height: 1, width: width)) : nil
    }

    /// True if places under the window lie side by side.
    var isDense: Bool { dilationHeight == 1 && dilationWidth == 1 }

    /// Elements of one channel of the input.
    var inputPlane: Int { height * width }
    /// Elements of one channel of the output.
    var outputPlane: Int { outputHeight * outputWidth }
    /// Elements under the window.
    var kernelCount: Int { kernelHeight * kernelWidth }

    /// The rows of the image that window row `i` covers, without padding.
    @inline(__always)
    func rows(_ i: Int) -> Range<Int> {
        let start = i &* strideHeight &- padHeight
        let low = max(0, start)
        return low..<max(low, min(height, start &+ kernelHeight))
    }

    /// The columns of the image that window column `j` covers, without padding.
    @inline(__always)
    func columns(_ j: Int) -> Range<Int> {
        let start = j &* strideWidth &- padWidth
        let low = max(0, start)
        return low..<max(low, min(width, start &+ kernelWidth))
    }
}

extension SpecSchema.Attribute {
    /// `kernel`, rows and columns of the window.
    static let kernel = SpecSchema.Attribute("kernel", .sizes(rank: 2, minimum: 1))
    /// `padding`, zeros (for pooling: nothing) added on both sides of each axis; `same`: as many as keep a picture's size.
    static let padding = SpecSchema.Attribute("padding", .sizes(rank: 2, minimum: 0), default: .sizes([0, 0]), same: "kernel")
    /// `dilation`, the distance from one place under the window to the next.
    static let dilation = SpecSchema.Attribute("dilation", .sizes(rank: 2, minimum: 1), default: .sizes([1, 1]))

    /// `kernel`, places of a window over a signal.
    static let kernelOfSignal = SpecSchema.Attribute("kernel", .sizes(rank: 1, minimum: 1))
    /// `padding`, zeros (for pooling: nothing) added on both sides of a signal; `same`: as many as keep its length.
    static let paddingOfSignal = SpecSchema.Attribute(
        "padding", .sizes(rank: 1, minimum: 0), default: .sizes([0]), same: "kernel")
}

extension Specification where Family == LayerFamily {
    /// Distances from one place under the window to the next; none where a layer knows no such thing.
    package var dilation: [Int] { if case .sizes(let sizes)? = values["dilation"] { sizes } else { [] } }
}
