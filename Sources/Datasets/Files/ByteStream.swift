import Basics
import CZlib

/// The content of a file in order, unpacked on the way if the file is gzip; memory use does not depend on its size.
///
/// gzip is told by its first two bytes, not by the name. Several gzip members in a row are one content, as `gunzip` has it;
/// zero bytes after the last one are padding, anything else is an error.
final class ByteStream {
    /// Deflate packs at best 1032 bytes into one: more than this cannot come out of a file.
    static let largestDeflateRatio = 1032
    private static let bufferSize = 1 << 16

    let path: String
    let isGzip: Bool
    /// No more bytes than this can come.
    let largestPossibleSize: Int

    private let source: any ByteSource
    private let input: UnsafeMutableRawBufferPointer
    private var inputRange = 0..<0
    private var inflater: Inflater?
    private var memberIsOpen = false

    /// Opens `path`, which is to hold `what` (in an error's words).
    init(_ path: String, in files: any FileSystem, expecting what: String) throws(InputError) {
        let size = try files.sizeOfFile(path, expecting: what)
        self.path = path
        source = try files.open(path)
        input = .allocate(byteCount: Self.bufferSize, alignment: 16)
        // Fill until two bytes are there: a source may hand out single ones.
        var filled = 0
        var failure: InputError?
        while filled < 2 {
            do throws(InputError) {
                let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: input[filled...]))
                if count == 0 { break }
                filled += count
            } catch {
                failure = error
                break
            }
        }
        inputRange = 0..<filled
        isGzip = filled >= 2 && input[0] == 0x1f && input[1] == 0x8b
        if isGzip {
            let (bound, overflow) = size.multipliedReportingOverflow(by: Self.largestDeflateRatio)
            largestPossibleSize = overflow ? .max : bound
            inflater = Inflater(.gzip)
            memberIsOpen = true
        } else {
            largestPossibleSize = size
        }
        if let failure { throw failure }
    }

    deinit { input.deallocate() }

    /// Fills `buffer` and returns how many bytes came; fewer than asked for only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = isGzip ? try inflate(into: rest) : try copy(into: rest)
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// Exactly `count` bytes, or nil if the content ends before. For headers: small counts.
    func read(_ count: Int) throws(InputError) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: max(count, 1), alignment: 1)
        defer { scratch.deallocate() }
        let came = try read(into: UnsafeMutableRawBufferPointer(rebasing: scratch[..<count]))
        guard came == count else { return nil }
        bytes.withUnsafeMutableBytes { $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: scratch[..<count])) }
        return bytes
    }

    /// The next bytes, at most so many: to see what they are of.
    func start(atMost count: Int) throws(InputError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count, let byte = try read(1) { bytes += byte }
        return bytes
    }

    /// All that is left: for content that is looked at as a whole.
    /// - Throws: where there is more than `limit`; no more than that is taken into memory.
    func readAll(atMost limit: Int) throws(InputError) -> [UInt8] {
        var content: [UInt8] = []
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.bufferSize, alignment: 1)
        defer { piece.deallocate() }
        while true {
            let count = try read(into: piece)
            if count == 0 { return content }
            content += piece[..<count]
            guard content.count <= limit else {
                throw InputError(
                    .malformed, path, expected: "at most \(limit) bytes", found: "more", advice: "use a part of it")
            }
        }
    }

    /// Whether nothing more comes. Reads on by one byte, which also has zlib compare the checksum at the end.
    func isAtEnd() throws(InputError) -> Bool {
        try read(1) == nil
    }

    /// Takes more input if none is left; false at the end of the file.
    private func refill() throws(InputError) -> Bool {
        if !inputRange.isEmpty { return true }
        inputRange = 0..<(try source.read(into: input))
        return !inputRange.isEmpty
    }

    private func copy(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        guard try refill() else { return 0 }
        let count = min(buffer.count, inputRange.count)
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[inputRange.lowerBound..<inputRange.lowerBound + count]))
        inputRange = inputRange.lowerBound + count..<inputRange.upperBound
        return count
    }

    private func inflate(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        guard let inflater else { return 0 }
        while true {
            if !memberIsOpen {
                guard try openNextMember(of: inflater) else { return 0 }
            }
            guard try refill() else {
                throw InputError(
                    .malformed, path, expected: "gzip data up to its end mark", found: "the file cut short",
                    advice: "copy or download it again")
            }
            let step = inflater.inflate(UnsafeRawBufferPointer(rebasing: input[inputRange]), into: buffer)
            inputRange = inputRange.lowerBound + step.consumed..<inputRange.upperBound
            switch step.state {
            case .going: break
            case .finished: memberIsOpen = false
            case .broken(let reason):
                throw InputError(
                    .malformed, path, expected: "intact gzip data", found: reason, advice: "copy or download it again")
            }
            if step.produced > 0 { return step.produced }
        }
    }

    /// Skips padding and starts the next member, if there is one.
    private func openNextMember(of inflater: Inflater) throws(InputError) -> Bool {
        while try refill() {
            let byte = input[inputRange.lowerBound]
            if byte == 0 {
                inputRange = inputRange.lowerBound + 1..<inputRange.upperBound
            } else if byte == 0x1f {
                inflater.reset()
                memberIsOpen = true
                return true
            } else {
                throw InputError(
                    .malformed, path, expected: "the end of the file after the gzip data", found: "further bytes",
                    advice: "copy or download it again")
            }
        }
        return false
    }
}
