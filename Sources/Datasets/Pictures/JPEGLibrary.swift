#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// libjpeg-turbo, loaded when the first JPEG picture is read: a machine without it builds and runs, and says what is missing where it is.
///
/// Its TurboJPEG functions take pointers and whole numbers only, and have not changed since version 1.4.
final class JPEGLibrary {
    /// Pixels by red, green and blue, and gray ones.
    private static let (formatRGB, formatGray): (Int32, Int32) = (0, 6)
    /// Gray, and what is printed with four inks, as a file's header has it.
    private static let (gray, inks): (Int32, ClosedRange<Int32>) = (2, 3...4)
    /// The slow and exact inverse transform, whatever the version takes unasked: the same pixels on every processor.
    private static let accurate: Int32 = 4096

    private typealias Start = @convention(c) () -> UnsafeMutableRawPointer?
    private typealias ReadHeader =
        @convention(c) (
            UnsafeMutableRawPointer, UnsafePointer<UInt8>, UInt, UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int32>,
            UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int32>
        ) -> Int32
    private typealias Decompress =
        @convention(c) (
            UnsafeMutableRawPointer, UnsafePointer<UInt8>, UInt, UnsafeMutablePointer<UInt8>, Int32, Int32, Int32, Int32, Int32
        ) -> Int32
    private typealias End = @convention(c) (UnsafeMutableRawPointer) -> Int32

    private let handle: UnsafeMutableRawPointer
    private let readHeader: ReadHeader
    private let decompress: Decompress
    private let end: End

    /// Nil where the library is not there.
    init?() {
        let names = ["libturbojpeg.so.0", "libturbojpeg.0.dylib", "/opt/homebrew/lib/libturbojpeg.0.dylib"]
        guard let library = names.lazy.compactMap({ dlopen($0, RTLD_LAZY | RTLD_LOCAL) }).first,
            let start = dlsym(library, "tjInitDecompress"), let header = dlsym(library, "tjDecompressHeader3"),
            let decompress = dlsym(library, "tjDecompress2"), let end = dlsym(library, "tjDestroy"),
            let handle = unsafeBitCast(start, to: Start.self)()
        else { return nil }
        self.handle = handle
        readHeader = unsafeBitCast(header, to: ReadHeader.self)
        self.decompress = unsafeBitCast(decompress, to: Decompress.self)
        self.end = unsafeBitCast(end, to: End.self)
    }

    deinit { _ = end(handle) }

    /// The head of a file.
    struct Head {
        var width: Int
        var height: Int
        var isGray: Bool
        /// True of a picture in the colors of printing, which are not read.
        var isOfInks: Bool
    }

    /// Nil where it cannot be read.
    func head(of file: [UInt8]) -> Head? {
        var (width, height, sampling, colors): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
        guard
            file.withUnsafeBufferPointer({ bytes in
                bytes.baseAddress.map { readHeader(handle, $0, UInt(bytes.count), &width, &height, &sampling, &colors) }
            }) == 0, width > 0, height > 0
        else { return nil }
        return Head(
            width: Int(width), height: Int(height), isGray: colors == Self.gray, isOfInks: Self.inks.contains(colors))
    }

    /// Samples pixel by pixel, one of a gray picture and three of another; nil where the data are damaged.
    func pixels(of file: [UInt8], _ head: Head) -> [UInt8]? {
        let channels = head.isGray ? 1 : 3
        var pixels = [UInt8](repeating: 0, count: channels * head.width * head.height)
        let result = file.withUnsafeBufferPointer { bytes in
            pixels.withUnsafeMutableBufferPointer { pixels -> Int32 in
                guard let from = bytes.baseAddress, let to = pixels.baseAddress else { return -1 }
                return decompress(
                    handle, from, UInt(bytes.count), to, Int32(head.width), 0, Int32(head.height),
                    head.isGray ? Self.formatGray : Self.formatRGB, Self.accurate)
            }
        }
        return result == 0 ? pixels : nil
    }
}
