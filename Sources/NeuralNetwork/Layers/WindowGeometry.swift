import Basics

/// The arithmetic of windows that slide over images `[C, H, W]`: shared by convolution and pooling.
///
/// Output height `⌊(H + 2·padding − kernel) / stride⌋ + 1`, width alike; rows and columns left over at the end are never read.
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
    let outputHeight: Int
    let outputWidth: Int

    /// From the attributes `kernel`, `stride` and `padding`. Throws where the input is no image or smaller than the window.
    init(_ spec: LayerSpec, input: Shape, subject: String) throws {
        guard input.rank == 3 else {
            throw InputError(
                subject, expected: "an image of shape channels×rows×columns", found: "\(input)",
                advice: "give the data its image shape, such as 1×28×28")
        }
        (channels, height, width) = (input[0], input[1], input[2])
        let (kernel, stride, padding) = (spec.sizes("kernel"), spec.sizes("stride"), spec.sizes("padding"))
        (kernelHeight, kernelWidth) = (kernel[0], kernel[1])
        (strideHeight, strideWidth) = (stride[0], stride[1])
        (padHeight, padWidth) = (padding[0], padding[1])
        let (spareHeight, spareWidth) = (height + 2 * padHeight - kernelHeight, width + 2 * padWidth - kernelWidth)
        guard spareHeight >= 0, spareWidth >= 0 else {
            throw InputError(
                subject,
                expected:
                    "a kernel of at most \(height + 2 * padHeight)×\(width + 2 * padWidth) (input \(input) with its padding)",
                found: "\(kernelHeight)×\(kernelWidth)")
        }
        outputHeight = spareHeight / strideHeight + 1
        outputWidth = spareWidth / strideWidth + 1
    }

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
}
