import Basics
import Datasets

/// Files that exist only in a test: a path and its bytes.
public struct MemoryFileSystem: FileSystem {
    public var content: [String: [UInt8]]
    /// Bytes that a read hands out, at most.
    public var pieceSize: Int

    public init(content: [String: [UInt8]] = [:], pieceSize: Int = .max) {
        (self.content, self.pieceSize) = (content, pieceSize)
    }

    public func status(of path: String) -> FileStatus {
        if let bytes = content[path] { return .file(size: bytes.count) }
        return content.keys.contains { $0.hasPrefix(path + "/") } ? .folder : .missing
    }

    public func names(in folder: String) -> [String] {
        let inner = content.keys.filter { $0.hasPrefix(folder + "/") }.map { $0.dropFirst(folder.count + 1) }
        return Set(inner.compactMap { $0.split(separator: "/").first.map(String.init) }).sorted()
    }

    public func open(_ path: String) throws(InputError) -> any ByteSource {
        MemorySource(rest: (content[path] ?? [])[...], pieceSize: pieceSize)
    }
}

/// Bytes that are handed out in pieces.
public final class MemorySource: ByteSource {
    private var rest: ArraySlice<UInt8>
    private let pieceSize: Int

    public init(rest: ArraySlice<UInt8>, pieceSize: Int) {
        self.rest = rest
        self.pieceSize = pieceSize
    }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        let piece = rest.prefix(min(buffer.count, pieceSize))
        buffer.copyBytes(from: piece)
        rest = rest.dropFirst(piece.count)
        return piece.count
    }
}
