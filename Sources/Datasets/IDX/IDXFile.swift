import Basics

/// The content of one IDX file, the format MNIST and its relatives come in: a big-endian header that names the element type
/// and the dimensions, then the elements, last dimension fastest.
///
///     0x00 0x00 type rank   dimension₀ … dimensionᵣ₋₁ (UInt32 each)   elements
///
/// A file is plain or gzip. Nothing in it is trusted: the size that the header claims is compared with what the file can
/// hold and with `Limits` before memory is taken, and both a short and a long file are errors.
public struct IDXFile: Sendable {
    /// The third byte of the header.
    public enum ElementType: UInt8, Sendable, CaseIterable {
        case unsignedByte = 0x08
        case signedByte = 0x09
        case int16 = 0x0B
        case int32 = 0x0C
        case float = 0x0D
        case double = 0x0E
    }

    /// The memory that a file may ask for.
    public struct Limits: Sendable {
        /// The most bytes of unpacked elements that are taken into memory.
        public var maximumBytes: Int
        /// A limit of so many bytes; 2 GiB where none is given.
        public init(maximumBytes: Int = 2 << 30) { self.maximumBytes = maximumBytes }
    }

    /// The file, for messages.
    public let path: String
    /// The form of the elements in `bytes`.
    public let elementType: ElementType
    /// The sizes along each axis; the first is the number of samples.
    public let dimensions: [Int]
    /// The elements as they stand in the file, big-endian.
    public let bytes: [UInt8]

    /// Reads `path`; `rank` is the number of dimensions it must have (3 for images, 1 for labels), if that is known.
    public init(path: String, in files: any FileSystem, rank: Int? = nil, limits: Limits = Limits()) throws(InputError) {
        try self.init(path: path, in: files, ranks: rank.map { [$0] }, limits: limits)
    }

    /// Reads `path`, which must have one of these numbers of dimensions.
    init(path: String, in files: any FileSystem, ranks: [Int]?, limits: Limits = Limits()) throws(InputError) {
        let stream = try ByteStream(path, in: files, expecting: "an IDX file")
        let header = try Self.readHeader(stream, ranks: ranks)
        self.path = path
        elementType = header.elementType
        dimensions = header.dimensions
        bytes = try Self.readElements(stream, header, limits)
    }

    /// Samples in the file.
    public var count: Int { dimensions[0] }

    /// Elements of one sample.
    public var elementsPerSample: Int { dimensions.dropFirst().reduce(1, *) }
}

extension IDXFile {
    private struct Header {
        var elementType: ElementType
        var dimensions: [Int]
        var shape: String { dimensions.map(String.init).joined(separator: "×") }
    }

    private static let redo = "copy or download it again"

    private static func readHeader(_ stream: ByteStream, ranks: [Int]?) throws(InputError) -> Header {
        let path = stream.path
        guard let magic = try stream.read(4) else {
            throw InputError(.malformed, path, expected: "an IDX header of at least 8 bytes", found: "fewer than 4", advice: redo)
        }
        let shown = "0x" + magic.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
        guard magic[0] == 0, magic[1] == 0 else {
            let more = try stream.start(atMost: 60)
            if let foreign = ForeignContent.recognize(magic + more) {
                throw InputError(.malformed, path, expected: "an IDX file", found: foreign.found, advice: foreign.advice)
            }
            throw InputError(
                .malformed, path, expected: "an IDX magic number 0x0000TTRR", found: shown,
                advice: "name an IDX file (such as train-images-idx3-ubyte.gz)")
        }
        guard let elementType = ElementType(rawValue: magic[2]) else {
            throw InputError(
                .malformed, path, expected: "an IDX element type 0x08, 0x09, 0x0B, 0x0C, 0x0D or 0x0E", found: shown, advice: redo
            )
        }
        let rank = Int(magic[3])
        if let ranks, !ranks.contains(rank) {
            let areLabels = ranks.contains(1)
            // Pictures have three dimensions: then the two files are swapped.
            throw InputError(
                .malformed, path,
                expected: areLabels ? "labels (rank 1, magic 0x00000801)" : "samples of rank \(ranks[0])",
                found: "rank \(rank) (magic \(shown))",
                advice: areLabels == (rank > 2) ? "check that images and labels are not swapped" : "name other files")
        }
        guard (1...8).contains(rank) else {
            throw InputError(.malformed, path, expected: "an IDX rank of 1 to 8", found: "rank \(rank)", advice: redo)
        }
        guard let sizes = try stream.read(4 * rank) else {
            throw InputError(
                .malformed, path, expected: "\(rank) dimensions in the IDX header", found: "the file cut short", advice: redo)
        }
        let dimensions = (0..<rank).map { Int(sizes.integer(at: 4 * $0, .big, as: UInt32.self) ?? 0) }
        let header = Header(elementType: elementType, dimensions: dimensions)
        guard dimensions.allSatisfy({ $0 > 0 }) else {
            throw InputError(
                .malformed, path, expected: "at least one sample and no empty axis", found: "\(header.shape) elements",
                advice: redo)
        }
        return header
    }

    private static func readElements(_ stream: ByteStream, _ header: Header, _ limits: Limits) throws(InputError) -> [UInt8] {
        let path = stream.path
        var size = header.elementType.size
        for dimension in header.dimensions {
            let (product, overflow) = size.multipliedReportingOverflow(by: dimension)
            size = overflow ? .max : product
        }
        let headerSize = 4 + 4 * header.dimensions.count
        guard size <= limits.maximumBytes else {
            throw InputError(
                .malformed, path, expected: "at most \(limits.maximumBytes) bytes of elements",
                found: "a header that claims \(header.shape) elements", advice: redo)
        }
        guard size <= stream.largestPossibleSize - headerSize else {
            let most = stream.isGzip ? "a gzip file that can hold no more than" : "a file of"
            throw InputError(
                .malformed, path, expected: "\(size + headerSize) bytes for \(header.shape) elements",
                found: "\(most) \(stream.largestPossibleSize)", advice: redo)
        }
        var failure: InputError?
        var came = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            do throws(InputError) {
                came = try stream.read(
                    into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<size]))
            } catch {
                failure = error
            }
            count = came
        }
        if let failure { throw failure }
        guard came == size else {
            throw InputError(
                .malformed, path, expected: "\(size + headerSize) bytes for \(header.shape) elements",
                found: "\(came + headerSize): cut short", advice: redo)
        }
        guard try stream.isAtEnd() else {
            throw InputError(
                .malformed, path, expected: "the end after \(header.shape) elements", found: "further bytes", advice: redo)
        }
        return bytes
    }
}
